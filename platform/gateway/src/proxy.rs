//! One request to one service.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use http_body_util::Limited;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use nilecare_http::{
    ApiError, ClientAddress, Principal, REQUEST_ID, RequestId, TokenVerifier, Upstream, bearer, refused, timed_out,
};
use nilecare_types::ProblemKind;

use crate::forward;
use crate::limit::{Buckets, Left, RateLimits};

/// Connecting to an instance.
const CONNECT_LIMIT: Duration = Duration::from_secs(2);
/// Idle connections kept for each instance.
const MOST_IDLE: usize = 64;

pub(crate) type HttpClient = Client<HttpConnector, Body>;

/// What all routes share.
pub(crate) struct Proxy {
    pub client: HttpClient,
    verifier: TokenVerifier,
    limits: RateLimits,
    buckets: Buckets,
    max_body_bytes: usize,
    timeout: Duration,
    unchecked: Vec<String>,
}

impl Proxy {
    pub fn new(verifier: TokenVerifier, limits: RateLimits, max_body_bytes: usize, timeout: Duration) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT_LIMIT));
        connector.set_nodelay(true);
        let client = Client::builder(TokioExecutor::new())
            .pool_max_idle_per_host(MOST_IDLE)
            .build(connector);
        Self {
            client,
            verifier,
            limits,
            buckets: Buckets::default(),
            max_body_bytes,
            timeout,
            unchecked: Vec::new(),
        }
    }

    /// Lets requests to paths that begin so through with whatever token they have.
    pub fn unchecked(mut self, beginnings: Vec<String>) -> Self {
        self.unchecked = beginnings;
        self
    }

    /// Returns what is to be checked of a request, if anything is.
    fn credential(&self, request: &Request) -> Option<String> {
        let path = request.uri().path();
        if self.unchecked.iter().any(|beginning| path.starts_with(beginning)) {
            return None;
        }
        // Another scheme, such as Basic of a client of tokens, is for the service to judge.
        bearer(request.headers()).ok().map(str::to_owned)
    }

    /// Reads who asks; `None` when nobody says so.
    async fn caller(&self, credential: Option<String>) -> Result<Option<Principal>, ApiError> {
        let Some(credential) = credential else {
            return Ok(None);
        };
        self.verifier.authenticate(&credential).await.map(Some).map_err(refused)
    }

    fn count(&self, caller: Option<&Principal>, address: ClientAddress) -> Left {
        match caller {
            Some(principal) => self.buckets.count(&principal.user_id, self.limits.user),
            None => {
                let address = address
                    .0
                    .map_or_else(|| "unknown".to_owned(), |address| address.to_string());
                self.buckets.count(&address, self.limits.address)
            }
        }
    }
}

/// A service that requests are passed to.
#[derive(Clone)]
pub(crate) struct Target {
    pub proxy: Arc<Proxy>,
    pub service: Arc<str>,
    pub upstream: Arc<Upstream>,
}

/// Passes a request to its service and the reply back.
pub(crate) async fn pass(State(target): State<Target>, address: ClientAddress, request: Request) -> Response {
    let proxy = Arc::clone(&target.proxy);
    // A failed check counts for the address, so that guessing keys is slow.
    let credential = proxy.credential(&request);
    let caller = proxy.caller(credential).await;
    let left = proxy.count(caller.as_ref().ok().and_then(Option::as_ref), address);
    let mut response = match (left.wait, caller) {
        (Some(wait), _) => too_many(wait),
        (None, Err(error)) => error.into_response(),
        (None, Ok(_)) => target
            .forward(request, address)
            .await
            .unwrap_or_else(IntoResponse::into_response),
    };
    tell_limits(response.headers_mut(), left);
    forward::secure(response.headers_mut());
    response
}

impl Target {
    async fn forward(&self, mut request: Request, address: ClientAddress) -> Result<Response, ApiError> {
        let declared = request.headers().get(header::CONTENT_LENGTH);
        let declared: Option<usize> = declared.and_then(|value| value.to_str().ok()?.parse().ok());
        if declared.is_some_and(|n_bytes| n_bytes > self.proxy.max_body_bytes) {
            return Err(too_large(self.proxy.max_body_bytes));
        }
        let is_upgrade = is_web_socket(request.headers());
        if let Some(RequestId(id)) = request.extensions().get::<RequestId>().cloned()
            && let Ok(id) = HeaderValue::from_str(&id)
        {
            request.headers_mut().insert(REQUEST_ID, id);
        }
        forward::tell_origin(request.headers_mut(), address.0);
        forward::strip(request.headers_mut(), is_upgrade);
        // Nothing but a request without a body can be sent twice.
        let has_body =
            declared.is_some_and(|n_bytes| n_bytes > 0) || request.headers().contains_key(header::TRANSFER_ENCODING);
        let may_repeat = matches!(*request.method(), Method::GET | Method::HEAD) && !has_body && !is_upgrade;
        let copy = may_repeat.then(|| copy_of(&request));
        match self.attempt(request, is_upgrade).await {
            Err(Failure::Away) if self.upstream.n_instances() > 1 && copy.is_some() => {
                let again = copy.unwrap_or_default();
                self.attempt(again, false)
                    .await
                    .map_err(|failure| failure.told(&self.service))
            }
            other => other.map_err(|failure| failure.told(&self.service)),
        }
    }

