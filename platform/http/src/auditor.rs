//! Putting requests on record.

use async_trait::async_trait;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;

use crate::{Permission, Principal};

/// Who wants what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Who.
    pub principal: Principal,
    /// What is needed for it.
    pub permission: Permission,
}

/// Whose data an answer holds, in the extensions of the response, from a handler that knows it: its auditor adds them to those that it
/// finds by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PatientsSeen(pub Vec<String>);

/// What is put on record instead of the path of the route, in the extensions of the request, where one route serves all paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedPath(pub String);

/// Puts the requests of routes on record ([`ApiRoutes::audited`](crate::ApiRoutes::audited)).
#[async_trait]
pub trait Auditor: std::fmt::Debug + Send + Sync {
    /// Lets a permitted request through to its handler, or refuses it when it cannot be put on record.
    async fn pass(&self, access: Access, request: Request, next: Next) -> Response;

    /// Puts on record that a request was not permitted.
    async fn refused(&self, access: Access, request: Parts);
}
