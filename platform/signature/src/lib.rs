//! Signatures of webhooks: whether bytes were signed with a secret that we know, and when.
//!
//! The check is here once, for channels and for services. It is over the bytes as they came, in constant time, and all secrets are
//! looked at, so that one can be replaced while both count. What a signature stands in, and which event it signs, is left to the caller.

use std::fmt::Write as _;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, Mac};
use nilecare_types::{Secret, Timestamp};
use sha2::Sha256;

pub use hmac::digest::KeyInit;

/// Why something is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsigned {
    /// No signature of it is right.
    Wrong,
    /// One is right, and its time is not near ours.
    Old,
}

/// How the bytes of a signature are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal digits.
    Hex,
    /// Base64 (RFC 4648 §4).
    Base64,
}

/// A request may bring signatures of several secrets while one is being replaced; more than so many are not looked at.
const MAX_SIGNATURES: usize = 8;

/// Checks `t=TIME,v1=HEX[,v1=HEX…]`, over `TIME.BODY` (docs.stripe.com/webhooks, verify manually), and gives the time in seconds.
///
/// # Errors
/// When no signature is right.
pub fn stripe(secrets: &[Secret<String>], shown: &str, body: &[u8]) -> Result<i64, Unsigned> {
    let items = || shown.split(',').filter_map(|item| item.trim().split_once('='));
    let (_, time) = items().find(|(key, _)| *key == "t").ok_or(Unsigned::Wrong)?;
    let signatures = items().filter(|(key, _)| *key == "v1").take(MAX_SIGNATURES);
    let signatures: Vec<_> = signatures.filter_map(|(_, hex)| bytes_of_hex(hex)).collect();
    is_signed::<Hmac<Sha256>>(secrets, &[time.as_bytes(), b".", body], &signatures)?;
    time.parse().map_err(|_| Unsigned::Wrong)
}

/// Checks an HMAC-SHA256 over `BODY`, or over `TIME.BODY` when there is a time, and gives the time in seconds.
///
/// # Errors
/// When the signature is not right, or the time is no number.
pub fn hmac_sha256(
    secrets: &[Secret<String>],
    encoding: Encoding,
    shown: &str,
    time: Option<&str>,
    body: &[u8],
) -> Result<Option<i64>, Unsigned> {
    let signature = match encoding {
        Encoding::Hex => bytes_of_hex(shown),
        Encoding::Base64 => BASE64_STANDARD.decode(shown).ok(),
    };
    let signatures: Vec<_> = signature.into_iter().collect();
    let Some(time) = time else {
        is_signed::<Hmac<Sha256>>(secrets, &[body], &signatures)?;
        return Ok(None);
    };
    is_signed::<Hmac<Sha256>>(secrets, &[time.as_bytes(), b".", body], &signatures)?;
    time.trim().parse().map(Some).map_err(|_| Unsigned::Wrong)
}

/// Demands that something was signed near our time, before or after.
///
/// # Errors
/// When it was not.
pub fn near(signed_at: i64, now: Timestamp, tolerance: Duration) -> Result<(), Unsigned> {
    let tolerance = i64::try_from(tolerance.as_secs()).unwrap_or(i64::MAX);
    let is_near = now.as_second().abs_diff(signed_at) <= tolerance.unsigned_abs();
    is_near.then_some(()).ok_or(Unsigned::Old)
}

/// Demands that one of the signatures is one of the secrets' over the parts, joined. Compares in constant time; all are looked at. An
/// empty secret signs nothing.
///
/// # Errors
/// When none is.
pub fn is_signed<M: Mac + KeyInit + Clone>(
    secrets: &[Secret<String>],
    parts: &[&[u8]],
    signatures: &[Vec<u8>],
) -> Result<(), Unsigned> {
    let mut is_right = false;
    for secret in secrets.iter().filter(|secret| !secret.expose().is_empty()) {
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

/// Signs the parts, joined, with HMAC-SHA256, in hexadecimal digits.
pub fn sign(secret: &Secret<String>, parts: &[&[u8]]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).expect("HMAC takes keys of any length");
    for part in parts {
        Mac::update(&mut mac, part);
    }
    let mut text = String::new();
    for byte in mac.finalize().into_bytes() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Reads hexadecimal digits, at most 128.
pub fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
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
mod tests {
    use super::*;

    fn secrets(texts: &[&str]) -> Vec<Secret<String>> {
        texts.iter().map(|text| Secret::new((*text).to_owned())).collect()
    }

    #[test]
    fn what_is_signed_here_is_checked_here_and_nothing_else_is() {
        let known = secrets(&["old", "new"]);
        let shown = format!(
            "t=1000,v1={},v1={}",
            "0".repeat(64),
            sign(&known[1], &[b"1000.", b"{}"])
        );
        assert_eq!(stripe(&known, &shown, b"{}"), Ok(1000));
        assert_eq!(stripe(&known, &shown, b"{ }"), Err(Unsigned::Wrong));
        assert_eq!(stripe(&secrets(&["other", ""]), &shown, b"{}"), Err(Unsigned::Wrong));
        let plain = sign(&known[0], &[b"body"]);
        assert_eq!(hmac_sha256(&known, Encoding::Hex, &plain, None, b"body"), Ok(None));
        let timed = sign(&known[0], &[b"7", b".", b"body"]);
        assert_eq!(
            hmac_sha256(&known, Encoding::Hex, &timed, Some("7"), b"body"),
            Ok(Some(7))
        );
        assert_eq!(
            hmac_sha256(&known, Encoding::Hex, &timed, Some("8"), b"body"),
            Err(Unsigned::Wrong)
        );
        assert_eq!(
            hmac_sha256(&known, Encoding::Hex, &timed, None, b"body"),
            Err(Unsigned::Wrong)
        );
    }

    #[test]
    fn a_time_is_near_within_the_tolerance_on_both_sides() {
        let now = Timestamp::from_second(1_000).expect("a moment");
        let tolerance = Duration::from_secs(300);
        for (signed_at, expected) in [
            (700, Ok(())),
            (1_300, Ok(())),
            (699, Err(Unsigned::Old)),
            (1_301, Err(Unsigned::Old)),
        ] {
            assert_eq!(near(signed_at, now, tolerance), expected, "{signed_at}");
        }
    }

    #[test]
    fn an_empty_secret_signs_nothing() {
        let empty = secrets(&[""]);
        let shown = sign(&empty[0], &[b"body"]);
        assert_eq!(
            hmac_sha256(&empty, Encoding::Hex, &shown, None, b"body"),
            Err(Unsigned::Wrong)
        );
    }
}
