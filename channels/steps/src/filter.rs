//! Filters.

use nilecare_channel_model::{Rule, RuleKind};
use nilecare_script::{CompiledScript, ScriptContext, ScriptError, ScriptHost};

use crate::Compiler;

/// A filter, ready to run. Without rules it lets everything pass.
#[derive(Debug, Clone, Default)]
pub struct Filter(Vec<CompiledScript>);

impl Filter {
    /// Compiles rules; those that are not enabled are left out. What is wrong is among the compiler's problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, rules: &[Rule]) -> Self {
        let mut compiled = Vec::new();
        for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.enabled) {
            let path = format!("{path}/{index}");
            match &rule.kind {
                RuleKind::Script(text) => compiled.extend(compiler.script(&path, &rule.name, text)),
                _ => compiler.problem(path, "rules other than scripts are not known yet"),
            }
        }
        Self(compiled)
    }

    /// Tells whether it has no rule.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Tells whether a message passes.
    ///
    /// # Errors
    /// When a rule fails.
    pub fn passes(&self, host: &ScriptHost, context: &mut ScriptContext) -> Result<bool, ScriptError> {
        for script in &self.0 {
            if !host.filter(script, context)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
