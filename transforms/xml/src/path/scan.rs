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

    pub fn position(&self) -> usize {
        self.at
    }

    pub fn back_to(&mut self, position: usize) {
        self.at = position;
    }

    pub fn skip_blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Skips blanks and takes `word` when it comes next; stays before the blanks otherwise.
    pub fn take(&mut self, word: &str) -> bool {
        let start = self.at;
        self.skip_blanks();
        let is_next = self.rest().starts_with(word);
        self.at = if is_next { self.at + word.len() } else { start };
        is_next
    }

    /// As `take`, for a word that must not go on.
    pub fn take_word(&mut self, word: &str) -> bool {
        let start = self.at;
        let is_next = self.take(word) && !self.peek().is_some_and(is_part_of_name);
        if !is_next {
            self.at = start;
        }
        is_next
    }

    /// As `take`, for the name of a function and the bracket behind it.
    pub fn take_function(&mut self, name: &str) -> bool {
        let start = self.at;
        let is_next = self.take_word(name) && self.take("(");
        if !is_next {
            self.at = start;
        }
        is_next
    }

    pub fn take_while(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub fn expected(&self, expected: &'static str) -> PathError {
        PathError {
            at: self.text[..self.at].chars().count() + 1,
            expected,
        }
    }
}

pub(super) fn is_part_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.' | ':') || !character.is_ascii()
}
