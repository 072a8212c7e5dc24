//! Whether a request is signed with a secret that we know, and when.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use http::Uri;
use http::request::Parts;
use nilecare_types::Timestamp;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::{form, text_of};
use nilecare_connector_net::SecretName;

use crate::{Signature, WebhookEncoding, WebhookSourceConfig};

/// Why a request is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsigned {
    /// No signature of it is right.
    Wrong,
    /// One is right, and its time is not near ours.
    Old,
}

/// A request may bring signatures of several secrets while one is being replaced; more than so many are not looked at.
const MAX_SIGNATURES: usize = 8;

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
    let signed_at = match config.signature {
        Signature::Stripe => Some(stripe(config, shown, body)?),
        Signature::Twilio => {
            let addresses = called(config.public_url.as_deref(), &config.path, &head.uri);
            twilio(&config.secrets, &addresses, head, shown, body)?;
            None
        }
        Signature::Hmac => generic(config, head, shown, body)?,
    };
    let is_near = |signed_at: i64| {
        let tolerance = i64::try_from(config.tolerance.get().as_secs()).unwrap_or(i64::MAX);
        now.as_second().abs_diff(signed_at) <= tolerance.unsigned_abs()
    };
    signed_at.is_none_or(is_near).then_some(()).ok_or(Unsigned::Old)
}

/// Tells whether a callback is signed by Twilio with one of these secrets. `public_url` is the address as Twilio was given it, without the query.
pub fn is_signed_by_twilio(secrets: &[SecretName], public_url: &str, head: &Parts, body: &[u8]) -> bool {
    let addresses = called(Some(public_url), "", &head.uri);
    let shown = text_of(head, TWILIO_HEADER);
    shown.is_some_and(|shown| twilio(secrets, &addresses, head, shown, body).is_ok())
}

/// `t=TIME,v1=HEX[,v1=HEX…]`, over `TIME.BODY` (docs.stripe.com/webhooks, verify manually).
fn stripe(config: &WebhookSourceConfig, shown: &str, body: &[u8]) -> Result<i64, Unsigned> {
    let items = || shown.split(',').filter_map(|item| item.trim().split_once('='));
    let (_, time) = items().find(|(key, _)| *key == "t").ok_or(Unsigned::Wrong)?;
    let signatures = items().filter(|(key, _)| *key == "v1").take(MAX_SIGNATURES);
    let signatures: Vec<_> = signatures.filter_map(|(_, hex)| bytes_of_hex(hex)).collect();
    is_signed::<Hmac<Sha256>>(&config.secrets, &[time.as_bytes(), b".", body], &signatures)?;
    time.parse().map_err(|_| Unsigned::Wrong)
}

fn generic(config: &WebhookSourceConfig, head: &Parts, shown: &str, body: &[u8]) -> Result<Option<i64>, Unsigned> {
    let shown = shown
        .trim()
        .strip_prefix(config.signature_prefix.as_str())
        .ok_or(Unsigned::Wrong)?;
    let signature = match config.signature_encoding {
        WebhookEncoding::Hex => bytes_of_hex(shown),
        WebhookEncoding::Base64 => BASE64_STANDARD.decode(shown).ok(),
    };
    let signatures: Vec<_> = signature.into_iter().collect();
    let Some(header) = &config.timestamp_header else {
        is_signed::<Hmac<Sha256>>(&config.secrets, &[body], &signatures)?;
        return Ok(None);
    };
    let time = text_of(head, header).ok_or(Unsigned::Wrong)?;
    is_signed::<Hmac<Sha256>>(&config.secrets, &[time.as_bytes(), b".", body], &signatures)?;
    time.trim().parse().map(Some).map_err(|_| Unsigned::Wrong)
}

/// HMAC-SHA1, or HMAC-SHA256 where the request says so, in base64 over the address and then each field of the form, name and
/// value, by name. A body that is no form is in the address, as `bodySHA256` (twilio.com/docs/usage/security, validating
/// requests).
fn twilio(
    secrets: &[SecretName],
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

/// Compares in constant time; all secrets and signatures are looked at.
fn is_signed<M: Mac + KeyInit + Clone>(
    secrets: &[SecretName],
    parts: &[&[u8]],
    signatures: &[Vec<u8>],
) -> Result<(), Unsigned> {
    let mut is_right = false;
    for name in secrets {
        let secret = match name.read() {
            Ok(secret) if !secret.expose().is_empty() => secret,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(%error, "a secret cannot be read; nothing that is signed with it is taken");
                continue;
            }
        };
        let Ok(mut mac) = <M as KeyInit>::new_from_slice(secret.expose().as_bytes()) else {
            continue;
        };
        for part in parts {
            Mac::update(&mut mac, part);
        }
        for signature in signatures {
            is_right |= mac.clone().verify_slice(signature).is_ok();
        }
    }
    is_right.then_some(()).ok_or(Unsigned::Wrong)
}

fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if digits.is_empty() || !digits.len().is_multiple_of(2) || digits.len() > 128 {
        return None;
    }
    let value = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|value| u8::try_from(value).ok())
    };
    let bytes = digits
        .chunks(2)
        .map(|pair| Some(value(pair[0])? << 4 | value(pair[1])?));
    bytes.collect()
}

#[cfg(test)]
mod tests;
