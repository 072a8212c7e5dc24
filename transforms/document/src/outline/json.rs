//! The places of JSON. A value has at most 128 levels, so recursion is bounded.

use serde_json::Value;

use super::{List, Place, PlaceKind, bare};

pub(super) fn add(list: &mut List, value: &Value) {
    // The root has the empty pointer and is not listed; a message that is one value is.
    let _ = match value {
        Value::Object(_) | Value::Array(_) => add_inner(list, value, "", 0),
        _ => add_value(list, value, "", None, 0),
    };
}

fn add_inner(list: &mut List, value: &Value, path: &str, level: usize) -> Option<()> {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                // RFC 6901 §3.
                let path = format!("{path}/{}", name.replace('~', "~0").replace('/', "~1"));
                add_value(list, member, &path, Some(name.clone()), level)?;
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                add_value(
                    list,
                    element,
                    &format!("{path}/{index}"),
                    Some(format!("[{index}]")),
                    level,
                )?;
            }
        }
        _ => {}
    }
    Some(())
}

fn add_value(list: &mut List, value: &Value, path: &str, label: Option<String>, level: usize) -> Option<()> {
    let place = match value {
        Value::Object(_) => bare(level, PlaceKind::Object, path.to_owned()),
        Value::Array(_) => bare(level, PlaceKind::Array, path.to_owned()),
        Value::String(text) => list.valued(level, PlaceKind::Value, path.to_owned(), text),
        other => list.valued(level, PlaceKind::Value, path.to_owned(), &other.to_string()),
    };
    list.add(Place { label, ..place })?;
    add_inner(list, value, path, level + 1)
}
