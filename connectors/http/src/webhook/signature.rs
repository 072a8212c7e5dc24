//! Whether a request is signed with a secret that we know, and when.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::Hmac;
use http::Uri;
use http::request::Parts;
use nilecare_signature::{Encoding, bytes_of_hex, hmac_sha256, is_signed, near, stripe};
use nilecare_types::{Secret, Timestamp};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::{form, text_of};
use nilecare_connector_net::SecretName;

use crate::{Signature, WebhookEncoding, WebhookSourceConfig};

pub(super) use nilecare_signature::Unsigned;

const TWILIO_HEADER: &str = "x-twilio-signature";

/// Names the header of the signature.
pub(super) fn header(config: &WebhookSourceConfig) -> &str {
    match config.signature {
        Signature::Stripe => "stripe-signature",
        Signature::Twilio => TWILIO_HEADER,
        Signature::Hmac => &config.signature_header,
    }
}

/// Sees whether a request is signed, over the bytes of the body as they came.
pub(super) fn verify(config: &WebhookSourceConfig, head: &Parts, body: &[u8], now: Timestamp) -> Result<(), Unsigned> {
    let shown = text_of(head, header(config)).ok_or(Unsigned::Wrong)?;
    let secrets = secrets(&config.secrets);
    let signed_at = match config.signature {
        Signature::Stripe => Some(stripe(&secrets, shown, body)?),
        Signature::Twilio => {
            let addresses = called(config.public_url.as_deref(), &config.path, &head.uri);
            twilio(&secrets, &addresses, head, shown, body)?;
            None
        }
        Signature::Hmac => generic(config, &secrets, head, shown, body)?,
    };
    signed_at.map_or(Ok(()), |signed_at| near(signed_at, now, config.tolerance.get()))
}

/// Reads the secrets; one that cannot be read signs nothing.
fn secrets(names: &[SecretName]) -> Vec<Secret<String>> {
    let mut all = Vec::new();
    for name in names {
        match name.read() {
            Ok(secret) => all.push(secret),
            Err(error) => {
                tracing::error!(%error, "a secret cannot be read; nothing that is signed with it is taken");
            }
        }
    }
    all
}

/// Tells whether a callback is signed by Twilio with one of these secrets. `public_url` is the address as Twilio was given it, without the query.
pub fn is_signed_by_twilio(names: &[SecretName], public_url: &str, head: &Parts, body: &[u8]) -> bool {
    let addresses = called(Some(public_url), "", &head.uri);
    let shown = text_of(head, TWILIO_HEADER);
    shown.is_some_and(|shown| twilio(&secrets(names), &addresses, head, shown, body).is_ok())
}

fn generic(
    config: &WebhookSourceConfig,
    secrets: &[Secret<String>],
    head: &Parts,
    shown: &str,
    body: &[u8],
) -> Result<Option<i64>, Unsigned> {
    let shown = shown
        .trim()
        .strip_prefix(config.signature_prefix.as_str())
        .ok_or(Unsigned::Wrong)?;
    let encoding = match config.signature_encoding {
        WebhookEncoding::Hex => Encoding::Hex,
        WebhookEncoding::Base64 => Encoding::Base64,
    };
    let time = match &config.timestamp_header {
        Some(header) => Some(text_of(head, header).ok_or(Unsigned::Wrong)?),
        None => None,
    };
    hmac_sha256(secrets, encoding, shown, time, body)
}

/// HMAC-SHA1, or HMAC-SHA256 where the request says so, in base64 over the address and then each field of the form, name and
/// value, by name. A body that is no form is in the address, as `bodySHA256` (twilio.com/docs/usage/security, validating
/// requests).
fn twilio(
    secrets: &[Secret<String>],
    addresses: &[String],
    head: &Parts,
    shown: &str,
    body: &[u8],
) -> Result<(), Unsigned> {
    let signature = BASE64_STANDARD.decode(shown.trim()).map_err(|_| Unsigned::Wrong)?;
    let mut fields = String::new();
    match form::of(head, body) {
        Some(mut pairs) => {
            pairs.sort();
            // What stands there twice with the same value counts once.
            pairs.dedup();
            for (name, value) in pairs {
                fields.push_str(&name);
                fields.push_str(&value);
            }
        }
        None if !body.is_empty() => is_body_in_address(&head.uri, body)?,
        None => {}
    }
    let is_by_sha256 = is_by_sha256(head);
    let is_over = |address: &String| {
        let parts = [address.as_bytes(), fields.as_bytes()];
        let signatures = std::slice::from_ref(&signature);
        let signed = if is_by_sha256 {
            is_signed::<Hmac<Sha256>>(secrets, &parts, signatures)
        } else {
            is_signed::<Hmac<Sha1>>(secrets, &parts, signatures)
        };
        signed.is_ok()
    };
    addresses.iter().any(is_over).then_some(()).ok_or(Unsigned::Wrong)
}

/// Newer accounts sign with HMAC-SHA256, and say so.
fn is_by_sha256(head: &Parts) -> bool {
    let settings = text_of(head, "x-twilio-webhooks-signature-settings").unwrap_or_default();
    let mut settings = settings.split(',').filter_map(|setting| setting.split_once('='));
    settings.any(|(name, value)| name.trim() == "algorithm" && value.trim().eq_ignore_ascii_case("HMAC_SHA256"))
}

fn is_body_in_address(address: &Uri, body: &[u8]) -> Result<(), Unsigned> {
    let query = address.query().unwrap_or_default();
    let told = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "bodySHA256");
    let told = told.and_then(|(_, hex)| bytes_of_hex(&hex)).ok_or(Unsigned::Wrong)?;
    (told == Sha256::digest(body)[..]).then_some(()).ok_or(Unsigned::Wrong)
}

/// The address that was called, as Twilio knows it: the public one with this request's query, with and without its port.
fn called(public_url: Option<&str>, own_path: &str, request: &Uri) -> Vec<String> {
    let Some(public) = public_url.and_then(|url| url.parse::<Uri>().ok()) else {
        return Vec::new();
    };
    let scheme = public.scheme_str().unwrap_or("https");
    let host = public.host().unwrap_or_default();
    let path = path_called(own_path, &public, request);
    let query = request.query().map_or_else(String::new, |query| format!("?{query}"));
    let default = if scheme == "http" { 80 } else { 443 };
    let port = public.port_u16().unwrap_or(default);
    vec![
        format!("{scheme}://{host}{path}{query}"),
        format!("{scheme}://{host}:{port}{path}{query}"),
    ]
}

/// A setting `/hooks/*` stands for many public paths, which differ in what is below.
fn path_called(own: &str, public: &Uri, request: &Uri) -> String {
    let below = own
        .strip_suffix('*')
        .and_then(|prefix| request.path().strip_prefix(prefix));
    match below {
        Some(below) => format!("{}/{below}", public.path().trim_end_matches('/')),
        None => public.path().to_owned(),
    }
}

#[cfg(test)]
mod tests;
