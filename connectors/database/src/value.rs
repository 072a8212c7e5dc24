//! A value on its way into a statement, or out of a row.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nilecare_types::Timestamp;
use serde_json::Value as Json;

use crate::config::ValueType;
use crate::moment::Moment;

/// A value of any of the databases; numbers with all their digits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    /// As JSON writes it.
    Number(String),
    Text(String),
    Bytes(Vec<u8>),
    /// An array or an object, or a column that holds JSON.
    Json(Json),
}

/// What a value would have to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotThat(pub Cow<'static, str>);

impl Value {
    /// Takes a value of a template; an empty one is no value.
    pub fn of_parameter(text: &str) -> Self {
        if text.is_empty() {
            Self::Null
        } else {
            Self::Text(text.to_owned())
        }
    }

    pub fn of_json(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(is) => Self::Bool(*is),
            Json::Number(number) => Self::Number(number.to_string()),
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(_) | Json::Object(_) => Self::Json(json.clone()),
        }
    }

    /// Takes a floating-point number, by the fewest digits that mean it.
    pub fn of_float(number: impl std::fmt::Debug + Into<f64> + Copy) -> Self {
        let wide: f64 = number.into();
        if wide.is_finite() {
            return Self::Number(format!("{number:?}"));
        }
        let word = match (wide.is_nan(), wide > 0.0) {
            (true, _) => "NaN",
            (false, true) => "Infinity",
            (false, false) => "-Infinity",
        };
        Self::Text(word.to_owned())
    }

    /// Writes a value as JSON: bytes in base64.
    pub fn into_json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(is) => Json::Bool(is),
            Self::Number(number) => match serde_json::from_str(&number) {
                Ok(number @ Json::Number(_)) => number,
                _ => Json::String(number),
            },
            Self::Text(text) => Json::String(text),
            Self::Bytes(bytes) => Json::String(STANDARD.encode(bytes)),
            Self::Json(json) => json,
        }
    }

    /// Returns about how many bytes it takes.
    pub fn size(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) => 5,
            Self::Number(text) | Self::Text(text) => text.len() + 2,
            Self::Bytes(bytes) => bytes.len() / 3 * 4 + 6,
            Self::Json(json) => json.to_string().len(),
        }
    }

    /// Returns a value as text, where it can be one.
    pub fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Null => None,
            Self::Bool(true) => Some("true".into()),
            Self::Bool(false) => Some("false".into()),
            Self::Number(text) | Self::Text(text) => Some(text.as_str().into()),
            Self::Bytes(bytes) => std::str::from_utf8(bytes).ok().map(Cow::from),
            Self::Json(json) => Some(json.to_string().into()),
        }
    }

    /// Makes of it what the settings say that it is.
    ///
    /// # Errors
    /// What it would have to be.
    pub fn into_type(self, wanted: ValueType) -> Result<Self, NotThat> {
        let not = |what: &'static str| NotThat(what.into());
        let Some(text) = self.text() else {
            return if self == Self::Null {
                Ok(Self::Null)
            } else {
                Err(not("text"))
            };
        };
        match wanted {
            ValueType::Text => Ok(Self::Text(text.into_owned())),
            ValueType::Number => match serde_json::from_str(text.trim()) {
                Ok(Json::Number(number)) => Ok(Self::Number(number.to_string())),
                _ => Err(not("a number")),
            },
            ValueType::Boolean => is_true(&text).map(Self::Bool).ok_or(not("true or false")),
            ValueType::Base64 => STANDARD.decode(text.trim()).map(Self::Bytes).map_err(|_| not("base64")),
            ValueType::Json => serde_json::from_str(&text).map(Self::Json).map_err(|_| not("JSON")),
            ValueType::Instant => {
                let instant: Option<Timestamp> = Moment::parse(&text).and_then(|moment| moment.instant());
                let instant = instant.ok_or(not("a date and time with a zone, such as 2026-01-31T08:30:00Z"))?;
                Ok(Self::Text(instant.strftime("%Y-%m-%d %H:%M:%S%.6f").to_string()))
            }
        }
    }
}

/// Reads a yes or no.
pub(crate) fn is_true(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "t" | "1" | "yes" | "y" => Some(true),
        "false" | "f" | "0" | "no" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_digits() {
        let text = "12345678901234567890.12345678901234567890";
        assert_eq!(Value::Number(text.to_owned()).into_json().to_string(), text);
        assert_eq!(Value::Number("NaN".to_owned()).into_json(), Json::from("NaN"));
        let json: Json = serde_json::from_str(text).expect("it is a number");
        assert_eq!(Value::of_json(&json), Value::Number(text.to_owned()));
    }

    #[test]
    fn floating_point_numbers_are_json() {
        for (number, json) in [
            (1.0, "1.0"),
            (0.1, "0.1"),
            (1e300, "1e+300"),
            (f64::INFINITY, "\"Infinity\""),
        ] {
            assert_eq!(Value::of_float(number).into_json().to_string(), json);
        }
        assert_eq!(Value::of_float(0.1_f32).into_json().to_string(), "0.1");
    }

    #[test]
    fn values_become_what_the_settings_say() {
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(
            text("20260131083000.5+0200").into_type(ValueType::Instant),
            Ok(text("2026-01-31 06:30:00.500000"))
        );
        assert!(text("20260131083000").into_type(ValueType::Instant).is_err());
        assert_eq!(text("AAE=").into_type(ValueType::Base64), Ok(Value::Bytes(vec![0, 1])));
        assert_eq!(
            text(" 1.50").into_type(ValueType::Number),
            Ok(Value::Number("1.50".to_owned()))
        );
        assert!(text("1,5").into_type(ValueType::Number).is_err());
        assert_eq!(text("Y").into_type(ValueType::Boolean), Ok(Value::Bool(true)));
        assert_eq!(Value::Null.into_type(ValueType::Number), Ok(Value::Null));
    }
}
