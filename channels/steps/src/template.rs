//! Texts with places to fill in.

use nilecare_channel_model::TemplateText;
use nilecare_script::{ScriptContext, ScriptError};

use crate::Compiler;

/// A text with places to fill in, ready to be filled in.
#[derive(Debug, Clone)]
pub struct Template(String);

impl Template {
    /// Compiles a text; `None` when it is no template, which is then among the compiler's problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, text: &TemplateText) -> Option<Self> {
        if text.0.contains("${") {
            compiler.problem(path, "places to fill in are not known yet");
            return None;
        }
        Some(Self(text.0.clone()))
    }

    /// Fills the places in; what is not there is empty.
    ///
    /// # Errors
    /// When a value cannot be written as text.
    pub fn expand(&self, _: &ScriptContext) -> Result<String, ScriptError> {
        Ok(self.0.clone())
    }
}
