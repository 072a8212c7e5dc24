//! Regular expressions that take a time linear in the text, whatever the pattern.

use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use regex::{Regex, RegexBuilder};

/// The longest pattern and the longest replacement, in bytes.
const TEXT_LIMIT: usize = 4096;
/// The largest compiled pattern, in bytes.
const SIZE_LIMIT: usize = 1 << 20;
/// So many patterns are kept compiled.
const CACHE_LIMIT: usize = 256;

/// A regular expression, compiled. Neither the pattern nor the text can make it take long.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles a pattern in the syntax of the `regex` crate: no look-around, no back-references.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn compile(pattern: &str) -> Result<Self, String> {
        if pattern.len() > TEXT_LIMIT {
            return Err(format!("a regular expression may have {TEXT_LIMIT} bytes"));
        }
        let compiled = RegexBuilder::new(pattern)
            .size_limit(SIZE_LIMIT)
            .dfa_size_limit(2 * SIZE_LIMIT)
            .build();
        compiled.map(Self).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "the regular expression is too large".to_owned(),
            // The last line says what is wrong; those before draw where.
            error => {
                let text = error.to_string();
                let reason = text.lines().last().unwrap_or_default().trim_start_matches("error: ");
                format!("not a regular expression: {reason}")
            }
        })
    }

    /// Compiles a pattern, or takes it from among those that were used before.
    pub(crate) fn cached(pattern: &str) -> Result<Self, String> {
        static CACHE: OnceLock<RwLock<HashMap<String, Pattern>>> = OnceLock::new();
        let cache = CACHE.get_or_init(RwLock::default);
        if let Some(found) = cache.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
            return Ok(found.clone());
        }
        let compiled = Self::compile(pattern)?;
        let mut cache = cache.write().unwrap_or_else(PoisonError::into_inner);
        // Patterns are few unless a script makes them up; then keeping them gains nothing.
        if cache.len() >= CACHE_LIMIT {
            cache.clear();
        }
        cache.insert(pattern.to_owned(), compiled.clone());
        Ok(compiled)
    }

    /// Tells whether it matches anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// Returns the first match.
    pub fn find<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.0.find(text).map(|found| found.as_str())
    }

    /// Returns the groups of the first match, the whole match first; a group that took no part is empty.
    pub fn captures<'a>(&self, text: &'a str) -> Option<Vec<&'a str>> {
        let captures = self.0.captures(text)?;
        Some(
            captures
                .iter()
                .map(|group| group.map_or("", |group| group.as_str()))
                .collect(),
        )
    }

    /// Replaces every match; `$1` in `by` is the first group, `$$` a dollar sign. The result has at most `limit` bytes.
    ///
    /// # Errors
    /// When the result would be larger.
    pub fn replace_all(&self, text: &str, by: &str, limit: usize) -> Result<String, String> {
        if by.len() > TEXT_LIMIT {
            return Err(format!("a replacement may have {TEXT_LIMIT} bytes"));
        }
        let n_references = by.bytes().filter(|byte| *byte == b'$').count();
        let mut replaced = String::new();
        let mut rest = 0;
        for captures in self.0.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            replaced.push_str(&text[rest..whole.start()]);
            // Looked at before anything is written, so that a replacement cannot use up the memory.
            let most = replaced.len() + by.len() + n_references * whole.len();
            if most > limit {
                return Err("the text is too large when all is replaced".to_owned());
            }
            captures.expand(by, &mut replaced);
            rest = whole.end();
        }
        replaced.push_str(&text[rest..]);
        if replaced.len() > limit {
            return Err("the text is too large when all is replaced".to_owned());
        }
        Ok(replaced)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_match_is_replaced_within_the_limit() {
        let pattern = Pattern::compile(r"^0+(\d)").expect("it is a pattern");
        assert_eq!(pattern.replace_all("00123", "$1", 10), Ok("123".to_owned()));
        let all = Pattern::compile(".*").expect("it is a pattern");
        assert!(all.replace_all(&"x".repeat(1000), &"$0".repeat(1000), 10_000).is_err());
        assert!(all.replace_all("x", "", 0).is_ok());
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        for bad in ["(", "(?=a)", "a{1000}{1000}", &"a".repeat(5000)] {
            assert!(Pattern::compile(bad).is_err(), "{bad}");
        }
        let error = Pattern::compile("a(b").expect_err("it is not closed");
        assert_eq!(error, "not a regular expression: unclosed group");
    }

    #[test]
    fn many_patterns_do_not_pile_up() {
        for number in 0..CACHE_LIMIT * 2 {
            assert!(
                Pattern::cached(&format!("a{number}")).is_ok_and(|pattern| pattern.is_match(&format!("xa{number}")))
            );
        }
    }
}
