//! Refresh tokens: 256 random bits, stored as a digest.

use nilecare_types::Secret;
use rand::Rng;
use sha2::{Digest, Sha256};

/// A new token; the client keeps it, we keep its digest.
pub(crate) fn generate() -> Secret<String> {
    let bytes: [u8; 32] = rand::rng().random();
    Secret::new(hex(&bytes))
}

/// Returns the SHA-256 of a token in hexadecimal. A slow hash would add nothing: the token has 256 bits and cannot be guessed.
pub(crate) fn digest(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
