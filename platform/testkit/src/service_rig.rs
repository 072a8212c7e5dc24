//! What a service needs to start.

use std::sync::Arc;

use axum::Router;
use nilecare_http::{TokenIssuer, TokenKey, TokenVerifier};
use nilecare_types::{FixedClock, Secret};

use crate::{TestClient, TestStore};

/// A clock that stands still, a key for tokens, and databases that go with it.
pub struct ServiceRig {
    /// Stands at 2026-11-22T12:00:00Z until it is moved.
    pub clock: Arc<FixedClock>,
    key: TokenKey,
    store: TestStore,
}

impl ServiceRig {
    /// Makes one.
    ///
    /// # Panics
    /// When there can be no temporary folder.
    #[allow(clippy::new_without_default, reason = "it makes a folder, which no default should")]
    pub fn new() -> Self {
        let now = "2026-11-22T12:00:00Z".parse().expect("it is a moment");
        let key = Secret::new("0123456789abcdef0123456789abcdef".to_owned());
        Self {
            clock: Arc::new(FixedClock::at(now)),
            key: TokenKey::new(key).expect("32 bytes are enough"),
            store: TestStore::new(),
        }
    }

    /// Returns the URL of a database of this rig; see [`TestStore`].
    pub fn database(&self, service: &str) -> String {
        self.store.url(service)
    }

    /// Returns what a service checks tokens with.
    pub fn verifier(&self) -> TokenVerifier {
        TokenVerifier::new(&self.key, self.clock.clone())
    }

    /// Returns what makes tokens that services take.
    pub fn issuer(&self) -> TokenIssuer {
        TokenIssuer::new(&self.key, self.clock.clone())
    }

    /// Returns a client of these routes.
    pub fn client(&self, router: Router) -> TestClient {
        TestClient::new(router, self.issuer())
    }
}
