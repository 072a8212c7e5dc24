//! Maps that messages and threads share: `global_map` and each channel's `global_channel_map`.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use rhai::Dynamic;
use serde_json::Value as Json;

use crate::value;

/// The most entries of a map.
pub const SHARED_MAP_ENTRIES: usize = 10_000;
/// The most bytes of all keys and values of a map together, about.
pub const SHARED_MAP_BYTES: usize = 16 << 20;
const KEY_BYTES: usize = 256;

/// A handle to a map that messages and threads share; cloning gives another handle to the same map. It lives in memory
/// only. Each call is atomic; what is got is a copy.
#[derive(Clone, Default)]
pub struct SharedMap(Arc<RwLock<State>>);

#[derive(Default)]
struct State {
    entries: BTreeMap<String, (Dynamic, usize)>,
    n_bytes: usize,
}

/// Why a value was not put into a shared map. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SharedMapError {
    /// It has all the entries that it may.
    #[error(
        "the map is full: it has {SHARED_MAP_ENTRIES} entries; remove some, or clear it when the channel is deployed"
    )]
    TooManyEntries,
    /// It is as large as it may be.
    #[error("the map is full: its values may have {} MiB together; remove some, or put smaller ones in", SHARED_MAP_BYTES >> 20)]
    TooLarge,
    /// The key is too long.
    #[error("a key may have {KEY_BYTES} bytes")]
    KeyTooLong,
    /// The value cannot be shared.
    #[error("{0}")]
    Value(String),
    /// A number was to be added to something that is none.
    #[error("the value is no number, so nothing can be added to it; set it first")]
    NotANumber,
}

impl SharedMap {
    /// Returns a value as JSON; secrets are hidden.
    pub fn get_json(&self, key: &str) -> Option<Json> {
        self.read().entries.get(key).map(|(value, _)| value::shown(value))
    }

    /// Sets a value.
    ///
    /// # Errors
    /// When the map is full or the key too long.
    pub fn set_json(&self, key: &str, value: &Json) -> Result<(), SharedMapError> {
        self.set(key, &value::from_json(value))
    }

    /// Returns all of it as a JSON object; secrets are hidden.
    pub fn to_json(&self) -> Json {
        let entries = self.snapshot();
        let entries = entries.iter().map(|(key, value)| (key.clone(), value::shown(value)));
        Json::Object(entries.collect())
    }

    /// Counts the entries.
    pub fn len(&self) -> usize {
        self.read().entries.len()
    }

    /// Tells whether it has no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a map of its own with the same entries.
    #[must_use]
    pub fn fork(&self) -> Self {
        let copy = Self::default();
        for (key, value) in self.snapshot() {
            // It found room in a map with the same bounds.
            let _ = copy.set(&key, &value);
        }
        copy
    }

    /// Takes all entries out.
    pub fn clear(&self) {
        *self.write() = State::default();
    }

    pub(crate) fn get(&self, key: &str) -> Option<Dynamic> {
        self.read().entries.get(key).map(|(value, _)| value.clone())
    }

    pub(crate) fn contains(&self, key: &str) -> bool {
        self.read().entries.contains_key(key)
    }

    pub(crate) fn keys(&self) -> Vec<String> {
        self.read().entries.keys().cloned().collect()
    }

    pub(crate) fn snapshot(&self) -> BTreeMap<String, Dynamic> {
        let state = self.read();
        let entries = state.entries.iter();
        entries.map(|(key, (value, _))| (key.clone(), value.clone())).collect()
    }

    pub(crate) fn set(&self, key: &str, value: &Dynamic) -> Result<(), SharedMapError> {
        let (value, size) = value::detached(value).map_err(SharedMapError::Value)?;
        self.write().set(key, value, size)
    }

