//! Rules, compiled.

use std::cmp::Ordering;
use std::sync::Arc;

use nilecare_channel_model::{Comparison, FieldRule, ForEachRule, Rule, RuleKind, TemplateText, Wanted};
use nilecare_script::{CompiledScript, LoopOver, Pattern, ScriptContext, ScriptError, TracedPart};

use crate::compare::compare;
use crate::run::Run;
use crate::{Compiler, Template, names};

/// A rule, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct CompiledRule {
    path: Arc<str>,
    name: Arc<str>,
    label: Arc<str>,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    Script(CompiledScript),
    Field {
        value: Template,
        is: Comparison,
        to: Vec<With>,
    },
    All(Vec<CompiledRule>),
    Any(Vec<CompiledRule>),
    None(Vec<CompiledRule>),
    ForEach {
        over: LoopOver,
        wanted: Wanted,
        rules: Vec<CompiledRule>,
    },
}

/// What a value is compared with.
#[derive(Debug, Clone)]
enum With {
    Text(Template),
    Pattern(Pattern),
}

/// Compiles rules; those that are not enabled are left out.
pub(crate) fn compile(compiler: &mut Compiler<'_>, path: &str, rules: &[Rule]) -> Vec<CompiledRule> {
    let mut compiled = Vec::new();
    for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.enabled) {
        let path = format!("{path}/{index}");
        let label = Compiler::label(&rule.name, &path);
        let test = compiler.nested(&path, |compiler| test(compiler, &path, &label, rule));
        compiled.extend(test.map(|test| CompiledRule {
            path: path.into(),
            name: rule.name.as_str().into(),
            label,
            test,
        }));
    }
    compiled
}

fn test(compiler: &mut Compiler<'_>, path: &str, label: &str, rule: &Rule) -> Option<Test> {
    let inner = format!("{path}/rules");
    Some(match &rule.kind {
        RuleKind::Script(text) => Test::Script(compiler.script(path, &rule.name, text)?),
        RuleKind::Field(field) => field_test(compiler, path, label, field)?,
        RuleKind::All(group) => Test::All(compile(compiler, &inner, &group.rules)),
        RuleKind::Any(group) => Test::Any(compile(compiler, &inner, &group.rules)),
        RuleKind::None(group) => Test::None(compile(compiler, &inner, &group.rules)),
        RuleKind::ForEach(ForEachRule { of, wanted, rules }) => {
            let over = names::over(of, compiler.loops());
            let (over, item) = compiler.checked(&format!("{path}/of"), over)?;
            Test::ForEach {
                over,
                wanted: *wanted,
                rules: compiler.in_loop(item, |compiler| compile(compiler, &inner, rules)),
            }
        }
    })
}

fn field_test(compiler: &mut Compiler<'_>, path: &str, label: &str, field: &FieldRule) -> Option<Test> {
    let is_alone = matches!(field.is, Comparison::Exists | Comparison::NotExists);
    if is_alone && !field.to.is_empty() {
        compiler.problem(
            format!("{path}/to"),
            "a value exists or not; there is nothing to compare it with",
        );
    }
    if !is_alone && field.to.is_empty() {
        compiler.problem(format!("{path}/to"), "needs what the value is compared with");
    }
    let value = Template::compile_for(compiler, &format!("{path}/value"), label, &field.value);
    let is_pattern = matches!(field.is, Comparison::Matches | Comparison::NotMatches);
    let mut to = Vec::new();
    for (index, text) in field.to.iter().enumerate() {
        let path = format!("{path}/to/{index}");
        to.extend(with(compiler, &path, label, text, is_pattern));
    }
    Some(Test::Field {
        value: value?,
        is: field.is,
        to,
    })
}

fn with(compiler: &mut Compiler<'_>, path: &str, label: &str, text: &TemplateText, is_pattern: bool) -> Option<With> {
    let template = Template::compile_for(compiler, path, label, text)?;
    match template.literal() {
        Some(pattern) if is_pattern => compiler.checked(path, Pattern::compile(pattern)).map(With::Pattern),
        _ => Some(With::Text(template)),
    }
}

