//! Settings of the receiver of webhooks.

use nilecare_connector_net::{SecretName, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{ListenerSettings, default_body_size, default_expansion, is_header_name, kept_header_problems};
use crate::address::PathPattern;

/// # Webhook
/// Waits for signed requests (POST). The signature is checked over the bytes as they came, before anything looks into them;
/// what is not signed, or too old, gets 400 and is not stored. An event that came before is answered like the first one,
/// kept as filtered, and not processed again, also after a restart. Its id is the message's control id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookSourceConfig {
    /// # Listener
    /// Where it waits, for whom, how long, and what it answers.
    #[serde(flatten)]
    pub listener: ListenerSettings,
    /// # Path
    /// Such as `/stripe` or `/hooks/*`. Others get 404.
    pub path: String,
    /// # Signature
    /// `stripe`: `Stripe-Signature`, with a time. `twilio`: `X-Twilio-Signature` over `public_url` and the form; without a
    /// time. `hmac`: HMAC-SHA256 in a header of your choice.
    pub signature: Signature,
    /// # Secrets
    /// What requests are signed with, each `env:NAME` or `file:PATH`; any of them counts. Stripe: the endpoint's signing secret
    /// (`whsec_…`). Twilio: the account's auth token.
    pub secrets: Vec<SecretName>,
    /// # Public address
    /// For `twilio`: the address that Twilio calls, as it is entered there, such as `https://hub.example.org/sms`. What a proxy
    /// in front of the hub takes off the path is put before it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// # Header of the signature
    /// For `hmac`.
    #[serde(default = "default_signature_header")]
    pub signature_header: String,
    /// # Before the signature
    /// For `hmac`: what stands before it in the header, such as `sha256=`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signature_prefix: String,
    /// # Encoding of the signature
    /// For `hmac`.
    #[serde(default)]
    pub signature_encoding: WebhookEncoding,
    /// # Header of the time
    /// For `hmac`: seconds since 1970, which are signed too, as `TIME.BODY`. Absent: the body alone is signed, and an old request
    /// is known by its event id only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timestamp_header: Option<String>,
    /// # Tolerance
    /// A request that was signed longer ago, or so far ahead, is refused.
    #[serde(default = "default_tolerance")]
    pub tolerance: HumanDuration,
    /// # Header of the event id
    /// Absent: what Twilio sends to know a repeat by, else the message's id with its status; others see `event_pointer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_header: Option<String>,
    /// # Place of the event id
    /// A JSON pointer into the body. Without a header and a place, and when there is nothing in it, the SHA-256 of what was
    /// signed is the id.
    #[serde(default = "default_pointer", skip_serializing_if = "Option::is_none")]
    pub event_pointer: Option<String>,
    /// # Remember events for
    /// An event that came longer ago is processed again. What a channel prunes earlier is forgotten earlier.
    #[serde(default = "default_remember")]
    pub remember: HumanDuration,
    /// # Form as JSON
    /// On: a form (`application/x-www-form-urlencoded`) is turned into a JSON object, for a channel with `data_type: json`.
    #[serde(default = "yes")]
    pub form_as_json: bool,
    /// # Headers to keep
    /// These headers of a request are kept with its message. Credentials never are.
    #[serde(default = "default_headers")]
    pub headers: Vec<String>,
    /// # Largest body, in bytes
    /// A larger one gets 413.
    #[serde(default = "default_webhook_size")]
    pub max_body_size: usize,
}

/// How a webhook is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// HMAC-SHA256 over time and body, in `Stripe-Signature`.
    Stripe,
    /// HMAC-SHA1 or HMAC-SHA256 over address and form, in `X-Twilio-Signature`.
    Twilio,
    /// HMAC-SHA256 over the body, or over time and body.
    Hmac,
}

/// How the bytes of a signature are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WebhookEncoding {
    /// Hexadecimal digits.
    #[default]
    Hex,
    /// Base64.
    Base64,
}

fn default_signature_header() -> String {
    "X-Signature".to_owned()
}
fn default_tolerance() -> HumanDuration {
    HumanDuration::from_secs(300)
}
#[allow(clippy::unnecessary_wraps, reason = "the default of an optional setting")]
fn default_pointer() -> Option<String> {
    Some("/id".to_owned())
}
fn default_remember() -> HumanDuration {
    HumanDuration::from_secs(7 * 24 * 3600)
}
fn default_headers() -> Vec<String> {
    vec!["content-type".to_owned(), "user-agent".to_owned()]
}
fn default_webhook_size() -> usize {
    default_body_size() / 16
}
fn yes() -> bool {
    true
}

impl ConnectorConfig for WebhookSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        problems.extend(self.listener.address_problem());
        if PathPattern::parse(&self.path).is_none() {
            problems.push(ConfigProblem::new(
                "/path",
                "must be a path, such as /stripe or /hooks/*",
            ));
        }
        if self.secrets.is_empty() {
            problems.push(ConfigProblem::new("/secrets", "must name at least one secret"));
        }
        problems.extend(self.signature_problems());
        let named = [
            ("/signature_header", Some(&self.signature_header)),
            ("/timestamp_header", self.timestamp_header.as_ref()),
            ("/event_header", self.event_header.as_ref()),
        ];
        for (path, _) in named
            .iter()
            .filter(|(_, name)| name.is_some_and(|name| !is_header_name(name)))
        {
            problems.push(ConfigProblem::new(*path, "must be the name of a header"));
        }
        if self
            .event_pointer
            .as_ref()
            .is_some_and(|pointer| !pointer.starts_with('/'))
        {
            problems.push(ConfigProblem::new(
                "/event_pointer",
                "must be a JSON pointer, such as /id",
            ));
        }
        problems.extend(kept_header_problems(
            "/headers",
            &self.headers,
            Some(&self.signature_header),
        ));
        problems.extend(self.listener.problems(self.max_body_size, default_expansion()));
        problems.extend(zero_problems(&[
            ("/tolerance", self.tolerance),
            ("/remember", self.remember),
        ]));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "bind": "0.0.0.0:8443", "path": "/stripe", "signature": "stripe", "secrets": ["env:STRIPE_SIGNING_SECRET"] }),
            json!({ "bind": "127.0.0.1:8081", "path": "/sms", "signature": "twilio", "secrets": ["file:/etc/nilecare/twilio"],
                "public_url": "https://hub.example.org/sms", "answer": { "status": { "no_reply": 204 } } }),
            json!({ "bind": "127.0.0.1:0", "path": "/hooks/*", "signature": "hmac", "secrets": ["env:HOOK_SECRET"],
                "signature_header": "X-Hub-Signature-256", "signature_prefix": "sha256=",
                "event_header": "X-GitHub-Delivery" }),
        ]
    }
}

impl WebhookSourceConfig {
    fn signature_problems(&self) -> Vec<ConfigProblem> {
        let is_twilio = self.signature == Signature::Twilio;
        let mut problems = Vec::new();
        match &self.public_url {
            Some(_) if !is_twilio => {
                problems.push(ConfigProblem::new("/public_url", "is for signature twilio; remove it"));
            }
            None if is_twilio => {
                let message = "must be the address that Twilio calls, such as https://hub.example.org/sms";
                problems.push(ConfigProblem::new("/public_url", message));
            }
            Some(url) => problems.extend(super::sender::url_problem("/public_url", url)),
            None => {}
        }
        if self.signature != Signature::Hmac && self.timestamp_header.is_some() {
            problems.push(ConfigProblem::new(
                "/timestamp_header",
                "is for signature hmac; remove it",
            ));
        }
        problems
    }
}
