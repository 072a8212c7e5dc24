//! The name of a place in a message.
//!
//! Numbers count from 1, as in the standard. These forms are read; the first of each row is the one written.
//!
//! | place | forms |
//! |---|---|
//! | segment | `PID`, `PID(1)`, `PID[0]` |
//! | second OBX | `OBX(2)`, `OBX[1]` |
//! | field | `PID-5`, `PID.5` |
//! | component | `PID-5.1`, `PID.5.1`, `PID-5-1` |
//! | subcomponent | `PID-5.1.2`, `PID-5.1&2`, `PID.5.1.2`, `PID-5-1-2` |
//! | second repetition | `PID-3(2).1`, `PID.3[1].1` |
//!
//! Round brackets count from 1 and square brackets from 0, for segments and for repetitions. A component without a
//! repetition is in the first repetition. A field without a repetition is the whole field with all its repetitions.

use std::fmt;

/// The name of a place: a segment, a field, a repetition, a component or a subcomponent. Small and `Copy`.
///
/// It is read from text (`"PID-5.1".parse()`) and written in the form `OBX(2)-5(1).2.1`; see the crate's README for all
/// forms. Bounds: field, component and subcomponent 1 to 9,999; segment and repetition 1 to 1,000,000, so that a path
/// from a script cannot make a message grow without measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path {
    segment: [u8; 3],
    occurrence: u32,
    /// Here and below, 0 means that the path does not go so deep or does not say.
    field: u16,
    repetition: u32,
    component: u16,
    subcomponent: u16,
}

/// Tells why a text or a number makes no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// The segment id is not a letter followed by two letters or digits.
    #[error("a path starts with a segment id of three letters or digits, as in PID-5.1")]
    SegmentId,
    /// Something else was expected at the character with this offset.
    #[error("expected {expected} at character {position} of the path, as in OBX(2)-5(1).2.1")]
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
    #[error("the path names a {level} without the level above it")]
    LevelSkipped {
        /// The level named.
        level: &'static str,
    },
}

const MOST_OF_PARTS: usize = 9_999;
const MOST_OF_LIST: usize = 1_000_000;

impl Path {
    /// Names the first segment with this id.
    ///
    /// # Errors
    ///
    /// [`PathError::SegmentId`] unless the id is a letter followed by two letters or digits.
    pub fn new(segment_id: &str) -> Result<Path, PathError> {
        match *segment_id.as_bytes() {
            [a, b, c] if a.is_ascii_alphabetic() && b.is_ascii_alphanumeric() && c.is_ascii_alphanumeric() => {
                Ok(Path {
                    segment: [a, b, c],
                    occurrence: 1,
                    field: 0,
                    repetition: 0,
                    component: 0,
                    subcomponent: 0,
                })
            }
            _ => Err(PathError::SegmentId),
        }
    }

    /// Names the same place in another occurrence of the segment, from 1.
    pub fn with_occurrence(self, number: usize) -> Result<Path, PathError> {
        Ok(Path {
            occurrence: bounded("segment", number, MOST_OF_LIST)?,
            ..self
        })
    }

    /// Names a field of the segment, from 1; what was named below the segment is forgotten.
    pub fn with_field(self, number: usize) -> Result<Path, PathError> {
        let field = bounded("field", number, MOST_OF_PARTS)? as u16;
        Ok(Path {
            field,
            repetition: 0,
            component: 0,
            subcomponent: 0,
            ..self
        })
    }

    /// Names a repetition of the field, from 1.
    pub fn with_repetition(self, number: usize) -> Result<Path, PathError> {
        self.ensure_above("repetition", self.field)?;
        let repetition = bounded("repetition", number, MOST_OF_LIST)?;
        let path = Path { repetition, ..self };
        Ok(path.normalised())
    }

    /// Names a component, from 1, in the repetition named, or in the first one.
    pub fn with_component(self, number: usize) -> Result<Path, PathError> {
        self.ensure_above("component", self.field)?;
        let component = bounded("component", number, MOST_OF_PARTS)? as u16;
        let path = Path {
            component,
            subcomponent: 0,
            ..self
        };
        Ok(path.normalised())
    }

    /// Names a subcomponent of the component, from 1.
    pub fn with_subcomponent(self, number: usize) -> Result<Path, PathError> {
        self.ensure_above("subcomponent", self.component)?;
        let subcomponent = bounded("subcomponent", number, MOST_OF_PARTS)? as u16;
        Ok(Path { subcomponent, ..self })
    }

    /// Returns the segment id, three ASCII letters or digits.
    pub fn segment_id(&self) -> &str {
        std::str::from_utf8(&self.segment).expect("a segment id is ASCII")
    }

    /// Returns which of the segments with this id is meant, from 1.
    pub fn occurrence(&self) -> usize {
        self.occurrence as usize
    }

    /// Returns the field number; `None` when the whole segment is named.
    pub fn field(&self) -> Option<usize> {
        named(self.field.into())
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

    /// Returns the subcomponent number, when one is named.
    pub fn subcomponent(&self) -> Option<usize> {
        named(self.subcomponent.into())
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

    fn ensure_above(&self, level: &'static str, above: u16) -> Result<(), PathError> {
        if above == 0 {
            Err(PathError::LevelSkipped { level })
        } else {
            Ok(())
        }
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
        if self.field != 0 {
            write!(f, "-{}", self.field)?;
        }
        if self.repetition != 0 {
            write!(f, "({})", self.repetition)?;
        }
        if self.component != 0 {
            write!(f, ".{}", self.component)?;
        }
        if self.subcomponent != 0 {
            write!(f, ".{}", self.subcomponent)?;
        }
        Ok(())
    }
}