    /// Adds to a list under the key, which is made when there is none; a value that is no list becomes its first element.
    pub(crate) fn push(&self, key: &str, value: &Dynamic) -> Result<(), SharedMapError> {
        let (value, _) = value::detached(value).map_err(SharedMapError::Value)?;
        let mut state = self.write();
        let list = match state.entries.get(key) {
            None => rhai::Array::new(),
            Some((old, _)) => old.clone().into_array().unwrap_or_else(|_| vec![old.clone()]),
        };
        let list = list.into_iter().chain([value]).collect::<rhai::Array>();
        let (list, size) = value::detached(&Dynamic::from_array(list)).map_err(SharedMapError::Value)?;
        state.set(key, list, size)
    }

    pub(crate) fn remove(&self, key: &str) -> Option<Dynamic> {
        let mut state = self.write();
        let (value, size) = state.entries.remove(key)?;
        state.n_bytes -= size;
        Some(value)
    }

    /// Adds a number to the number under the key, 0 when there is none, and returns the sum.
    pub(crate) fn add(&self, key: &str, number: &Dynamic) -> Result<Dynamic, SharedMapError> {
        let mut state = self.write();
        let old = state.entries.get(key).map_or(Dynamic::ZERO, |(value, _)| value.clone());
        let sum = match (old.as_int(), number.as_int()) {
            (Ok(old), Ok(number)) => Dynamic::from_int(old.saturating_add(number)),
            _ => Dynamic::from_float(float(&old)? + float(number)?),
        };
        let (sum, size) = value::detached(&sum).map_err(SharedMapError::Value)?;
        state.set(key, sum.clone(), size)?;
        Ok(sum)
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, State> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn set(&mut self, key: &str, value: Dynamic, size: usize) -> Result<(), SharedMapError> {
        let size = size + key.len();
        let old = self.entries.get(key).map(|(_, size)| *size);
        if key.len() > KEY_BYTES {
            return Err(SharedMapError::KeyTooLong);
        }
        if old.is_none() && self.entries.len() >= SHARED_MAP_ENTRIES {
            return Err(SharedMapError::TooManyEntries);
        }
        let n_bytes = self.n_bytes - old.unwrap_or(0) + size;
        if n_bytes > SHARED_MAP_BYTES {
            return Err(SharedMapError::TooLarge);
        }
        self.n_bytes = n_bytes;
        self.entries.insert(key.to_owned(), (value, size));
        Ok(())
    }
}

fn float(value: &Dynamic) -> Result<f64, SharedMapError> {
    let float = value.as_float().or_else(|_| value.as_int().map(|number| number as f64));
    float.map_err(|_| SharedMapError::NotANumber)
}

impl fmt::Debug for SharedMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SharedMap({} entries)", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_full_at_its_bounds_and_says_so() {
        let map = SharedMap::default();
        for number in 0..SHARED_MAP_ENTRIES {
            map.set(&number.to_string(), &Dynamic::UNIT).expect("there is room");
        }
        assert_eq!(map.set("one more", &Dynamic::UNIT), Err(SharedMapError::TooManyEntries));
        assert_eq!(map.set("0", &Dynamic::TRUE), Ok(()));
        map.clear();
        let half = Dynamic::from("x".repeat(SHARED_MAP_BYTES / 2));
        assert_eq!(map.set("a", &half), Ok(()));
        assert_eq!(map.set("b", &half), Err(SharedMapError::TooLarge));
        assert_eq!(map.set("a", &half), Ok(()), "the old value makes room for the new one");
        assert!(map.remove("a").is_some());
        assert_eq!(map.set("b", &half), Ok(()));
        assert_eq!(
            map.set(&"k".repeat(KEY_BYTES + 1), &Dynamic::UNIT),
            Err(SharedMapError::KeyTooLong)
        );
    }

    #[test]
    fn adding_is_atomic() {
        let map = SharedMap::default();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..1000).for_each(|_| drop(map.add("n", &Dynamic::ONE))));
            }
        });
        assert_eq!(map.get_json("n"), Some(4000.into()));
        map.set("t", &Dynamic::from("x")).expect("there is room");
        assert_eq!(map.add("t", &Dynamic::ONE).err(), Some(SharedMapError::NotANumber));
        assert_eq!(
            map.add("n", &Dynamic::from_float(0.5))
                .ok()
                .and_then(|sum| sum.as_float().ok()),
            Some(4000.5)
        );
    }
}
