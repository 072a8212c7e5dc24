//! Who is calling.

use std::net::IpAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use http::request::Parts;

use crate::permission::covers;
use crate::{ApiError, Permission};

/// Somebody or something that showed a valid access token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Principal {
    /// The id of the user; `service:NAME` for a service.
    pub user_id: String,
    /// The name signed in with.
    pub username: String,
    /// Names of the roles held.
    pub roles: Vec<String>,
    /// What the roles allow; `resource:*` and `*` are wildcards.
    pub permissions: Vec<String>,
    /// Whether another service calls and not a person.
    pub service: bool,
    /// The sign-in that the token belongs to; `None` for services and keys.
    pub session: Option<String>,
}

impl Principal {
    /// Tells whether `permission` is granted.
    pub fn may(&self, permission: Permission) -> bool {
        permission.is_granted_by(&self.permissions)
    }

    /// Tells whether all that `grant` (`patients:read`, `channels:*`) covers is granted, so that it may be handed on.
    pub fn holds(&self, grant: &str) -> bool {
        self.permissions.iter().any(|held| covers(held, grant))
    }
}

/// Present on every route that [`ApiRoutes`](crate::ApiRoutes) declared with a permission or as signed-in.
impl<S: Send + Sync> FromRequestParts<S> for Principal {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let principal = parts.extensions.get::<Self>().cloned();
        principal.ok_or_else(|| ApiError::unauthenticated("Send the header Authorization: Bearer ACCESS_TOKEN."))
    }
}

/// The address of the peer, as far as the server knows it (`None` in process).
///
/// Taken from the connection and never from a header, which a client could invent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
        Ok(Self(peer.map(|ConnectInfo(address)| address.ip())))
    }
}
