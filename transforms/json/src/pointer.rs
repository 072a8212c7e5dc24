//! JSON pointers (RFC 6901).

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::MAX_DEPTH;

/// The most elements that an array can be given by pointers.
const MAX_ELEMENTS: usize = 1_000_000;

/// The name of one place: `/patient/name`, `/entries/0`; empty for the whole value. `-` names the place after the last
/// element of an array, so that setting it adds one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Pointer(Vec<String>);

/// A pointer that is none, or that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PointerError {
    /// It does not begin with a slash.
    #[error("a JSON pointer is empty or begins with /, as in /patient/name")]
    NoSlash,
    /// A tilde that is not followed by 0 or 1.
    #[error("in a JSON pointer ~ is written ~0 and / within a name ~1")]
    Tilde,
    /// It has too many parts.
    #[error("a JSON pointer has at most {MAX_DEPTH} parts")]
    TooDeep,
    /// Setting it would go through a text, a number or the like.
    #[error("{0:?} is neither an object nor an array, so nothing below it can be set")]
    NotAContainer(String),
    /// Setting it would leave a gap in an array.
    #[error("{0:?} names no element of the array, nor the place after its last one (-)")]
    NoSuchElement(String),
}

impl Pointer {
    /// Names the member or element `part` of what this names.
    #[must_use]
    pub fn join(&self, part: impl Into<String>) -> Self {
        let mut parts = self.0.clone();
        parts.push(part.into());
        Self(parts)
    }

    pub(crate) fn of(parts: Vec<String>) -> Self {
        Self(parts)
    }

    /// Returns its parts, unescaped.
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    /// Returns what stands at the place; `None` when nothing does.
    pub fn get<'a>(&self, value: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(value, |value, part| match value {
            Value::Object(members) => members.get(part.as_str()),
            Value::Array(items) => items.get(index(part)?),
            _ => None,
        })
    }

    /// Returns what stands at the place, to be changed; `None` when nothing does.
    pub fn get_mut<'a>(&self, value: &'a mut Value) -> Option<&'a mut Value> {
        self.0.iter().try_fold(value, |value, part| match value {
            Value::Object(members) => members.get_mut(part.as_str()),
            Value::Array(items) => items.get_mut(index(part)?),
            _ => None,
        })
    }

    /// Sets the place. Objects and arrays on the way are made where nothing or `null` stands: an array for the parts `-` and
    /// `0`, an object for others.
    ///
    /// # Errors
    /// When something on the way is neither an object nor an array, or the array is not that long.
    pub fn set(&self, value: &mut Value, new: Value) -> Result<(), PointerError> {
        let mut place = value;
        for (depth, part) in self.0.iter().enumerate() {
            if *place == Value::Null {
                let is_array = part == "-" || part == "0";
                *place = if is_array {
                    Value::Array(Vec::new())
                } else {
                    Value::Object(Map::new())
                };
            }
            place = match place {
                Value::Object(members) => members.entry(part.clone()).or_insert(Value::Null),
                Value::Array(items) => {
                    let index = if part == "-" { Some(items.len()) } else { index(part) };
                    let index = index.filter(|index| *index <= items.len() && *index < MAX_ELEMENTS);
                    let index = index.ok_or_else(|| PointerError::NoSuchElement(self.up_to(depth + 1)))?;
                    if index == items.len() {
                        items.push(Value::Null);
                    }
                    &mut items[index]
                }
                _ => return Err(PointerError::NotAContainer(self.up_to(depth))),
            };
        }
        *place = new;
        Ok(())
    }

    /// Takes out what stands at the place and returns it; `None` when nothing does. The whole value cannot be taken out.
    pub fn remove(&self, value: &mut Value) -> Option<Value> {
        let (last, parents) = self.0.split_last()?;
        match Self(parents.to_vec()).get_mut(value)? {
            Value::Object(members) => members.shift_remove(last.as_str()),
            Value::Array(items) => {
                let index = index(last).filter(|index| *index < items.len())?;
                Some(items.remove(index))
            }
            _ => None,
        }
    }

    fn up_to(&self, depth: usize) -> String {
        Self(self.0[..depth].to_vec()).to_string()
    }
}

