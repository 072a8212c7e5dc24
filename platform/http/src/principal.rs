//! Who is calling.

use std::net::IpAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use http::request::Parts;

use crate::{ApiError, Permission};

/// Somebody or something that showed a valid access token.
#[derive(Debug, Clone, PartialEq, Eq)]
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
}

impl Principal {
    /// Tells whether `permission` is granted.
    pub fn may(&self, permission: Permission) -> bool {
        permission.is_granted_by(&self.permissions)
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
