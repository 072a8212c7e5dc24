//! Messages whose content is a JSON value: JSON, and FHIR in JSON or XML.

use bytes::Bytes;
use nilecare_fhir::Syntax;
use serde_json::Value;

use crate::EncodeError;

/// A JSON value with the bytes it came as. `Debug` tells nothing of the content.
#[derive(Clone)]
pub struct JsonDocument {
    value: Value,
    /// The bytes it was parsed from; `None` when it was made or changed here.
    origin: Option<Bytes>,
    form: JsonForm,
}

/// How a JSON value is written, and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonForm {
    /// JSON of any kind.
    Json,
    /// A FHIR resource.
    Fhir(Syntax),
}

impl JsonDocument {
    pub(crate) fn new(value: Value, origin: Bytes, form: JsonForm) -> Self {
        Self {
            value,
            origin: Some(origin),
            form,
        }
    }

    /// Wraps a value that was made here.
    pub fn made(value: Value) -> Self {
        Self {
            value,
            origin: None,
            form: JsonForm::Json,
        }
    }

    /// Wraps a FHIR resource that was made here.
    pub fn made_resource(value: Value, syntax: Syntax) -> Self {
        Self {
            value,
            origin: None,
            form: JsonForm::Fhir(syntax),
        }
    }

    /// Returns the value.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Puts in another value, after a script. The same value leaves the bytes as they came.
    #[must_use]
    pub fn with_value(mut self, value: Value) -> Self {
        if value != self.value {
            self.value = value;
            self.origin = None;
        }
        self
    }

    /// Tells whether it is a FHIR resource.
    pub fn is_resource(&self) -> bool {
        self.form != JsonForm::Json
    }

    /// Returns how a FHIR resource is written; `None` for other JSON.
    pub(crate) fn syntax(&self) -> Option<Syntax> {
        match self.form {
            JsonForm::Fhir(syntax) => Some(syntax),
            JsonForm::Json => None,
        }
    }

    pub(crate) fn form(&self) -> JsonForm {
        self.form
    }

    pub(crate) fn is_changed(&self) -> bool {
        self.origin.is_none()
    }

    pub(crate) fn encode(&self) -> Result<Bytes, EncodeError> {
        if let Some(origin) = &self.origin {
            return Ok(origin.clone());
        }
        // What a script made of a resource may be something else, which then is JSON.
        let is_resource = self.value.get("resourceType").is_some();
        Ok(Bytes::from(match self.form {
            JsonForm::Fhir(Syntax::Xml) if is_resource => nilecare_fhir::to_xml(&self.value)?,
            _ => self.value.to_string(),
        }))
    }
}

impl std::fmt::Debug for JsonDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "JsonDocument({:?})", self.form)
    }
}
