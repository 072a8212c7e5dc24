//! Which event a request tells of: the same when its sender sends it again.

use std::fmt::Write as _;

use http::request::Parts;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{signature, text_of};
use crate::{Signature, WebhookSourceConfig};

/// Longer ids are taken by their digest.
const LONGEST: usize = 200;
/// What Twilio gives its repeats (twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
const TWILIO_TOKEN: &str = "i-twilio-idempotency-token";

pub(super) fn id(config: &WebhookSourceConfig, head: &Parts, body: &[u8], form: Option<&[(String, String)]>) -> String {
    let given = match &config.event_header {
        Some(header) => text_of(head, header).map(str::to_owned),
        None if config.signature == Signature::Twilio => of_twilio(head, form),
        None => None,
    };
    let given = given.or_else(|| at_pointer(body, config.event_pointer.as_deref()?));
    match given.filter(|id| !id.trim().is_empty()) {
        Some(id) if id.len() <= LONGEST => id,
        Some(id) => digest(&[id.as_bytes()]),
        // The time is signed too, so the same event signed later would be another one: the body alone counts.
        None => match config.signature {
            Signature::Twilio => digest(&[head.uri.to_string().as_bytes(), signature_of(config, head), body]),
            Signature::Stripe | Signature::Hmac => digest(&[body]),
        },
    }
}

fn signature_of<'a>(config: &WebhookSourceConfig, head: &'a Parts) -> &'a [u8] {
    let shown = head.headers.get(signature::header(config));
    shown.map(http::HeaderValue::as_bytes).unwrap_or_default()
}

/// A message has an id, and each of its states is an event of its own.
fn of_twilio(head: &Parts, form: Option<&[(String, String)]>) -> Option<String> {
    if let Some(token) = text_of(head, TWILIO_TOKEN) {
        return Some(token.to_owned());
    }
    let field = |names: &[&str]| {
        let found = form?.iter().find(|(name, _)| names.contains(&name.as_str()));
        found.map(|(_, value)| value.clone())
    };
    let id = field(&["MessageSid", "SmsSid", "CallSid"])?;
    let state = field(&["MessageStatus", "SmsStatus", "CallStatus"]).unwrap_or_default();
    Some(format!("{id}.{state}"))
}

fn at_pointer(body: &[u8], pointer: &str) -> Option<String> {
    let body: Value = serde_json::from_slice(body).ok()?;
    match body.pointer(pointer)? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    let mut text = "sha256:".to_owned();
    for byte in hasher.finalize() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::webhook::form;

    fn config(extra: serde_json::Value) -> WebhookSourceConfig {
        let mut config = json!({ "bind": "x:1", "path": "/a", "signature": "hmac", "secrets": ["env:A"] });
        let extra = extra.as_object().expect("it is one").clone();
        config.as_object_mut().expect("it is one").extend(extra);
        serde_json::from_value(config).expect("it is valid")
    }

    fn of(config: &WebhookSourceConfig, headers: &[(&str, &str)], body: &str) -> String {
        let request = headers
            .iter()
            .fold(http::Request::post("/a"), |request, (name, value)| {
                request.header(*name, *value)
            });
        let (head, ()) = request.body(()).expect("it is valid").into_parts();
        id(
            config,
            &head,
            body.as_bytes(),
            form::of(&head, body.as_bytes()).as_deref(),
        )
    }

    #[test]
    fn the_id_is_where_the_settings_say() {
        assert_eq!(of(&config(json!({})), &[], r#"{"id":"evt_1"}"#), "evt_1");
        let deep = config(json!({ "event_pointer": "/data/0/number" }));
        assert_eq!(of(&deep, &[], r#"{"data":[{"number":7}]}"#), "7");
        let header = config(json!({ "event_header": "x-delivery" }));
        assert_eq!(of(&header, &[("X-Delivery", "D1")], r#"{"id":"evt_1"}"#), "D1");
    }

    #[test]
    fn without_an_id_the_body_is_one() {
        let config = config(json!({}));
        let first = of(&config, &[], "no json");
        assert!(first.starts_with("sha256:") && first.len() == 71);
        assert_eq!(of(&config, &[("x-time", "2")], "no json"), first);
        assert_ne!(of(&config, &[], "other"), first);
        assert!(of(&config, &[], &json!({ "id": "x".repeat(300) }).to_string()).starts_with("sha256:"));
    }

    #[test]
    fn each_state_of_a_text_message_is_an_event() {
        let twilio = config(json!({ "signature": "twilio", "public_url": "https://a/" }));
        let form = ("content-type", "application/x-www-form-urlencoded");
        let sent = of(&twilio, &[form], "MessageSid=SM1&MessageStatus=sent");
        assert_eq!(sent, "SM1.sent");
        assert_eq!(
            of(&twilio, &[form], "MessageStatus=delivered&MessageSid=SM1"),
            "SM1.delivered"
        );
        assert_eq!(of(&twilio, &[form, (TWILIO_TOKEN, "T1")], "MessageSid=SM1"), "T1");
    }
}
