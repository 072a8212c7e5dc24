//! What an expression finds.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::Value;

/// An element of the resource.
#[derive(Debug, Clone, Copy)]
pub struct Node<'a> {
    /// The value; `null` for a primitive that has only extensions.
    pub value: &'a Value,
    /// The id and extensions of a primitive, from the member with the underscore.
    pub extra: Option<&'a Value>,
    /// Its type; empty when the model does not know.
    pub kind: &'a str,
}

/// One item of a collection.
#[derive(Debug, Clone)]
pub enum Item<'a> {
    /// An element of the resource.
    Node(Node<'a>),
    /// The resource that a reference leads to, of which only the type is known.
    Target(&'a str),
    /// A truth value.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number.
    Decimal(Decimal),
    /// Text.
    Text(Cow<'a, str>),
    /// A date, a time or both, as written.
    Moment(Cow<'a, str>),
    /// A number with its unit.
    Quantity(Decimal, Cow<'a, str>),
}

const NUMBERS: [&str; 4] = ["integer", "positiveInt", "unsignedInt", "decimal"];
const MOMENTS: [&str; 4] = ["date", "dateTime", "instant", "time"];

impl<'a> Item<'a> {
    /// Returns the element, when it is one.
    pub fn node(&self) -> Option<Node<'a>> {
        match self {
            Self::Node(node) => Some(*node),
            _ => None,
        }
    }

    /// Returns the name of the type as FHIR or FHIRPath has it; empty when it is not known.
    pub fn kind(&self) -> &str {
        match self {
            Self::Node(node) => node.kind,
            Self::Target(kind) => kind,
            Self::Boolean(_) => "boolean",
            Self::Integer(_) => "integer",
            Self::Decimal(_) => "decimal",
            Self::Text(_) => "string",
            Self::Moment(_) => "dateTime",
            Self::Quantity(..) => "Quantity",
        }
    }

    /// Returns a primitive as the value that operators work on; others stay what they are.
    pub(crate) fn primitive(&self) -> Item<'a> {
        let Self::Node(node) = self else {
            return self.clone();
        };
        match node.value {
            Value::Bool(value) => Self::Boolean(*value),
            Value::Number(number) => {
                let text = number.as_str();
                let is_whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
                match text.parse().ok().filter(|_| is_whole && node.kind != "decimal") {
                    Some(whole) => Self::Integer(whole),
                    None => decimal(text).map_or_else(|| self.clone(), Self::Decimal),
                }
            }
            Value::String(text) if MOMENTS.contains(&node.kind) => Self::Moment(Cow::Borrowed(text)),
            Value::String(text) if NUMBERS.contains(&node.kind) => {
                decimal(text).map_or_else(|| self.clone(), Self::Decimal)
            }
            Value::String(text) => Self::Text(Cow::Borrowed(text)),
            Value::Object(members) if node.kind == "Quantity" => {
                let unit = members
                    .get("code")
                    .or_else(|| members.get("unit"))
                    .and_then(Value::as_str);
                let value = members.get("value").and_then(|value| match value {
                    Value::Number(number) => decimal(number.as_str()),
                    _ => None,
                });
                value.map_or_else(
                    || self.clone(),
                    |value| Self::Quantity(value, unit.unwrap_or("1").into()),
                )
            }
            _ => self.clone(),
        }
    }

    /// Returns text, of a primitive that is written as text.
    pub fn text(&self) -> Option<Cow<'a, str>> {
        match self.primitive() {
            Self::Text(text) | Self::Moment(text) => Some(text),
            _ => None,
        }
    }

    /// Returns a number as a decimal.
    pub(crate) fn number(&self) -> Option<Decimal> {
        match self.primitive() {
            Self::Integer(number) => Some(number.into()),
            Self::Decimal(number) => Some(number),
            _ => None,
        }
    }
}

/// Reads a JSON number, also one with an exponent.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_scientific(text).ok())
}
