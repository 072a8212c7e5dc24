//! HL7 v2 and FHIR turned into one another by tables.

use jiff::tz::TimeZone;
use nilecare_channel_model::{ConvertStep, HeaderSettings, MappingSettings, TemplateText};
use nilecare_document::{DataType, Document, JsonDocument, Syntax};
use nilecare_hl7v2::Message;
use nilecare_hl7v2::charset::Charset;
use nilecare_mapping::{Mapping, OutgoingHeader, Report, Settings};
use nilecare_script::{ScriptContext, ScriptError};
use serde_json::{Value, json};

use crate::{Compiler, Template};

/// What a conversion makes, and what was not carried over.
pub(super) type Made = Result<(Document, Value), String>;

/// The tables and what a site adds to them.
#[derive(Debug, Clone)]
pub(super) struct ByTables {
    mapping: Mapping,
    settings: Settings,
    header: Option<Header>,
}

impl ByTables {
    pub fn compile(compiler: &mut Compiler<'_>, path: &str, label: &str, step: &ConvertStep) -> Option<Self> {
        let settings = step.mapping.clone().unwrap_or_default();
        let (mapping, settings) = mapping(compiler, &format!("{path}/mapping"), &settings)?;
        let header = match &step.header {
            None => None,
            Some(header) => Some(Header::compile(compiler, &format!("{path}/header"), label, header)?),
        };
        Some(Self {
            mapping,
            settings,
            header,
        })
    }

    pub fn to_fhir(&self, message: &Message, syntax: Syntax) -> Made {
        let converted = self.mapping.to_fhir(message, &self.settings);
        let converted = converted.map_err(|error| error.to_string())?;
        let bundle = nilecare_document::parse_json(converted.bundle.json().as_bytes());
        let bundle = bundle.map_err(|error| error.to_string())?;
        let document = Document::Json(JsonDocument::made_resource(bundle, syntax));
        Ok((document, findings(&converted.report)))
    }

    /// # Errors
    /// When a text of the header cannot be filled in.
    pub fn to_hl7v2(&self, resource: &Value, context: &ScriptContext) -> Result<Made, ScriptError> {
        let header = match &self.header {
            None => OutgoingHeader::default(),
            Some(header) => header.expand(context)?,
        };
        Ok(self.written(resource, &header))
    }

    fn written(&self, resource: &Value, header: &OutgoingHeader) -> Made {
        let written = self.mapping.to_hl7v2(&resource.to_string(), header, &self.settings);
        let written = written.map_err(|error| error.to_string())?;
        let document = DataType::Hl7v2.parse(&written.message.into(), Charset::Utf8);
        let document = document.map_err(|error| error.to_string())?;
        let places = written.not_written.iter();
        let findings = places.map(|place| json!({ "place": place, "text": "not written" }));
        Ok((document, findings.collect()))
    }
}

/// The texts of a header, ready to be filled in.
#[derive(Debug, Clone)]
struct Header {
    event: Template,
    sending_application: Option<Template>,
    sending_facility: Option<Template>,
    receiving_application: Option<Template>,
    receiving_facility: Option<Template>,
    control_id: Option<Template>,
    processing_id: Option<Template>,
    version: Option<Template>,
    order_control: Option<Template>,
}

impl Header {
    fn compile(compiler: &mut Compiler<'_>, path: &str, label: &str, header: &HeaderSettings) -> Option<Self> {
        let mut text = |name: &str, text: &TemplateText| {
            let path = format!("{path}/{name}");
            Template::compile_for(compiler, &path, label, text)
        };
        let event = text("event", &header.event)?;
        let mut optional = |name: &str, given: &Option<TemplateText>| match given {
            None => Some(None),
            Some(given) => text(name, given).map(Some),
        };
        Some(Self {
            event,
            sending_application: optional("sending_application", &header.sending_application)?,
            sending_facility: optional("sending_facility", &header.sending_facility)?,
            receiving_application: optional("receiving_application", &header.receiving_application)?,
            receiving_facility: optional("receiving_facility", &header.receiving_facility)?,
            control_id: optional("control_id", &header.control_id)?,
            processing_id: optional("processing_id", &header.processing_id)?,
            version: optional("version", &header.version)?,
            order_control: optional("order_control", &header.order_control)?,
        })
    }

    fn expand(&self, context: &ScriptContext) -> Result<OutgoingHeader, ScriptError> {
        let text = |template: &Option<Template>| match template {
            None => Ok(String::new()),
            Some(template) => template.expand(context),
        };
        let facts = context.message_facts();
        let facts = facts.as_deref();
        let number = || facts.map_or_else(|| "0".to_owned(), |facts| facts.id.to_string());
        let time = facts.map(|facts| facts.received_at.strftime("%Y%m%d%H%M%S+0000").to_string());
        Ok(OutgoingHeader {
            event: self.event.expand(context)?,
            sending_application: text(&self.sending_application)?,
            sending_facility: text(&self.sending_facility)?,
            receiving_application: text(&self.receiving_application)?,
            receiving_facility: text(&self.receiving_facility)?,
            time: time.unwrap_or_default(),
            control_id: match &self.control_id {
                None => number(),
                given => text(given)?,
            },
            processing_id: text(&self.processing_id)?,
            version: text(&self.version)?,
            order_control: text(&self.order_control)?,
        })
    }
}

fn findings(report: &Report) -> Value {
    let findings = report.findings.iter().map(|finding| {
        json!({
            "place": finding.place.map(|place| place.to_string()),
            "text": finding.kind.to_string(),
        })
    });
    findings.collect()
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