    async fn attempt(&self, mut request: Request, is_upgrade: bool) -> Result<Response, Failure> {
        let (number, uri) = self.upstream.choose(request.uri()).ok_or(Failure::Path)?;
        *request.uri_mut() = uri;
        let from_client = is_upgrade.then(|| hyper::upgrade::on(&mut request));
        let limit = self.proxy.max_body_bytes;
        let request = request.map(|body| Body::new(Limited::new(body, limit)));
        let answer = tokio::time::timeout(self.proxy.timeout, self.proxy.client.request(request)).await;
        let mut response = match answer {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => {
                let is_client = is_too_large(&error);
                // What the client sent too much of says nothing about the instance.
                if is_client {
                    return Err(Failure::TooLarge(limit));
                }
                self.upstream.failed(number);
                return Err(Failure::Away);
            }
            Err(_) => {
                self.upstream.failed(number);
                return Err(Failure::Late);
            }
        };
        self.upstream.answered(number);
        if response.status() == StatusCode::SWITCHING_PROTOCOLS {
            if let Some(from_client) = from_client {
                let from_service = hyper::upgrade::on(&mut response);
                tokio::spawn(connect(from_client, from_service));
            }
            return Ok(response.map(Body::new));
        }
        forward::strip(response.headers_mut(), false);
        Ok(response.map(Body::new))
    }
}

/// Why a request was not answered.
enum Failure {
    Away,
    Late,
    Path,
    TooLarge(usize),
}

impl Failure {
    fn told(self, service: &str) -> ApiError {
        match self {
            Self::Away => ApiError::new(
                ProblemKind::Unavailable,
                "service-unavailable",
                "A service is not available",
                format!(
                    "The service {service} did not answer; try again. A command may have been done: repeat it with the same Idempotency-Key."
                ),
            ),
            Self::Late => timed_out(),
            Self::Path => ApiError::new(
                ProblemKind::Invalid,
                "path-invalid",
                "The path is not valid",
                "Compare it with the API description at /api/docs.",
            ),
            Self::TooLarge(limit) => too_large(limit),
        }
    }
}

fn too_large(limit: usize) -> ApiError {
    ApiError::new(
        ProblemKind::TooLarge,
        "body-too-large",
        "The body is too large",
        format!("It may have {limit} bytes."),
    )
}

fn is_too_large(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut source = Some(error);
    while let Some(error) = source {
        if error.is::<http_body_util::LengthLimitError>() {
            return true;
        }
        source = error.source();
    }
    false
}

fn too_many(wait: Duration) -> Response {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    let mut response = ApiError::new(
        ProblemKind::TooManyRequests,
        "too-many-requests",
        "There were too many requests",
        format!("Try again in {seconds} s."),
    )
    .into_response();
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    metrics::counter!("nilecare_gateway_refused_total").increment(1);
    response
}

fn tell_limits(headers: &mut HeaderMap, left: Left) {
    let seconds = left.reset.as_secs() + u64::from(left.reset.subsec_nanos() > 0);
    headers.insert(HeaderName::from_static("ratelimit-limit"), left.limit.into());
    headers.insert(HeaderName::from_static("ratelimit-remaining"), left.remaining.into());
    headers.insert(HeaderName::from_static("ratelimit-reset"), seconds.into());
}

fn is_web_socket(headers: &HeaderMap) -> bool {
    let upgrade = headers.get(header::UPGRADE).and_then(|value| value.to_str().ok());
    upgrade.is_some_and(|protocol| protocol.eq_ignore_ascii_case("websocket"))
}

/// Copies a request that has no body.
fn copy_of(request: &Request) -> Request {
    let mut copy = Request::new(Body::empty());
    *copy.method_mut() = request.method().clone();
    *copy.uri_mut() = request.uri().clone();
    *copy.headers_mut() = request.headers().clone();
    copy
}

/// Passes bytes between both ends until one of them closes.
async fn connect(client: hyper::upgrade::OnUpgrade, service: hyper::upgrade::OnUpgrade) {
    let (Ok(client), Ok(service)) = tokio::join!(client, service) else {
        return;
    };
    // An end that breaks off ends both; there is nobody to tell.
    let _ = tokio::io::copy_bidirectional(&mut TokioIo::new(client), &mut TokioIo::new(service)).await;
}
