//! Words that several services share.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;

/// A number that some system gave out (HL7 EI, CX): unique together with its system.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignedNumber {
    /// Who gave it out (assigning authority, namespace or URI); empty when the sender did not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system: String,
    /// The number itself.
    pub value: String,
}

impl AssignedNumber {
    /// Builds one.
    pub fn new(system: &str, value: &str) -> Self {
        Self {
            system: system.to_owned(),
            value: value.to_owned(),
        }
    }

    pub(crate) fn check(&self, check: &mut Check, path: &str) {
        check.at_most(&self.system, 200, format_args!("{path}/system"));
        check.text(&self.value, 200, format_args!("{path}/value"));
    }
}

/// A code from a code system (HL7 CE, CWE; FHIR Coding).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The code system, such as `http://loinc.org` or `LN`; empty when the sender did not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub system: String,
    /// The code.
    pub code: String,
    /// The text that goes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl Code {
    /// Builds one.
    pub fn new(system: &str, code: &str, text: &str) -> Self {
        Self {
            system: system.to_owned(),
            code: code.to_owned(),
            text: Some(text.to_owned()),
        }
    }

    /// Tells whether it is the same code of the same system, whatever the text.
    pub fn is_same(&self, other: &Self) -> bool {
        self.system == other.system && self.code == other.code
    }

    pub(crate) fn check(&self, check: &mut Check, path: &str) {
        check.at_most(&self.system, 200, format_args!("{path}/system"));
        check.text(&self.code, 200, format_args!("{path}/code"));
        check.optional(self.text.as_deref(), 500, format_args!("{path}/text"));
    }
}

/// Somebody who treats or orders (HL7 XCN).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Practitioner {
    /// The number at the sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
}

impl Practitioner {
    /// Builds one.
    pub fn new(id: &str, family: &str, given: &str) -> Self {
        Self {
            id: Some(id.to_owned()),
            family: Some(family.to_owned()),
            given: Some(given.to_owned()),
        }
    }

    pub(crate) fn check(&self, check: &mut Check, path: &str) {
        for (name, text) in [("id", &self.id), ("family", &self.family), ("given", &self.given)] {
            check.optional(text.as_deref(), 200, format_args!("{path}/{name}"));
        }
    }
}

/// Why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonRequest {
    /// 1 to 1000 characters.
    pub reason: String,
}

impl ReasonRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}

/// Where a command came from, for the trail back to the message.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommandSource {
    /// The channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The id of the message in the engine's store.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_id: Option<String>,
    /// The sender's control id (MSH-10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_id: Option<String>,
}

impl CommandSource {
    pub(crate) fn check(&self, check: &mut Check, path: &str) {
        for (name, text) in [
            ("channel", &self.channel),
            ("message_id", &self.message_id),
            ("control_id", &self.control_id),
        ] {
            check.optional(text.as_deref(), 200, format_args!("{path}/{name}"));
        }
    }

    pub(crate) fn sample() -> Self {
        Self {
            channel: Some("adt-inbound".to_owned()),
            message_id: Some("4711".to_owned()),
            control_id: Some("MSG00001".to_owned()),
        }
    }
}
