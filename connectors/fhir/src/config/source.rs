//! Settings of the source.

use std::path::PathBuf;

use http::Uri;
use nilecare_connector_http::{ListenerAuthentication, ListenerSettings};
use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::{HumanDuration, Timestamp};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{FhirConnection, is_type};

/// # FHIR server
/// Takes resources from a FHIR R4 server: by asking again and again what was updated (`poll`), by being told (`rest_hook`, a Subscription
/// of the server), or both: a notification without content then asks at once, and asking finds what a lost notification did not tell.
/// Each version of a resource is a message, processed once. Scripts see `source["fhir.type"]`, `source["fhir.id"]`,
/// `source["fhir.version"]` and `source["fhir.last_updated"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FhirSourceConfig {
    /// What belongs to the server; needed for `poll`.
    #[serde(flatten)]
    pub connection: FhirConnection,
    /// # Ask
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<FhirPolling>,
    /// # Be told
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rest_hook: Option<RestHook>,
    /// # Remembered for
    /// A version that comes again within this time, also after a restart, is kept as filtered and not processed, for as long as its
    /// first message is kept.
    #[serde(default = "default_remember")]
    pub remember: HumanDuration,
    /// # Largest resource, in bytes
    /// Of a larger one the first 64 KiB are kept as a message in error.
    #[serde(default = "default_size")]
    pub max_size: usize,
}

/// # Ask
/// Searches by `_lastUpdated`. A server does not tell of deleted resources this way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FhirPolling {
    /// # Type of resource
    /// Such as `Observation`.
    pub resource_type: String,
    /// # Search
    /// Further parameters, such as `status=final&category=laboratory`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub search: String,
    /// # Interval
    /// Between two searches; when there is more, the next page is asked for at once.
    #[serde(default = "default_interval")]
    pub interval: HumanDuration,
    /// # Overlap
    /// Each search begins so long before the last instant that was seen, since a server may show an update later than one that is
    /// stamped after it. What was taken before is left out.
    #[serde(default = "default_overlap")]
    pub overlap: HumanDuration,
    /// # Page
    /// Resources in a page (`_count`), 1 to 1000.
    #[serde(default = "default_page")]
    pub page_size: u32,
    /// # Start
    /// The first search begins here, such as `2026-01-01T00:00:00Z`. Absent: with everything that the server has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub start: Option<Timestamp>,
    /// # Cursor
    /// The file that keeps how far was read, from the root; its folder must be there, and each source needs a file of its own.
    pub cursor_file: PathBuf,
}

/// # Be told
/// Waits for the notifications of a Subscription whose channel is `rest-hook` (FHIR R4 §3.5). One with a payload is a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RestHook {
    /// # Listener
    /// Where it waits, for whom, how long, and what it answers.
    #[serde(flatten)]
    pub listener: ListenerSettings,
    /// # Path
    /// That of the Subscription's `channel.endpoint`. What is below it is the same: some servers add the type and id of the resource.
    #[serde(default = "default_path")]
    pub path: String,
    /// # Authentication of the server
    /// What the Subscription's `channel.header` shows. Absent: everybody who can reach the port is let in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<ListenerAuthentication>,
}

fn default_interval() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_overlap() -> HumanDuration {
    HumanDuration::from_secs(10)
}
fn default_page() -> u32 {
    100
}
fn default_path() -> String {
    "/fhir/notify".to_owned()
}
fn default_remember() -> HumanDuration {
    HumanDuration::from_secs(7 * 24 * 3600)
}
fn default_size() -> usize {
    16 << 20
}

/// Search parameters that the source sets by itself, or that would give something else than whole resources of the type.
const OWN_PARAMETERS: [&str; 10] = [
    "_lastUpdated",
    "_sort",
    "_count",
    "_include",
    "_revinclude",
    "_summary",
    "_elements",
    "_total",
    "_format",
    "_contained",
];
/// How far an overlap may reach back.
const LONGEST_OVERLAP: u64 = 24 * 3600;

