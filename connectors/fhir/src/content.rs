//! A message as a resource.

use bytes::Bytes;
use nilecare_engine_api::SendError;
use nilecare_fhir::{Syntax, parse, to_xml};
use serde_json::Value;

use crate::FhirFormat;
use crate::failure::unusable;

/// JSON of FHIR.
pub(crate) const JSON: &str = "application/fhir+json";
/// XML of FHIR.
pub(crate) const XML: &str = "application/fhir+xml";

/// A resource to send.
#[derive(Debug)]
pub(crate) struct Content {
    pub value: Value,
    syntax: Syntax,
    /// As it came; `None` when the value was changed since.
    raw: Option<Bytes>,
}

impl Content {
    /// Reads a message.
    pub(crate) fn read(raw: &Bytes) -> Result<Self, SendError> {
        let resource = parse(raw).map_err(|error| unusable(format!("the message is no FHIR resource: {error}")))?;
        Ok(Self {
            value: resource.value,
            syntax: resource.syntax,
            raw: Some(raw.clone()),
        })
    }

    pub(crate) fn resource_type(&self) -> &str {
        self.value["resourceType"].as_str().unwrap_or_default()
    }

    pub(crate) fn id(&self) -> Option<&str> {
        self.value["id"].as_str()
    }

    /// Returns the type of a Bundle.
    pub(crate) fn bundle_type(&self) -> Option<&str> {
        let is_bundle = self.resource_type() == "Bundle";
        self.value["type"].as_str().filter(|_| is_bundle)
    }

    /// Gives the resource an id.
    pub(crate) fn set_id(&mut self, id: &str) {
        if self.id() != Some(id) {
            self.value["id"] = Value::from(id);
            self.raw = None;
        }
    }

    /// Writes it; returns its content type too.
    pub(crate) fn write(&self, format: FhirFormat) -> Result<(Bytes, &'static str), SendError> {
        let syntax = match format {
            FhirFormat::AsIs => self.syntax,
            FhirFormat::Json => Syntax::Json,
            FhirFormat::Xml => Syntax::Xml,
        };
        let content_type = match syntax {
            Syntax::Json => JSON,
            Syntax::Xml => XML,
        };
        if let Some(raw) = self.raw.as_ref().filter(|_| syntax == self.syntax) {
            return Ok((raw.clone(), content_type));
        }
        let text = match syntax {
            Syntax::Json => self.value.to_string(),
            Syntax::Xml => {
                let written = to_xml(&self.value);
                written.map_err(|error| unusable(format!("the resource cannot be written in XML: {error}")))?
            }
        };
        Ok((Bytes::from(text), content_type))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(text: &'static str) -> Content {
        Content::read(&Bytes::from_static(text.as_bytes())).expect(text)
    }

    #[test]
    fn a_resource_is_sent_as_it_came_or_in_the_other_format() {
        let json = r#"{ "resourceType": "Patient", "multipleBirthInteger": 2 }"#;
        let patient = content(json);
        assert_eq!(
            patient.write(FhirFormat::AsIs).expect("it is written"),
            (Bytes::from(json), JSON)
        );
        let (xml, content_type) = patient.write(FhirFormat::Xml).expect("it is written");
        assert_eq!(content_type, XML);
        let again = Content::read(&xml).expect("it is ours");
        assert_eq!(again.write(FhirFormat::AsIs).expect("it is written"), (xml, XML));
        assert_eq!(again.value, patient.value);
    }

    #[test]
    fn an_id_is_added_and_what_is_no_resource_refused_without_a_word_of_it() {
        let mut patient = content(r#"{"resourceType":"Patient"}"#);
        patient.set_id("p1");
        let (json, _) = patient.write(FhirFormat::AsIs).expect("it is written");
        assert_eq!(json, r#"{"resourceType":"Patient","id":"p1"}"#);
        for text in ["MSH|^~\\&|Osman", r#"{"name":"Osman"}"#, "<Patient>Osman</Patient>", ""] {
            let error = Content::read(&Bytes::from(text)).expect_err(text);
            assert!(!error.detail.contains("Osman"), "{}", error.detail);
        }
    }
}
