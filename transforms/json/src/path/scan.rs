//! Reading the text of a path character by character.

use super::PathError;

pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    pub fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    /// Takes `word` when it comes next.
    pub fn take(&mut self, word: &str) -> bool {
        let is_next = self.rest().starts_with(word);
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    /// Skips blanks and takes `word` when it comes next; stays before the blanks otherwise.
    pub fn take_spaced(&mut self, word: &str) -> bool {
        let start = self.at;
        self.skip_blanks();
        let is_next = self.take(word);
        if !is_next {
            self.at = start;
        }
        is_next
    }

    /// Takes the characters that are as `is_part` says.
    pub fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    pub fn position(&self) -> usize {
        self.at
    }

    pub fn back_to(&mut self, position: usize) {
        self.at = position;
    }

    pub fn expected(&self, what: impl Into<String>) -> PathError {
        PathError {
            at: self.text[..self.at].chars().count() + 1,
            expected: format!("expected {}", what.into()),
        }
    }
}

/// Makes an expression of RFC 9485 one of the crate `regex`: the dot matches no line end, and `match` is about the whole
/// text. `None` when it is too long.
pub(super) fn anchored(pattern: &str, is_whole: bool) -> Option<String> {
    const LENGTH: usize = 1_000;
    (pattern.len() <= LENGTH).then(|| {
        let dots = dots_without_line_ends(pattern);
        if is_whole { format!("^(?:{dots})$") } else { dots }
    })
}

/// Lets each dot that is not in a class stand for all but CR and LF (RFC 9485 §4).
fn dots_without_line_ends(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut is_escaped = false;
    let mut is_in_class = false;
    for character in pattern.chars() {
        match character {
            '.' if !is_escaped && !is_in_class => out.push_str(r"[^\n\r]"),
            other => out.push(other),
        }
        match character {
            '[' if !is_escaped => is_in_class = true,
            ']' if !is_escaped => is_in_class = false,
            _ => {}
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    out
}
