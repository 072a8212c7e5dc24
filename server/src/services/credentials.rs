//! API keys and ended sign-ins, asked of auth in another process.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use nilecare_contracts::auth::{ApiKeyHolder, AuthClient};
use nilecare_http::{Credentials, Principal, ServiceCaller, TokenError};
use nilecare_types::{Clock, Timestamp};
use sha2::{Digest, Sha256};

use super::Round;

/// How long an answer about a key is used: a revoked key is refused after that at the latest.
const KNOWN_FOR: SignedDuration = SignedDuration::from_secs(15);
/// How often auth is asked which sign-ins were ended.
const ASK_EVERY: Duration = Duration::from_secs(10);
/// Answers kept at most; above it all are asked anew.
const MOST_KNOWN: usize = 10_000;

/// What auth said of a key, and when.
type Known = (Option<ApiKeyHolder>, Timestamp);

/// Asks auth.
#[derive(Debug)]
pub(super) struct AskAuth {
    auth: AuthClient,
    clock: Arc<dyn Clock>,
    /// By the digest of the key, so that keys are not kept.
    known: Mutex<HashMap<[u8; 32], Known>>,
    ended: Mutex<HashSet<String>>,
}

impl AskAuth {
    pub fn new(calls: Arc<dyn ServiceCaller>, clock: Arc<dyn Clock>) -> Self {
        Self {
            auth: AuthClient::new(calls),
            clock,
            known: Mutex::default(),
            ended: Mutex::default(),
        }
    }

    /// Keeps the list of ended sign-ins up to date.
    pub fn round(self: &Arc<Self>) -> Round {
        Round::new("asking which sign-ins were ended", ASK_EVERY, self, |asks| async move {
            let ended = asks.auth.ended_sign_ins().await?;
            *lock(&asks.ended) = ended.into_iter().collect();
            Ok::<_, nilecare_contracts::ClientError>(())
        })
    }

    async fn holder(&self, key: &str) -> Result<Option<ApiKeyHolder>, TokenError> {
        let digest: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        let now = self.clock.now();
        if let Some((holder, at)) = lock(&self.known).get(&digest)
            && now.duration_since(*at) < KNOWN_FOR
        {
            return Ok(holder.clone());
        }
        let holder = self.auth.api_key_holder(key).await.map_err(|error| {
            tracing::error!(%error, "an API key could not be looked up");
            TokenError::Unavailable
        })?;
        let mut known = lock(&self.known);
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(digest, (holder.clone(), now));
        Ok(holder)
    }
}

#[async_trait]
impl Credentials for AskAuth {
    async fn api_key(&self, key: &str) -> Result<Principal, TokenError> {
        let holder = self.holder(key).await?.ok_or(TokenError::Invalid)?;
        Ok(Principal {
            user_id: holder.user_id,
            username: holder.username,
            roles: Vec::new(),
            permissions: holder.permissions,
            service: true,
            session: None,
        })
    }

    fn has_ended(&self, session: &str) -> bool {
        lock(&self.ended).contains(session)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
