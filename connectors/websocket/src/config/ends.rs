//! Who waits and who connects.

use http::Uri;
use nilecare_connector_net::{ListenerTls, Network, SecretName, SenderTls, address_problem, zero_problems};
use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// # Wait for peers
/// Peers connect to us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebsocketListener {
    /// # Address
    /// Where to listen, such as `0.0.0.0:8095`; port 0 takes a free one.
    pub bind: String,
    /// # Path
    /// Others get 404.
    #[serde(default = "default_path")]
    pub path: String,
    /// # Tokens
    /// A peer shows one of these in `Authorization: Bearer`; each is `env:NAME` or `file:PATH`. Empty: everybody who can reach the port is
    /// let in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<SecretName>,
    /// # Token in the address
    /// The name of a parameter of the query that may hold the token instead, for browsers, which cannot set the header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_parameter: Option<String>,
    /// # Origins
    /// The pages, such as `https://ward.example.org`, whose scripts may connect. Empty: no page; peers that are no browsers have no origin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// # Allowed addresses
    /// Peers from elsewhere are disconnected; addresses or networks such as `10.1.0.0/16` and `fd00::/8`. Empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_addresses: Vec<Network>,
    /// # Connections
    /// So many at once; a further one is disconnected.
    #[serde(default = "default_connections")]
    pub max_connections: usize,
    /// # Connections of one address
    /// Absent: no limit of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_connections_per_address: Option<usize>,
    /// # TLS
    /// Without: anybody between the peer and this machine can read and change everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<ListenerTls>,
}

/// # Connect to a peer
/// We connect to a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebsocketClient {
    /// # Address
    /// Such as `wss://monitors.example.org/stream`.
    pub url: String,
    /// # Token
    /// Shown in `Authorization: Bearer`; `env:NAME` or `file:PATH`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<SecretName>,
    /// # Connect time-out
    /// Until the WebSocket is there.
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
    /// # Connect again within
    /// The longest pause after a connection ended or could not be made; the first is a tenth of a second, and each is twice as long as the
    /// one before.
    #[serde(default = "default_reconnect")]
    pub reconnect: HumanDuration,
    /// # TLS
    /// For `wss`. Absent: certificates of the authorities that this machine trusts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
}

fn default_path() -> String {
    "/".to_owned()
}
fn default_connections() -> usize {
    1000
}
fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(10)
}
fn default_reconnect() -> HumanDuration {
    HumanDuration::from_secs(30)
}

impl WebsocketListener {
    fn problems(&self, at: &str) -> Vec<ConfigProblem> {
        let place = |name: &str| format!("{at}/{name}");
        let mut problems = Vec::new();
        problems.extend(address_problem(&place("bind"), &self.bind, "127.0.0.1:8095"));
        let is_path = self.path.starts_with('/') && self.path.parse::<Uri>().is_ok_and(|uri| uri.query().is_none());
        let is_name =
            |name: &String| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_origin = |origin: &String| {
            let uri = origin.parse::<Uri>().ok();
            uri.is_some_and(|uri| uri.scheme().is_some() && uri.host().is_some()) && !origin.ends_with('/')
        };
        let wrong = [
            ("path", !is_path, "must be a path, such as /stream"),
            (
                "token_parameter",
                !self.token_parameter.as_ref().is_none_or(is_name),
                "must be letters, digits and _",
            ),
            (
                "origins",
                !self.origins.iter().all(is_origin),
                "must be origins, such as https://ward.example.org",
            ),
            ("max_connections", self.max_connections == 0, "must be at least 1"),
            (
                "max_connections_per_address",
                self.max_connections_per_address == Some(0),
                "must be at least 1, or absent",
            ),
        ];
        let wrong = wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        problems.extend(wrong.map(|(name, _, message)| ConfigProblem::new(place(name), message)));
        if self.token_parameter.is_some() && self.tokens.is_empty() {
            problems.push(ConfigProblem::new(
                place("tokens"),
                "must be given with token_parameter",
            ));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate(&place("tls"))));
        problems
    }
}

impl WebsocketClient {
    /// Returns the address if it is one.
    pub(crate) fn uri(&self) -> Option<Uri> {
        let uri: Uri = self.url.parse().ok()?;
        let is_known = matches!(uri.scheme_str(), Some("ws" | "wss"));
        let is_plain = !uri.authority()?.as_str().contains('@') && !self.url.contains('#');
        (is_known && is_plain && !uri.host()?.is_empty()).then_some(uri)
    }

    fn problems(&self, at: &str) -> Vec<ConfigProblem> {
        let place = |name: &str| format!("{at}/{name}");
        let mut problems = Vec::new();
        if self.uri().is_none() {
            let message = "must be an address without user and password, such as wss://monitors.example.org/stream";
            problems.push(ConfigProblem::new(place("url"), message));
        }
        problems.extend(zero_problems(&[
            (&place("connect_timeout"), self.connect_timeout),
            (&place("reconnect"), self.reconnect),
        ]));
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate(&place("tls"))));
        if self.tls.is_some() && self.url.starts_with("ws://") {
            problems.push(ConfigProblem::new(
                place("tls"),
                "is for wss; change the scheme of url, or remove it",
            ));
        }
        problems
    }
}

/// Tells what is wrong with the two ends, of which one must be given.
pub(super) fn problems(listen: Option<&WebsocketListener>, connect: Option<&WebsocketClient>) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    if listen.is_some() == connect.is_some() {
        problems.push(ConfigProblem::new("/listen", "give listen or connect, one of the two"));
    }
    problems.extend(listen.iter().flat_map(|listen| listen.problems("/listen")));
    problems.extend(connect.iter().flat_map(|connect| connect.problems("/connect")));
    problems
}

/// Tells what is wrong with what every connection has.
pub(super) fn session_problems(
    subprotocol: Option<&String>,
    max_message_size: usize,
    times: [(&str, HumanDuration); 2],
) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    // A token (RFC 9110 §5.6.2).
    let is_token = |text: &String| text.parse::<http::Method>().is_ok();
    if !subprotocol.is_none_or(is_token) {
        problems.push(ConfigProblem::new(
            "/subprotocol",
            "must be one name, such as hl7.example.org",
        ));
    }
    if !(1..=256 << 20).contains(&max_message_size) {
        problems.push(ConfigProblem::new("/max_message_size", "must be from 1 to 268435456"));
    }
    problems.extend(zero_problems(&times));
    problems
}
