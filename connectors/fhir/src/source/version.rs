//! A version of a resource: what tells it from all others.

use std::time::Duration;

use nilecare_engine_api::{PeerEvent, SourceMap};
use nilecare_types::Timestamp;
use serde::Deserialize;

use crate::config::{is_id, is_type};

/// What stands at the head of a resource.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Head {
    resource_type: Option<String>,
    id: Option<String>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    version_id: Option<String>,
    last_updated: Option<String>,
}

/// A version of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Version {
    pub resource_type: String,
    id: String,
    version: Option<String>,
    pub last_updated: Option<Timestamp>,
}

impl Head {
    /// Returns the version; `None` when type or id are none.
    pub(super) fn version(self) -> Option<Version> {
        Some(Version {
            resource_type: self.resource_type.filter(|text| is_type(text))?,
            id: self.id.filter(|text| is_id(text))?,
            version: self.meta.version_id.filter(|text| is_id(text)),
            last_updated: self.meta.last_updated.and_then(|text| text.parse().ok()),
        })
    }
}

impl Version {
    /// Returns what it is called, the same whichever way it came; `None` when the server does not number versions.
    pub(super) fn key(&self) -> Option<String> {
        let of = |version: &str| format!("{}/{}/_history/{version}", self.resource_type, self.id);
        let by_instant = || self.last_updated.map(|instant| of(&instant.to_string()));
        self.version.as_deref().map(of).or_else(by_instant)
    }

    /// Returns what scripts see.
    pub(super) fn facts(&self) -> SourceMap {
        let all = [
            ("fhir.type", Some(self.resource_type.clone())),
            ("fhir.id", Some(self.id.clone())),
            ("fhir.version", self.version.clone()),
            (
                "fhir.last_updated",
                self.last_updated.map(|instant| instant.to_string()),
            ),
        ];
        let known = all
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        known.collect()
    }

    /// Returns the event that the engine knows it by.
    pub(super) fn event(&self, within: Duration) -> Option<PeerEvent> {
        self.key().map(|id| PeerEvent { id, within })
    }
}
