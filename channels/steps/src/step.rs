//! Steps, compiled.

use std::sync::Arc;

use nilecare_channel_model::{RouteChoice, RouteStep, Step, StepKind};
use nilecare_script::{CompiledScript, LoopOver, MapName, Place, ScriptContext, ScriptError, TracedPart};

use crate::Compiler;
use crate::conversion::Conversion;
use crate::names::{self, Deletion};
use crate::rule::{self, CompiledRule};
use crate::run::Run;
use crate::validation::Validation;
use crate::value::StepValue;

/// A step, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct CompiledStep {
    pub path: Arc<str>,
    name: Arc<str>,
    /// What it is called in errors.
    pub label: Arc<str>,
    action: Action,
}

#[derive(Debug, Clone)]
enum Action {
    Script(CompiledScript),
    Map {
        map: MapName,
        key: String,
        append: bool,
        value: StepValue,
    },
    Build {
        to: Place,
        value: StepValue,
    },
    ForEach {
        over: LoopOver,
        steps: Vec<CompiledStep>,
    },
    When {
        rules: Vec<CompiledRule>,
        steps: Vec<CompiledStep>,
    },
    Route {
        rules: Vec<CompiledRule>,
        choice: RouteChoice,
        destinations: Vec<String>,
    },
    Delete(Vec<Deletion>),
    Convert(Conversion),
    Validate(Validation),
}

/// Compiles steps; those that are not enabled are left out.
pub(crate) fn compile(compiler: &mut Compiler<'_>, path: &str, steps: &[Step]) -> Vec<CompiledStep> {
    let mut compiled = Vec::new();
    for (index, step) in steps.iter().enumerate().filter(|(_, step)| step.enabled) {
        let path = format!("{path}/{index}");
        let label = Compiler::label(&step.name, &path);
        let action = compiler.nested(&path, |compiler| action(compiler, &path, &label, step));
        compiled.extend(action.map(|action| CompiledStep {
            // A script in a file is called by the file.
            label: match &action {
                Action::Script(script) => script.name().into(),
                _ => label,
            },
            path: path.into(),
            name: step.name.as_str().into(),
            action,
        }));
    }
    compiled
}

fn action(compiler: &mut Compiler<'_>, path: &str, label: &Arc<str>, step: &Step) -> Option<Action> {
    Some(match &step.kind {
        StepKind::Script(text) => Action::Script(compiler.script(path, &step.name, text)?),
        StepKind::Map(map) => {
            let to = compiler.checked(&format!("{path}/to"), names::variable_or_list(&map.to));
            let value = StepValue::compile(compiler, path, label, &map.value);
            let ((map, key, append), value) = to.zip(value)?;
            Action::Map {
                map,
                key,
                append,
                value,
            }
        }
        StepKind::Build(build) => {
            let to = names::target(&build.to, compiler.loops());
            let to = compiler.checked(&format!("{path}/to"), to);
            let (to, value) = to.zip(StepValue::compile(compiler, path, label, &build.value))?;
            Action::Build { to, value }
        }
        StepKind::ForEach(each) => {
            let over = names::over(&each.of, compiler.loops());
            let (over, item) = compiler.checked(&format!("{path}/of"), over)?;
            let inner = format!("{path}/steps");
            Action::ForEach {
                over,
                steps: compiler.in_loop(item, |compiler| compile(compiler, &inner, &each.steps)),
            }
        }
        StepKind::When(when) => Action::When {
            rules: rule::compile(compiler, &format!("{path}/rules"), &when.rules),
            steps: compile(compiler, &format!("{path}/steps"), &when.steps),
        },
        StepKind::Route(route) => route_action(compiler, path, route),
        StepKind::Delete(delete) => {
            let mut deletions = Vec::new();
            for (index, name) in delete.paths.iter().enumerate() {
                let deletion = names::deletion(name, compiler.loops());
                deletions.extend(compiler.checked(&format!("{path}/paths/{index}"), deletion));
            }
            Action::Delete(deletions)
        }
        StepKind::Convert(convert) => Action::Convert(Conversion::compile(compiler, path, label, convert)?),
        StepKind::Validate(validate) => Action::Validate(Validation::compile(compiler, path, validate)?),
    })
}

