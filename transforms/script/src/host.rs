//! The engine that runs scripts.

use std::cell::Cell;
use std::time::{Duration, Instant};

use rhai::{AST, Dynamic, Engine};

use crate::{ScriptContext, ScriptError, library};

/// What a script may use up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScriptLimits {
    /// Steps of the interpreter.
    pub operations: u64,
    /// Time of one run.
    pub deadline: Duration,
    /// The longest text, in bytes.
    pub string_size: usize,
    /// The most elements of an array or a map, nested ones included.
    pub elements: usize,
}

impl Default for ScriptLimits {
    fn default() -> Self {
        Self {
            operations: 5_000_000,
            deadline: Duration::from_secs(2),
            string_size: 32 << 20,
            elements: 100_000,
        }
    }
}

/// A script, ready to run.
#[derive(Debug, Clone)]
pub struct CompiledScript {
    name: String,
    ast: AST,
}

impl CompiledScript {
    /// Returns its name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Compiles and runs scripts. One serves all channels.
pub struct ScriptHost {
    engine: Engine,
    limits: ScriptLimits,
}

thread_local! {
    /// When the script that runs on this thread must have ended.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// The clock is asked once in so many steps.
const STEPS_PER_LOOK: u64 = 256;

impl ScriptHost {
    /// Sets up the language, its functions and all its limits.
    pub fn new(limits: ScriptLimits) -> Self {
        let mut engine = Engine::new();
        engine
            .set_max_operations(limits.operations)
            .set_max_call_levels(32)
            .set_max_expr_depths(64, 32)
            .set_max_string_size(limits.string_size)
            .set_max_array_size(limits.elements)
            .set_max_map_size(limits.elements)
            .set_max_modules(0)
            .set_max_functions(200)
            .set_max_variables(500)
            .set_strict_variables(true)
            .disable_symbol("eval")
            .disable_symbol("import")
            .on_progress(|step| {
                let is_late = step.is_multiple_of(STEPS_PER_LOOK)
                    && DEADLINE.get().is_some_and(|deadline| Instant::now() >= deadline);
                is_late.then(|| Dynamic::from("the script took too long"))
            })
            .on_print(|_| {})
            .on_debug(|_, _, _| {});
        library::register(&mut engine);
        Self { engine, limits }
    }

    /// Compiles a script; `name` is told in errors.
    ///
    /// # Errors
    /// When the text is no script.
    pub fn compile(&self, name: &str, text: &str) -> Result<CompiledScript, ScriptError> {
        // Strict variables are checked against this scope.
        let scope = ScriptContext::declared();
        let ast = self
            .engine
            .compile_with_scope(&scope, text)
            .map_err(|error| ScriptError::compile(name, &error))?;
        Ok(CompiledScript {
            name: name.to_owned(),
            ast,
        })
    }

    /// Runs a script for what it changes.
    ///
    /// # Errors
    /// When it fails; the context is then in an unknown state.
    pub fn run(&self, script: &CompiledScript, context: &mut ScriptContext) -> Result<(), ScriptError> {
        self.evaluate(script, context).map(drop)
    }

    /// Runs a script for the boolean that it answers.
    ///
    /// # Errors
    /// When it fails or answers something else.
    pub fn filter(&self, script: &CompiledScript, context: &mut ScriptContext) -> Result<bool, ScriptError> {
        let answer = self.evaluate(script, context)?;
        answer.as_bool().map_err(|kind| {
            let detail = format!("a filter must answer true or false, and this one answered {kind}");
            ScriptError::wrong_result(&script.name, &detail)
        })
    }

    fn evaluate(&self, script: &CompiledScript, context: &mut ScriptContext) -> Result<Dynamic, ScriptError> {
        DEADLINE.set(Some(Instant::now() + self.limits.deadline));
        let n_variables = context.scope.len();
        let result = self
            .engine
            .eval_ast_with_scope::<Dynamic>(&mut context.scope, &script.ast);
        DEADLINE.set(None);
        // What a script declared for itself is not seen by the next one.
        context.scope.rewind(n_variables);
        result.map_err(|error| ScriptError::run(&script.name, *error))
    }
}

impl Default for ScriptHost {
    fn default() -> Self {
        Self::new(ScriptLimits::default())
    }
}
