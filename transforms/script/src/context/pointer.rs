//! JSON pointers (RFC 6901) over the values of scripts.

use std::fmt;

use rhai::{Array, Dynamic, Map};

/// A pointer with more parts than this is a mistake.
const DEPTH: usize = 64;
/// The most elements that an array can be given by pointers.
const ELEMENTS: usize = 100_000;

/// The name of a place in a JSON value: `/patient/name`, `/entries/0`. `-` names the place after the last element of an
/// array, so that setting it adds one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pointer(Vec<String>);

impl Pointer {
    /// Reads a pointer: empty for the whole value, otherwise beginning with `/`.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let parts = text
            .strip_prefix('/')
            .ok_or("a JSON pointer begins with /, as in /patient/name")?;
        let is_escape = |after: &str| after.starts_with(['0', '1']);
        if !parts.split('~').skip(1).all(is_escape) {
            return Err("in a JSON pointer ~ is written ~0, and / within a name ~1".to_owned());
        }
        let parts = parts.split('/').map(|part| part.replace("~1", "/").replace("~0", "~"));
        let parts = parts.collect::<Vec<_>>();
        if parts.len() > DEPTH {
            return Err(format!("a JSON pointer has at most {DEPTH} parts"));
        }
        Ok(Self(parts))
    }

    /// Tells whether it names the whole value.
    pub fn is_whole(&self) -> bool {
        self.0.is_empty()
    }

    /// Names an element of the array that this names, from 0.
    pub(crate) fn index(mut self, number: usize) -> Self {
        self.0.push(number.to_string());
        self
    }

    /// Names what `inner` names in the value that this names.
    pub(crate) fn join(&self, inner: &Self) -> Self {
        Self(self.0.iter().chain(&inner.0).cloned().collect())
    }

    /// Names what holds the value that this names; `None` when this names the whole.
    pub(crate) fn parent(&self) -> Option<Self> {
        let (_, parents) = self.0.split_last()?;
        Some(Self(parents.to_vec()))
    }

    /// Gives `function` what is at the place; `None` when nothing is.
    pub(crate) fn read<T>(&self, value: &Dynamic, function: impl FnOnce(&Dynamic) -> T) -> Option<T> {
        read(value, &self.0, function)
    }

    /// Gives `function` what is at the place, to change it; `None` when nothing is.
    pub(crate) fn change<T>(&self, value: &mut Dynamic, function: impl FnOnce(&mut Dynamic) -> T) -> Option<T> {
        change(value, &self.0, function)
    }

    /// Sets the place; objects and arrays on the way to it are made where nothing is.
    pub(crate) fn set(&self, value: &mut Dynamic, new: Dynamic) -> Result<(), String> {
        set(value, &self.0, new).map_err(|at| {
            let at = Self(self.0[..at.depth.min(self.0.len())].to_vec());
            match at_text(&at) {
                _ if self.0.is_empty() => "the value cannot be replaced".to_owned(),
                text => format!("{self} cannot be set: {text}"),
            }
        })
    }

    /// Takes out what is at the place and tells whether anything was.
    pub(crate) fn remove(&self, value: &mut Dynamic) -> bool {
        let Some((last, parents)) = self.0.split_last() else {
            return false;
        };
        let removed = change(value, parents, |parent| {
            if let Some(mut members) = parent.write_lock::<Map>() {
                return members.remove(last.as_str()).is_some();
            }
            let Some(mut items) = parent.write_lock::<Array>() else {
                return false;
            };
            let Some(index) = index(last).filter(|index| *index < items.len()) else {
                return false;
            };
            let _ = items.remove(index);
            true
        });
        removed.unwrap_or(false)
    }
}

fn at_text(place: &Pointer) -> String {
    if place.is_whole() {
        "msg is no object or array, or the array is not that long".to_owned()
    } else {
        format!("{place} is no object or array, or the array is not that long")
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|part| write!(f, "/{}", part.replace('~', "~0").replace('/', "~1")))
    }
}

/// How deep a value could be walked.
struct Stuck {
    depth: usize,
}

fn index(part: &str) -> Option<usize> {
    let is_index = part == "0" || !part.starts_with(['0', '+']);
    part.parse().ok().filter(|_| is_index)
}

