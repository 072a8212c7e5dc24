//! Calling a service by name, wherever it runs.

mod in_process;
mod remote;
mod upstream;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{HeaderValue, Request, Response, header};
use nilecare_types::Problem;
use serde::de::DeserializeOwned;

use crate::{Principal, TokenIssuer};

pub use in_process::InProcess;
pub use remote::{Remote, RemoteOptions};
pub use upstream::Upstream;

/// The largest reply of a service that is read, in bytes.
pub(crate) const MAX_REPLY_BYTES: usize = 16 * 1024 * 1024;

/// Calls a service. The request's URI is a path with an optional query; a status of 400 or above is a reply, not an error.
#[async_trait]
pub trait ServiceCaller: Send + Sync + std::fmt::Debug {
    /// Sends `request` to `service` and waits up to `timeout` for the whole reply.
    ///
    /// # Errors
    /// When no reply came; [`ServiceCallError::kind`] tells whether trying again can help.
    async fn call(
        &self,
        service: &str,
        request: Request<Bytes>,
        timeout: Duration,
    ) -> Result<Response<Bytes>, ServiceCallError>;
}

/// What kept a call from being answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServiceCallErrorKind {
    /// No service of that name is configured. Trying again does not help.
    NotFound,
    /// The request could not be built or sent as it is. Trying again does not help.
    Invalid,
    /// The service could not be reached or broke off. Trying again may help.
    Unavailable,
    /// No reply in time. It may have been done: try again with the same idempotency key.
    TimedOut,
}

/// A call that was not answered.
#[derive(Debug, thiserror::Error)]
#[error("calling service {service}: {reason}")]
pub struct ServiceCallError {
    service: String,
    reason: String,
    kind: ServiceCallErrorKind,
}

impl ServiceCallError {
    /// Builds an error; `reason` must not hold patient data.
    pub fn new(kind: ServiceCallErrorKind, service: &str, reason: impl Into<String>) -> Self {
        Self {
            service: service.to_owned(),
            reason: reason.into(),
            kind,
        }
    }

    /// Returns the name of the service that was called.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Tells the cases apart.
    pub fn kind(&self) -> ServiceCallErrorKind {
        self.kind
    }

    /// Tells whether the same call may succeed later.
    pub fn is_transient(&self) -> bool {
        matches!(
            self.kind,
            ServiceCallErrorKind::Unavailable | ServiceCallErrorKind::TimedOut
        )
    }
}

/// As whom a part of NileCare calls services, and what it may do there.
#[derive(Debug, Clone)]
pub struct ServiceIdentity {
    principal: Principal,
    issuer: TokenIssuer,
}

impl ServiceIdentity {
    /// Names the caller (`engine`, `lab`) and its permissions.
    pub fn new(name: &str, permissions: &[&str], issuer: TokenIssuer) -> Self {
        let principal = Principal {
            user_id: format!("service:{name}"),
            username: name.to_owned(),
            roles: vec!["service".to_owned()],
            permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
            service: true,
            session: None,
        };
        Self { principal, issuer }
    }

    /// Adds a token of one minute, unless the request carries one already.
    pub(crate) fn sign(&self, request: &mut Request<Bytes>) {
        if request.headers().contains_key(header::AUTHORIZATION) {
            return;
        }
        let token = self.issuer.issue(&self.principal).token;
        let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
            .expect("a JWT is base64url and dots, which a header holds");
        value.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, value);
    }
}

/// Chooses by name: what runs in this process is called directly, everything else over the network.
#[derive(Debug, Clone)]
pub struct Caller {
    in_process: Arc<InProcess>,
    remote: Arc<Remote>,
}

impl Caller {
    /// Combines the two.
    pub fn new(in_process: Arc<InProcess>, remote: Arc<Remote>) -> Self {
        Self { in_process, remote }
    }
}

#[async_trait]
impl ServiceCaller for Caller {
    async fn call(
        &self,
        service: &str,
        request: Request<Bytes>,
        timeout: Duration,
    ) -> Result<Response<Bytes>, ServiceCallError> {
        if self.in_process.has(service) {
            self.in_process.call(service, request, timeout).await
        } else {
            self.remote.call(service, request, timeout).await
        }
    }
}

/// Reads a reply: the value of a success, the [`Problem`] of a failure.
///
/// # Errors
/// The problem that the service answered, or one that says that its reply was not understood.
pub fn read_json<T: DeserializeOwned>(service: &str, reply: &Response<Bytes>) -> Result<T, Problem> {
    let kind = nilecare_types::ProblemKind::from_status(reply.status().as_u16());
    let unreadable = |kind, code: &str| {
        Problem::new(
            kind,
            code,
            "A service gave a reply that was not understood",
            format!("The service is {service}."),
        )
    };
    if reply.status().is_success() {
        let broken = unreadable(nilecare_types::ProblemKind::Internal, "service-reply-invalid");
        return serde_json::from_slice(reply.body()).map_err(|_| broken);
    }
    Err(serde_json::from_slice(reply.body()).unwrap_or_else(|_| unreadable(kind, "service-failed")))
}
