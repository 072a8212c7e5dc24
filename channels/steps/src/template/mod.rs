//! Texts with places to fill in. They are read once, when a channel is deployed.

mod change;
mod parse;

use std::fmt;
use std::sync::Arc;

use nilecare_channel_model::TemplateText;
use nilecare_script::{Environment, Place, ScriptContext, ScriptError, Value};

use crate::Compiler;
use change::Change;

pub(crate) use change::{ensure_table, look_up};

/// A text with places to fill in, ready to be filled in.
#[derive(Clone)]
pub struct Template {
    /// What it is called in errors.
    label: Arc<str>,
    parts: Vec<Part>,
    environment: Arc<Environment>,
    /// The longest text, in bytes.
    limit: usize,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Value(Place, Vec<Change>),
}

impl Template {
    /// Compiles a text; `None` when it is no template, which is then among the compiler's problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, text: &TemplateText) -> Option<Self> {
        Self::compile_for(compiler, path, path, text)
    }

    /// As `compile`, for a part that is called `label` in errors.
    pub(crate) fn compile_for(
        compiler: &mut Compiler<'_>,
        path: &str,
        label: &str,
        text: &TemplateText,
    ) -> Option<Self> {
        let environment = Arc::clone(compiler.host.environment());
        let parts = parse::parts(&text.0, compiler.loops(), &environment);
        Some(Self {
            parts: compiler.checked(path, parts)?,
            label: label.into(),
            environment,
            limit: compiler.host.limits().string_size,
        })
    }

    /// Returns the text when there is nothing to fill in.
    pub(crate) fn literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Fills the places in; what is not there is empty, and a secret is `***`.
    ///
    /// # Errors
    /// When a value cannot be changed as the template wants, such as a date that is none, or the text is larger than a text
    /// of scripts may be.
    pub fn expand(&self, context: &ScriptContext) -> Result<String, ScriptError> {
        let mut text = String::new();
        self.write(context, false, &mut text)?;
        Ok(text)
    }

    /// Fills the places in, secrets too: for the settings of a connector. The text must not be kept or logged.
    ///
    /// # Errors
    /// As [`Template::expand`].
    pub fn expand_secret(&self, context: &ScriptContext) -> Result<String, ScriptError> {
        let mut text = String::new();
        self.write(context, true, &mut text)?;
        Ok(text)
    }

    /// Returns the value of a template that is one place and nothing else with its type, such as a number, a list or a
    /// secret; the text of any other.
    ///
    /// # Errors
    /// As [`Template::expand`].
    pub fn value(&self, context: &ScriptContext) -> Result<Value, ScriptError> {
        match self.parts.as_slice() {
            [Part::Value(place, changes)] if changes.is_empty() => Ok(context.place_value(place, &self.environment)),
            _ => self.expand(context).map(Value::text),
        }
    }

    pub(crate) fn write(
        &self,
        context: &ScriptContext,
        tell_secrets: bool,
        out: &mut String,
    ) -> Result<(), ScriptError> {
        for part in &self.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Value(place, changes) if changes.is_empty() => {
                    context.write_place(place, &self.environment, tell_secrets, out);
                }
                Part::Value(place, changes) => {
                    let mut value = String::new();
                    context.write_place(place, &self.environment, tell_secrets, &mut value);
                    for change in changes {
                        let changed = change.apply(value, &self.environment);
                        value = changed.map_err(|detail| ScriptError::step(&self.label, detail))?;
                    }
                    out.push_str(&value);
                }
            }
            // A template may name a large value many times.
            if out.len() > self.limit {
                let detail = format!("the text that the template makes is larger than {} bytes", self.limit);
                return Err(ScriptError::step(&self.label, detail));
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Template").field(&self.parts).finish()
    }
}
