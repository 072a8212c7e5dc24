//! What a row writes when it does not copy its source: `= "work"`, `= XTN.6 + " " + XTN.7`, `= v2-0203#VN "Visit number"`.
//!
//! | function | gives |
//! |---|---|
//! | `add(time, amount, unit)`, `subtract(…)` | a time so much later or earlier |
//! | `minutes(amount, unit)` | an amount of time in whole minutes |
//! | `day(number)` | the day of the week: 1 is `mon` |
//! | `base64(text)` | a text as base64 |
//! | `message()` | the whole message as base64 |
//! | `xhtml(text)` | a text as the `div` of a narrative |

use super::Source;
use super::words::Word;

/// What a row writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression<S = Source> {
    /// A coding with fixed parts.
    Coding {
        /// The URL of the code system, in full.
        system: String,
        /// The code.
        code: String,
        /// Its display, if any.
        display: Option<String>,
    },
    /// Texts, put together. Nothing is written when it has places and none of them is valued.
    Text(Vec<Part<S>>),
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<S = Source> {
    /// A fixed text.
    Fixed(String),
    /// The value at a place.
    Value(S),
    /// What a function gives.
    Call(Function, Vec<Part<S>>),
}

/// A function of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// A time, an amount and its unit.
    Add,
    /// A time, an amount and its unit.
    Subtract,
    /// An amount and its unit.
    Minutes,
    /// A number from 1 to 7.
    Day,
    /// A text.
    Base64,
    /// Nothing.
    Message,
    /// A text.
    Xhtml,
}

impl Function {
    /// Returns the function of this name and how many arguments it takes.
    fn named(name: &str) -> Option<(Function, usize)> {
        Some(match name {
            "add" => (Function::Add, 3),
            "subtract" => (Function::Subtract, 3),
            "minutes" => (Function::Minutes, 2),
            "day" => (Function::Day, 1),
            "base64" => (Function::Base64, 1),
            "message" => (Function::Message, 0),
            "xhtml" => (Function::Xhtml, 1),
            _ => return None,
        })
    }
}

/// Where code systems stand whose URL is written as a name.
pub const CODE_SYSTEMS: &str = "http://terminology.hl7.org/CodeSystem/";

/// Returns the URL of a code system that may be written as a name.
pub fn full_system(name: &str) -> String {
    if name.contains(':') {
        name.to_owned()
    } else {
        format!("{CODE_SYSTEMS}{name}")
    }
}

/// Reads the words after `=`; `Err` says what was expected.
pub fn parse(words: &[Word<'_>]) -> Result<Expression, String> {
    let first = words.first().ok_or("expected a text, a place or a coding after `=`")?;
    if first.quoted().is_none()
        && !first.text.contains('(')
        && let Some((system, code)) = first.text.split_once('#')
    {
        return coding(system, code, &words[1..]);
    }
    let joined = join(words);
    let mut parts = Vec::new();
    for text in split_outside(&joined, '+')? {
        parts.push(part(text.trim())?);
    }
    Ok(Expression::Text(parts))
}

fn coding(system: &str, code: &str, after: &[Word<'_>]) -> Result<Expression, String> {
    let display = match after {
        [] => None,
        [display] => Some(
            display
                .quoted()
                .ok_or("expected a display in quotation marks")?
                .to_owned(),
        ),
        [_, other, ..] => return Err(format!("expected the end of the coding, found `{}`", other.text)),
    };
    Ok(Expression::Coding {
        system: full_system(system),
        code: code.to_owned(),
        display,
    })
}

fn join(words: &[Word<'_>]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
    texts.join(" ")
}

/// Splits at a sign that stands in no quotation marks and no parentheses.
fn split_outside(text: &str, sign: char) -> Result<Vec<&str>, String> {
    let mut pieces = Vec::new();
    let (mut start, mut is_quoted, mut depth) = (0, false, 0usize);
    for (at, character) in text.char_indices() {
        match character {
            '"' => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.checked_sub(1).ok_or("expected `(` before `)`")?,
            _ if character == sign && !is_quoted && depth == 0 => {
                pieces.push(&text[start..at]);
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(&text[start..]);
    Ok(pieces)
}

fn part(text: &str) -> Result<Part, String> {
    if let Some(quoted) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        return Ok(Part::Fixed(quoted.to_owned()));
    }
    if let Some((name, arguments)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        return call(name, arguments);
    }
    if ["true", "false"].contains(&text) || text.parse::<f64>().is_ok() {
        return Ok(Part::Fixed(text.to_owned()));
    }
    Source::parse(text)
        .filter(|source| !source.is_nothing())
        .map(Part::Value)
        .ok_or_else(|| format!("expected a text in quotation marks or a place such as PID-5, found `{text}`"))
}

fn call(name: &str, arguments: &str) -> Result<Part, String> {
    let (function, n_arguments) = Function::named(name).ok_or_else(|| format!("no function is called `{name}`"))?;
    let mut parts = Vec::new();
    if !arguments.trim().is_empty() {
        for argument in split_outside(arguments, ',')? {
            let argument = part(argument.trim())?;
            if matches!(argument, Part::Call(..)) {
                return Err("expected no function within a function".to_owned());
            }
            parts.push(argument);
        }
    }
    if parts.len() != n_arguments {
        return Err(format!(
            "expected {n_arguments} arguments of `{name}`, found {}",
            parts.len()
        ));
    }
    Ok(Part::Call(function, parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::words::words;

    fn read(text: &str) -> Result<Expression, String> {
        parse(&words(text)?)
    }

    #[test]
    fn codings_texts_and_functions_are_read() {
        assert_eq!(
            read("v2-0203#VN \"Visit number\""),
            Ok(Expression::Coding {
                system: "http://terminology.hl7.org/CodeSystem/v2-0203".to_owned(),
                code: "VN".to_owned(),
                display: Some("Visit number".to_owned()),
            })
        );
        let Ok(Expression::Text(parts)) = read("XTN.6 + \" a + b \" + XTN.7") else {
            panic!("it is a text");
        };
        assert_eq!(parts.len(), 3);
        assert!(matches!(read("add(AIS-4, AIS-7, \"min\")"), Ok(Expression::Text(parts)) if parts.len() == 1));
        assert!(read("true").is_ok() && read("1").is_ok() && read("message()").is_ok());
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for text in [
            "",
            "work",
            "f(1)",
            "add(A-1)",
            "\"a\" +",
            "day(day(A-1))",
            "v2-0203#VN x",
            "a)",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
