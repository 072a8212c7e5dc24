//! One-time codes by time (RFC 6238): HMAC-SHA-1, six digits, 30 seconds; the only kind that every authenticator knows.

use nilecare_types::{Secret, Timestamp};
use rand::Rng;
use ring::hmac;
use subtle::ConstantTimeEq;

use super::base32;

const STEP_SECONDS: i64 = 30;
const DIGITS: usize = 6;
/// RFC 4226 §4 asks for 160 bits.
pub(super) const KEY_BYTES: usize = 20;
/// How many steps a clock may be off (RFC 6238 §5.2 recommends one).
const DRIFT_STEPS: i64 = 1;
const ISSUER: &str = "NileCare";

/// The key that an authenticator and we share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TotpKey(Secret<Vec<u8>>);

impl TotpKey {
    pub(super) fn generate() -> Self {
        let bytes: [u8; KEY_BYTES] = rand::rng().random();
        Self(Secret::new(bytes.to_vec()))
    }

    pub(super) fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(Secret::new(bytes))
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.0.expose()
    }

    /// Returns the key for typing.
    pub(super) fn base32(&self) -> Secret<String> {
        Secret::new(base32::encode(self.0.expose()))
    }

    /// Returns the address for a QR code. A user's name holds no character that would need escaping.
    pub(super) fn uri(&self, username: &str) -> Secret<String> {
        let secret = base32::encode(self.0.expose());
        Secret::new(format!(
            "otpauth://totp/{ISSUER}:{username}?secret={secret}&issuer={ISSUER}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}"
        ))
    }

    /// Finds the time step that `code` belongs to, later than `last_step`; `None` when it is wrong, too old or was used.
    pub(super) fn step_of(&self, code: &str, now: Timestamp, last_step: i64) -> Option<i64> {
        let current = now.as_second().div_euclid(STEP_SECONDS);
        let near = current - DRIFT_STEPS..=current + DRIFT_STEPS;
        near.filter(|&step| step > last_step)
            .find(|&step| bool::from(self.code(step).as_bytes().ct_eq(code.as_bytes())))
    }

    fn code(&self, step: i64) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, self.0.expose());
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let tag = tag.as_ref();
        // RFC 4226 §5.3: the last four bits say where the number stands.
        let at = usize::from(tag[tag.len() - 1] & 0x0f);
        let number = tag[at..at + 4]
            .iter()
            .fold(0_u32, |number, &byte| (number << 8) | u32::from(byte));
        format!("{:0DIGITS$}", (number & 0x7fff_ffff) % 10_u32.pow(DIGITS as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> TotpKey {
        TotpKey::from_bytes(b"12345678901234567890".to_vec())
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238 appendix B, the last six of eight digits.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(key().code(second / STEP_SECONDS), code);
            assert_eq!(key().step_of(code, at(second), 0), Some(second / STEP_SECONDS));
        }
    }

    #[test]
    fn a_code_is_good_one_step_around_and_only_once() {
        let step = 59 / STEP_SECONDS;
        for (second, is_good) in [(0, true), (89, true), (90, false)] {
            assert_eq!(key().step_of("287082", at(second), 0).is_some(), is_good, "{second}");
        }
        assert_eq!(key().step_of("287082", at(59), step), None);
        for wrong in ["287083", "28708", "2870820", ""] {
            assert_eq!(key().step_of(wrong, at(59), 0), None);
        }
    }

    #[test]
    fn the_address_names_issuer_user_and_key() {
        let uri = key().uri("amna");
        assert_eq!(
            uri.expose(),
            "otpauth://totp/NileCare:amna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=NileCare&algorithm=SHA1&digits=6&period=30"
        );
    }
}