impl FhirPolling {
    fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if !is_type(&self.resource_type) {
            let message = "must be a type of resource, such as Observation";
            problems.push(ConfigProblem::new("/poll/resource_type", message));
        }
        problems.extend(self.search_problem());
        problems.extend(zero_problems(&[("/poll/interval", self.interval)]));
        if self.overlap > HumanDuration::from_secs(LONGEST_OVERLAP) {
            problems.push(ConfigProblem::new("/poll/overlap", "must be at most 24h"));
        }
        if !(1..=1000).contains(&self.page_size) {
            problems.push(ConfigProblem::new("/poll/page_size", "must be from 1 to 1000"));
        }
        if !self.cursor_file.is_absolute() || self.cursor_file.file_name().is_none() {
            let message = "write the file from the root, such as /var/lib/nilecare-cursors/fhir.json";
            problems.push(ConfigProblem::new("/poll/cursor_file", message));
        }
        problems
    }

    fn search_problem(&self) -> Option<ConfigProblem> {
        let problem = |message: String| Some(ConfigProblem::new("/poll/search", message));
        if self.search.contains(['?', '#']) || format!("http://x/Type?{}", self.search).parse::<Uri>().is_err() {
            let message = "must be search parameters as they stand in an address, such as status=final";
            return problem(message.to_owned());
        }
        let names = self
            .search
            .split('&')
            .map(|pair| pair.split(['=', ':']).next().unwrap_or_default());
        let own = names.into_iter().find(|name| OWN_PARAMETERS.contains(name));
        own.and_then(|name| {
            problem(format!(
                "must not have {name}: the source asks for whole resources of the type, by itself"
            ))
        })
    }
}

impl RestHook {
    fn problems(&self, max_size: usize) -> Vec<ConfigProblem> {
        let mut problems = self.listener.problems(max_size, 1);
        problems.extend(self.listener.address_problem());
        problems.extend(self.authentication.iter().flat_map(ListenerAuthentication::problems));
        let is_path = self.path.starts_with('/') && !self.path.contains(['?', '#', '*', '{', '}', ' ']);
        if !is_path {
            problems.push(ConfigProblem::new("/path", "must be a path, such as /fhir/notify"));
        }
        for problem in &mut problems {
            // The size has a place of its own.
            if problem.path != "/max_body_size" {
                problem.path.insert_str(0, "/rest_hook");
            } else {
                problem.path = "/max_size".to_owned();
            }
        }
        problems
    }
}

impl ConnectorConfig for FhirSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if self.poll.is_none() && self.rest_hook.is_none() {
            problems.push(ConfigProblem::new("/poll", "give poll, rest_hook or both"));
        }
        if let Some(poll) = &self.poll {
            problems.extend(self.connection.problems());
            problems.extend(poll.problems());
        } else if !self.connection.url.is_empty() {
            problems.push(ConfigProblem::new("/url", "is for poll; remove it, or add poll"));
        }
        problems.extend(self.rest_hook.iter().flat_map(|hook| hook.problems(self.max_size)));
        problems.extend(zero_problems(&[("/remember", self.remember)]));
        if self.rest_hook.is_none() && !(1024..=1 << 30).contains(&self.max_size) {
            problems.push(ConfigProblem::new("/max_size", "must be from 1024 to 1073741824"));
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "url": "http://127.0.0.1:8080/fhir", "poll": { "resource_type": "Patient",
                "cursor_file": "/var/lib/nilecare-cursors/patients.json" } }),
            json!({ "url": "https://fhir.example.org/r4", "authentication": { "bearer": "env:FHIR_TOKEN" },
                "poll": { "resource_type": "Observation", "search": "status=final&category=laboratory", "interval": "5m",
                    "start": "2026-01-01T00:00:00Z", "cursor_file": "/var/lib/nilecare-cursors/results.json" },
                "rest_hook": { "bind": "0.0.0.0:8090", "path": "/results",
                    "authentication": { "bearer": ["env:FHIR_HOOK_TOKEN"] } } }),
            json!({ "rest_hook": { "bind": "127.0.0.1:0" } }),
        ]
    }
}
