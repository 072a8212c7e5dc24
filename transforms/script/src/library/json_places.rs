//! Places of JSON values by pointer (`/patient/name`) and path (`$..code`), under the names that other formats have.

use nilecare_json::Path;
use rhai::{Array, Dynamic, Engine, EvalAltResult, Map};

use crate::Pointer;
use crate::value;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// Returns the first value at a pointer or path; `None` when nothing is there or the text is neither.
pub(crate) fn first_at(whole: &Dynamic, place: &str) -> Option<Dynamic> {
    if place.starts_with('$') {
        return find(whole, place).ok()?.into_iter().next();
    }
    Pointer::parse(place).ok()?.read(whole, Clone::clone)
}

fn find(whole: &Dynamic, path: &str) -> Result<Array> {
    let path: Path = path
        .parse()
        .map_err(|error: nilecare_json::PathError| error.to_string())?;
    let json = value::shown(whole);
    let nodes = path.find(&json).map_err(|error| error.to_string())?;
    Ok(nodes.iter().map(|node| value::from_json(node.value())).collect())
}

/// Tells whether a text is the name of a place and not of a member.
fn is_place(name: &str) -> bool {
    name.starts_with(['/', '$'])
}

fn found(whole: &Dynamic, place: &str) -> Result<Dynamic> {
    let found = if place.starts_with('$') {
        find(whole, place)?.into_iter().next()
    } else {
        Pointer::parse(place)?.read(whole, Clone::clone)
    };
    Ok(found.unwrap_or(Dynamic::UNIT))
}

/// Lends a map as a value, without copying it.
fn lend_map<R>(map: &mut Map, function: impl FnOnce(&mut Dynamic) -> R) -> R {
    let mut value = Dynamic::from_map(std::mem::take(map));
    let result = function(&mut value);
    *map = value.try_cast().unwrap_or_default();
    result
}

/// Lends an array as a value, without copying it.
fn lend_array<R>(array: &mut Array, function: impl FnOnce(&mut Dynamic) -> R) -> R {
    let mut value = Dynamic::from_array(std::mem::take(array));
    let result = function(&mut value);
    *array = value.try_cast().unwrap_or_default();
    result
}

/// Reads the pointer of a place that is changed.
fn pointer(place: &str) -> Result<Pointer> {
    let pointer = Pointer::parse(place).map_err(|error| format!("{error}; a JSONPath is for reading"))?;
    if pointer.is_whole() {
        return Err("the whole value cannot be changed; name a place of it, as in /patient/name".into());
    }
    Ok(pointer)
}

pub(super) fn register(engine: &mut Engine) {
    register_maps(engine);
    register_arrays(engine);
}

fn register_maps(engine: &mut Engine) {
    engine
        .register_fn("get", |map: &mut Map, name: &str| -> Result<Dynamic> {
            match map.get(name) {
                Some(value) => Ok(value.clone()),
                None if is_place(name) => lend_map(map, |whole| found(whole, name)),
                None => Ok(Dynamic::UNIT),
            }
        })
        .register_fn("exists", |map: &mut Map, name: &str| -> Result<bool> {
            let is_there = match map.get(name) {
                Some(value) => !value.is_unit(),
                None => is_place(name) && lend_map(map, |whole| found(whole, name).map(|found| !found.is_unit()))?,
            };
            Ok(is_there)
        })
        .register_fn("find", |map: &mut Map, path: &str| {
            lend_map(map, |whole| find(whole, path))
        })
        .register_fn("count", |map: &mut Map, place: &str| {
            lend_map(map, |whole| count(whole, place))
        })
        .register_fn("set", |map: &mut Map, name: &str, new: Dynamic| -> Result<()> {
            if !is_place(name) {
                map.insert(name.into(), new);
                return Ok(());
            }
            let pointer = pointer(name)?;
            Ok(lend_map(map, |whole| pointer.set(whole, new))?)
        })
        .register_fn("remove", |map: &mut Map, name: &str| -> Result<Dynamic> {
            if !is_place(name) {
                return Ok(map.remove(name).unwrap_or(Dynamic::UNIT));
            }
            let pointer = pointer(name)?;
            Ok(Dynamic::from_bool(lend_map(map, |whole| pointer.remove(whole))))
        });
}

fn register_arrays(engine: &mut Engine) {
    engine
        .register_fn("get", |array: &mut Array, place: &str| {
            lend_array(array, |whole| found(whole, place))
        })
        .register_fn("exists", |array: &mut Array, place: &str| -> Result<bool> {
            Ok(!lend_array(array, |whole| found(whole, place))?.is_unit())
        })
        .register_fn("find", |array: &mut Array, path: &str| {
            lend_array(array, |whole| find(whole, path))
        })
        .register_fn("count", |array: &mut Array, place: &str| {
            lend_array(array, |whole| count(whole, place))
        })
        .register_fn("set", |array: &mut Array, place: &str, new: Dynamic| -> Result<()> {
            let pointer = pointer(place)?;
            Ok(lend_array(array, |whole| pointer.set(whole, new))?)
        })
        .register_fn("remove", |array: &mut Array, place: &str| -> Result<bool> {
            let pointer = pointer(place)?;
            Ok(lend_array(array, |whole| pointer.remove(whole)))
        });
}

/// Counts what a JSONPath finds, or the elements or members at a pointer.
fn count(whole: &Dynamic, place: &str) -> Result<i64> {
    if place.starts_with('$') {
        return Ok(find(whole, place)?.len() as i64);
    }
    Ok(length(&found(whole, place)?))
}

/// Counts the elements of an array or the members of an object; something else is one, nothing none.
fn length(value: &Dynamic) -> i64 {
    if value.is_unit() {
        return 0;
    }
    let array = value.read_lock::<Array>().map(|array| array.len());
    let length = array.or_else(|| value.read_lock::<Map>().map(|map| map.len()));
    length.map_or(1, |length| length as i64)
}
