//! One event.

use nilecare_types::{EventId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Something that happened, as others are told. Written as JSON; unknown members are ignored, so that a newer service can be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Never the same for two; a consumer can recognise a repeat by it.
    pub event_id: EventId,
    /// What happened, such as `patient.created`: the topic.
    pub event_type: String,
    /// The version of the form of `data`; it grows when a reader of the old form would misread the new one.
    pub event_version: u16,
    /// When it happened.
    pub timestamp: Timestamp,
    /// Who tells it, such as `clinical`.
    pub source_service: String,
    /// Events with the same key are told in order; the patient's id where there is one.
    pub key: String,
    /// What caused it, such as the key of a command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    /// Who caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// What there is to tell.
    pub data: Value,
}

impl Event {
    /// Builds an event of version 1.
    pub fn new(source: &str, event_type: &str, key: &str, at: Timestamp, data: Value) -> Self {
        Self {
            event_id: EventId::generate(),
            event_type: event_type.to_owned(),
            event_version: 1,
            timestamp: at,
            source_service: source.to_owned(),
            key: key.to_owned(),
            correlation_id: None,
            user_id: None,
            data,
        }
    }

    /// Says what caused it.
    #[must_use]
    pub fn caused_by(mut self, correlation_id: &str) -> Self {
        self.correlation_id = Some(correlation_id.to_owned());
        self
    }

    /// Writes it as JSON, as it goes over a bus.
    pub fn write(&self) -> String {
        serde_json::to_string(self).expect("it has text keys and numbers, which always serialise")
    }
}
