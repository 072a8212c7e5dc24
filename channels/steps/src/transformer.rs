//! Transformers.

use nilecare_channel_model::Step;
use nilecare_script::{ScriptContext, ScriptError, ScriptHost};

use crate::Compiler;
use crate::run::Run;
use crate::step::{self, CompiledStep};

/// A transformer, ready to run. Without steps it changes nothing.
#[derive(Debug, Clone, Default)]
pub struct Transformer(Vec<CompiledStep>);

impl Transformer {
    /// Compiles steps; those that are not enabled are left out. What is wrong is among the compiler's problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, steps: &[Step]) -> Self {
        Self(step::compile(compiler, path, steps))
    }

    /// Tells whether it has no step.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the name of the last step, for errors about what it left; empty when there is none.
    pub fn last_name(&self) -> &str {
        self.0.last().map_or("", |step| &step.label)
    }

    /// Runs the steps.
    ///
    /// # Errors
    /// When a step fails; the context is then in an unknown state.
    pub fn run(&self, host: &ScriptHost, context: &mut ScriptContext) -> Result<(), ScriptError> {
        if self.is_empty() {
            return Ok(());
        }
        step::run_all(&self.0, &Run::new(host), context)
    }

    /// Returns the places of the steps, those within others too, such as `/source/transformer/2/steps/0`.
    pub fn places(&self) -> Vec<&str> {
        let mut places = Vec::new();
        collect_places(&self.0, &mut places);
        places
    }

    /// Runs the one step at a place, and what is within it, to try it. A step within a loop has no item then.
    ///
    /// # Errors
    /// When there is no step at the place that is enabled, or the step fails.
    pub fn run_step(&self, place: &str, host: &ScriptHost, context: &mut ScriptContext) -> Result<(), ScriptError> {
        let step = find(&self.0, place);
        let step = step.ok_or_else(|| ScriptError::step(place, "there is no enabled step here"))?;
        step.run(&Run::new(host), context)
    }
}

fn collect_places<'a>(steps: &'a [CompiledStep], places: &mut Vec<&'a str>) {
    for step in steps {
        places.push(&step.path);
        collect_places(step.inner(), places);
    }
}

fn find<'a>(steps: &'a [CompiledStep], place: &str) -> Option<&'a CompiledStep> {
    let is_here = |step: &&CompiledStep| {
        let rest = place.strip_prefix(&*step.path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let step = steps.iter().find(is_here)?;
    if *step.path == *place {
        return Some(step);
    }
    find(step.inner(), place)
}
