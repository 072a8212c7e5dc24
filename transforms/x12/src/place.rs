//! Finding a place in the text of one segment. Each level narrows the range; nothing is allocated or recursive.

use std::ops::Range;

use crate::segment::separators_within;
use crate::{Path, Separators};

/// Where a place is, or what must be written to make it.
pub(crate) enum Place {
    /// The place exists and its text, maybe empty, is this range of the segment.
    Found(Range<usize>),
    /// The place is missing: `padding` and then the value belong at the offset `at`.
    Missing { at: usize, padding: Padding },
}

/// Separators to be written before a value so that it stands at its place: how many of which, outermost first.
pub(crate) type Padding = [(u8, usize); 3];

/// Appends the separators of `padding` to `text`.
pub(crate) fn write_padding(padding: &Padding, text: &mut String) {
    for &(separator, count) in padding {
        text.extend(std::iter::repeat_n(char::from(separator), count));
    }
}

/// Finds the place that `path` names in `segment`. A path that names no element is the whole segment.
pub(crate) fn find(segment: &str, separators: &Separators, path: &Path) -> Place {
    let (repetition, component) = separators_within(segment, separators);
    let levels = [
        // The id stands before the first separator, so element 1 is piece 1 from 0.
        (separators.element, path.element()),
        (repetition, path.repetition().map(|n| n - 1)),
        (component, path.component().map(|n| n - 1)),
    ];
    let mut range = 0..segment.len();
    for (depth, &(separator, n)) in levels.iter().enumerate() {
        let Some(n) = n else { break };
        match piece(segment.as_bytes(), &range, separator, n) {
            Ok(found) => range = found,
            Err(n_missing) => {
                let mut padding = levels.map(|(separator, n)| (separator, n.unwrap_or(0)));
                padding[..depth].iter_mut().for_each(|part| part.1 = 0);
                padding[depth].1 = n_missing;
                return Place::Missing { at: range.end, padding };
            }
        }
    }
    Place::Found(range)
}

/// Returns the piece number `n`, from 0, of the range; or how many separators are missing to have it.
fn piece(text: &[u8], range: &Range<usize>, separator: u8, n: usize) -> Result<Range<usize>, usize> {
    let mut start = range.start;
    for n_found in 0..n {
        match memchr::memchr(separator, &text[start..range.end]) {
            Some(length) => start += length + 1,
            None => return Err(n - n_found),
        }
    }
    let length = memchr::memchr(separator, &text[start..range.end]).unwrap_or(range.end - start);
    Ok(start..start + length)
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

    fn at<'a>(segment: &'a str, path: &str) -> Option<&'a str> {
        match find(segment, &SEPARATORS, &path.parse().expect("a valid path")) {
            Place::Found(range) => Some(&segment[range]),
            Place::Missing { .. } => None,
        }
    }

    #[test]
    fn each_level_is_found() {
        let segment = "HI*BK:8901^BF:87200**X";
        for (path, expected) in [
            ("HI", Some(segment)),
            ("HI-1", Some("BK:8901^BF:87200")),
            ("HI-1(1)", Some("BK:8901")),
            ("HI-1.2", Some("8901")),
            ("HI-1(2).2", Some("87200")),
            ("HI-1(3)", None),
            ("HI-2", Some("")),
            ("HI-3.1", Some("X")),
            ("HI-4", None),
        ] {
            assert_eq!(at(segment, path), expected, "{path}");
        }
    }

    #[test]
    fn separators_in_the_header_are_values() {
        assert_eq!(at("ISA*^*:", "ISA-1"), Some("^"));
        assert_eq!(at("ISA*^*:", "ISA-2.1"), Some(":"));
        assert_eq!(at("ISA*^*:", "ISA-2.2"), None);
    }

    #[test]
    fn missing_place_says_what_to_write() {
        let path = "HI-3(2).3".parse().expect("a valid path");
        let Place::Missing { at, padding } = find("HI*1", &SEPARATORS, &path) else {
            panic!("the segment has one element");
        };
        let mut text = String::new();
        write_padding(&padding, &mut text);
        assert_eq!((at, text.as_str()), (4, "**^::"));
    }
}
