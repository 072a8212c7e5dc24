//! The elements of a JSON array, as they were written: numbers keep their digits, objects the order of their keys.

use std::fmt;

use bytes::Bytes;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::{MOST_MESSAGES, too_many};
use crate::ParseFailure;

/// The elements of an array.
struct Elements<'a>(Vec<&'a RawValue>);

/// Why reading stops at the limit; who reads says it in other words.
const FULL: &str = "too many elements";

impl<'de> Deserialize<'de> for Elements<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ElementsVisitor)
    }
}

struct ElementsVisitor;

impl<'de> Visitor<'de> for ElementsVisitor {
    type Value = Elements<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = array.next_element()? {
            if elements.len() == MOST_MESSAGES {
                return Err(A::Error::custom(FULL));
            }
            elements.push(element);
        }
        Ok(Elements(elements))
    }
}

pub(super) fn split(content: &Bytes) -> Result<Vec<Bytes>, ParseFailure> {
    let raw: &RawValue = serde_json::from_slice(content).map_err(|error| unreadable(&error))?;
    if !raw.get().starts_with('[') {
        return Ok(vec![content.clone()]);
    }
    // It was read whole already, so only the number of elements can be wrong.
    let Elements(elements) = serde_json::from_str(raw.get()).map_err(|_| too_many())?;
    let slice = |element: &RawValue| content.slice_ref(element.get().as_bytes());
    Ok(elements.into_iter().map(slice).collect())
}

/// serde_json's own text may quote the content.
fn unreadable(error: &serde_json::Error) -> ParseFailure {
    let (line, column) = (error.line(), error.column());
    ParseFailure(format!("not JSON: line {line}, column {column} is not as expected"))
}

pub(super) fn join(replies: &[Bytes]) -> Bytes {
    let mut array = vec![b'['];
    for (number, reply) in replies.iter().enumerate() {
        if number > 0 {
            array.push(b',');
        }
        match serde_json::from_slice::<&RawValue>(reply) {
            Ok(raw) => array.extend_from_slice(raw.get().as_bytes()),
            Err(_) => {
                let text = String::from_utf8_lossy(reply);
                array.extend_from_slice(serde_json::Value::from(text).to_string().as_bytes());
            }
        }
    }
    array.push(b']');
    Bytes::from(array)
}
