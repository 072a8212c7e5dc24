//! A text to be found, ready to use.

use memchr::memmem::Finder;
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::hir::{Hir, HirKind};

use super::{TextFilter, fold};
use crate::{StoreError, TEXT_MINIMUM, TextQuery};

/// A compiled expression may take so much memory, in bytes.
const REGEX_LIMIT: usize = 1 << 20;

/// What is looked for in contents.
pub(crate) struct TextPattern {
    /// Folded; occurs in whatever matches.
    literal: Vec<u8>,
    finder: Finder<'static>,
    regex: Option<Regex>,
}

impl TextPattern {
    /// Prepares a question.
    ///
    /// # Errors
    /// `Invalid` when the text is too short, or the expression is not well-formed, too large, or can match without a
    /// text that is long enough.
    pub(crate) fn new(query: &TextQuery) -> Result<Self, StoreError> {
        let (literal, regex) = match query {
            TextQuery::Literal(text) => (text.clone(), None),
            TextQuery::Regex(pattern) => (required(pattern)?, Some(compile(pattern)?)),
        };
        if literal.chars().count() < TEXT_MINIMUM {
            return Err(StoreError::invalid(match regex {
                None => format!("a text to be found has at least {TEXT_MINIMUM} characters"),
                Some(_) => format!(
                    "an expression must hold at least {TEXT_MINIMUM} characters in a row that occur in all it matches"
                ),
            }));
        }
        let literal = fold(literal.as_bytes());
        Ok(Self {
            finder: Finder::new(&literal).into_owned(),
            literal,
            regex,
        })
    }

    /// Tells whether a block of messages may have it.
    pub(crate) fn may_be_in(&self, filter: &TextFilter<'_>) -> bool {
        filter.may_have(&self.literal)
    }

    /// Tells whether a content has it.
    pub(crate) fn is_in(&self, content: &[u8]) -> bool {
        self.finder.find(&fold(content)).is_some() && self.regex.as_ref().is_none_or(|regex| regex.is_match(content))
    }
}

fn compile(pattern: &str) -> Result<Regex, StoreError> {
    let built = RegexBuilder::new(pattern)
        .case_insensitive(true)
        .size_limit(REGEX_LIMIT)
        .build();
    // The message of the error quotes the expression, which may hold a name.
    built.map_err(|_| StoreError::invalid("the regular expression is not well-formed or too large"))
}

/// Returns the longest text that occurs in whatever an expression matches; empty when there is none.
fn required(pattern: &str) -> Result<String, StoreError> {
    let parsed = regex_syntax::parse(pattern);
    let parsed = parsed.map_err(|_| StoreError::invalid("the regular expression is not well-formed"))?;
    let mut longest = String::new();
    collect(&parsed, &mut longest);
    Ok(longest)
}

fn collect(hir: &Hir, longest: &mut String) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            if let Ok(text) = std::str::from_utf8(&literal.0)
                && text.chars().count() > longest.chars().count()
            {
                text.clone_into(longest);
            }
        }
        HirKind::Concat(parts) => parts.iter().for_each(|part| collect(part, longest)),
        HirKind::Capture(capture) => collect(&capture.sub, longest),
        HirKind::Repetition(repetition) if repetition.min > 0 => collect(&repetition.sub, longest),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regex(pattern: &str) -> Result<TextPattern, StoreError> {
        TextPattern::new(&TextQuery::Regex(pattern.to_owned()))
    }

    #[test]
    fn a_literal_is_found_whatever_its_case() {
        let pattern = TextPattern::new(&TextQuery::Literal("Müller".to_owned())).expect("it is long enough");
        assert!(pattern.is_in("PID|1||7||MÜLLER^EVA".as_bytes()));
        assert!(!pattern.is_in(b"PID|1||7||MULLER^EVA"));
        let pattern = TextPattern::new(&TextQuery::Literal("eve".to_owned())).expect("it is long enough");
        assert!(
            pattern.is_in(b"PID|1||7||EVERYMAN^\xe9ric"),
            "other character sets fold ASCII"
        );
    }

    #[test]
    fn an_expression_needs_a_text_that_always_occurs() {
        assert!(
            regex(r"PID\|1\|.*EVERY(MAN)?")
                .expect("it has one")
                .is_in(b"pid|1|x|everyone")
        );
        assert!(!regex(r"^EVERYMAN").expect("it has one").is_in(b"PID|EVERYMAN"));
        for pattern in ["(ABC|DEF)", "A.B.C", "(ABC)*", "[0-9]{8}", "(", "ab"] {
            assert!(regex(pattern).is_err(), "{pattern}");
        }
    }
}
