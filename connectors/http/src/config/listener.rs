//! Settings of the listener.

use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{ListenerAuthentication, ListenerSettings, default_body_size, default_expansion, kept_header_problems};
use crate::address::PathPattern;

/// # HTTP listener
/// Waits for requests (HTTP/1.1) on a port of its own. The body of a request is the message; it is answered positively only
/// when the message is on disk. Scripts see `source["method"]`, `source["path"]`, `source["query"]`, `source["query.NAME"]`,
/// `source["path.NAME"]`, `source["header.NAME"]` in lower case, `source["user"]` and `source["remote_address"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HttpSourceConfig {
    /// # Listener
    /// Where it waits, for whom, how long, and what it answers.
    #[serde(flatten)]
    pub listener: ListenerSettings,
    /// # Paths
    /// `/orders` is that path alone, `/patients/{id}` has a name for a part of it, `/lab/*` is whatever is below. Others get
    /// 404.
    #[serde(default = "all_paths")]
    pub paths: Vec<String>,
    /// # Methods
    /// Others get 405.
    #[serde(default = "default_methods")]
    pub methods: Vec<String>,
    /// # Authentication of senders
    /// Absent: everybody who can reach the port is let in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<ListenerAuthentication>,
    /// # Headers to keep
    /// These headers of a request are kept with its message. Credentials never are.
    #[serde(default = "default_headers")]
    pub headers: Vec<String>,
    /// # Each part a message
    /// On: each part of a `multipart` body is a message of its own, with `source["part.name"]`, `source["part.filename"]` and
    /// `source["part.content_type"]`; the answer is that to the last one, or to the first that was not taken, after which
    /// nothing more is taken. Off: the whole body is one message, whatever its type.
    #[serde(default)]
    pub split_parts: bool,
    /// # Largest body, in bytes
    /// After decompression. A larger one gets 413.
    #[serde(default = "default_body_size")]
    pub max_body_size: usize,
    /// # Largest expansion
    /// So many bytes may come out of each byte of a compressed body (gzip, deflate); beyond it gets 413. The first 256 KiB are
    /// not counted.
    #[serde(default = "default_expansion")]
    pub max_expansion: u32,
}

fn all_paths() -> Vec<String> {
    vec!["/*".to_owned()]
}
fn default_methods() -> Vec<String> {
    vec!["POST".to_owned(), "PUT".to_owned()]
}
fn default_headers() -> Vec<String> {
    vec!["content-type".to_owned()]
}

impl ConnectorConfig for HttpSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        problems.extend(self.listener.address_problem());
        if self.paths.is_empty() {
            problems.push(ConfigProblem::new("/paths", "must name at least one path"));
        }
        for (index, path) in self.paths.iter().enumerate() {
            if PathPattern::parse(path).is_none() {
                let message = "must be a path, such as /orders, /patients/{id} or /lab/*";
                problems.push(ConfigProblem::new(format!("/paths/{index}"), message));
            }
        }
        if self.methods.is_empty() {
            problems.push(ConfigProblem::new("/methods", "must name at least one method"));
        }
        for (index, method) in self.methods.iter().enumerate() {
            let is_upper = method.bytes().all(|byte| byte.is_ascii_uppercase());
            if !is_upper || method.is_empty() || method.parse::<http::Method>().is_err() || method == "CONNECT" {
                let message = "must be a method in upper case, such as POST";
                problems.push(ConfigProblem::new(format!("/methods/{index}"), message));
            }
        }
        let authentication = self.authentication.as_ref();
        problems.extend(
            authentication
                .iter()
                .flat_map(|authentication| authentication.problems()),
        );
        let key_header = authentication.map(|authentication| authentication.api_key_header.as_str());
        problems.extend(kept_header_problems("/headers", &self.headers, key_header));
        problems.extend(self.listener.problems(self.max_body_size, self.max_expansion));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "bind": "0.0.0.0:8080", "paths": ["/hl7"] }),
            json!({ "bind": "127.0.0.1:0", "paths": ["/patients/{id}", "/lab/*"], "methods": ["POST", "DELETE"],
                "headers": ["content-type", "x-request-id"], "max_body_size": 1_048_576,
                "answer": { "content_type": "application/json", "status": { "no_reply": 204 } } }),
            json!({ "bind": "0.0.0.0:8443", "split_parts": true,
                "authentication": {
                    "basic": [{ "name": "lab", "password": "env:LAB_PASSWORD" }], "bearer": ["file:/etc/nilecare/lab.token"],
                    "api_keys": ["env:LAB_KEY", "env:LAB_KEY_NEXT"],
                },
                "tls": {
                    "certificate_file": "/etc/nilecare/tls/hub.pem", "private_key_file": "/etc/nilecare/tls/hub.key",
                    "client_certificates": "required", "client_ca_file": "/etc/nilecare/tls/ca.pem",
                } }),
        ]
    }
}
