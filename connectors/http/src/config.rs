//! Settings of the connectors.

use nilecare_connector_net::SecretName;
use nilecare_engine_api::ConfigProblem;

mod authentication;
mod listener;
mod listener_settings;
mod reply;
mod sender;
mod webhook;

pub use authentication::{ApiKey, ListenerAuthentication, OAuth2, SenderAuthentication, User};
pub use listener::HttpSourceConfig;
pub use listener_settings::ListenerSettings;
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

fn default_body_size() -> usize {
    16 << 20
}
fn default_expansion() -> u32 {
    100
}
/// So that a check of secrets reads as what it is.
type Secrets<'a> = Vec<&'a SecretName>;

#[cfg(test)]
mod tests;