/// Tells whether all rules are met.
pub(crate) fn all(rules: &[CompiledRule], run: &Run<'_>, context: &mut ScriptContext) -> Result<bool, ScriptError> {
    for rule in rules {
        if !rule.is_met(run, context)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn any(rules: &[CompiledRule], run: &Run<'_>, context: &mut ScriptContext) -> Result<bool, ScriptError> {
    for rule in rules {
        if rule.is_met(run, context)? {
            return Ok(true);
        }
    }
    Ok(false)
}

impl CompiledRule {
    pub fn is_met(&self, run: &Run<'_>, context: &mut ScriptContext) -> Result<bool, ScriptError> {
        if !context.is_traced() {
            return self.answer(run, context);
        }
        let kind = match &self.test {
            Test::Script(_) => "script",
            Test::Field { .. } => "field",
            Test::All(_) => "all",
            Test::Any(_) => "any",
            Test::None(_) => "none",
            Test::ForEach { .. } => "for_each",
        };
        let part = TracedPart {
            place: &self.path,
            name: &self.name,
            kind,
            is_group: !matches!(self.test, Test::Script(_) | Test::Field { .. }),
        };
        let environment = Arc::clone(run.host.environment());
        context.traced(
            part,
            &environment,
            |answer| Some(*answer),
            |context| self.answer(run, context),
        )
    }

    fn answer(&self, run: &Run<'_>, context: &mut ScriptContext) -> Result<bool, ScriptError> {
        match &self.test {
            Test::Script(script) => run.host.filter(script, context),
            Test::Field { value, is, to } => {
                let value = value.expand(context)?;
                self.compares(&value, *is, to, context)
            }
            Test::All(rules) => all(rules, run, context),
            Test::Any(rules) => any(rules, run, context),
            Test::None(rules) => Ok(!any(rules, run, context)?),
            Test::ForEach { over, wanted, rules } => {
                let is_one_enough = *wanted == Wanted::Any;
                let mut answer = !is_one_enough;
                run.for_each(over, &self.label, context, |context| {
                    let is_met = all(rules, run, context)?;
                    let is_decided = is_met == is_one_enough;
                    if is_decided {
                        answer = is_one_enough;
                    }
                    Ok(!is_decided)
                })?;
                Ok(answer)
            }
        }
    }

    fn compares(&self, value: &str, is: Comparison, to: &[With], context: &ScriptContext) -> Result<bool, ScriptError> {
        let one = |test: &dyn Fn(&str) -> Result<bool, String>| self.meets_one(value, to, context, test);
        let pattern = |with: &str| Ok(Pattern::compile(with)?.is_match(value));
        match is {
            Comparison::Exists => Ok(!value.is_empty()),
            Comparison::NotExists => Ok(value.is_empty()),
            Comparison::Equals => one(&|with| Ok(value == with)),
            Comparison::NotEquals => one(&|with| Ok(value == with)).map(|is_met| !is_met),
            Comparison::Contains => one(&|with| Ok(value.contains(with))),
            Comparison::NotContains => one(&|with| Ok(value.contains(with))).map(|is_met| !is_met),
            Comparison::StartsWith => one(&|with| Ok(value.starts_with(with))),
            Comparison::Matches => one(&pattern),
            Comparison::NotMatches => one(&pattern).map(|is_met| !is_met),
            Comparison::Less => one(&|with| Ok(compare(value, with) == Ordering::Less)),
            Comparison::Greater => one(&|with| Ok(compare(value, with) == Ordering::Greater)),
        }
    }

    fn meets_one(
        &self,
        value: &str,
        to: &[With],
        context: &ScriptContext,
        test: &dyn Fn(&str) -> Result<bool, String>,
    ) -> Result<bool, ScriptError> {
        for with in to {
            let is_met = match with {
                With::Pattern(pattern) => pattern.is_match(value),
                With::Text(template) => {
                    let failed = |detail| ScriptError::step(&self.label, detail);
                    match template.literal() {
                        Some(text) => test(text),
                        None => test(&template.expand(context)?),
                    }
                    .map_err(failed)?
                }
            };
            if is_met {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
