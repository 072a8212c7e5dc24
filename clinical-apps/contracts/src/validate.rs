//! Collects everything that is wrong with a request, by place and without values.

use std::fmt::Display;

/// Problems found so far. Paths are JSON pointers (RFC 6901).
#[derive(Debug, Default)]
pub struct Check {
    problems: Vec<String>,
}

impl Check {
    /// Notes `path: reason` unless `holds`.
    pub fn that(&mut self, holds: bool, path: impl Display, reason: &str) {
        if !holds {
            self.problems.push(format!("{path}: {reason}"));
        }
    }

    /// Demands text that is not blank and has at most `max` characters.
    pub fn text(&mut self, text: &str, max: usize, path: impl Display) {
        self.that(!text.trim().is_empty(), &path, "must not be empty");
        self.at_most(text, max, path);
    }

    /// Demands at most `max` characters and none of the control characters but line ends and tabs.
    pub fn at_most(&mut self, text: &str, max: usize, path: impl Display) {
        self.that(
            text.chars().count() <= max,
            &path,
            &format!("must have at most {max} characters"),
        );
        let has_control = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        self.that(!has_control, path, "must not hold control characters");
    }

    /// Demands at most `max` characters where there is a text.
    pub fn optional(&mut self, text: Option<&str>, max: usize, path: impl Display) {
        if let Some(text) = text {
            self.at_most(text, max, path);
        }
    }

    /// Gives the problems; none when everything holds.
    pub fn finish(self) -> Vec<String> {
        self.problems
    }
}
