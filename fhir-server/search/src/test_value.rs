//! A value of a query to a [`Test`].

use nilecare_fhir_model::{ParameterKind, is_id, is_resource_type_name};

use crate::composite::second_kind;
use crate::date::date_range;
use crate::filter::{Comparison, StringMatch, SystemTest, Test, UriMatch};
use crate::number::written;
use crate::query::QueryError;
use crate::registry::SearchParameter;
use crate::text::fold;

/// Splits at a character that has no backslash in front (FHIR R4 §3.1.1.4.14).
pub(crate) fn split(text: &str, at: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut begin, mut escaped) = (0, false);
    for (place, c) in text.char_indices() {
        if c == at && !escaped {
            parts.push(&text[begin..place]);
            begin = place + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(&text[begin..]);
    parts
}

/// Takes away the backslashes.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => plain.extend(chars.next()),
            c => plain.push(c),
        }
    }
    plain
}

/// Reads one alternative.
pub(crate) fn test(parameter: &SearchParameter, modifier: Option<&str>, text: &str) -> Result<Test, QueryError> {
    match (parameter.kind, modifier) {
        (ParameterKind::String, modifier) => string(parameter.code, modifier, text),
        // The text of a code.
        (ParameterKind::Token, Some("text")) => string(parameter.code, None, text),
        (ParameterKind::Token, Some("of-type")) => of_type(parameter.code, text),
        (ParameterKind::Reference, Some("identifier")) => Ok(token(text)),
        (ParameterKind::Token, None | Some("not")) => Ok(token(text)),
        (ParameterKind::Reference, modifier) => reference(parameter, modifier, text),
        (ParameterKind::Uri, modifier) => uri(parameter.code, modifier, text),
        (ParameterKind::Date, None) => date(parameter.code, text),
        (ParameterKind::Number, None) => number(parameter.code, text),
        (ParameterKind::Quantity, None) => quantity(parameter.code, text),
        (ParameterKind::Composite, None) => composite(parameter, text),
        (_, Some(_)) => Err(QueryError::modifier(parameter.code)),
        (ParameterKind::Special, None) => Err(QueryError::not_supported(parameter.code)),
    }
}

fn string(code: &'static str, modifier: Option<&str>, text: &str) -> Result<Test, QueryError> {
    let text = plain(text);
    let (matching, text) = match modifier {
        None => (StringMatch::Begins, fold(&text)),
        Some("contains") => (StringMatch::Contains, fold(&text)),
        Some("exact") => (StringMatch::Exact, text),
        Some(_) => return Err(QueryError::modifier(code)),
    };
    if text.is_empty() {
        return Err(QueryError::value(code, "text that is not empty"));
    }
    Ok(Test::String { matching, text })
}

fn token(text: &str) -> Test {
    let parts = split(text, '|');
    let (system, code) = match parts[..] {
        [code] => (SystemTest::Any, code),
        ["", code, ..] => (SystemTest::None, code),
        [system, code, ..] => (SystemTest::Is(plain(system)), code),
        [] => (SystemTest::Any, ""),
    };
    let code = plain(code);
    Test::Token {
        system,
        code: (!code.is_empty()).then_some(code),
    }
}

fn of_type(code: &'static str, text: &str) -> Result<Test, QueryError> {
    let parts = split(text, '|');
    let [system, kind, value] = parts[..] else {
        return Err(QueryError::value(code, "system|type|value"));
    };
    if kind.is_empty() || value.is_empty() {
        return Err(QueryError::value(code, "system|type|value"));
    }
    let system = match system {
        "" => SystemTest::Any,
        system => SystemTest::Is(plain(system)),
    };
    Ok(Test::Token {
        system,
        code: Some(format!("{}|{}", plain(kind), plain(value))),
    })
}

fn reference(parameter: &SearchParameter, modifier: Option<&str>, text: &str) -> Result<Test, QueryError> {
    let text = plain(text);
    if text.is_empty() {
        return Err(QueryError::value(parameter.code, "an id, Type/id or a URL"));
    }
    let before = text.split("/_history/").next().unwrap_or_default();
    let local = before
        .split_once('/')
        .filter(|(kind, id)| is_resource_type_name(kind) && is_id(id));
    if let Some((kind, id)) = local {
        if modifier.is_some_and(|modifier| modifier != kind) {
            return Err(QueryError::value(parameter.code, "the type that the modifier says"));
        }
        return Ok(Test::Reference {
            kind: Some(kind.to_owned()),
            id: id.to_owned(),
        });
    }
    if is_id(&text) {
        return Ok(Test::Reference {
            kind: modifier.map(str::to_owned),
            id: text,
        });
    }
    Ok(Test::Reference {
        kind: Some(String::new()),
        id: before.to_owned(),
    })
}

