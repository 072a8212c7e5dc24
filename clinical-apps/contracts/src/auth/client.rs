//! Calls the authentication service for another service.

use std::sync::Arc;

use nilecare_http::ServiceCaller;
use nilecare_types::{Page, Secret};

use super::{ApiKeyHolder, CheckApiKey, EndedSignIns, SERVICE, SecretText, User};
use crate::ClientError;
use crate::client::{find, post, send};

/// So many pages of 500 are read at most.
const MOST_PAGES: usize = 20;

/// The authentication service, in this process or another.
#[derive(Debug, Clone)]
pub struct AuthClient {
    caller: Arc<dyn ServiceCaller>,
}

impl AuthClient {
    /// Calls through `caller`, whose identity needs `users:manage`, or `credentials:check` for credentials.
    pub fn new(caller: Arc<dyn ServiceCaller>) -> Self {
        Self { caller }
    }

    /// Lists the users, at most 10,000.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn users(&self) -> Result<Vec<User>, ClientError> {
        let mut users = Vec::new();
        let mut path = "/api/v1/users?limit=500".to_owned();
        for _ in 0..MOST_PAGES {
            let page: Option<Page<User>> = find(&*self.caller, SERVICE, &path).await?;
            let Some(page) = page else { break };
            users.extend(page.items);
            let Some(next) = page.next else { break };
            path = format!("/api/v1/users?limit=500&cursor={}", next.0);
        }
        Ok(users)
    }

    /// Asks who holds an API key; `None` when it is unknown, expired or revoked.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn api_key_holder(&self, key: &str) -> Result<Option<ApiKeyHolder>, ClientError> {
        let asked = CheckApiKey {
            api_key: SecretText(Secret::new(key.to_owned())),
        };
        let answer = send(
            &*self.caller,
            SERVICE,
            post("/api/v1/auth/api-key-holder", None, &asked),
        )
        .await;
        match answer {
            Err(error) if error.is_not_found() => Ok(None),
            other => other.map(Some),
        }
    }

    /// Asks which sign-ins were ended in the last minutes.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn ended_sign_ins(&self) -> Result<Vec<String>, ClientError> {
        let ended: Option<EndedSignIns> = find(&*self.caller, SERVICE, "/api/v1/auth/ended-sign-ins").await?;
        Ok(ended.map(|ended| ended.sessions).unwrap_or_default())
    }
}
