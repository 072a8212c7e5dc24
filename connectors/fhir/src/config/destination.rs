//! Settings of the destination.

use std::collections::BTreeSet;

use http::Uri;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig, ParameterPattern};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{FhirConnection, FhirFormat, is_type};

/// # FHIR client
/// Sends each message, a resource in JSON or XML, to a FHIR R4 server. Its answer says what becomes of the message: 2xx sent; 429 and
/// 5xx tried again, after `Retry-After` where the server says so; 409 tried again unless `if_match` is set, since the version will not
/// come back; 412, 422 and the like an error with the codes and places of the OperationOutcome; 401 and 403 wait for settings to be mended.
/// `{name}` in `id`, `search`, `if_none_exist` and `if_match` stands for a value of the destination's `parameters`. A response transformer
/// sees the answer as `response`, and `connector_map.http_status`, `fhir_type`, `fhir_id`, `fhir_version` and `fhir_created`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FhirDestinationConfig {
    /// What belongs to the server.
    #[serde(flatten)]
    pub connection: FhirConnection,
    /// # Interaction
    #[serde(default)]
    pub interaction: FhirInteraction,
    /// # Format
    #[serde(default)]
    pub format: FhirFormat,
    /// # Answer wanted
    /// What the server is asked to answer (`Prefer`).
    #[serde(default)]
    pub answer: FhirReturn,
    /// # Type of resource
    /// For `patch`, whose message does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    /// # Id
    /// Of the resource to update or patch, such as `{id}`. Absent: the id in the message. A message without an id gets this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// # Search
    /// Instead of an id: the resource that these parameters find is updated or patched, such as
    /// `identifier=https://example.org/mrn|{mrn}`. A value is written so that it stays one value; a system and its bar stand here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// # Create only if there is none
    /// Search parameters; when they find a resource, nothing is created and the message counts as sent (`If-None-Exist`). Without it a
    /// message that is sent again after a lost answer is created twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_none_exist: Option<String>,
    /// # Version
    /// Updates or patches this version only, such as `{version}` (`If-Match`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_match: Option<String>,
}

/// What is asked of the server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FhirInteraction {
    /// By the message: a Bundle of type transaction or batch is that; a resource with an id, or with `search` or `id` set, is
    /// updated; another one is created.
    #[default]
    Auto,
    /// `POST [base]/Type`.
    Create,
    /// `PUT [base]/Type/id`, or `PUT [base]/Type?search`.
    Update,
    /// `PATCH [base]/Type/id` or `?search`. The message is a JSON Patch (RFC 6902), or a Parameters resource for a server that knows
    /// FHIRPath Patch.
    Patch,
    /// `POST [base]`: all entries of the Bundle, or none.
    Transaction,
    /// `POST [base]`: each entry by itself. One that failed is named in the error.
    Batch,
}

/// What a server is asked to answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FhirReturn {
    /// Nothing but headers.
    #[default]
    Minimal,
    /// The resource as it is now.
    Representation,
    /// What there is to say about it.
    OperationOutcome,
}

impl FhirReturn {
    /// Returns the value of `Prefer` (FHIR R4 §3.1.0.1.7).
    pub(crate) fn preference(self) -> &'static str {
        match self {
            Self::Minimal => "return=minimal",
            Self::Representation => "return=representation",
            Self::OperationOutcome => "return=OperationOutcome",
        }
    }
}

impl FhirDestinationConfig {
    fn patterns(&self) -> [(&'static str, Option<&String>); 4] {
        [
            ("/id", self.id.as_ref()),
            ("/search", self.search.as_ref()),
            ("/if_none_exist", self.if_none_exist.as_ref()),
            ("/if_match", self.if_match.as_ref()),
        ]
    }

    /// Names the parameters that the settings use.
    pub(crate) fn parameters(&self) -> BTreeSet<String> {
        let texts = self.patterns().into_iter().filter_map(|(_, text)| text);
        let patterns = texts.filter_map(|text| ParameterPattern::parse(text).ok());
        patterns.flat_map(|pattern| pattern.names()).collect()
    }

    fn pattern_problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        for (path, text) in self.patterns() {
            let Some(text) = text else { continue };
            match ParameterPattern::parse(text) {
                Err(error) => problems.push(ConfigProblem::new(path, error.to_string())),
                Ok(_) if text.is_empty() => problems.push(ConfigProblem::new(path, "must not be empty; remove it")),
                Ok(pattern) if ["/search", "/if_none_exist"].contains(&path) => {
                    problems.extend(search_problem(path, &pattern));
                }
                Ok(_) => {}
            }
        }
        problems
    }

