//! Where the value of a step comes from and what is done to it.

use std::sync::Arc;

use nilecare_channel_model::ValueSettings;
use nilecare_script::{Environment, Pattern, ScriptContext, ScriptError, Value};

use crate::template::{ensure_table, look_up};
use crate::{Compiler, Template};

/// The value of a step: template, replacements, lookup, default, in this order.
#[derive(Debug, Clone)]
pub(crate) struct StepValue {
    label: Arc<str>,
    template: Template,
    replacements: Vec<(Pattern, String)>,
    lookup: Option<String>,
    default: Option<Template>,
    /// The longest text, in bytes.
    limit: usize,
}

impl StepValue {
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, label: &Arc<str>, value: &ValueSettings) -> Option<Self> {
        let mut replacements = Vec::new();
        for (index, replacement) in value.replace.iter().enumerate() {
            let pattern = Pattern::compile(&replacement.pattern);
            let pattern = compiler.checked(&format!("{path}/replace/{index}/pattern"), pattern);
            replacements.extend(pattern.map(|pattern| (pattern, replacement.by.clone())));
        }
        if let Some(table) = &value.lookup {
            let is_there = ensure_table(table, compiler.host.environment());
            compiler.checked(&format!("{path}/lookup"), is_there);
        }
        let default = value.default.as_ref();
        let default = default.and_then(|text| Template::compile_for(compiler, &format!("{path}/default"), label, text));
        Some(Self {
            template: Template::compile_for(compiler, &format!("{path}/value"), label, &value.value)?,
            label: Arc::clone(label),
            replacements,
            lookup: value.lookup.clone(),
            default,
            limit: compiler.host.limits().string_size,
        })
    }

    pub fn get(&self, context: &ScriptContext, environment: &Environment) -> Result<Value, ScriptError> {
        let is_changed = !self.replacements.is_empty() || self.lookup.is_some();
        if !is_changed && self.default.is_none() {
            return self.template.value(context);
        }
        let mut text = self.template.expand(context)?;
        let failed = |detail: String| ScriptError::step(&self.label, detail);
        for (pattern, by) in &self.replacements {
            text = pattern.replace_all(&text, by, self.limit).map_err(failed)?;
        }
        if let Some(table) = &self.lookup {
            text = look_up(table, &text, environment).map_err(failed)?;
        }
        match &self.default {
            Some(default) if text.is_empty() => default.value(context),
            _ if is_changed => Ok(Value::text(text)),
            _ => self.template.value(context),
        }
    }
}
