//! What the service does: commands in, answers out. Routes call this, this calls checks and store.

mod alerts;
mod facts;

pub(crate) use facts::Change;
