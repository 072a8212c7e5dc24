//! What the check of tokens asks us with each request: API keys, and sign-ins that were ended early.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use jiff::SignedDuration;
use nilecare_http::{Credentials, Principal, TokenError};
use nilecare_sql::{Db, from_millis};
use nilecare_types::{Clock, Timestamp};

use crate::store::{api_key, refresh};
use crate::{AuthError, refresh_token};

/// Longer than any access token lives, its leeway included.
const TOKENS_LIVE: SignedDuration = SignedDuration::from_mins(16);
/// How fine the time of last use is.
const USE_GRAIN: SignedDuration = SignedDuration::from_mins(1);

#[derive(Debug)]
pub(crate) struct KnownCredentials {
    db: Db,
    clock: Arc<dyn Clock>,
    // Bounded by who signs out within 16 minutes.
    ended: Mutex<HashMap<String, Timestamp>>,
}

impl KnownCredentials {
    /// Opens, and remembers what was ended before a restart.
    pub(crate) async fn open(db: Db, clock: Arc<dyn Clock>) -> Result<Self, AuthError> {
        let since = clock.now() - TOKENS_LIVE;
        let mut ended = HashMap::new();
        for (id, at) in refresh::revoked_since(db.readers(), since).await? {
            ended.insert(id, from_millis("refresh_families", "revoked_at", at)?);
        }
        Ok(Self {
            db,
            clock,
            ended: Mutex::new(ended),
        })
    }

    /// Refuses the tokens of these sign-ins from now on.
    pub(crate) fn note_ended(&self, sessions: Vec<String>, now: Timestamp) {
        let mut ended = self.ended();
        ended.retain(|_, at| now.duration_since(*at) < TOKENS_LIVE);
        ended.extend(sessions.into_iter().map(|session| (session, now)));
    }

    /// Lists the sign-ins that were ended while tokens of theirs may still live.
    pub(crate) fn ended_sessions(&self) -> Vec<String> {
        let now = self.clock.now();
        let ended = self.ended();
        let live = ended.iter().filter(|(_, at)| now.duration_since(**at) < TOKENS_LIVE);
        live.map(|(session, _)| session.clone()).collect()
    }

    fn ended(&self) -> MutexGuard<'_, HashMap<String, Timestamp>> {
        self.ended.lock().expect("nobody panics while holding this lock")
    }

    async fn holder(&self, key: &str) -> Result<Option<Principal>, AuthError> {
        let now = self.clock.now();
        let digest = refresh_token::digest(key);
        let Some(found) = api_key::find(self.db.readers(), &digest).await? else {
            return Ok(None);
        };
        if !found.counts_at(now) {
            return Ok(None);
        }
        let is_stale = |last: Timestamp| now.duration_since(last) >= USE_GRAIN;
        if found.last_used_at.is_none_or(is_stale) {
            let mut tx = self.db.begin_write().await?;
            api_key::used(&mut tx, &found.id, now).await?;
            tx.commit().await?;
        }
        Ok(Some(Principal {
            user_id: format!("service-account:{}", found.account_id),
            username: found.account_name,
            roles: Vec::new(),
            permissions: found.scopes,
            service: true,
            session: None,
        }))
    }
}

#[async_trait]
impl Credentials for KnownCredentials {
    async fn api_key(&self, key: &str) -> Result<Principal, TokenError> {
        match self.holder(key).await {
            Ok(holder) => holder.ok_or(TokenError::Invalid),
            Err(error) => {
                tracing::error!(%error, "an API key could not be looked up");
                Err(TokenError::Unavailable)
            }
        }
    }

    fn has_ended(&self, session: &str) -> bool {
        self.ended().contains_key(session)
    }
}
