//! Scripts of channels: compiled once, run within limits, told what went wrong and where.
//!
//! A script sees the message as `msg` and may change it; it reaches nothing outside: no file, no network, no clock
//! but `now()`. All limits are set in one function, [`ScriptHost::with_environment`]. What the functions are is in
//! `README.md`.
//!
//! [`ScriptContext`] is what scripts and the steps of `channels/steps` share while a message is processed; [`Environment`] is
//! what all messages share.

mod code_templates;
mod configuration;
mod connections;
mod context;
mod csv;
mod environment;
mod error;
mod facts;
mod host;
mod library;
mod log;
mod lookup;
mod pattern;
mod reference;
mod reply;
mod run;
mod shared_map;
mod time_pattern;
mod value;

pub use code_templates::{
    All, ChannelLibraries, Library, LibraryChannels, LibraryFile, LibraryFunction, LibraryProblem, LibrarySet,
    LibrarySettings, LibraryTest,
};
pub use configuration::{Configuration, ConfigurationValue};
pub use connections::{ConnectionCall, Connections};
pub use context::{
    FieldChange, LoopOver, MapChange, MapName, Place, Pointer, Route, ScriptContext, Trace, TraceEvent, TracedPart,
};
pub use environment::{Environment, GlobalScripts, Swap};
pub use error::{ScriptError, ScriptErrorKind};
pub use facts::{Fact, MessageFacts};
pub use host::{CompiledScript, ScriptHost, ScriptLimits, Surroundings};
pub use log::{LogLevel, LogLine, LogRing};
pub use lookup::{LOOKUP_BYTES, LOOKUP_ROWS, LookupProblem, LookupTable, LookupTables};
pub use pattern::Pattern;
pub use reference::{Entry as ReferenceEntry, Example as ReferenceExample, Reference, reference};
pub use reply::ScriptReply;
pub use run::ScriptAttachment;
pub use shared_map::{SHARED_MAP_BYTES, SHARED_MAP_ENTRIES, SharedMap, SharedMapError};
pub use time_pattern::TimePattern;
pub use value::{Secrets, Value};

pub use library::is_decimal;
