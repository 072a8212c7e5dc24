//! Settings of the sender.

use std::collections::{BTreeMap, BTreeSet};

use nilecare_connector_net::{SenderTls, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig, ParameterPattern};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{SenderAuthentication, is_header_name};
use crate::address::within_address;

/// # HTTP sender
/// Sends each message as a request (HTTP/1.1) and takes the status of the answer as what became of it: 2xx sent; 408, 425, 429
/// and 5xx tried again, after `Retry-After` where the receiver says so; 401, 403 and 407 tried again until the settings are
/// mended; anything else an error. A response transformer sees the body as `response`, and `connector_map.http_status` and
/// `connector_map["http_header.NAME"]`. `{name}` in `url`, `query` and `headers` stands for a value of the destination's
/// `parameters`; in an address it is written so that it stays within its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HttpDestinationConfig {
    /// # Address
    /// Such as `https://lab.example.org/patients/{patient}/results`. Scheme, host and port are fixed.
    pub url: String,
    /// # Method
    #[serde(default = "default_method")]
    pub method: String,
    /// # Query
    /// Added to the address.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub query: BTreeMap<String, String>,
    /// # Headers
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// # Content type
    #[serde(default = "default_content_type")]
    pub content_type: String,
    /// # Send the content
    /// Absent: with every method but GET, HEAD and DELETE.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send_content: Option<bool>,
    /// # Compress the content
    /// With gzip; the receiver must know it.
    #[serde(default)]
    pub compress: bool,
    /// # Header of the idempotency key
    /// The same on every attempt, so that the receiver can recognise a repeat. Empty: not sent.
    #[serde(default = "default_idempotency")]
    pub idempotency_header: String,
    /// # Authentication
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<SenderAuthentication>,
    /// # Connect time-out
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
    /// # Time-out
    /// For the whole attempt, to the last byte of the answer; at most 4 minutes. Without an answer the receiver may have the
    /// message all the same.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
    /// # Kept connections
    /// So many that nobody uses are kept; 0: a connection for each message.
    #[serde(default = "default_idle_connections")]
    pub max_idle_connections: usize,
    /// # Idle time-out
    /// Of a kept connection.
    #[serde(default = "default_idle")]
    pub idle_timeout: HumanDuration,
    /// # Largest answer, in bytes
    /// After decompression; of a larger one the beginning is kept.
    #[serde(default = "default_response_size")]
    pub max_response_size: usize,
    /// # Headers of the answer to keep
    #[serde(default = "default_response_headers")]
    pub response_headers: Vec<String>,
    /// # Redirects
    /// So many redirects (307 and 308, to the same host) are followed, 0 to 5. Others are errors.
    #[serde(default)]
    pub max_redirects: u8,
    /// # Check by
    /// A method without a body, such as `OPTIONS` or `HEAD`, that a check asks the receiver with. Absent: a check connects only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub check_method: Option<String>,
    /// # TLS
    /// For `https`. Absent: certificates of the authorities that this machine trusts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
}

fn default_method() -> String {
    "POST".to_owned()
}
fn default_content_type() -> String {
    "application/json".to_owned()
}
fn default_idempotency() -> String {
    "Idempotency-Key".to_owned()
}
fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(10)
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_idle_connections() -> usize {
    4
}
fn default_idle() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_response_size() -> usize {
    1 << 20
}
fn default_response_headers() -> Vec<String> {
    ["content-type", "location", "etag"].map(str::to_owned).to_vec()
}

/// The engine ends an attempt after five minutes.
const LONGEST: u64 = 240;

/// Headers that the sender writes by itself.
const OWN_HEADERS: [&str; 7] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "content-type",
    "content-encoding",
    "authorization",
];

impl ConnectorConfig for HttpDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        problems.extend(url_pattern_problem(&self.url));
        for (path, method) in [
            ("/method", Some(&self.method)),
            ("/check_method", self.check_method.as_ref()),
        ] {
            let is_method = |method: &String| {
                !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase()) && method != "CONNECT"
            };
            if !method.is_none_or(is_method) {
                problems.push(ConfigProblem::new(path, "must be a method in upper case, such as POST"));
            }
        }
        problems.extend(self.header_problems());
        for (name, text) in &self.query {
            if let Err(error) = ParameterPattern::parse(text) {
                problems.push(ConfigProblem::new(format!("/query/{name}"), error.to_string()));
            }
        }
        let authentication = self.authentication.as_ref();
        problems.extend(
            authentication
                .iter()
                .flat_map(|authentication| authentication.problems()),
        );
        problems.extend(zero_problems(&[
            ("/connect_timeout", self.connect_timeout),
            ("/timeout", self.timeout),
            ("/idle_timeout", self.idle_timeout),
        ]));
        if self.timeout > HumanDuration::from_secs(LONGEST) {
            problems.push(ConfigProblem::new("/timeout", "must be at most 4m"));
        }
        if !(1024..=256 << 20).contains(&self.max_response_size) {
            problems.push(ConfigProblem::new(
                "/max_response_size",
                "must be from 1024 to 268435456",
            ));
        }
        if self.max_redirects > 5 {
            problems.push(ConfigProblem::new("/max_redirects", "must be from 0 to 5"));
        }
        problems.extend(super::kept_header_problems(
            "/response_headers",
            &self.response_headers,
            None,
        ));
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        if self.tls.is_some() && self.url.starts_with("http://") {
            problems.push(ConfigProblem::new(
                "/tls",
                "is for https; change the scheme of url, or remove it",
            ));
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "url": "http://127.0.0.1:8080/orders" }),
            json!({ "url": "https://lab.example.org/patients/{patient}/results", "method": "PUT",
                "query": { "facility": "{facility}" }, "headers": { "X-Sender": "{facility}" },
                "content_type": "application/fhir+json", "compress": true, "check_method": "OPTIONS",
                "authentication": { "basic": { "name": "hub", "password": "env:LAB_PASSWORD" } } }),
            json!({ "url": "https://api.example.org/events", "timeout": "10s", "max_redirects": 2,
                "authentication": { "oauth2": {
                    "token_url": "https://login.example.org/oauth2/token", "client_id": "hub",
                    "client_secret": "file:/etc/nilecare/api.secret", "scopes": ["events.write"],
                } },
                "tls": { "ca_file": "/etc/nilecare/tls/ca.pem",
                    "certificate_file": "/etc/nilecare/tls/hub.pem", "private_key_file": "/etc/nilecare/tls/hub.key" } }),
        ]
    }
}

