//! A command alone, or several that are carried out together or not at all.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// One thing or a list of things; in JSON an object or an array.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum OneOrMany<T> {
    /// An object.
    One(T),
    /// An array.
    Many(Vec<T>),
}

impl<T> OneOrMany<T> {
    /// Returns all of them.
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(item) => std::slice::from_ref(item),
            Self::Many(items) => items,
        }
    }

    /// Puts answers in the shape of what they answer. There must be one for each.
    pub fn answer<U>(&self, mut answers: Vec<U>) -> OneOrMany<U> {
        match self {
            Self::One(_) => OneOrMany::One(answers.pop().expect("there is an answer for each command")),
            Self::Many(_) => OneOrMany::Many(answers),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ByShape(PhantomData))
    }
}

/// Chooses by the first character, so that an error within is told with its place and not as "matches nothing".
struct ByShape<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ByShape<T> {
    type Value = OneOrMany<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(OneOrMany::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(seq)).map(OneOrMany::Many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_the_answer_is_that_of_the_command() {
        for (text, answer) in [
            ("{\"a\":1}", "true"),
            ("[{\"a\":1},{\"a\":2}]", "[true,true]"),
            ("[]", "[]"),
        ] {
            let read: OneOrMany<std::collections::BTreeMap<String, u8>> =
                serde_json::from_str(text).expect("it is JSON");
            assert_eq!(serde_json::to_string(&read).expect("it is JSON"), text);
            let answers = read.answer(vec![true; read.as_slice().len()]);
            assert_eq!(serde_json::to_string(&answers).expect("it is JSON"), answer);
        }
        assert!(serde_json::from_str::<OneOrMany<Vec<u8>>>("1").is_err());
    }
}
