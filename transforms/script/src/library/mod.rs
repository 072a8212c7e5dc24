//! The functions that scripts have beside the language's own. A family a file.

mod hl7;
mod hl7_reading;
mod json;
mod number;
mod route;
mod source;
mod time;

use rhai::Engine;

pub(crate) use hl7::Hl7;
pub(crate) use json::json_to_dynamic;
pub(crate) use route::Route;
pub(crate) use source::Source;

pub(crate) fn register(engine: &mut Engine) {
    hl7::register(engine);
    json::register(engine);
    number::register(engine);
    route::register(engine);
    source::register(engine);
    time::register(engine);
}