impl HttpDestinationConfig {
    /// Makes the settings of a sender to an address, all others as they are when nobody gives them.
    pub fn to(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            method: default_method(),
            query: BTreeMap::new(),
            headers: BTreeMap::new(),
            content_type: default_content_type(),
            send_content: None,
            compress: false,
            idempotency_header: default_idempotency(),
            authentication: None,
            connect_timeout: default_connect(),
            timeout: default_timeout(),
            max_idle_connections: default_idle_connections(),
            idle_timeout: default_idle(),
            max_response_size: default_response_size(),
            response_headers: default_response_headers(),
            max_redirects: 0,
            check_method: None,
            tls: None,
        }
    }

    /// Names the parameters that the settings use.
    pub(crate) fn parameters(&self) -> BTreeSet<String> {
        let texts = std::iter::once(&self.url)
            .chain(self.query.values())
            .chain(self.headers.values());
        let patterns = texts.filter_map(|text| ParameterPattern::parse(text).ok());
        patterns.flat_map(|pattern| pattern.names()).collect()
    }

    fn header_problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        for (name, text) in &self.headers {
            let path = format!("/headers/{name}");
            let is_own = OWN_HEADERS.iter().any(|own| own.eq_ignore_ascii_case(name));
            match (is_header_name(name), is_own, ParameterPattern::parse(text)) {
                (false, ..) => problems.push(ConfigProblem::new(path, "must be the name of a header")),
                (_, true, _) => {
                    let message = "has a setting of its own, or is written by the sender; remove it here";
                    problems.push(ConfigProblem::new(path, message));
                }
                (_, _, Err(error)) => problems.push(ConfigProblem::new(path, error.to_string())),
                _ => {}
            }
        }
        if http::HeaderValue::from_str(&self.content_type).is_err() {
            problems.push(ConfigProblem::new("/content_type", "must be a content type"));
        }
        if !self.idempotency_header.is_empty() && !is_header_name(&self.idempotency_header) {
            problems.push(ConfigProblem::new(
                "/idempotency_header",
                "must be the name of a header, or empty",
            ));
        }
        problems
    }
}

/// Scheme, host and port must be fixed, so that no message chooses whom it is sent to.
fn url_pattern_problem(url: &str) -> Option<ConfigProblem> {
    let pattern = match ParameterPattern::parse(url) {
        Ok(pattern) => pattern,
        Err(error) => return Some(ConfigProblem::new("/url", error.to_string())),
    };
    let names = pattern.names().into_iter().map(|name| (name, "x".to_owned()));
    let filled = pattern.fill(&names.collect(), within_address).unwrap_or_default();
    let origin_ends = url
        .find("://")
        .and_then(|scheme| url[scheme + 3..].find(['/', '?']).map(|end| scheme + 3 + end));
    let is_origin_fixed = pattern.names().is_empty() || origin_ends.is_some_and(|end| end < pattern.beginning().len());
    if !is_origin_fixed {
        let message = "must have a fixed scheme, host and port; parameters may stand in the path and the query";
        return Some(ConfigProblem::new("/url", message));
    }
    url_problem("/url", &filled)
}

/// Tells whether a text is no address that can be called.
pub(super) fn url_problem(path: &str, url: &str) -> Option<ConfigProblem> {
    let uri = url.parse::<http::Uri>().ok();
    let has_scheme = |uri: &http::Uri| matches!(uri.scheme_str(), Some("http" | "https"));
    let Some(uri) = uri.filter(|uri| has_scheme(uri) && uri.host().is_some_and(|host| !host.is_empty())) else {
        return Some(ConfigProblem::new(
            path,
            "must be an address, such as https://lab.example.org/orders",
        ));
    };
    let has_credentials = uri
        .authority()
        .is_some_and(|authority| authority.as_str().contains('@'));
    has_credentials.then(|| ConfigProblem::new(path, "must have no user and password in it; see authentication"))
}