fn read<T>(value: &Dynamic, parts: &[String], function: impl FnOnce(&Dynamic) -> T) -> Option<T> {
    let Some((first, rest)) = parts.split_first() else {
        return Some(function(value));
    };
    if let Some(members) = value.read_lock::<Map>() {
        return read(members.get(first.as_str())?, rest, function);
    }
    let items = value.read_lock::<Array>()?;
    read(items.get(index(first)?)?, rest, function)
}

fn change<T>(value: &mut Dynamic, parts: &[String], function: impl FnOnce(&mut Dynamic) -> T) -> Option<T> {
    let Some((first, rest)) = parts.split_first() else {
        return Some(function(value));
    };
    if value.is_map() {
        let mut members = value.write_lock::<Map>()?;
        return change(members.get_mut(first.as_str())?, rest, function);
    }
    let mut items = value.write_lock::<Array>()?;
    change(items.get_mut(index(first)?)?, rest, function)
}

fn set(value: &mut Dynamic, parts: &[String], new: Dynamic) -> Result<(), Stuck> {
    let Some((first, rest)) = parts.split_first() else {
        // A closure may share it.
        return match value.write_lock::<Dynamic>() {
            Some(mut value) => {
                *value = new;
                Ok(())
            }
            None => Err(Stuck { depth: 0 }),
        };
    };
    if value.is_unit() {
        let is_array = first == "-" || first == "0";
        let made = if is_array {
            Array::new().into()
        } else {
            Map::new().into()
        };
        set(value, &[], made)?;
    }
    let deeper = |stuck: Stuck| Stuck { depth: stuck.depth + 1 };
    if value.is_map() {
        let mut members = value.write_lock::<Map>().ok_or(Stuck { depth: 0 })?;
        let member = members.entry(first.as_str().into()).or_insert(Dynamic::UNIT);
        return set(member, rest, new).map_err(deeper);
    }
    let mut items = value.write_lock::<Array>().ok_or(Stuck { depth: 0 })?;
    let index = if first == "-" { Some(items.len()) } else { index(first) };
    let index = index.filter(|index| *index <= items.len() && *index < ELEMENTS);
    let index = index.ok_or(Stuck { depth: 0 })?;
    if index == items.len() {
        items.push(Dynamic::UNIT);
    }
    set(&mut items[index], rest, new).map_err(deeper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{from_json, shown};

    fn set_in(json: serde_json::Value, pointer: &str) -> Result<String, String> {
        let mut value = from_json(&json);
        Pointer::parse(pointer)?.set(&mut value, Dynamic::ONE)?;
        Ok(shown(&value).to_string())
    }

    #[test]
    fn objects_and_arrays_are_made_on_the_way() {
        let json = || serde_json::json!({ "a": [1], "t": "x" });
        for (pointer, expected) in [
            ("/b/c", r#"{"a":[1],"b":{"c":1},"t":"x"}"#),
            ("/a/-", r#"{"a":[1,1],"t":"x"}"#),
            ("/a/1", r#"{"a":[1,1],"t":"x"}"#),
            ("/l/0/m", r#"{"a":[1],"l":[{"m":1}],"t":"x"}"#),
            ("/t", r#"{"a":[1],"t":1}"#),
            ("/x~1y~0", r#"{"a":[1],"t":"x","x/y~":1}"#),
            ("", "1"),
        ] {
            assert_eq!(set_in(json(), pointer).as_deref(), Ok(expected), "{pointer}");
        }
        assert!(
            set_in(json(), "/a/5")
                .expect_err("it is too far")
                .starts_with("/a/5 cannot be set: /a is no")
        );
        assert!(
            set_in(json(), "/t/x")
                .expect_err("it is a text")
                .starts_with("/t/x cannot be set: /t is no")
        );
        assert!(Pointer::parse("a").is_err() && Pointer::parse(&"/x".repeat(65)).is_err());
    }

    #[test]
    fn what_is_there_is_read_and_taken_out() {
        let mut value = from_json(&serde_json::json!({ "a": [1, { "b": 2 }] }));
        let pointer = Pointer::parse("/a/1/b").expect("it is a pointer");
        assert_eq!(pointer.read(&value, |value| value.as_int()), Some(Ok(2)));
        assert!(pointer.remove(&mut value) && !pointer.remove(&mut value));
        assert!(Pointer::parse("/a/0").expect("it is a pointer").remove(&mut value));
        assert_eq!(shown(&value).to_string(), r#"{"a":[{}]}"#);
        assert!(
            Pointer::parse("/a/01")
                .expect("it is a pointer")
                .read(&value, |_| ())
                .is_none()
        );
    }
}
