//! Where a page ended, as text that tells nothing to clients and needs no memory here.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nilecare_fhir_model::{Issue, IssueCode};
use nilecare_fhir_search::Registry;
use serde_json::{Value, json};

use crate::ChangeError;
use crate::search::Place;

/// A value that matches are ordered by.
#[derive(Debug, Clone, PartialEq)]
pub enum OrderValue {
    /// There is none; it comes last.
    None,
    /// A moment, in microseconds since 1970.
    Integer(i64),
    /// A number.
    Real(f64),
    /// Text, in the order of its bytes.
    Text(String),
}

/// A match, with what it is ordered by.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where it is kept.
    pub place: Place,
    /// A value for each part of the order.
    pub order: Vec<OrderValue>,
}

pub(crate) fn write_cursor(registry: &Registry, hit: &Hit) -> String {
    let value = |value: &OrderValue| match value {
        OrderValue::None => Value::Null,
        OrderValue::Integer(number) => json!({ "i": number }),
        OrderValue::Real(number) => json!({ "r": number.to_bits() }),
        OrderValue::Text(text) => json!({ "t": text }),
    };
    let order: Vec<Value> = hit.order.iter().map(value).collect();
    let text = json!([registry.name(hit.place.of), hit.place.key, order]).to_string();
    URL_SAFE_NO_PAD.encode(text)
}

pub(crate) fn read_cursor(registry: &Registry, text: &str) -> Result<Hit, ChangeError> {
    let value = |value: Value| {
        let integer = value.get("i").and_then(Value::as_i64).map(OrderValue::Integer);
        let real = || Some(OrderValue::Real(f64::from_bits(value.get("r")?.as_u64()?)));
        let text = || Some(OrderValue::Text(value.get("t")?.as_str()?.to_owned()));
        integer.or_else(real).or_else(text).unwrap_or(OrderValue::None)
    };
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (name, key, order): (String, i64, Vec<Value>) = serde_json::from_slice(&bytes).ok()?;
        let of = registry.type_id(&name)?;
        Some(Hit {
            place: Place { of, key },
            order: order.into_iter().map(value).collect(),
        })
    };
    let unreadable = "the parameter _cursor: follow the link next as it was given";
    read().ok_or_else(|| ChangeError::Condition(Issue::error(IssueCode::Value, unreadable)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else_is() {
        let registry = Registry::new(nilecare_fhir_model::r4()).expect("the parameters of R4 compile");
        let of = registry.type_id("Patient").expect("a type");
        let order = vec![
            OrderValue::None,
            OrderValue::Integer(i64::MIN),
            OrderValue::Real(-7.4),
            OrderValue::Text("every|man".into()),
        ];
        let hit = Hit {
            place: Place { of, key: 1 << 40 },
            order,
        };
        let text = write_cursor(&registry, &hit);
        assert_eq!(read_cursor(&registry, &text).expect("it was written here"), hit);
        for bad in ["", "x", &text[1..], &URL_SAFE_NO_PAD.encode(r#"["Nothing",1,[]]"#)] {
            assert!(read_cursor(&registry, bad).is_err(), "{bad}");
        }
    }
}
