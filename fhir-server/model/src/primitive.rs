//! How primitive values are written (FHIR R4 §2.24.0.1).

use serde_json::Value;

/// Tells whether a text is a logical id.
pub fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'))
}

/// Tells whether a text looks like the name of a type of resource.
pub fn is_resource_type_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Returns what a value of the type has to be, when it is not.
pub(crate) fn fault(kind: &str, value: &Value) -> Option<&'static str> {
    let when = |is_right: bool, expected: &'static str| (!is_right).then_some(expected);
    match kind {
        "boolean" => return when(value.is_boolean(), "true or false"),
        "integer" | "unsignedInt" | "positiveInt" => {
            let least = match kind {
                "integer" => i64::from(i32::MIN),
                "unsignedInt" => 0,
                _ => 1,
            };
            let number = value.as_number().and_then(|number| number.as_str().parse::<i64>().ok());
            let is_right = number.is_some_and(|number| (least..=i64::from(i32::MAX)).contains(&number));
            return when(is_right, "a whole number in the range of the type");
        }
        "decimal" => return when(value.is_number(), "a number"),
        _ => {}
    }
    let Some(text) = value.as_str() else {
        return Some("text");
    };
    match kind {
        "id" => when(is_id(text), "1 to 64 of A-Z, a-z, 0-9, - and ."),
        "code" => when(is_code(text), "a code without blanks around it"),
        "uri" | "url" | "canonical" | "oid" | "uuid" => when(
            !text.is_empty() && !text.contains(char::is_whitespace),
            "a URI without blanks",
        ),
        "date" => when(is_date(text), "a date, as in 2026-05-31, 2026-05 or 2026"),
        "dateTime" => when(
            is_date_time(text),
            "a date, or a date and time with a zone, as in 2026-05-31T08:00:00Z",
        ),
        "instant" => when(text.contains('T') && is_date_time(text), "a date and time with a zone"),
        "time" => when(is_time(text), "a time, as in 08:00:00"),
        "base64Binary" => {
            let is_right =
                |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=') || c.is_ascii_whitespace();
            when(!text.is_empty() && text.chars().all(is_right), "base64")
        }
        "xhtml" => when(text.trim_start().starts_with('<'), "XHTML in a div"),
        _ => when(!text.is_empty(), "text that is not empty"),
    }
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains("  ") && !text.contains(['\n', '\r', '\t'])
}

fn digits(text: &str, n_digits: usize, range: std::ops::RangeInclusive<u32>) -> bool {
    text.len() == n_digits
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse().is_ok_and(|number| range.contains(&number))
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let year = parts.next().is_some_and(|year| digits(year, 4, 1..=9999));
    let month = parts.next();
    let day = parts.next();
    let has_real_day = || text.parse::<DateParts>().is_ok();
    year && parts.next().is_none()
        && month.is_none_or(|month| digits(month, 2, 1..=12))
        && day.is_none_or(|day| digits(day, 2, 1..=31) && has_real_day())
}

/// A day that is in the calendar.
struct DateParts;

impl std::str::FromStr for DateParts {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number =
            |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok()).ok_or(());
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let most = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap => 29,
            2 => 28,
            _ => 31,
        };
        if day <= most { Ok(Self) } else { Err(()) }
    }
}

fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return is_date(text);
    };
    let (time, has_zone) = match time.strip_suffix('Z') {
        Some(time) => (time, true),
        None => match time.rfind(['+', '-']) {
            Some(at) => (&time[..at], is_offset(&time[at + 1..])),
            None => (time, false),
        },
    };
    date.len() == 10 && is_date(date) && has_zone && is_time(time)
}

fn is_offset(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(hours, minutes)| digits(hours, 2, 0..=14) && digits(minutes, 2, 0..=59))
}

fn is_time(text: &str) -> bool {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let mut parts = whole.split(':');
    parts.next().is_some_and(|hours| digits(hours, 2, 0..=23))
        && parts.next().is_some_and(|minutes| digits(minutes, 2, 0..=59))
        && parts.next().is_some_and(|seconds| digits(seconds, 2, 0..=60))
        && parts.next().is_none()
        && fraction.is_none_or(|fraction| !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_told_from_others() {
        let good = [
            ("date", json!("2024-02-29")),
            ("date", json!("2024")),
            ("dateTime", json!("2026-05-31T08:00:00.5+03:00")),
            ("instant", json!("2026-05-31T08:00:00Z")),
            ("time", json!("08:00:00")),
            ("positiveInt", json!(1)),
            ("id", json!("a-1.B")),
            ("uri", json!("urn:uuid:1")),
        ];
        for (kind, value) in &good {
            assert_eq!(fault(kind, value), None, "{kind} {value}");
        }
        let bad = [
            ("date", json!("2023-02-29")),
            ("date", json!("2024-13")),
            ("dateTime", json!("2026-05-31T08:00:00")),
            ("instant", json!("2026-05-31")),
            ("time", json!("8:00")),
            ("positiveInt", json!(0)),
            ("integer", json!("1")),
            ("boolean", json!("true")),
            ("id", json!("a_b")),
            ("code", json!(" x")),
            ("string", json!("")),
            ("decimal", json!("1.0")),
        ];
        for (kind, value) in &bad {
            assert!(fault(kind, value).is_some(), "{kind} {value}");
        }
    }
}
