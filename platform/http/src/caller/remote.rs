//! Services of other processes, called over HTTP.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use http::{Method, Request, Response, Uri};

use tokio::time::Instant;

use super::{MAX_REPLY_BYTES, ServiceCallError, ServiceCallErrorKind, ServiceCaller, ServiceIdentity, Upstream};

/// Settings of the HTTP client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemoteOptions {
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How many idle connections are kept for each service.
    pub max_idle_per_service: usize,
}

impl Default for RemoteOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(2),
            max_idle_per_service: 8,
        }
    }
}

/// Services of other processes by name (`lab` → `http://lab:7080`), each at one or several base URLs.
///
/// What only reads (GET, HEAD) is tried once at another instance, or once more, when the first try was not answered; anything else may have been
/// done, and trying again is for who knows its idempotency key.
#[derive(Debug)]
pub struct Remote {
    services: HashMap<String, Arc<Upstream>>,
    client: reqwest::Client,
    identity: ServiceIdentity,
}

impl Remote {
    /// Builds the client; calls are made as `identity`.
    ///
    /// # Errors
    /// When a base URL has no scheme and host, or the client cannot be built.
    pub fn new(
        bases: HashMap<String, Vec<Uri>>,
        identity: ServiceIdentity,
        options: RemoteOptions,
    ) -> Result<Self, ServiceCallError> {
        let mut services = HashMap::new();
        for (service, bases) in bases {
            let upstream = Upstream::new(&bases).ok_or_else(|| {
                let reason = "it needs base URLs of the form http://host:port";
                ServiceCallError::new(ServiceCallErrorKind::Invalid, &service, reason)
            })?;
            services.insert(service, Arc::new(upstream));
        }
        let client = reqwest::Client::builder()
            .connect_timeout(options.connect_timeout)
            .pool_max_idle_per_host(options.max_idle_per_service)
            // A redirect would carry the token to another host.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|e| ServiceCallError::new(ServiceCallErrorKind::Invalid, "remote", e.to_string()))?;
        Ok(Self {
            services,
            client,
            identity,
        })
    }

    async fn attempt(
        &self,
        service: &str,
        upstream: &Upstream,
        mut request: Request<Bytes>,
        end: Instant,
    ) -> Result<Response<Bytes>, ServiceCallError> {
        let (number, uri) = upstream.choose(request.uri()).ok_or_else(|| {
            let reason = "the path of the request is not valid";
            ServiceCallError::new(ServiceCallErrorKind::Invalid, service, reason)
        })?;
        *request.uri_mut() = uri;
        let late = |_| ServiceCallError::new(ServiceCallErrorKind::TimedOut, service, "no reply in time");
        let reply = tokio::time::timeout_at(end, self.send(service, request)).await;
        let reply = reply.map_err(late).flatten();
        match &reply {
            Ok(_) => upstream.answered(number),
            Err(_) => upstream.failed(number),
        }
        reply
    }

    async fn send(&self, service: &str, request: Request<Bytes>) -> Result<Response<Bytes>, ServiceCallError> {
        let request = reqwest::Request::try_from(request).map_err(|_| {
            ServiceCallError::new(ServiceCallErrorKind::Invalid, service, "the request has no valid URL")
        })?;
        let response = self.client.execute(request).await.map_err(|e| failure(service, &e))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut stream = response.bytes_stream();
        let mut body = BytesMut::new();
        while let Some(chunk) = stream.next().await {
            body.extend_from_slice(&chunk.map_err(|e| failure(service, &e))?);
            if body.len() > MAX_REPLY_BYTES {
                return Err(ServiceCallError::new(
                    ServiceCallErrorKind::Unavailable,
                    service,
                    "the reply was too large",
                ));
            }
        }
        let mut reply = Response::new(body.freeze());
        *reply.status_mut() = status;
        *reply.headers_mut() = headers;
        Ok(reply)
    }
}

#[async_trait]
impl ServiceCaller for Remote {
    async fn call(
        &self,
        service: &str,
        mut request: Request<Bytes>,
        timeout: Duration,
    ) -> Result<Response<Bytes>, ServiceCallError> {
        let unknown = || {
            let reason = "no service of this name runs here and no base URL is set for it";
            ServiceCallError::new(ServiceCallErrorKind::NotFound, service, reason)
        };
        let upstream = self.services.get(service).ok_or_else(unknown)?;
        self.identity.sign(&mut request);
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let end = Instant::now() + timeout;
        let first = self.attempt(service, upstream, request.clone(), end).await;
        match first {
            Err(error) if reads && error.kind() == ServiceCallErrorKind::Unavailable => {
                self.attempt(service, upstream, request, end).await
            }
            _ => first,
        }
    }
}

/// Leaves the URL out: its query may hold an identifier of a patient.
fn failure(service: &str, error: &reqwest::Error) -> ServiceCallError {
    if error.is_timeout() {
        return ServiceCallError::new(ServiceCallErrorKind::TimedOut, service, "connecting took too long");
    }
    let reason = if error.is_connect() {
        "nobody listens at its base URL"
    } else {
        "the connection broke off"
    };
    ServiceCallError::new(ServiceCallErrorKind::Unavailable, service, reason)
}
