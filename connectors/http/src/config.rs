//! Settings of the connectors.

use nilecare_connector_net::SecretName;
use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;

mod authentication;
mod listener;
mod reply;
mod sender;
mod webhook;

pub use authentication::{ApiKey, ListenerAuthentication, OAuth2, SenderAuthentication, User};
pub use listener::HttpSourceConfig;
pub use reply::{ReplyOptions, StatusCodes};
pub use sender::HttpDestinationConfig;
pub use webhook::{Signature, WebhookEncoding, WebhookSourceConfig};

/// Headers that say who somebody is; they are not kept with messages.
const CREDENTIALS: [&str; 5] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
];

fn is_header_name(name: &str) -> bool {
    name.parse::<http::HeaderName>().is_ok()
}

/// Tells which of the headers to keep with messages cannot be kept.
fn kept_header_problems(path: &str, names: &[String], key_header: Option<&str>) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let is_credential = CREDENTIALS
            .into_iter()
            .chain(key_header)
            .any(|credential| credential.eq_ignore_ascii_case(name));
        let message = match (is_header_name(name), is_credential) {
            (false, _) => "must be the name of a header",
            (true, true) => "holds credentials, which are not kept with messages; remove it",
            (true, false) => continue,
        };
        problems.push(ConfigProblem::new(format!("{path}/{index}"), message));
    }
    if names.len() > 64 {
        problems.push(ConfigProblem::new(path, "at most 64 headers can be kept"));
    }
    problems
}

/// What is set of any listener.
struct Limits {
    max_connections: usize,
    max_connections_per_address: Option<usize>,
    max_requests: usize,
    max_body_size: usize,
    max_expansion: u32,
    header_timeout: HumanDuration,
    body_timeout: HumanDuration,
}

impl Limits {
    fn problems(&self) -> Vec<ConfigProblem> {
        let wrong = [
            ("/max_connections", self.max_connections == 0, "must be at least 1"),
            (
                "/max_connections_per_address",
                self.max_connections_per_address == Some(0),
                "must be at least 1, or absent",
            ),
            ("/max_requests", self.max_requests == 0, "must be at least 1"),
            (
                "/max_body_size",
                !(1024..=1 << 30).contains(&self.max_body_size),
                "must be from 1024 to 1073741824",
            ),
            (
                "/max_expansion",
                !(1..=1000).contains(&self.max_expansion),
                "must be from 1 to 1000",
            ),
        ];
        let wrong = wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        let mut problems: Vec<_> = wrong
            .map(|(path, _, message)| ConfigProblem::new(path, message))
            .collect();
        problems.extend(nilecare_connector_net::zero_problems(&[
            ("/header_timeout", self.header_timeout),
            ("/body_timeout", self.body_timeout),
        ]));
        problems
    }
}

fn default_connections() -> usize {
    1000
}
fn default_requests() -> usize {
    256
}
fn default_body_size() -> usize {
    16 << 20
}
fn default_expansion() -> u32 {
    100
}
fn default_header_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_body_timeout() -> HumanDuration {
    HumanDuration::from_secs(60)
}
fn default_retry_after() -> HumanDuration {
    HumanDuration::from_secs(10)
}

/// So that a check of secrets reads as what it is.
type Secrets<'a> = Vec<&'a SecretName>;

#[cfg(test)]
mod tests;
