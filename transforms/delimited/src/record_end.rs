//! Where a record ends: at CR, LF or CR LF, or at the delimiter that the layout states.

use std::ops::Range;

#[derive(Debug)]
pub(crate) struct RecordEnd(Option<Box<str>>);

impl RecordEnd {
    pub fn new(delimiter: Option<&str>) -> RecordEnd {
        RecordEnd(delimiter.map(Box::from))
    }

    /// Returns the length of the delimiter that stands at `at`; `None` when none does.
    pub fn at(&self, text: &[u8], at: usize) -> Option<usize> {
        let rest = text.get(at..)?;
        match &self.0 {
            Some(delimiter) => rest.starts_with(delimiter.as_bytes()).then_some(delimiter.len()),
            None => match rest {
                [b'\r', b'\n', ..] => Some(2),
                [b'\r' | b'\n', ..] => Some(1),
                _ => None,
            },
        }
    }

    /// Finds the next delimiter from `from` on.
    pub fn find(&self, text: &[u8], from: usize) -> Option<Range<usize>> {
        let rest = text.get(from..)?;
        let start = match &self.0 {
            Some(delimiter) => memchr::memmem::find(rest, delimiter.as_bytes()),
            None => memchr::memchr2(b'\r', b'\n', rest),
        }? + from;
        Some(start..start + self.at(text, start)?)
    }

    /// Steps over the delimiters that stand at `at`: the end of a record and empty records after it.
    pub fn skip_all(&self, text: &[u8], mut at: usize) -> usize {
        while let Some(n_bytes) = self.at(text, at) {
            at += n_bytes;
        }
        at
    }

    /// Returns what ends a record where the text shows none, CR LF by default (RFC 4180 §2.1). Its characters are all that a
    /// delimiter is made of.
    pub fn default_text(&self) -> &str {
        self.0.as_deref().unwrap_or("\r\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_line_end_ends_a_record() {
        let end = RecordEnd::new(None);
        assert_eq!(end.find(b"a\r\nb", 0), Some(1..3));
        assert_eq!(end.find(b"a\rb\n", 0), Some(1..2));
        assert_eq!(end.find(b"a\rb\n", 2), Some(3..4));
        assert_eq!(end.find(b"a", 0), None);
        assert_eq!(end.skip_all(b"\r\n\n\ra", 0), 4);
    }

    #[test]
    fn a_stated_delimiter_is_the_only_one() {
        let end = RecordEnd::new(Some("~\n"));
        assert_eq!(end.find(b"a\nb~\n", 0), Some(3..5));
        assert_eq!(end.at(b"\n", 0), None);
    }
}
