//! Finding a place in the text of one segment. Each level narrows the range; nothing is allocated or recursive.

use std::ops::Range;

use crate::find_byte::find_byte;
use crate::{Delimiters, Path};

/// Where a place is, or what must be written to make it.
pub(crate) enum Place {
    /// The place exists and its text, maybe empty, is this range of the segment.
    Found(Range<usize>),
    /// The place is missing: `padding` and then the value belong at the offset `at`.
    Missing { at: usize, padding: Padding },
}

/// Delimiters to be written before a value so that it stands at its place: how many of which, outermost first.
#[derive(Debug, Default)]
pub(crate) struct Padding {
    parts: [(u8, usize); 4],
    n_parts: usize,
}

impl Padding {
    fn push(&mut self, delimiter: u8, count: usize) {
        self.parts[self.n_parts] = (delimiter, count);
        self.n_parts += 1;
    }

    /// Appends the delimiters to `text`.
    pub fn write_to(&self, text: &mut String) {
        for &(delimiter, count) in &self.parts[..self.n_parts] {
            text.extend(std::iter::repeat_n(char::from(delimiter), count));
        }
    }
}

/// Tells whether the segment carries its delimiters as its fields 1 and 2: MSH, FHS and BHS.
pub(crate) fn is_header(segment: &str, delimiters: &Delimiters) -> bool {
    matches!(segment.as_bytes(), [b'M', b'S', b'H', f, ..] | [b'F' | b'B', b'H', b'S', f, ..] if *f == delimiters.field)
}

/// Finds the place that `path` names in `segment`. A path that names no field is the whole segment.
pub(crate) fn find(segment: &str, delimiters: &Delimiters, path: &Path) -> Place {
    let Some(field) = path.field() else {
        return Place::Found(0..segment.len());
    };
    let mut n_before_field = field;
    if is_header(segment, delimiters) {
        if field <= 2 {
            return find_delimiter_field(segment, delimiters, path, field);
        }
        // The separator itself is field 1, so the piece after it is field 2.
        n_before_field -= 1;
    }
    let levels = [
        (delimiters.field, Some(n_before_field)),
        (delimiters.repetition, path.repetition().map(|n| n - 1)),
        (delimiters.component, path.component().map(|n| n - 1)),
        (delimiters.subcomponent, path.subcomponent().map(|n| n - 1)),
    ];
    descend(segment.as_bytes(), levels)
}

fn descend(segment: &[u8], levels: [(u8, Option<usize>); 4]) -> Place {
    let mut range = 0..segment.len();
    for (depth, &(delimiter, n)) in levels.iter().enumerate() {
        let Some(n) = n else { break };
        match piece(segment, &range, delimiter, n) {
            Ok(found) => range = found,
            Err(n_missing) => {
                let mut padding = Padding::default();
                padding.push(delimiter, n_missing);
                for &(delimiter, n) in &levels[depth + 1..] {
                    padding.push(delimiter, n.unwrap_or(0));
                }
                return Place::Missing { at: range.end, padding };
            }
        }
    }
    Place::Found(range)
}

/// Returns the piece number `n`, from 0, of the range; or how many delimiters are missing to have it.
fn piece(text: &[u8], range: &Range<usize>, delimiter: u8, n: usize) -> Result<Range<usize>, usize> {
    let mut start = range.start;
    for n_found in 0..n {
        match find_byte(delimiter, &text[start..range.end]) {
            Some(length) => start += length + 1,
            None => return Err(n - n_found),
        }
    }
    let length = find_byte(delimiter, &text[start..range.end]).unwrap_or(range.end - start);
    Ok(start..start + length)
}

/// Finds MSH-1 or MSH-2, which are not split: their content is the delimiters.
fn find_delimiter_field(segment: &str, delimiters: &Delimiters, path: &Path, field: usize) -> Place {
    let is_first_of_each_level = [path.repetition(), path.component(), path.subcomponent()]
        .iter()
        .all(|n| n.is_none_or(|n| n == 1));
    if !is_first_of_each_level {
        return Place::Missing {
            at: segment.len(),
            padding: Padding::default(),
        };
    }
    if field == 1 {
        return Place::Found(3..4);
    }
    let length = find_byte(delimiters.field, &segment.as_bytes()[4..]).unwrap_or(segment.len() - 4);
    Place::Found(4..4 + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'a>(segment: &'a str, path: &str) -> Option<&'a str> {
        match find(segment, &Delimiters::default(), &path.parse().expect("a valid path")) {
            Place::Found(range) => Some(&segment[range]),
            Place::Missing { .. } => None,
        }
    }

    #[test]
    fn each_level_is_found() {
        let segment = "PID|1||77^^^A&1.2.3&ISO~88||EVERYMAN^ADAM";
        for (path, expected) in [
            ("PID", Some(segment)),
            ("PID-1", Some("1")),
            ("PID-2", Some("")),
            ("PID-3", Some("77^^^A&1.2.3&ISO~88")),
            ("PID-3(1)", Some("77^^^A&1.2.3&ISO")),
            ("PID-3(2)", Some("88")),
            ("PID-3.4", Some("A&1.2.3&ISO")),
            ("PID-3.4.2", Some("1.2.3")),
            ("PID-3(2).1.1", Some("88")),
            ("PID-3(3)", None),
            ("PID-3.5", None),
            ("PID-5.2", Some("ADAM")),
            ("PID-6", None),
        ] {
            assert_eq!(at(segment, path), expected, "{path}");
        }
    }

    #[test]
    fn header_fields_count_the_separator() {
        let segment = "MSH|^~\\&|LAB|NORTH";
        for (path, expected) in [
            ("MSH-1", Some("|")),
            ("MSH-2", Some("^~\\&")),
            ("MSH-2.1", Some("^~\\&")),
            ("MSH-2.2", None),
            ("MSH-2(2)", None),
            ("MSH-3", Some("LAB")),
            ("MSH-4", Some("NORTH")),
            ("MSH-5", None),
        ] {
            assert_eq!(at(segment, path), expected, "{path}");
        }
    }

    #[test]
    fn missing_place_says_what_to_write() {
        let path = "PID-5(2).3.2".parse().expect("a valid path");
        let Place::Missing { at, padding } = find("PID|1", &Delimiters::default(), &path) else {
            panic!("the segment has one field");
        };
        let mut text = String::new();
        padding.write_to(&mut text);
        assert_eq!((at, text.as_str()), (5, "||||~^^&"));
    }
}
