//! Seals the keys of authenticators at rest: AES-256-GCM under a key derived from the token key, bound to the user.
//!
//! Who copies the database file cannot make codes. Who changes the token key ends the authenticators too; administrators then take the
//! second factors away, and users set up new ones.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use nilecare_http::TokenKey;
use nilecare_types::UserId;
use rand::Rng;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::totp::TotpKey;
use crate::AuthError;

const PURPOSE: &str = "nilecare auth totp v1";

#[derive(Debug)]
pub(crate) struct Sealer(LessSafeKey);

impl Sealer {
    pub(crate) fn new(key: &TokenKey) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, key.derive(PURPOSE).expose()).expect("the key has 32 bytes");
        Self(LessSafeKey::new(key))
    }

    pub(super) fn seal(&self, user: UserId, key: &TotpKey) -> String {
        let nonce: [u8; NONCE_LEN] = rand::rng().random();
        let mut sealed = key.as_bytes().to_vec();
        let aad = Aad::from(user.to_string());
        self.0
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut sealed)
            .expect("twenty bytes are within the bounds of GCM");
        STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat())
    }

    pub(super) fn open(&self, user: UserId, sealed: &str) -> Result<TotpKey, AuthError> {
        let mut bytes = STANDARD_NO_PAD
            .decode(sealed)
            .map_err(|_| AuthError::FactorUnreadable)?;
        let (nonce, content) = bytes
            .split_first_chunk_mut::<NONCE_LEN>()
            .ok_or(AuthError::FactorUnreadable)?;
        let aad = Aad::from(user.to_string());
        let opened = self.0.open_in_place(Nonce::assume_unique_for_key(*nonce), aad, content);
        opened
            .map(|key| TotpKey::from_bytes(key.to_vec()))
            .map_err(|_| AuthError::FactorUnreadable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nilecare_types::Secret;

    fn sealer(text: &str) -> Sealer {
        Sealer::new(&TokenKey::new(Secret::new(text.repeat(32))).expect("32 bytes"))
    }

    #[test]
    fn only_the_same_key_opens_it_and_only_for_the_same_user() {
        let (user, key) = (UserId::generate(), TotpKey::generate());
        let sealed = sealer("a").seal(user, &key);
        assert_eq!(sealer("a").open(user, &sealed).expect("it opens"), key);
        for (sealer, user, sealed) in [
            (sealer("b"), user, sealed.as_str()),
            (sealer("a"), UserId::generate(), sealed.as_str()),
            (sealer("a"), user, "AAAA"),
        ] {
            let refused = sealer.open(user, sealed);
            assert!(matches!(refused, Err(AuthError::FactorUnreadable)));
        }
    }
}
