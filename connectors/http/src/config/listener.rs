//! Settings of the listener.

use nilecare_connector_net::{ListenerTls, Network, address_problem, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Limits, ListenerAuthentication, ReplyOptions, default_body_size, default_body_timeout, default_connections,
    default_expansion, default_header_timeout, default_requests, default_retry_after, kept_header_problems,
};
use crate::address::PathPattern;

/// # HTTP listener
/// Waits for requests (HTTP/1.1) on a port of its own. The body of a request is the message; it is answered positively only
/// when the message is on disk. Scripts see `source["method"]`, `source["path"]`, `source["query"]`, `source["query.NAME"]`,
/// `source["path.NAME"]`, `source["header.NAME"]` in lower case, `source["user"]` and `source["remote_address"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HttpSourceConfig {
    /// # Address
    /// Where to listen, such as `0.0.0.0:8080`; port 0 takes a free one.
    pub bind: String,
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
    /// # Allowed addresses
    /// Senders from elsewhere are disconnected; addresses or networks such as `10.1.0.0/16` and `fd00::/8`. Empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_addresses: Vec<Network>,
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
    /// # Answer
    #[serde(default)]
    pub answer: ReplyOptions,
    /// # Connections
    /// So many at once; a further one is disconnected.
    #[serde(default = "default_connections")]
    pub max_connections: usize,
    /// # Connections of one address
    /// Absent: no limit of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_connections_per_address: Option<usize>,
    /// # Requests in hand
    /// So many at once; a further one gets 503 and is asked to come again. Memory is bounded by this times the largest body.
    #[serde(default = "default_requests")]
    pub max_requests: usize,
    /// # Largest body, in bytes
    /// After decompression. A larger one gets 413.
    #[serde(default = "default_body_size")]
    pub max_body_size: usize,
    /// # Largest expansion
    /// So many bytes may come out of each byte of a compressed body (gzip, deflate); beyond it gets 413. The first 256 KiB are
    /// not counted.
    #[serde(default = "default_expansion")]
    pub max_expansion: u32,
    /// # Header time-out
    /// For a request's head to arrive, and for the next request on a kept connection to begin. One that began and is late gets
    /// 408.
    #[serde(default = "default_header_timeout")]
    pub header_timeout: HumanDuration,
    /// # Body time-out
    /// From the head to the last byte of the body; one that is late gets 408.
    #[serde(default = "default_body_timeout")]
    pub body_timeout: HumanDuration,
    /// # Come again after
    /// What a peer is told with 503.
    #[serde(default = "default_retry_after")]
    pub retry_after: HumanDuration,
    /// # TLS
    /// Without: plain HTTP, which anybody between the sender and this machine can read and change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<ListenerTls>,
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
        problems.extend(address_problem("/bind", &self.bind, "127.0.0.1:8080"));
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
        problems.extend(self.answer.problems());
        problems.extend(self.limits().problems());
        problems.extend(zero_problems(&[("/retry_after", self.retry_after)]));
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
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

impl HttpSourceConfig {
    fn limits(&self) -> Limits {
        Limits {
            max_connections: self.max_connections,
            max_connections_per_address: self.max_connections_per_address,
            max_requests: self.max_requests,
            max_body_size: self.max_body_size,
            max_expansion: self.max_expansion,
            header_timeout: self.header_timeout,
            body_timeout: self.body_timeout,
        }
    }
}
