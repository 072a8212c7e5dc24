//! Comparing what a peer shows with what it should show.

use nilecare_connector_net::SecretName;
use nilecare_engine_api::SourceError;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Tells whether two texts are equal, in a time that tells nothing of either but the length of the shown one.
pub(crate) fn is_equal(shown: &[u8], right: &[u8]) -> bool {
    Sha256::digest(shown).ct_eq(&Sha256::digest(right)).into()
}

/// Tells whether a peer shows one of these secrets. All are looked at, whichever it is; one that cannot be read is nobody's.
pub(crate) fn is_one_of(shown: &[u8], secrets: &[SecretName]) -> bool {
    let mut is_one = false;
    for secret in secrets {
        match secret.read() {
            Ok(secret) if !secret.expose().is_empty() => is_one |= is_equal(shown, secret.expose().as_bytes()),
            Ok(_) => tracing::error!(%secret, "a secret is empty; nobody is let in by it"),
            Err(error) => tracing::error!(%error, "a secret cannot be read; nobody is let in by it"),
        }
    }
    is_one
}

/// Sees at the start whether secrets can be read.
pub(crate) fn check<'a>(secrets: impl IntoIterator<Item = &'a SecretName>) -> Result<(), SourceError> {
    for name in secrets {
        match name.read() {
            Ok(secret) if secret.expose().is_empty() => {
                return Err(SourceError::new(
                    "NC-HTTP-002",
                    format!("the secret {name} is empty; set it"),
                ));
            }
            Ok(_) => {}
            Err(error) => return Err(SourceError::new("NC-HTTP-002", error.to_string())),
        }
    }
    Ok(())
}
