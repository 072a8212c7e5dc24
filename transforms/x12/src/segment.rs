//! Views on the text of one segment: elements, repetitions, components. All counting is from 1, as in X12.

use std::fmt;

use crate::Separators;
use crate::pieces::{NO_SEPARATOR, Pieces};

/// A segment: an id and its elements. Small and `Copy`; `Debug` prints the size only, since the content may be a
/// patient's.
#[derive(Clone, Copy)]
pub struct Segment<'a> {
    raw: &'a str,
    separators: Separators,
}

/// An element, with all its repetitions.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    raw: &'a str,
    repetition: u8,
    component: u8,
}

/// One repetition of an element: a simple value, or a composite of components.
#[derive(Clone, Copy)]
pub struct Repetition<'a> {
    raw: &'a str,
    component: u8,
}

impl<'a> Segment<'a> {
    pub(crate) fn new(raw: &'a str, separators: Separators) -> Segment<'a> {
        Segment { raw, separators }
    }

    /// Returns the text of the segment, without its terminator.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Returns the segment id, such as `NM1`; what stands before the first element separator.
    pub fn id(&self) -> &'a str {
        Pieces::new(self.raw, self.separators.element)
            .next()
            .unwrap_or_default()
    }

    /// Tells whether the id is two or three characters, a capital and then capitals or digits (X12.6).
    pub fn has_standard_id(&self) -> bool {
        let id = self.id().as_bytes();
        let is_id_character = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        matches!(id.len(), 2 | 3) && id[0].is_ascii_uppercase() && id.iter().all(is_id_character)
    }

    /// Iterates over the elements.
    pub fn elements(&self) -> impl Iterator<Item = Element<'a>> + use<'a> {
        let (repetition, component) = separators_within(self.raw, &self.separators);
        Pieces::new(self.raw, self.separators.element)
            .skip(1)
            .map(move |raw| Element {
                raw,
                repetition,
                component,
            })
    }

    /// Returns element `number`, from 1; `None` when the segment ends before.
    pub fn element(&self, number: usize) -> Option<Element<'a>> {
        self.elements().nth(number.checked_sub(1)?)
    }

    /// Returns the text of element `number`, from 1; empty when the segment ends before.
    pub(crate) fn value(&self, number: usize) -> &'a str {
        self.element(number).map_or("", |element| element.raw)
    }
}

/// Returns the separators of repetitions and components in this segment: none in ISA, whose ISA11 and ISA16 are the
/// separators themselves.
pub(crate) fn separators_within(segment: &str, separators: &Separators) -> (u8, u8) {
    if is_header(segment, separators) {
        (NO_SEPARATOR, NO_SEPARATOR)
    } else {
        (separators.repetition.unwrap_or(NO_SEPARATOR), separators.component)
    }
}

/// Tells whether the segment is an ISA.
pub(crate) fn is_header(segment: &str, separators: &Separators) -> bool {
    segment.starts_with("ISA") && segment.as_bytes().get(3) == Some(&separators.element)
}

impl<'a> Element<'a> {
    /// Returns the text of the element with all that is in it.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Iterates over the repetitions; at least one, which may be empty.
    pub fn repetitions(&self) -> impl Iterator<Item = Repetition<'a>> + use<'a> {
        let component = self.component;
        Pieces::new(self.raw, self.repetition).map(move |raw| Repetition { raw, component })
    }

    /// Returns repetition `number`, from 1.
    pub fn repetition(&self, number: usize) -> Option<Repetition<'a>> {
        self.repetitions().nth(number.checked_sub(1)?)
    }
}

impl<'a> Repetition<'a> {
    /// Returns the text of the repetition with all its components.
    pub fn raw(&self) -> &'a str {
        self.raw
    }

    /// Iterates over the components; at least one, which may be empty.
    pub fn components(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        Pieces::new(self.raw, self.component)
    }

    /// Returns component `number`, from 1.
    pub fn component(&self, number: usize) -> Option<&'a str> {
        self.components().nth(number.checked_sub(1)?)
    }
}

impl fmt::Debug for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Segment({} bytes)", self.raw.len())
    }
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Element({} bytes)", self.raw.len())
    }
}

impl fmt::Debug for Repetition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Repetition({} bytes)", self.raw.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEPARATORS: Separators = Separators {
        element: b'*',
        repetition: Some(b'^'),
        component: b':',
        terminator: b'~',
    };

    #[test]
    fn each_level_is_walked() {
        let segment = Segment::new("HI*BK:8901^BF:87200*", SEPARATORS);
        assert_eq!(segment.id(), "HI");
        assert_eq!(
            segment.elements().map(|e| e.raw()).collect::<Vec<_>>(),
            ["BK:8901^BF:87200", ""]
        );
        let second = segment
            .element(1)
            .and_then(|element| element.repetition(2))
            .expect("it is there");
        assert_eq!(second.components().collect::<Vec<_>>(), ["BF", "87200"]);
        assert_eq!(second.component(2), Some("87200"));
        assert!(second.component(3).is_none() && segment.element(3).is_none() && segment.element(0).is_none());
    }

    #[test]
    fn ids_are_judged_by_the_standard() {
        for (raw, expected) in [
            ("N3*A", true),
            ("NM1", true),
            ("nm1*A", false),
            ("*A", false),
            ("1ST*", false),
            ("NAME", false),
        ] {
            assert_eq!(Segment::new(raw, SEPARATORS).has_standard_id(), expected, "{raw}");
        }
    }

    #[test]
    fn debug_hides_the_content() {
        assert_eq!(format!("{:?}", Segment::new("NM1*IL", SEPARATORS)), "Segment(6 bytes)");
    }
}
