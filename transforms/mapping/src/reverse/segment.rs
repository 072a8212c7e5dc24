//! A segment while it is filled.

use std::collections::BTreeMap;

use nilecare_hl7v2::{Delimiters, escape};

/// A place in a segment; all numbers from 1, 0 standing for the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    pub field: u16,
    pub repetition: u16,
    pub component: u16,
    pub subcomponent: u16,
}

/// The values of a segment, by their places.
#[derive(Debug, Default)]
pub struct SegmentText {
    values: BTreeMap<At, String>,
}

impl SegmentText {
    /// Sets a value; tells whether the place was free or had the same.
    pub fn set(&mut self, at: At, text: &str) -> bool {
        let at = At {
            repetition: at.repetition.max(1),
            component: at.component.max(1),
            subcomponent: at.subcomponent.max(1),
            ..at
        };
        match self.values.get(&at) {
            Some(known) => known == text,
            None => {
                self.values.insert(at, text.to_owned());
                true
            }
        }
    }

    /// Tells whether a place holds something.
    pub fn has(&self, at: At) -> bool {
        self.values.keys().any(|known| {
            known.field == at.field
                && (at.repetition == 0 || known.repetition == at.repetition)
                && (at.component == 0 || known.component == at.component)
                && (at.subcomponent == 0 || known.subcomponent == at.subcomponent)
        })
    }

    /// Returns the number of the last repetition of a field; 0 when there is none.
    pub fn n_repetitions(&self, field: u16) -> u16 {
        let known = self.values.keys().filter(|at| at.field == field);
        known.map(|at| at.repetition).max().unwrap_or(0)
    }

    /// Tells whether nothing was set.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Writes the segment with the standard's delimiters.
    pub fn write(&self, id: &str) -> String {
        let delimiters = Delimiters::default();
        let mut text = id.to_owned();
        let mut last = At {
            field: 0,
            repetition: 1,
            component: 1,
            subcomponent: 1,
        };
        for (at, value) in &self.values {
            let mut fill = |delimiter: char, from: u16, to: u16| {
                for _ in from..to {
                    text.push(delimiter);
                }
                from != to
            };
            if fill('|', last.field, at.field) {
                last = At {
                    field: at.field,
                    repetition: 1,
                    component: 1,
                    subcomponent: 1,
                };
            }
            if fill('~', last.repetition, at.repetition) {
                (last.component, last.subcomponent) = (1, 1);
            }
            if fill('^', last.component, at.component) {
                last.subcomponent = 1;
            }
            fill('&', last.subcomponent, at.subcomponent);
            text.push_str(&escape::encode(value, &delimiters));
            last = *at;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_written_with_their_delimiters() {
        let mut segment = SegmentText::default();
        let at = |field, repetition, component, subcomponent| At {
            field,
            repetition,
            component,
            subcomponent,
        };
        assert!(segment.set(at(3, 1, 4, 2), "1.2"));
        assert!(segment.set(at(3, 2, 1, 0), "a|b"));
        assert!(segment.set(at(5, 0, 0, 0), "x"));
        assert!(!segment.set(at(5, 1, 1, 1), "y"));
        assert_eq!(segment.write("PID"), "PID|||^^^&1.2~a\\F\\b||x");
        assert_eq!(segment.n_repetitions(3), 2);
        assert!(segment.has(at(3, 0, 4, 0)) && !segment.has(at(4, 0, 0, 0)));
    }
}
