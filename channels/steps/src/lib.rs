//! Rules, steps and templates of channels, made ready to run.
//!
//! A filter is a list of rules, a transformer a list of steps, both data that a person or a drawing program can write. They
//! are compiled when a channel is deployed, and run over the [`ScriptContext`](nilecare_script::ScriptContext) of a message,
//! which scripts among them see too. What they are is told in `README.md`.

mod compare;
mod compiler;
mod conversion;
mod filter;
mod names;
mod rule;
mod run;
mod step;
mod template;
mod transformer;
mod validation;
mod value;

pub use compiler::Compiler;
pub use filter::Filter;
pub use template::Template;
pub use transformer::Transformer;
