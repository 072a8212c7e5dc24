//! The step that turns a message into another format.

use jiff::tz::TimeZone;
use nilecare_channel_model::{ConversionTarget, ConvertStep, MappingSettings};
use nilecare_document::{Document, JsonDocument, Layout, Syntax, Target};
use nilecare_mapping::{Mapping, Report, Settings};
use nilecare_script::{Environment, MapName, ScriptContext, ScriptError, Value};
use serde_json::json;

use crate::{Compiler, names};

/// A conversion, ready to run.
#[derive(Debug, Clone)]
pub(crate) struct Conversion {
    target: Target,
    /// How HL7 v2 becomes FHIR; `None` when the target is no FHIR.
    mapping: Option<Box<(Mapping, Settings)>>,
    findings: Option<(MapName, String)>,
}

impl Conversion {
    /// Compiles the step; `None` when something is wrong with it, which is then among the problems.
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, step: &ConvertStep) -> Option<Self> {
        if !compiler.loops().is_empty() {
            compiler.problem(
                path,
                "a message is converted outside of for_each, which goes over it as it is",
            );
        }
        let target = target(compiler, path, &step.to);
        let is_fhir = matches!(target, Target::Fhir(_));
        if !is_fhir && (step.mapping.is_some() || step.findings.is_some()) {
            compiler.problem(path, "mapping and findings are for `to: fhir_json` and `to: fhir_xml`");
        }
        let findings = match &step.findings {
            None => None,
            Some(name) => {
                let variable = compiler.checked(&format!("{path}/findings"), names::variable(name));
                let (map, key, _) = variable?;
                Some((map, key))
            }
        };
        let mapping = match is_fhir {
            false => None,
            true => {
                let settings = step.mapping.clone().unwrap_or_default();
                Some(Box::new(mapping(compiler, &format!("{path}/mapping"), &settings)?))
            }
        };
        Some(Self {
            target,
            mapping,
            findings,
        })
    }

    /// Converts the message.
    pub fn run(&self, label: &str, context: &mut ScriptContext, environment: &Environment) -> Result<(), ScriptError> {
        let failed = |detail: String| ScriptError::step(label, detail);
        let document = context.document(label)?;
        if let (Document::Hl7v2(hl7), Target::Fhir(syntax), Some(mapping)) = (&document, &self.target, &self.mapping) {
            let (mapping, settings) = mapping.as_ref();
            let converted = mapping.to_fhir(&hl7.message, settings);
            let converted = converted.map_err(|error| failed(error.to_string()))?;
            let bundle = nilecare_document::parse_json(converted.bundle.json().as_bytes());
            let bundle = bundle.map_err(|error| failed(error.to_string()))?;
            context.set_document(&Document::Json(JsonDocument::made_resource(bundle, *syntax)));
            let Some((map, key)) = &self.findings else {
                return Ok(());
            };
            let list = Value::json(&findings(&converted.report));
            return context
                .set_variable(*map, key, list, false, environment)
                .map_err(failed);
        }
        let converted = nilecare_document::convert(&document, &self.target);
        context.set_document(&converted.map_err(|error| failed(error.to_string()))?);
        Ok(())
    }
}

fn findings(report: &Report) -> serde_json::Value {
    let findings = report.findings.iter().map(|finding| {
        json!({
            "place": finding.place.map(|place| place.to_string()),
            "text": finding.kind.to_string(),
        })
    });
    findings.collect()
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

fn mapping(compiler: &mut Compiler<'_>, path: &str, settings: &MappingSettings) -> Option<(Mapping, Settings)> {
    let mut mapping = Mapping::builtin();
    for (index, text) in settings.tables.iter().enumerate() {
        let path = format!("{path}/tables/{index}");
        let script = compiler.folder.script(text, "tables");
        let laid = mapping.with_overlay(&script.name, &script.text);
        mapping = compiler.checked(&path, laid.map_err(|error| error.to_string()))?;
    }
    let zone = match &settings.zone {
        None => None,
        Some(name) => {
            let zone = TimeZone::get(name).map_err(|_| format!("there is no time zone {name}"));
            Some(compiler.checked(&format!("{path}/zone"), zone)?)
        }
    };
    let defaults = Settings::default();
    Some((
        mapping,
        Settings {
            systems: settings.systems.clone(),
            field_systems: settings.field_systems.clone(),
            code_systems: settings.code_systems.clone(),
            system_base: settings.system_base.clone().or(defaults.system_base),
            zone,
            has_provenance: !settings.without_provenance,
            is_sender_authority: defaults.is_sender_authority,
        },
    ))
}
