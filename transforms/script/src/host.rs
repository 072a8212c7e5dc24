//! Compiles and runs scripts, within all limits.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rhai::{AST, CallFnOptions, Dynamic, Engine, Scope};

use crate::code_templates::ChannelLibraries;
use crate::library::GLOBALS;
use crate::{Environment, ScriptContext, ScriptError, library, run};

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

/// What a script is compiled into.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The functions of libraries that it may call; its own functions come before them.
    pub libraries: Option<Arc<ChannelLibraries>>,
    /// Whether it runs for each item of a loop, and so sees `item` and `index`.
    pub in_loop: bool,
}

/// A script, ready to run.
#[derive(Debug, Clone)]
pub struct CompiledScript {
    name: Arc<str>,
    ast: AST,
    /// The names of its own functions; empty when it sees no libraries.
    own_functions: Vec<String>,
    libraries: Option<Arc<ChannelLibraries>>,
}

impl CompiledScript {
    /// Returns its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the file of the library that a function is in; `None` when it is the script's own.
    pub(crate) fn library_file(&self, function: &str) -> Option<&str> {
        let is_own = self.own_functions.iter().any(|own| own == function);
        self.libraries.as_ref().filter(|_| !is_own)?.file(function)
    }
}

/// Compiles and runs scripts. One serves all channels.
pub struct ScriptHost {
    engine: Engine,
    limits: ScriptLimits,
    environment: Arc<Environment>,
}

/// The clock is asked once in so many steps.
const STEPS_PER_LOOK: u64 = 256;

impl ScriptHost {
    /// Sets up the language with an empty environment.
    pub fn new(limits: ScriptLimits) -> Self {
        Self::with_environment(limits, Arc::default())
    }

    /// Sets up the language, its functions and all its limits.
    pub fn with_environment(limits: ScriptLimits, environment: Arc<Environment>) -> Self {
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
                let is_late = step.is_multiple_of(STEPS_PER_LOOK) && run::is_late();
                is_late.then(|| Dynamic::from("the script took too long"))
            })
            .on_print(|_| {})
            .on_debug(|_, _, _| {});
        library::register(&mut engine, &environment, &limits);
        Self {
            engine,
            limits,
            environment,
        }
    }

    /// Returns what surrounds the scripts.
    pub fn environment(&self) -> &Arc<Environment> {
        &self.environment
    }

    /// Returns what a script may use up.
    pub fn limits(&self) -> &ScriptLimits {
        &self.limits
    }

    /// Compiles a script that sees no libraries; `name` is told in errors.
    ///
    /// # Errors
    /// When the text is no script.
    pub fn compile(&self, name: &str, text: &str) -> Result<CompiledScript, ScriptError> {
        self.compile_in(name, text, &Surroundings::default())
    }

    /// Compiles a script into its surroundings; `name` is told in errors.
    ///
    /// # Errors
    /// When the text is no script.
    pub fn compile_in(
        &self,
        name: &str,
        text: &str,
        surroundings: &Surroundings,
    ) -> Result<CompiledScript, ScriptError> {
        // Strict variables are checked against this scope.
        let scope = ScriptContext::declared(surroundings.in_loop);
        let ast = self
            .engine
            .compile_with_scope(&scope, text)
            .map_err(|error| ScriptError::compile(name, &error))?;
        let (ast, own_functions) = match &surroundings.libraries {
            None => (ast, Vec::new()),
            Some(libraries) => {
                let own = ast.iter_functions().map(|function| function.name.to_owned()).collect();
                (libraries.functions.merge(&ast), own)
            }
        };
        Ok(CompiledScript {
            name: name.into(),
            ast,
            own_functions,
            libraries: surroundings.libraries.clone(),
        })
    }

    /// Compiles a file of functions; the line of what is wrong and in words what it is, otherwise.
    pub(crate) fn compile_functions(&self, text: &str) -> Result<AST, (Option<usize>, String)> {
        let mut scope = Scope::new();
        for name in GLOBALS {
            scope.push(name, ());
        }
        match self.engine.compile_with_scope(&scope, text) {
            Ok(ast) => Ok(ast.clone_functions_only()),
            Err(error) => Err((error.position().line(), error.err_type().to_string())),
        }
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

    /// Runs a script for the array of texts that it answers, as one that splits a batch does. Messages become text.
    ///
    /// # Errors
    /// When it fails or answers something else.
    pub fn texts(&self, script: &CompiledScript, context: &mut ScriptContext) -> Result<Vec<String>, ScriptError> {
        let answer = self.evaluate(script, context)?;
        let items = answer.into_array().map_err(|kind| {
            let detail = format!("the script must answer an array of texts, and answered {kind}");
            ScriptError::wrong_result(&script.name, &detail)
        })?;
        let text = |item: Dynamic| {
            let mut text = String::new();
            crate::value::write_text(&item, crate::Secrets::Hidden, &mut text);
            text
        };
        Ok(items.into_iter().map(text).collect())
    }

    /// Calls a function of a script that has no parameters; tells how long it took too.
    pub(crate) fn call(&self, script: &CompiledScript, function: &str) -> (Result<(), ScriptError>, Duration) {
        let started = Instant::now();
        let options = CallFnOptions::new().eval_ast(false).rewind_scope(true);
        let mut scope = Scope::new();
        let result = run::within(
            &script.name,
            started + self.limits.deadline,
            &mut run::Effects::default(),
            || {
                self.engine
                    .call_fn_with_options::<Dynamic>(options, &mut scope, &script.ast, function, ())
            },
        );
        let result = result.map(drop).map_err(|error| ScriptError::run(script, *error));
        (result, started.elapsed())
    }

    fn evaluate(&self, script: &CompiledScript, context: &mut ScriptContext) -> Result<Dynamic, ScriptError> {
        let deadline = Instant::now() + self.limits.deadline;
        context.lend_element();
        let n_variables = context.scope.len();
        let scope = &mut context.scope;
        let result = run::within(&script.name, deadline, &mut context.effects, || {
            self.engine.eval_ast_with_scope::<Dynamic>(scope, &script.ast)
        });
        // What a script declared for itself is not seen by the next one.
        context.scope.rewind(n_variables);
        context.take_element_back();
        result.map_err(|error| ScriptError::run(script, *error))
    }
}

impl Default for ScriptHost {
    fn default() -> Self {
        Self::new(ScriptLimits::default())
    }
}
