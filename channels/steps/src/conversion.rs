//! The step that turns a message into another format.

mod tables;

use nilecare_channel_model::{ConversionTarget, ConvertStep};
use nilecare_document::{Document, Layout, Syntax, Target};
use nilecare_script::{Environment, MapName, ScriptContext, ScriptError, Value};

use crate::{Compiler, names};
use tables::ByTables;

/// A conversion, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Conversion {
    target: Target,
    /// How HL7 v2 and FHIR become one another; `None` when the step is about neither.
    tables: Option<Box<ByTables>>,
    findings: Option<(MapName, String)>,
}

impl Conversion {
    /// Compiles the step; `None` when something is wrong with it, which is then among the problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, label: &str, step: &ConvertStep) -> Option<Self> {
        if !compiler.loops().is_empty() {
            compiler.problem(
                path,
                "a message is converted outside of for_each, which goes over it as it is",
            );
        }
        let target = target(compiler, path, &step.to);
        let is_by_tables = match &target {
            Target::Fhir(_) => true,
            Target::Hl7v2 => step.header.is_some(),
            _ => false,
        };
        if step.header.is_some() && target != Target::Hl7v2 {
            compiler.problem(format!("{path}/header"), "a header is for `to: hl7v2`");
        }
        if !is_by_tables && (step.mapping.is_some() || step.findings.is_some()) {
            compiler.problem(
                path,
                "mapping and findings are for `to: fhir_json`, `to: fhir_xml` and, with a header, `to: hl7v2`",
            );
        }
        let findings = match &step.findings {
            None => None,
            Some(name) => {
                let variable = compiler.checked(&format!("{path}/findings"), names::variable(name));
                Some(variable?)
            }
        };
        let tables = match is_by_tables {
            false => None,
            true => Some(Box::new(ByTables::compile(compiler, path, label, step)?)),
        };
        Some(Self {
            target,
            tables,
            findings,
        })
    }

    /// Converts the message.
    pub fn run(&self, label: &str, context: &mut ScriptContext, environment: &Environment) -> Result<(), ScriptError> {
        let failed = |detail: String| ScriptError::step(label, detail);
        let document = context.document(label)?;
        let by_tables = match (&document, &self.target, &self.tables) {
            (Document::Hl7v2(hl7), Target::Fhir(syntax), Some(tables)) => Some(tables.to_fhir(&hl7.message, *syntax)),
            (Document::Json(json), Target::Hl7v2, tables) if json.is_resource() => {
                let tables = tables.as_ref();
                let tables = tables.ok_or_else(|| {
                    failed(
                        "FHIR becomes HL7 v2 with a header: say which event, `header: { event: ADT^A08 }`".to_owned(),
                    )
                })?;
                Some(tables.to_hl7v2(json.value(), context)?)
            }
            _ => None,
        };
        let Some(by_tables) = by_tables else {
            let converted = nilecare_document::convert(&document, &self.target);
            context.set_document(&converted.map_err(|error| failed(error.to_string()))?);
            return Ok(());
        };
        let (document, findings) = by_tables.map_err(failed)?;
        context.set_document(&document);
        let Some((map, key)) = &self.findings else {
            return Ok(());
        };
        context
            .set_variable(*map, key, Value::json(&findings), false, environment)
            .map_err(failed)
    }
}

fn target(compiler: &mut Compiler<'_>, path: &str, to: &ConversionTarget) -> Target {
    let layout = match to {
        ConversionTarget::Delimited(layout) => Some(Layout::Delimited(layout.clone())),
        ConversionTarget::FixedWidth(layout) => Some(Layout::FixedWidth(layout.clone())),
        _ => None,
    };
    for problem in layout.iter().flat_map(Layout::validate) {
        compiler.problem(format!("{path}/to{}", problem.path), problem.message);
    }
    match (to, layout) {
        (_, Some(layout)) => Target::Delimited(layout.into()),
        (ConversionTarget::Hl7v2, _) => Target::Hl7v2,
        (ConversionTarget::Json, _) => Target::Json,
        (ConversionTarget::FhirJson, _) => Target::Fhir(Syntax::Json),
        (ConversionTarget::FhirXml, _) => Target::Fhir(Syntax::Xml),
        (ConversionTarget::Xml, _) => Target::Xml,
        (ConversionTarget::X12, _) => Target::X12,
        (ConversionTarget::Raw | ConversionTarget::Delimited(_) | ConversionTarget::FixedWidth(_), None) => Target::Raw,
    }
}
