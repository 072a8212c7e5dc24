//! Why a text is not XML. Errors say where and what was expected, never what stood there.

/// Tells why a text could not be read as XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not XML at line {line}, column {column}: {expected}")]
pub struct ParseError {
    /// The line, from 1.
    pub line: usize,
    /// The byte in the line, from 1.
    pub column: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl ParseError {
    pub(crate) fn new(text: &str, offset: usize, expected: &'static str) -> Self {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        Self {
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            column: before.len() - start + 1,
            expected,
        }
    }
}
