//! The functions that scripts have beside the language's own. A family a file.

mod ask;
mod convert;
mod effects;
mod facts;
mod hl7;
mod hl7_group;
mod hl7_part;
mod hl7_reading;
mod json;
mod json_places;
mod lookup;
mod maps;
mod number;
mod part;
mod regular_expression;
mod route;
mod source;
mod text;
pub(crate) mod time;

use std::sync::Arc;

use rhai::{Engine, Module};

pub(crate) use convert::to_dynamic;
pub(crate) use facts::Facts;
pub(crate) use hl7::Hl7;
pub(crate) use hl7_group::Hl7Group;
pub(crate) use hl7_part::{Hl7Repetition, Hl7Segment};
pub(crate) use hl7_reading::{decoded, n_repetitions};
pub(crate) use json_places::first_at;
pub(crate) use maps::{SecretName, configured};
pub use number::is_decimal;
pub(crate) use part::Part;
pub(crate) use route::Route;
pub(crate) use source::Source;
pub(crate) use text::uuid;

use crate::{Environment, ScriptLimits};

/// The names that stand for the same in every script, functions included.
pub(crate) const GLOBALS: [&str; 3] = ["global_map", "configuration", "logger"];

pub(crate) fn register(engine: &mut Engine, environment: &Arc<Environment>, limits: &ScriptLimits) {
    ask::register(engine, environment, limits.string_size);
    convert::register(engine);
    effects::register(engine);
    facts::register(engine);
    hl7::register(engine);
    hl7_group::register(engine);
    hl7_part::register(engine);
    json::register(engine);
    json_places::register(engine);
    lookup::register(engine, environment);
    maps::register(engine);
    number::register(engine);
    part::register(engine);
    regular_expression::register(engine, limits.string_size);
    route::register(engine);
    source::register(engine);
    text::register(engine);
    time::register(engine);

    let [global_map, configuration, logger] = GLOBALS;
    let mut globals = Module::new();
    globals
        .set_var(global_map, environment.global_map.clone())
        .set_var(configuration, maps::ConfigurationHandle(Arc::clone(environment)))
        .set_var(logger, effects::Logger);
    engine.register_global_module(globals.into());
}
