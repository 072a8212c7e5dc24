//! Password hashes: argon2id, a bounded number at once.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use nilecare_types::Secret;
use rand::distr::{Alphanumeric, SampleString};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::AuthError;

/// Memory, passes and lanes that the OWASP password storage cheat sheet gives for argon2id.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// How long a sign-in waits for a slot.
const WAIT: Duration = Duration::from_secs(5);
const GENERATED_CHARS: usize = 24;

/// Hashes and verifies passwords away from the threads that serve requests.
#[derive(Debug)]
pub(crate) struct Passwords {
    slots: Semaphore,
    // Verified in place of an unknown user's hash, so that both answers take the same time.
    nobody: Arc<str>,
}

impl Passwords {
    /// Allows `at_once` hashes at a time; each takes 19 MiB and some 20 ms of a core.
    pub(crate) fn new(at_once: usize) -> Result<Self, AuthError> {
        let nobody = hash(generate().expose())?.into();
        Ok(Self {
            slots: Semaphore::new(at_once.max(1)),
            nobody,
        })
    }

    pub(crate) async fn hash(&self, password: Secret<String>) -> Result<String, AuthError> {
        let _slot = self.slot().await?;
        blocking(move || hash(password.expose())).await
    }

    /// Tells whether `password` fits; takes the same time when there is no `stored` hash.
    pub(crate) async fn verify(&self, password: Secret<String>, stored: Option<String>) -> Result<bool, AuthError> {
        let _slot = self.slot().await?;
        let is_known = stored.is_some();
        let stored = stored.map_or_else(|| self.nobody.clone(), Arc::from);
        let fits = blocking(move || verify(password.expose(), &stored)).await?;
        Ok(fits && is_known)
    }

    async fn slot(&self) -> Result<SemaphorePermit<'_>, AuthError> {
        let slot = tokio::time::timeout(WAIT, self.slots.acquire()).await;
        slot.map_err(|_| AuthError::Busy)?.map_err(|_| AuthError::Busy)
    }
}

/// Makes a password of 24 letters and digits (142 bits).
pub(crate) fn generate() -> Secret<String> {
    Secret::new(Alphanumeric.sample_string(&mut rand::rng(), GENERATED_CHARS))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AuthError> + Send + 'static,
) -> Result<T, AuthError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|e| AuthError::Hash(e.to_string()))?
}

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the constants are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> Result<String, AuthError> {
    let hash = argon2()
        .hash_password(password.as_bytes())
        .map_err(|e| AuthError::Hash(e.to_string()))?;
    Ok(hash.to_string())
}

fn verify(password: &str, stored: &str) -> Result<bool, AuthError> {
    let stored = PasswordHash::new(stored).map_err(|e| AuthError::Hash(e.to_string()))?;
    Ok(argon2().verify_password(password.as_bytes(), &stored).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_and_nothing_fits_nobody() {
        let passwords = Passwords::new(2).expect("argon2 works");
        let secret = |text: &str| Secret::new(text.to_owned());
        let stored = passwords.hash(secret("correct horse")).await.expect("it hashes");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(
            stored,
            passwords.hash(secret("correct horse")).await.expect("it hashes")
        );
        assert!(
            passwords
                .verify(secret("correct horse"), Some(stored.clone()))
                .await
                .expect("it verifies")
        );
        assert!(
            !passwords
                .verify(secret("battery staple"), Some(stored))
                .await
                .expect("it verifies")
        );
        assert!(
            !passwords
                .verify(secret("correct horse"), None)
                .await
                .expect("it verifies")
        );
    }
}