fn uri(code: &'static str, modifier: Option<&str>, text: &str) -> Result<Test, QueryError> {
    let matching = match modifier {
        None => UriMatch::Exact,
        Some("below") => UriMatch::Below,
        Some("above") => UriMatch::Above,
        Some(_) => return Err(QueryError::modifier(code)),
    };
    let uri = plain(text);
    if uri.is_empty() {
        return Err(QueryError::value(code, "a URI"));
    }
    Ok(Test::Uri { matching, uri })
}

/// Splits off a prefix.
fn comparison(text: &str) -> (Comparison, &str) {
    let prefixes = [
        ("eq", Comparison::Equal),
        ("ne", Comparison::NotEqual),
        ("gt", Comparison::Greater),
        ("lt", Comparison::Less),
        ("ge", Comparison::GreaterOrEqual),
        ("le", Comparison::LessOrEqual),
        ("sa", Comparison::StartsAfter),
        ("eb", Comparison::EndsBefore),
        ("ap", Comparison::Approximately),
    ];
    let found = prefixes
        .iter()
        .find_map(|(prefix, comparison)| Some((*comparison, text.strip_prefix(prefix)?)));
    found.unwrap_or((Comparison::Equal, text))
}

pub(crate) fn date(code: &'static str, text: &str) -> Result<Test, QueryError> {
    let (comparison, text) = comparison(text);
    let range = date_range(text);
    let mut range = range.ok_or_else(|| QueryError::value(code, "a date, as in ge2026-05-31"))?;
    if comparison == Comparison::Approximately {
        // A tenth of the time between now and then is the specification's proposal; it makes the same query give something
        // else tomorrow. A day on both sides does not.
        const DAY: i64 = 24 * 3600 * 1_000_000;
        range.low = range.low.saturating_sub(DAY);
        range.high = range.high.saturating_add(DAY);
    }
    Ok(Test::Date {
        comparison,
        low: range.low,
        high: range.high,
    })
}

fn amount(code: &'static str, comparison: Comparison, text: &str) -> Result<(f64, f64), QueryError> {
    let number = written(text).ok_or_else(|| QueryError::value(code, "a number, as in lt7.40"))?;
    let around = match comparison {
        Comparison::Equal | Comparison::NotEqual => number.half_unit,
        Comparison::Approximately => (number.value.abs() * 0.1).max(number.half_unit),
        _ => 0.0,
    };
    Ok((number.value - around, number.value + around))
}

fn number(code: &'static str, text: &str) -> Result<Test, QueryError> {
    let (comparison, text) = comparison(text);
    let (low, high) = amount(code, comparison, text)?;
    Ok(Test::Number { comparison, low, high })
}

fn quantity(code: &'static str, text: &str) -> Result<Test, QueryError> {
    let (comparison, text) = comparison(text);
    let parts = split(text, '|');
    let (low, high) = amount(code, comparison, parts.first().copied().unwrap_or_default())?;
    let (system, unit) = match parts[..] {
        [_] => (SystemTest::Any, None),
        [_, unit] => (SystemTest::Any, Some(plain(unit))),
        [_, "", unit] => (SystemTest::Any, Some(plain(unit))),
        [_, system, unit] => (SystemTest::Is(plain(system)), Some(plain(unit))),
        _ => return Err(QueryError::value(code, "number|system|code")),
    };
    Ok(Test::Quantity {
        comparison,
        low,
        high,
        system,
        code: unit.filter(|unit| !unit.is_empty()),
    })
}

fn composite(parameter: &SearchParameter, text: &str) -> Result<Test, QueryError> {
    let code = parameter.code;
    let parts = split(text, '$');
    if parts.len() != parameter.components.len() || parts.len() < 2 {
        return Err(QueryError::value(code, "a value for each part, with $ between them"));
    }
    let second = match second_kind(parameter) {
        Some(ParameterKind::Token) => token(parts[1]),
        Some(ParameterKind::String) => string(code, None, parts[1])?,
        Some(ParameterKind::Date) => date(code, parts[1])?,
        Some(ParameterKind::Number) => number(code, parts[1])?,
        Some(ParameterKind::Quantity) => quantity(code, parts[1])?,
        Some(ParameterKind::Uri) => uri(code, None, parts[1])?,
        Some(ParameterKind::Reference) => reference(parameter, None, parts[1])?,
        _ => return Err(QueryError::not_supported(code)),
    };
    let third = match parts.get(2) {
        None => None,
        Some(text) => Some(Box::new(number(code, text)?)),
    };
    Ok(Test::Composite {
        first: Box::new(token(parts[0])),
        second: Box::new(second),
        third,
    })
}
