//! JSON values and what scripts make of them.

use rhai::{Array, Dynamic, Engine, EvalAltResult, Map};

use crate::value;

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("tidy", |map: Map| Dynamic::from(tidy_map(map)))
        .register_fn("tidy", |array: Array| Dynamic::from(tidy_array(array)))
        .register_fn("json_parse", |text: &str| -> Result<Dynamic, Box<EvalAltResult>> {
            let value = nilecare_json::parse(text.as_bytes()).map_err(|error| error.to_string())?;
            Ok(value::from_json(&value))
        })
        .register_fn("json_text", |value: Dynamic| value::shown(&value).to_string());
}

/// Takes out what is empty, so that an absent field of the message is absent in the result. `()` stays: it says that the
/// sender wants the value deleted.
fn tidy(value: Dynamic) -> Option<Dynamic> {
    if value.is_map() {
        let map = tidy_map(value.cast::<Map>());
        (!map.is_empty()).then(|| Dynamic::from(map))
    } else if value.is_array() {
        let array = tidy_array(value.cast::<Array>());
        (!array.is_empty()).then(|| Dynamic::from(array))
    } else if value.is_string() {
        let is_empty = value
            .read_lock::<rhai::ImmutableString>()
            .is_some_and(|text| text.is_empty());
        (!is_empty).then_some(value)
    } else {
        Some(value)
    }
}

fn tidy_map(map: Map) -> Map {
    map.into_iter()
        .filter_map(|(key, value)| tidy(value).map(|value| (key, value)))
        .collect()
}

fn tidy_array(array: Array) -> Array {
    array.into_iter().filter_map(tidy).collect()
}
