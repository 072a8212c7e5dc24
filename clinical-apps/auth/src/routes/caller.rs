//! Who calls, as the routes of auth need it.

use axum::extract::FromRequestParts;
use http::header;
use http::request::Parts;
use nilecare_http::{ApiError, ClientAddress, Principal};
use nilecare_types::{ProblemKind, UserId};

use crate::Origin;

const USER_AGENT_CHARS: usize = 200;

/// A person who is signed in: these routes are about the caller's own account, which programs have not.
pub(super) struct Person {
    pub id: UserId,
    pub username: String,
    pub session: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Person {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let principal = Principal::from_request_parts(parts, state).await?;
        let id = principal.user_id.parse().map_err(|_| {
            let title = "Only a person has this";
            let detail = "Sign in as a user; services and API keys have no password and no second factor.";
            ApiError::new(ProblemKind::Forbidden, "no-person", title, detail)
        })?;
        Ok(Self {
            id,
            username: principal.username,
            session: principal.session,
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, state).await?;
        let agent = parts
            .headers
            .get(header::USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Ok(Self {
            address,
            user_agent: agent.map(|agent| agent.chars().take(USER_AGENT_CHARS).collect()),
        })
    }
}
