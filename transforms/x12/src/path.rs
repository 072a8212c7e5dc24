//! The name of a place in an interchange.
//!
//! Numbers count from 1, as in the standard. These forms are read; the first of each row is the one written.
//!
//! | place | forms |
//! |---|---|
//! | segment | `CLM`, `CLM(1)`, `CLM[0]` |
//! | second CLM | `CLM(2)`, `CLM[1]` |
//! | element | `NM1-3`, `NM1.3`, `NM1-03` |
//! | component | `CLM-5.1`, `CLM.5.1`, `CLM-5-1`, `CLM-5:1` |
//! | second repetition | `HI-1(2).2`, `HI.1[1].2` |
//!
//! Round brackets count from 1 and square brackets from 0, for segments and for repetitions. A component without a
//! repetition is in the first repetition. An element without a repetition is the whole element.

use std::fmt;

/// The name of a place: a segment, an element, a repetition or a component. Small and `Copy`.
///
/// It is read from text (`"NM1-3".parse()`) and written in the form `CLM(2)-5(1).1`; see the crate's README for all
/// forms. Bounds: element and component 1 to 999; segment and repetition 1 to 1,000,000, so that a path from a script
/// cannot make an interchange grow without measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    /// Two or three characters; the third is 0 when there are two.
    segment: [u8; 3],
    occurrence: u32,
    /// Here and below, 0 means that the path does not go so deep or does not say.
    element: u16,
    repetition: u32,
    component: u16,
}

/// Tells why a text or a number makes no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// The segment id is not a letter followed by one or two letters or digits.
    #[error("a path starts with a segment id of two or three letters or digits, as in NM1-3")]
    SegmentId,
    /// Something else was expected at the character with this offset.
    #[error("expected {expected} at character {position} of the path, as in CLM(2)-5(1).1")]
    Unexpected {
        /// What should stand there.
        expected: &'static str,
        /// Position of the character, from 1.
        position: usize,
    },
    /// A number is 0 where counting starts at 1, or too large.
    #[error("the number of the {level} is {number}; it must be from 1 to {most}")]
    OutOfBounds {
        /// Which number it is.
        level: &'static str,
        /// The number.
        number: usize,
        /// The largest allowed.
        most: usize,
    },
    /// The path names a deeper level without the one above it.
    #[error("the path names a {level} without an element")]
    LevelSkipped {
        /// The level named.
        level: &'static str,
    },
}

const MOST_OF_PARTS: usize = 999;
const MOST_OF_LIST: usize = 1_000_000;

impl Path {
    /// Names the first segment with this id.
    ///
    /// # Errors
    ///
    /// [`PathError::SegmentId`] unless the id is a letter followed by one or two letters or digits (X12.6).
    pub fn new(segment_id: &str) -> Result<Path, PathError> {
        let segment = match *segment_id.as_bytes() {
            [a, b] => [a, b, 0],
            [a, b, c] if c.is_ascii_alphanumeric() => [a, b, c],
            _ => return Err(PathError::SegmentId),
        };
        if !segment[0].is_ascii_alphabetic() || !segment[1].is_ascii_alphanumeric() {
            return Err(PathError::SegmentId);
        }
        Ok(Path {
            segment,
            occurrence: 1,
            element: 0,
            repetition: 0,
            component: 0,
        })
    }

    /// Names the same place in another occurrence of the segment, from 1.
    pub fn with_occurrence(self, number: usize) -> Result<Path, PathError> {
        let occurrence = bounded("segment", number, MOST_OF_LIST)?;
        Ok(Path { occurrence, ..self })
    }

    /// Names an element of the segment, from 1; what was named below the segment is forgotten.
    pub fn with_element(self, number: usize) -> Result<Path, PathError> {
        let element = bounded("element", number, MOST_OF_PARTS)? as u16;
        Ok(Path {
            element,
            repetition: 0,
            component: 0,
            ..self
        })
    }

    /// Names a repetition of the element, from 1.
    pub fn with_repetition(self, number: usize) -> Result<Path, PathError> {
        self.ensure_element("repetition")?;
        let repetition = bounded("repetition", number, MOST_OF_LIST)?;
        Ok(Path { repetition, ..self }.normalised())
    }

    /// Names a component, from 1, in the repetition named, or in the first one.
    pub fn with_component(self, number: usize) -> Result<Path, PathError> {
        self.ensure_element("component")?;
        let component = bounded("component", number, MOST_OF_PARTS)? as u16;
        Ok(Path { component, ..self }.normalised())
    }

    /// Returns the segment id, two or three ASCII letters or digits.
    pub fn segment_id(&self) -> &str {
        let length = if self.segment[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.segment[..length]).expect("a segment id is ASCII")
    }

    /// Returns which of the segments with this id is meant, from 1.
    pub fn occurrence(&self) -> usize {
        self.occurrence as usize
    }

    /// Returns the element number; `None` when the whole segment is named.
    pub fn element(&self) -> Option<usize> {
        named(self.element.into())
    }

    /// Returns the repetition, when one is named. A component's repetition is 1 unless named.
    pub fn repetition(&self) -> Option<usize> {
        let of_component = u32::from(self.component != 0);
        named(self.repetition.max(of_component))
    }

    /// Returns the component number, when one is named.
    pub fn component(&self) -> Option<usize> {
        named(self.component.into())
    }

    /// Makes equal paths equal: a component's first repetition is the one meant without saying.
    fn normalised(self) -> Path {
        let repetition_goes_without_saying = self.component != 0 && self.repetition == 1;
        if repetition_goes_without_saying {
            Path { repetition: 0, ..self }
        } else {
            self
        }
    }

    fn ensure_element(&self, level: &'static str) -> Result<(), PathError> {
        if self.element == 0 {
            return Err(PathError::LevelSkipped { level });
        }
        Ok(())
    }
}

fn named(number: u32) -> Option<usize> {
    (number != 0).then_some(number as usize)
}

fn bounded(level: &'static str, number: usize, most: usize) -> Result<u32, PathError> {
    if (1..=most).contains(&number) {
        Ok(number as u32)
    } else {
        Err(PathError::OutOfBounds { level, number, most })
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.segment_id())?;
        if self.occurrence != 1 {
            write!(f, "({})", self.occurrence)?;
        }
        if self.element != 0 {
            write!(f, "-{}", self.element)?;
        }
        if self.repetition != 0 {
            write!(f, "({})", self.repetition)?;
        }
        if self.component != 0 {
            write!(f, ".{}", self.component)?;
        }
        Ok(())
    }
}
