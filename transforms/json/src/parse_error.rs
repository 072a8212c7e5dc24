//! Why bytes are not JSON. Errors say where and what was expected, never what stood there.

/// Tells why bytes could not be read as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not JSON at line {line}, column {column}: {expected}")]
pub struct ParseError {
    /// The line, from 1.
    pub line: usize,
    /// The byte in the line, from 1.
    pub column: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl ParseError {
    pub(crate) fn new(text: &[u8], offset: usize, expected: &'static str) -> Self {
        let before = &text[..offset.min(text.len())];
        let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
        Self {
            line: memchr::memchr_iter(b'\n', before).count() + 1,
            column: before.len() - start + 1,
            expected,
        }
    }
}
