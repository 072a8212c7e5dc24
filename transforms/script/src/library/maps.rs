//! The maps that messages share, `configuration`, and secrets in scripts.

use std::sync::Arc;

use rhai::{Array, Dynamic, Engine, EvalAltResult, ImmutableString};

use crate::value::{self, HIDDEN};
use crate::{ConfigurationValue, Environment, SharedMap};

/// A secret in a script: its name. The secret itself is told to connectors only.
#[derive(Clone)]
pub(crate) struct SecretName(pub ImmutableString);

/// `configuration` in a script.
#[derive(Clone)]
pub(crate) struct ConfigurationHandle(pub Arc<Environment>);

impl ConfigurationHandle {
    fn get(&self, name: &str) -> Option<Dynamic> {
        configured(&self.0, name)
    }
}

/// Gives a value of the configuration as scripts see it.
pub(crate) fn configured(environment: &Environment, name: &str) -> Option<Dynamic> {
    Some(match environment.configuration.get().get(name)? {
        ConfigurationValue::Plain(value) => value::from_json(value),
        ConfigurationValue::Secret(_) => Dynamic::from(SecretName(name.into())),
    })
}

fn failed(error: impl ToString) -> Box<EvalAltResult> {
    error.to_string().into()
}

pub(super) fn register(engine: &mut Engine) {
    register_shared(engine);
    engine
        .register_type_with_name::<ConfigurationHandle>("Configuration")
        .register_indexer_get(|configuration: &mut ConfigurationHandle, name: &str| {
            let missing = || {
                failed(format!(
                    "there is no {name} in the configuration; add it in the settings"
                ))
            };
            configuration.get(name).ok_or_else(missing)
        })
        .register_fn(
            "get",
            |configuration: &mut ConfigurationHandle, name: &str, default: Dynamic| {
                configuration.get(name).unwrap_or(default)
            },
        )
        .register_fn("contains", |configuration: &mut ConfigurationHandle, name: &str| {
            configuration.get(name).is_some()
        });
    engine
        .register_type_with_name::<SecretName>("Secret")
        .register_fn("to_string", |_: &mut SecretName| HIDDEN);
    // What the language calls when it shows a value for itself.
    let shown = "to_debug";
    engine.register_fn(shown, |_: &mut SecretName| HIDDEN);
}

fn register_shared(engine: &mut Engine) {
    engine
        .register_type_with_name::<SharedMap>("SharedMap")
        .register_indexer_get(|map: &mut SharedMap, key: &str| map.get(key).unwrap_or(Dynamic::UNIT))
        .register_indexer_set(|map: &mut SharedMap, key: &str, value: Dynamic| map.set(key, &value).map_err(failed))
        .register_fn("get", |map: &mut SharedMap, key: &str| {
            map.get(key).unwrap_or(Dynamic::UNIT)
        })
        .register_fn("get", |map: &mut SharedMap, key: &str, default: Dynamic| {
            map.get(key).unwrap_or(default)
        })
        .register_fn("set", |map: &mut SharedMap, key: &str, value: Dynamic| {
            map.set(key, &value).map_err(failed)
        })
        .register_fn("add", |map: &mut SharedMap, key: &str, number: Dynamic| {
            map.add(key, &number).map_err(failed)
        })
        .register_fn("remove", |map: &mut SharedMap, key: &str| {
            map.remove(key).unwrap_or(Dynamic::UNIT)
        })
        .register_fn("contains", |map: &mut SharedMap, key: &str| map.contains(key))
        .register_fn("keys", |map: &mut SharedMap| -> Array {
            map.keys().into_iter().map(Dynamic::from).collect()
        })
        .register_fn("len", |map: &mut SharedMap| map.len() as i64)
        .register_fn("clear", |map: &mut SharedMap| map.clear());
}
