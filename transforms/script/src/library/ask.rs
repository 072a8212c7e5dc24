//! `ask`: another system is asked while the script waits.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_hl7v2::charset::{self, Charset};
use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString};

use crate::{ConnectionCall, Environment, run, value};

pub(super) fn register(engine: &mut Engine, environment: &Arc<Environment>, text_limit: usize) {
    let environment = Arc::clone(environment);
    engine.register_fn(
        "ask",
        move |connection: &str, content: Dynamic| -> Result<ImmutableString, Box<EvalAltResult>> {
            let connections = environment.connections.get();
            let connections = Option::as_ref(&connections).ok_or("nobody is asked in a trial")?;
            let (deadline, channel) = run::caller().ok_or("ask can be called by a script of a message only")?;
            let response = connections.call(ConnectionCall {
                channel: &channel,
                connection,
                content: Bytes::from(value::text_of(&content)),
                deadline,
            })?;
            let response = response.unwrap_or_default();
            // As of a message that comes in: UTF-8, or what MSH-18 names.
            let text = charset::decode(&response, Charset::LATIN_1).text.into_owned();
            if text.len() > text_limit {
                return Err(format!("{connection} answered more than {text_limit} bytes").into());
            }
            Ok(text.into())
        },
    );
}
