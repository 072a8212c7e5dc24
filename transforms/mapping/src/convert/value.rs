//! Values of a message as values of FHIR.

use std::borrow::Cow;

use jiff::tz::TimeZone;

use super::date::{self, Time};
use super::tree::Scalar;
use crate::model::Primitive;

/// A value, and whether a time of day was cut off it.
pub struct Converted<'m> {
    pub scalar: Scalar<'m>,
    pub is_cut: bool,
}

/// Converts a value to a type; `None` when it is none of that type.
pub fn convert<'m>(primitive: Primitive, text: Cow<'m, str>, zone: Option<&TimeZone>) -> Option<Converted<'m>> {
    let scalar = match primitive {
        Primitive::Boolean => Scalar::Verbatim(Cow::Borrowed(boolean(&text)?)),
        Primitive::Decimal => Scalar::Verbatim(decimal(text)?),
        Primitive::Integer => whole(&text, i64::from(i32::MIN))?,
        Primitive::PositiveInt => whole(&text, 1)?,
        Primitive::UnsignedInt => whole(&text, 0)?,
        Primitive::Date | Primitive::DateTime | Primitive::Instant => {
            let converted = Time::parse(&text)?.to_fhir(primitive, zone)?;
            return Some(Converted {
                scalar: Scalar::Text(Cow::Owned(converted.text)),
                is_cut: converted.is_cut,
            });
        }
        Primitive::Time => Scalar::Text(Cow::Owned(date::time_of_day(&text)?)),
        Primitive::Code => Scalar::Text(code(text)),
        Primitive::Uri => Scalar::Text(Some(text).filter(|text| !text.contains(char::is_whitespace))?),
        Primitive::Base64 => Scalar::Text(base64(text)?),
        Primitive::Text | Primitive::Xhtml => Scalar::Text(text),
    };
    Some(Converted { scalar, is_cut: false })
}

fn boolean(text: &str) -> Option<&'static str> {
    match text {
        "Y" | "y" | "true" | "1" => Some("true"),
        "N" | "n" | "false" | "0" => Some("false"),
        _ => None,
    }
}

/// Keeps every digit; only what JSON does not allow is written otherwise: `+1`, `007`, `.5`, `5.` (RFC 8259 §6).
pub fn decimal(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let trimmed = match whole.trim_start_matches('0') {
        "" => "0",
        trimmed => trimmed,
    };
    let is_as_sent = trimmed == whole && !text.starts_with('+') && !digits.ends_with('.');
    if is_as_sent {
        return Some(text);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    Some(Cow::Owned(format!("{sign}{trimmed}{point}{fraction}")))
}

fn whole(text: &str, least: i64) -> Option<Scalar<'static>> {
    // `2.0` is a whole number too.
    let digits = match text.split_once('.') {
        Some((digits, fraction)) if fraction.bytes().all(|byte| byte == b'0') => digits,
        Some(_) => return None,
        None => text,
    };
    let number: i64 = digits.parse().ok()?;
    let is_in_range = number >= least && number <= i64::from(i32::MAX);
    is_in_range.then(|| Scalar::Verbatim(Cow::Owned(number.to_string())))
}

/// Single blanks inside, as a code has them.
fn code(text: Cow<'_, str>) -> Cow<'_, str> {
    let has_odd_blanks = text.contains("  ") || text.contains(['\t', '\n', '\r']);
    if !has_odd_blanks {
        return text;
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Without blanks and line ends, which senders put between the lines of base64.
fn base64(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
    let text = if text.bytes().all(is_plain) {
        text
    } else {
        Cow::Owned(text.chars().filter(|c| !c.is_whitespace()).collect())
    };
    (text.bytes().all(is_plain) && text.len().is_multiple_of(4)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(primitive: Primitive, text: &str) -> Option<String> {
        let found = convert(primitive, Cow::Borrowed(text), None)?;
        Some(found.scalar.text().to_owned())
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (text, expected) in [
            ("7.10", "7.10"),
            ("+7.1", "7.1"),
            ("007.50", "7.50"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-0.0", "-0.0"),
            ("0", "0"),
        ] {
            assert_eq!(converted(Primitive::Decimal, text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "-", ".", "1e5", "1,5", "<5", "1 000"] {
            assert_eq!(converted(Primitive::Decimal, text), None, "{text}");
        }
        assert_eq!(converted(Primitive::PositiveInt, "0"), None);
        assert_eq!(converted(Primitive::UnsignedInt, "007").as_deref(), Some("7"));
        assert_eq!(converted(Primitive::Integer, "99999999999"), None);
        assert_eq!(converted(Primitive::Integer, "2.0").as_deref(), Some("2"));
    }

    #[test]
    fn other_values_are_checked() {
        assert_eq!(converted(Primitive::Boolean, "Y").as_deref(), Some("true"));
        assert_eq!(converted(Primitive::Boolean, "maybe"), None);
        assert_eq!(converted(Primitive::Uri, "a b"), None);
        assert_eq!(converted(Primitive::Base64, "QUJD\nREVG").as_deref(), Some("QUJDREVG"));
        assert_eq!(converted(Primitive::Base64, "&"), None);
        assert_eq!(converted(Primitive::Code, "a  b").as_deref(), Some("a b"));
    }
}
