//! Services of this process, called without a socket.

use std::collections::HashMap;
use std::sync::RwLock;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Limited};
use tower::ServiceExt;

use super::{MAX_REPLY_BYTES, ServiceCallError, ServiceCallErrorKind, ServiceCaller, ServiceIdentity};

/// The routers of this process by service name.
///
/// A request passes the same permission checks as one from the network. Services may be added after the caller was handed out, so that
/// two services can know one another.
#[derive(Debug)]
pub struct InProcess {
    routers: RwLock<HashMap<String, Router>>,
    identity: ServiceIdentity,
}

impl InProcess {
    /// Begins without services; calls are made as `identity`.
    pub fn new(identity: ServiceIdentity) -> Self {
        Self {
            routers: RwLock::default(),
            identity,
        }
    }

    /// Adds or replaces a service.
    pub fn register(&self, service: &str, router: Router) {
        self.routers.write().expect(LOCK).insert(service.to_owned(), router);
    }

    /// Tells whether the service runs here.
    pub fn has(&self, service: &str) -> bool {
        self.routers.read().expect(LOCK).contains_key(service)
    }

    fn router(&self, service: &str) -> Option<Router> {
        self.routers.read().expect(LOCK).get(service).cloned()
    }
}

const LOCK: &str = "nobody panics while holding this lock";

#[async_trait]
impl ServiceCaller for InProcess {
    async fn call(
        &self,
        service: &str,
        mut request: Request<Bytes>,
        timeout: Duration,
    ) -> Result<Response<Bytes>, ServiceCallError> {
        let unknown = || {
            ServiceCallError::new(
                ServiceCallErrorKind::NotFound,
                service,
                "no service of this name runs here",
            )
        };
        let router = self.router(service).ok_or_else(unknown)?;
        self.identity.sign(&mut request);
        let answer = tokio::time::timeout(timeout, answer(router, request)).await;
        let late = || ServiceCallError::new(ServiceCallErrorKind::TimedOut, service, "no reply in time");
        let broken = || {
            ServiceCallError::new(
                ServiceCallErrorKind::Unavailable,
                service,
                "the reply broke off or was too large",
            )
        };
        answer.map_err(|_| late())?.ok_or_else(broken)
    }
}

/// Gives `None` when the reply's body fails or is larger than [`MAX_REPLY_BYTES`].
async fn answer(router: Router, request: Request<Bytes>) -> Option<Response<Bytes>> {
    let Ok(response) = router.oneshot(request.map(Body::from)).await;
    let (parts, body) = response.into_parts();
    let body = Limited::new(body, MAX_REPLY_BYTES).collect().await.ok()?;
    Some(Response::from_parts(parts, body.to_bytes()))
}
