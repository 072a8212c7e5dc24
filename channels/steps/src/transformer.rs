//! Transformers.

use nilecare_channel_model::{Step, StepKind};
use nilecare_script::{CompiledScript, ScriptContext, ScriptError, ScriptHost};

use crate::Compiler;

/// A transformer, ready to run. Without steps it changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Transformer(Vec<CompiledScript>);

impl Transformer {
    /// Compiles steps; those that are not enabled are left out. What is wrong is among the compiler's problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, steps: &[Step]) -> Self {
        let mut compiled = Vec::new();
        for (index, step) in steps.iter().enumerate().filter(|(_, step)| step.enabled) {
            let path = format!("{path}/{index}");
            match &step.kind {
                StepKind::Script(text) => compiled.extend(compiler.script(&path, &step.name, text)),
                _ => compiler.problem(path, "steps other than scripts are not known yet"),
            }
        }
        Self(compiled)
    }

    /// Tells whether it has no step.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the name of the last step, for errors about what it left; empty when there is none.
    pub fn last_name(&self) -> &str {
        self.0.last().map_or("", CompiledScript::name)
    }

    /// Runs the steps.
    ///
    /// # Errors
    /// When a step fails; the context is then in an unknown state.
    pub fn run(&self, host: &ScriptHost, context: &mut ScriptContext) -> Result<(), ScriptError> {
        for script in &self.0 {
            host.run(script, context)?;
        }
        Ok(())
    }
}
