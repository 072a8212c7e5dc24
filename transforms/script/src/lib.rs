//! Scripts of channels: compiled once, run within limits, told what went wrong and where.
//!
//! A script sees the message as `msg` and may change it; it reaches nothing outside: no file, no network, no clock
//! but `now()`. All limits are set in one function, [`ScriptHost::new`]. What the functions are is in `README.md`.

mod context;
mod error;
mod host;
mod library;

pub use context::{Route, ScriptContext};
pub use error::{ScriptError, ScriptErrorKind};
pub use host::{CompiledScript, ScriptHost, ScriptLimits};