    /// Tells which settings do not go with the interaction.
    fn odd_problems(&self) -> Vec<ConfigProblem> {
        use FhirInteraction as Does;
        let (is_update, is_create) = match self.interaction {
            Does::Auto => (true, true),
            Does::Create => (false, true),
            Does::Update | Does::Patch => (true, false),
            Does::Transaction | Does::Batch => (false, false),
        };
        let odd = [
            ("/id", self.id.is_some() && !is_update),
            ("/search", self.search.is_some() && !is_update),
            ("/if_match", self.if_match.is_some() && !is_update),
            ("/if_none_exist", self.if_none_exist.is_some() && !is_create),
            (
                "/resource_type",
                self.resource_type.is_some() && self.interaction != Does::Patch,
            ),
        ];
        let odd = odd.into_iter().filter(|(_, is_odd)| *is_odd);
        let odd = odd.map(|(path, _)| ConfigProblem::new(path, "does not go with the interaction; remove it"));
        let mut problems: Vec<_> = odd.collect();
        if self.id.is_some() && self.search.is_some() {
            problems.push(ConfigProblem::new("/search", "give id or search, one of the two"));
        }
        if self.interaction == Does::Patch {
            if self.id.is_none() && self.search.is_none() {
                let message = "a patch needs id or search to say what is patched";
                problems.push(ConfigProblem::new("/id", message));
            }
            if !self.resource_type.as_deref().is_some_and(is_type) {
                let message = "must be the type of the resource that is patched, such as Patient";
                problems.push(ConfigProblem::new("/resource_type", message));
            }
        }
        problems
    }
}

/// Sees whether search parameters make an address.
fn search_problem(path: &str, pattern: &ParameterPattern) -> Option<ConfigProblem> {
    let any = pattern.names().into_iter().map(|name| (name, "x".to_owned())).collect();
    let plain = |value: &str, text: &mut String| {
        text.push_str(value);
        true
    };
    let filled = pattern.fill(&any, plain).unwrap_or_default();
    let is_query = filled.contains('=')
        && !filled.contains(['?', '#'])
        && format!("http://x/Type?{filled}").parse::<Uri>().is_ok();
    (!is_query).then(|| {
        let message =
            "must be search parameters as they stand in an address, such as identifier=https://example.org/mrn|{mrn}";
        ConfigProblem::new(path, message)
    })
}

impl ConnectorConfig for FhirDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.problems();
        problems.extend(self.pattern_problems());
        problems.extend(self.odd_problems());
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "url": "http://127.0.0.1:8080/fhir" }),
            json!({ "url": "https://fhir.example.org/r4", "interaction": "create",
                "if_none_exist": "identifier=https://example.org/orders|{order}",
                "authentication": { "oauth2": { "token_url": "https://login.example.org/token", "client_id": "hub",
                    "client_secret": "env:FHIR_SECRET", "scopes": ["system/*.write"] } } }),
            json!({ "url": "https://fhir.example.org/r4", "interaction": "update", "format": "xml", "answer": "representation",
                "search": "identifier=https://example.org/mrn|{mrn}" }),
            json!({ "url": "https://fhir.example.org/r4", "interaction": "patch", "resource_type": "Task", "id": "{task}",
                "if_match": "{version}" }),
            json!({ "url": "https://fhir.example.org/r4", "interaction": "transaction", "timeout": "2m" }),
        ]
    }
}