/// Reads the number of an element: no sign and no leading zero (RFC 6901 §4).
fn index(part: &str) -> Option<usize> {
    let is_index = part == "0" || !part.starts_with(['0', '+']);
    part.parse().ok().filter(|_| is_index)
}

impl FromStr for Pointer {
    type Err = PointerError;

    fn from_str(text: &str) -> Result<Self, PointerError> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let parts = text.strip_prefix('/').ok_or(PointerError::NoSlash)?;
        let parts = parts.split('/').map(unescaped).collect::<Result<Vec<_>, _>>()?;
        if parts.len() > MAX_DEPTH {
            return Err(PointerError::TooDeep);
        }
        Ok(Self(parts))
    }
}

fn unescaped(part: &str) -> Result<String, PointerError> {
    let is_escaped_well = part
        .split('~')
        .skip(1)
        .all(|after| after.starts_with('0') || after.starts_with('1'));
    if !is_escaped_well {
        return Err(PointerError::Tilde);
    }
    Ok(part.replace("~1", "/").replace("~0", "~"))
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|part| write!(f, "/{}", part.replace('~', "~0").replace('/', "~1")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        text.parse().expect("it is a pointer")
    }

    #[test]
    fn places_are_set_and_containers_made_on_the_way() {
        for (place, expected) in [
            ("/b/c", r#"{"a":[1],"t":"x","n":null,"b":{"c":1}}"#),
            ("/a/-", r#"{"a":[1,1],"t":"x","n":null}"#),
            ("/a/1", r#"{"a":[1,1],"t":"x","n":null}"#),
            ("/n/0/m", r#"{"a":[1],"t":"x","n":[{"m":1}]}"#),
            ("/x~1y~0", r#"{"a":[1],"t":"x","n":null,"x/y~":1}"#),
            ("", "1"),
        ] {
            let mut value = crate::parse(br#"{"a":[1],"t":"x","n":null}"#).expect("it is JSON");
            pointer(place).set(&mut value, 1.into()).expect(place);
            assert_eq!(value.to_string(), expected, "{place}");
            assert_eq!(pointer(place).to_string(), place);
        }
    }

    #[test]
    fn places_that_cannot_be_set_are_told() {
        let mut value = crate::parse(br#"{"a":[1],"t":"x"}"#).expect("it is JSON");
        for (place, error) in [
            ("/a/5", PointerError::NoSuchElement("/a/5".to_owned())),
            ("/a/00", PointerError::NoSuchElement("/a/00".to_owned())),
            ("/t/x", PointerError::NotAContainer("/t".to_owned())),
        ] {
            assert_eq!(pointer(place).set(&mut value, 1.into()), Err(error));
        }
        for (text, error) in [
            ("a", PointerError::NoSlash),
            ("/~2", PointerError::Tilde),
            ("/~", PointerError::Tilde),
        ] {
            assert_eq!(text.parse::<Pointer>(), Err(error));
        }
        assert_eq!("/x".repeat(200).parse::<Pointer>(), Err(PointerError::TooDeep));
    }

    #[test]
    fn places_are_taken_out() {
        let mut value = crate::parse(br#"{"a":[1,{"b":2}]}"#).expect("it is JSON");
        assert_eq!(pointer("/a/1/b").remove(&mut value), Some(2.into()));
        assert_eq!(pointer("/a/1/b").remove(&mut value), None);
        assert_eq!(pointer("/a/0").remove(&mut value), Some(1.into()));
        assert_eq!(pointer("").remove(&mut value), None);
        assert_eq!(value.to_string(), r#"{"a":[{}]}"#);
    }
}
