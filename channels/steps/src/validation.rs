//! The step that checks a message against the standard.

use std::sync::Arc;

use nilecare_channel_model::ValidateStep;
use nilecare_document::Document;
use nilecare_hl7v2::Message;
use nilecare_hl7v2::acknowledgment::Severity;
use nilecare_hl7v2_standard::{Report, Site, SiteStandards, Standard, ValidationMode, ValidationOptions, validate};
use nilecare_script::{MapName, ScriptContext, ScriptError, Value};
use serde_json::json;

use crate::{Compiler, names};

/// So many errors are told in the refusal of a message.
const TOLD: usize = 5;

/// A validation, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Validation {
    options: ValidationOptions,
    site: Option<Arc<SiteStandards>>,
    into: Option<(MapName, String)>,
}

impl Validation {
    /// Compiles the step; `None` when something is wrong with it, which is then among the problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, step: &ValidateStep) -> Option<Self> {
        let into = match &step.into {
            None => None,
            Some(name) => {
                let variable = compiler.checked(&format!("{path}/into"), names::variable(name));
                Some(variable?)
            }
        };
        let site = match &step.definitions {
            None => None,
            Some(text) => {
                let text = compiler.folder.script(text, "definitions").text;
                let site = Site::parse(&text).map_err(|error| error.to_string());
                let site = compiler.checked(&format!("{path}/definitions"), site)?;
                Some(Arc::new(SiteStandards::new(site)))
            }
        };
        let mut options = match step.mode {
            ValidationMode::Lenient => ValidationOptions::default(),
            ValidationMode::Strict => ValidationOptions::strict(),
        };
        for rule in &step.without {
            options.checks = options.checks.without(*rule);
        }
        Some(Self { options, site, into })
    }

    /// Checks the message.
    pub fn run(
        &self,
        label: &str,
        context: &mut ScriptContext,
        environment: &nilecare_script::Environment,
    ) -> Result<(), ScriptError> {
        let Document::Hl7v2(document) = context.document(label)? else {
            return Err(ScriptError::step(
                label,
                "msg is no HL7 v2 message, so it cannot be checked",
            ));
        };
        let report = self.report(&document.message);
        if let Some((map, key)) = &self.into {
            let issues = Value::json(&issues(&report));
            let set = context.set_variable(*map, key, issues, false, environment);
            return set.map_err(|detail| ScriptError::step(label, detail));
        }
        match refusal(&report) {
            None => Ok(()),
            Some((text, code)) => Err(ScriptError::refusal(label, text, code)),
        }
    }

    fn report(&self, message: &Message) -> Report {
        match &self.site {
            None => validate(message, Standard::for_message(message), &self.options),
            Some(site) => validate(message, &site.for_message(message), &self.options),
        }
    }
}

/// Tells the first errors, and the code of the first.
fn refusal(report: &Report) -> Option<(String, &'static str)> {
    let is_error = |issue: &&nilecare_hl7v2_standard::Issue| issue.severity == Severity::Error;
    let errors: Vec<_> = report.issues.iter().filter(is_error).collect();
    let first = errors.first()?;
    let mut text: Vec<_> = errors.iter().take(TOLD).map(ToString::to_string).collect();
    let n_more = errors.len().saturating_sub(TOLD) + report.n_omitted;
    if n_more > 0 {
        text.push(format!("and {n_more} more"));
    }
    Some((text.join("; "), first.code().as_str()))
}

fn issues(report: &Report) -> serde_json::Value {
    let issues = report.issues.iter().map(|issue| {
        json!({
            "path": issue.path.map(|path| path.to_string()),
            "rule": issue.rule.as_str(),
            "severity": issue.severity.word(),
            "code": issue.code().as_str(),
            "text": issue.text,
        })
    });
    issues.collect()
}
