//! Calls the authentication service for another service.

use std::sync::Arc;

use nilecare_http::ServiceCaller;
use nilecare_types::Page;

use super::{SERVICE, User};
use crate::ClientError;
use crate::client::find;

/// So many pages of 500 are read at most.
const MOST_PAGES: usize = 20;

/// The authentication service, in this process or another.
#[derive(Debug, Clone)]
pub struct AuthClient {
    caller: Arc<dyn ServiceCaller>,
}

impl AuthClient {
    /// Calls through `caller`, whose identity needs `users:manage`.
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
}