fn route_action(compiler: &mut Compiler<'_>, path: &str, route: &RouteStep) -> Action {
    if !path.starts_with("/source/") {
        compiler.problem(path, "destinations are chosen in the transformer of the source");
    }
    let is_none = route.choose == RouteChoice::None;
    if is_none != route.destinations.is_empty() {
        let message = if is_none {
            "`choose: none` chooses no destination, so it names none"
        } else {
            "needs the ids of destinations"
        };
        compiler.problem(format!("{path}/destinations"), message);
    }
    for (index, id) in route.destinations.iter().enumerate() {
        let destinations = &compiler.folder.channel.destinations;
        let is_there = destinations.iter().any(|destination| destination.id.as_str() == id);
        if !is_there {
            compiler.problem(
                format!("{path}/destinations/{index}"),
                "there is no destination with this id",
            );
        }
    }
    Action::Route {
        rules: rule::compile(compiler, &format!("{path}/rules"), &route.rules),
        choice: route.choose,
        destinations: route.destinations.clone(),
    }
}

/// Runs steps in order.
pub(crate) fn run_all(steps: &[CompiledStep], run: &Run<'_>, context: &mut ScriptContext) -> Result<(), ScriptError> {
    steps.iter().try_for_each(|step| step.run(run, context))
}

impl CompiledStep {
    /// The steps within it.
    pub fn inner(&self) -> &[Self] {
        match &self.action {
            Action::ForEach { steps, .. } | Action::When { steps, .. } => steps,
            _ => &[],
        }
    }

    pub fn run(&self, run: &Run<'_>, context: &mut ScriptContext) -> Result<(), ScriptError> {
        if !context.is_traced() {
            return self.act(run, context);
        }
        let kind = match &self.action {
            Action::Script(_) => "script",
            Action::Map { .. } => "map",
            Action::Build { .. } => "build",
            Action::ForEach { .. } => "for_each",
            Action::When { .. } => "when",
            Action::Route { .. } => "route",
            Action::Delete(_) => "delete",
            Action::Convert(_) => "convert",
            Action::Validate(_) => "validate",
        };
        let part = TracedPart {
            place: &self.path,
            name: &self.name,
            kind,
            is_group: matches!(self.action, Action::ForEach { .. } | Action::When { .. }),
        };
        let environment = Arc::clone(run.host.environment());
        context.traced(part, &environment, |()| None, |context| self.act(run, context))
    }

    fn act(&self, run: &Run<'_>, context: &mut ScriptContext) -> Result<(), ScriptError> {
        let environment = run.host.environment();
        let failed = |detail: String| ScriptError::step(&self.label, detail);
        match &self.action {
            Action::Script(script) => run.host.run(script, context),
            Action::Map {
                map,
                key,
                append,
                value,
            } => {
                let value = value.get(context, environment)?;
                context
                    .set_variable(*map, key, value, *append, environment)
                    .map_err(failed)
            }
            Action::Build { to, value } => {
                let value = value.get(context, environment)?;
                context.build(to, value).map_err(failed)
            }
            Action::ForEach { over, steps } => run.for_each(over, &self.label, context, |context| {
                run_all(steps, run, context)?;
                Ok(true)
            }),
            Action::When { rules, steps } => {
                if rule::all(rules, run, context)? {
                    run_all(steps, run, context)?;
                }
                Ok(())
            }
            Action::Route {
                rules,
                choice,
                destinations,
            } => {
                if rule::all(rules, run, context)? {
                    let route = context.route();
                    context.set_route(match choice {
                        RouteChoice::Only => route.only(destinations),
                        RouteChoice::Except => route.without(destinations),
                        RouteChoice::None => route.only(&[]),
                    });
                }
                Ok(())
            }
            Action::Delete(deletions) => {
                for deletion in deletions {
                    match deletion {
                        Deletion::Segments(id) => context.delete_segments(id),
                        Deletion::Place(place) => context.delete(place),
                    }
                    .map_err(failed)?;
                }
                Ok(())
            }
            Action::Validate(validation) => validation.run(&self.label, context, environment),
            Action::Convert(conversion) => conversion.run(&self.label, context, environment),
        }
    }
}
