//! `lookup`: values of lookup tables.

use std::sync::Arc;

use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString};

use crate::Environment;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

pub(super) fn register(engine: &mut Engine, environment: &Arc<Environment>) {
    let tables = Arc::clone(environment);
    engine.register_fn("lookup", move |table: &str, key: &str| -> Result<Dynamic> {
        Ok(found(tables.lookups.get().named(table)?.get(key)))
    });
    let tables = Arc::clone(environment);
    engine.register_fn(
        "lookup",
        move |table: &str, key: &str, column: &str| -> Result<Dynamic> {
            let tables = tables.lookups.get();
            let value = tables.named(table)?.get_column(key, column);
            Ok(found(value.map_err(|error| format!("lookup table {table}: {error}"))?))
        },
    );
    let tables = Arc::clone(environment);
    engine.register_fn("has", move |table: &str, key: &str| -> Result<bool> {
        Ok(tables.lookups.get().named(table)?.has(key))
    });
}

fn found(value: Option<&str>) -> Dynamic {
    value.map_or(Dynamic::UNIT, |value| ImmutableString::from(value).into())
}
