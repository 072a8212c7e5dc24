//! Forms, as Twilio sends them.

use bytes::Bytes;
use http::request::Parts;
use serde_json::{Map, Value};

use super::is_form;

/// Reads a form; `None` when the body is none.
pub(super) fn of(head: &Parts, body: &[u8]) -> Option<Vec<(String, String)>> {
    let pairs = || form_urlencoded::parse(body).into_owned().collect();
    is_form(head).then(pairs)
}

/// Writes a form as a JSON object; what stands there twice is an array.
pub(super) fn json(form: Vec<(String, String)>) -> Bytes {
    let mut object = Map::new();
    for (name, value) in form {
        let value = Value::String(value);
        match object.get_mut(&name) {
            None => drop(object.insert(name, value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Bytes::from(Value::Object(object).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_becomes_an_object() {
        let request =
            http::Request::post("/").header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
        let (head, ()) = request.body(()).expect("it is valid").into_parts();
        let form = of(&head, b"To=%2B15550100&Body=a+b%26c&M=1&M=2&M=3").expect("it is one");
        assert_eq!(
            &json(form)[..],
            br#"{"To":"+15550100","Body":"a b&c","M":["1","2","3"]}"#
        );
        let (other, ()) = http::Request::new(()).into_parts();
        assert_eq!(of(&other, b"a=b"), None);
    }
}
