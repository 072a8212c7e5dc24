//! Filters.

use nilecare_channel_model::Rule;
use nilecare_script::{ScriptContext, ScriptError, ScriptHost};

use crate::Compiler;
use crate::rule::{self, CompiledRule};
use crate::run::Run;

/// A filter, ready to run. Without rules it lets everything pass.
#[derive(Debug, Clone, Default)]
pub struct Filter(Vec<CompiledRule>);

impl Filter {
    /// Compiles rules; those that are not enabled are left out. What is wrong is among the compiler's problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, rules: &[Rule]) -> Self {
        Self(rule::compile(compiler, path, rules))
    }

    /// Tells whether it has no rule.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether a message passes: whether all rules are met.
    ///
    /// # Errors
    /// When a rule fails.
    pub fn passes(&self, host: &ScriptHost, context: &mut ScriptContext) -> Result<bool, ScriptError> {
        if self.is_empty() {
            return Ok(true);
        }
        rule::all(&self.0, &Run::new(host), context)
    }
}
