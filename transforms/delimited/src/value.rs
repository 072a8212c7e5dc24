//! Values of delimited cells, both ways: quotes and escapes resolved, and put where they are needed.

use std::borrow::Cow;

use crate::syntax::Syntax;

/// Why a value cannot stand in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unwritable {
    /// The layout has neither quote nor escape for what the value holds.
    NoQuote,
    /// The value holds a line end and the layout has no place for one.
    LineEnd,
    /// The value is longer than its column.
    TooWide { n_characters: usize, width: usize },
}

/// Returns the value of a cell. What is odd about its quotes stays part of it.
pub(crate) fn decode<'a>(raw: &'a str, syntax: &Syntax) -> Cow<'a, str> {
    let quote = syntax.quote.filter(|&quote| raw.starts_with(quote));
    let has_escape = syntax.escape.is_some_and(|escape| raw.contains(escape));
    match quote {
        None if !has_escape => Cow::Borrowed(raw),
        None => Cow::Owned(resolve(raw, None, syntax)),
        Some(quote) => {
            let after_quote = &raw[quote.len_utf8()..];
            match after_quote.strip_suffix(quote) {
                Some(inner) if !has_escape && !inner.contains(quote) => Cow::Borrowed(inner),
                _ => Cow::Owned(resolve(after_quote, Some(quote), syntax)),
            }
        }
    }
}

/// Resolves escapes and, up to the closing `quote`, doubled quotes.
fn resolve(text: &str, mut quote: Option<char>, syntax: &Syntax) -> String {
    let mut value = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if Some(character) == syntax.escape {
            value.push(characters.next().unwrap_or(character));
        } else if Some(character) == quote {
            let is_doubled = syntax.escape.is_none() && characters.peek() == Some(&character);
            if is_doubled {
                characters.next();
                value.push(character);
            } else {
                quote = None;
            }
        } else {
            value.push(character);
        }
    }
    value
}

/// Returns the cell that has this value: as it is when that is enough, otherwise quoted (RFC 4180 §2.6 and §2.7) or escaped.
///
/// A single character of a longer delimiter is enough to quote a value, so that no cells can form a delimiter together.
pub(crate) fn encode<'a>(value: &'a str, syntax: &Syntax) -> Result<Cow<'a, str>, Unwritable> {
    let is_special = |character: char| {
        syntax.is_of_delimiter(character) || Some(character) == syntax.quote || Some(character) == syntax.escape
    };
    // At the start of a file it would be taken for the file's own.
    let has_byte_order_mark = value.starts_with('\u{FEFF}');
    if !value.contains(is_special) && !has_byte_order_mark {
        return Ok(Cow::Borrowed(value));
    }
    let is_line_end = |character: char| syntax.record_end.default_text().contains(character);
    if !syntax.has_line_ends_in_values && value.contains(is_line_end) {
        return Err(Unwritable::LineEnd);
    }
    match (syntax.quote, syntax.escape) {
        (None, None) => Err(Unwritable::NoQuote),
        (None, Some(escape)) => {
            let needs_escape = |character| is_special(character) || character == '\u{FEFF}';
            Ok(Cow::Owned(escaped(value, escape, needs_escape)))
        }
        (Some(quote), escape) => {
            let needs_escape = |character| character == quote || Some(character) == escape;
            let inner = escaped(value, escape.unwrap_or(quote), needs_escape);
            Ok(Cow::Owned(format!("{quote}{inner}{quote}")))
        }
    }
}

/// Puts `escape` before each character that needs it.
fn escaped(value: &str, escape: char, needs_escape: impl Fn(char) -> bool) -> String {
    let mut text = String::with_capacity(value.len() + 8);
    for character in value.chars() {
        if needs_escape(character) {
            text.push(escape);
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DelimitedLayout, Escape};

    fn csv() -> Syntax {
        Syntax::new(&DelimitedLayout::default())
    }

    fn unquoted(escape: Escape) -> Syntax {
        Syntax::new(&DelimitedLayout {
            quote: None,
            escape,
            ..DelimitedLayout::default()
        })
    }

    #[test]
    fn plain_values_are_borrowed() {
        assert!(matches!(decode("EVERYMAN", &csv()), Cow::Borrowed("EVERYMAN")));
        assert!(matches!(decode("\"A, B\"", &csv()), Cow::Borrowed("A, B")));
        assert!(matches!(encode(" EVERYMAN ", &csv()), Ok(Cow::Borrowed(" EVERYMAN "))));
    }

    #[test]
    fn values_are_quoted_only_where_needed() {
        for (value, raw) in [
            ("a,b", "\"a,b\""),
            ("5\" tube", "\"5\"\" tube\""),
            ("a\nb", "\"a\nb\""),
            ("", ""),
            ("\u{FEFF}x", "\"\u{FEFF}x\""),
        ] {
            assert_eq!(encode(value, &csv()).as_deref(), Ok(raw));
            assert_eq!(decode(raw, &csv()), value);
        }
    }

    #[test]
    fn odd_quotes_stay_in_the_value() {
        assert_eq!(decode("\"a\"b\"", &csv()), "ab\"");
        assert_eq!(decode("5\" tube", &csv()), "5\" tube");
        assert_eq!(decode("\"a", &csv()), "a");
        assert_eq!(decode("\"", &csv()), "");
    }

    #[test]
    fn without_quotes_the_escape_character_serves() {
        let syntax = unquoted(Escape::Character('\\'));
        assert_eq!(encode("a,\\", &syntax).as_deref(), Ok("a\\,\\\\"));
        assert_eq!(decode("a\\,\\\\", &syntax), "a,\\");
        assert_eq!(encode("a,b", &unquoted(Escape::Doubled)), Err(Unwritable::NoQuote));
    }

    #[test]
    fn line_ends_are_refused_where_they_would_end_the_record() {
        let syntax = Syntax::new(&DelimitedLayout {
            line_ends_in_values: false,
            ..DelimitedLayout::default()
        });
        assert_eq!(encode("a\nb", &syntax), Err(Unwritable::LineEnd));
        assert_eq!(encode("a,b", &syntax).as_deref(), Ok("\"a,b\""));
    }
}
