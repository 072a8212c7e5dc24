//! A resource as it came, and what can be told of it.

use serde_json::Value;

use crate::{FhirError, from_xml};

/// How a resource is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Syntax {
    /// `application/fhir+json`.
    #[default]
    Json,
    /// `application/fhir+xml`.
    Xml,
}

/// A resource and how it was written.
#[derive(Debug, Clone)]
pub struct Resource {
    /// The resource.
    pub value: Value,
    /// How it was written.
    pub syntax: Syntax,
}

/// Reads a resource in JSON or XML; the first character that is not blank tells which.
///
/// # Errors
/// When it is neither, or has no `resourceType`.
pub fn parse(raw: &[u8]) -> Result<Resource, FhirError> {
    let decoded = nilecare_xml::decode(raw);
    let text = decoded.text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    if text.starts_with('<') {
        if decoded.is_replaced {
            return Err(FhirError::at(
                "the root",
                "bytes of the encoding that is declared, UTF-8 when none is",
            ));
        }
        let value = from_xml(text)?;
        return Ok(Resource {
            value,
            syntax: Syntax::Xml,
        });
    }
    let value = nilecare_json::parse(raw)?;
    check_type(&value)?;
    Ok(Resource {
        value,
        syntax: Syntax::Json,
    })
}

/// Makes sure that a value names a type of resource.
///
/// # Errors
/// When it does not.
pub fn check_type(value: &Value) -> Result<(), FhirError> {
    match value.get("resourceType") {
        Some(Value::String(_)) => Ok(()),
        _ => Err(FhirError::at("the root", "an object with resourceType")),
    }
}

/// What can be told of a resource without its contents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Description {
    /// Its type, such as `Patient`; of a Bundle also its type, as in `Bundle^transaction`.
    pub kind: Option<String>,
    /// Its id, or the value of a Bundle's identifier.
    pub id: Option<String>,
    /// Whom it is about: the first identifier of a Patient, or the id in `subject` or `patient`.
    pub patient: Option<String>,
}

/// Tells what can be told of a resource without its contents. Of a Bundle, the patient is that of the first entry that
/// has one.
pub fn describe(value: &Value) -> Description {
    let text = |pointer: &str| value.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let resource_type = text("/resourceType");
    let is_bundle = resource_type.as_deref() == Some("Bundle");
    let kind = match text("/type") {
        Some(kind) if is_bundle => resource_type.map(|resource_type| format!("{resource_type}^{kind}")),
        _ => resource_type,
    };
    let entries = value.get("entry").and_then(Value::as_array).filter(|_| is_bundle);
    let patient = match entries {
        Some(entries) => {
            let resources = || entries.iter().filter_map(|entry| entry.get("resource"));
            let patients = resources().filter(|resource| resource["resourceType"] == "Patient");
            patients.chain(resources()).find_map(patient)
        }
        None => patient(value),
    };
    Description {
        kind,
        id: text("/identifier/value").filter(|_| is_bundle).or_else(|| text("/id")),
        patient,
    }
}

fn patient(resource: &Value) -> Option<String> {
    let text = |pointer: &str| resource.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    if resource["resourceType"] == "Patient" {
        return text("/identifier/0/value").or_else(|| text("/id"));
    }
    let reference = text("/subject/reference").or_else(|| text("/patient/reference"))?;
    let (_, rest) = reference.rsplit_once("Patient/")?;
    // A reference may name a version behind the id.
    let id = rest.split('/').next().unwrap_or_default();
    (!id.is_empty()).then(|| id.to_owned())
}
