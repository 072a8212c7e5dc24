//! Requests over kept connections.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::client::legacy;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use nilecare_connector_net::{Outbound, TlsSender};
use nilecare_engine_api::{FailureKind, Response, SendError};
use nilecare_types::Clock;
use tokio::time::timeout;

use super::connect::Connector;
use super::credentials::Credentials;
use super::failure::{UNREACHABLE, late, of_client};
use super::outcome;
use super::request::{HttpCall, Origin};
use crate::HttpDestinationConfig;
use crate::compression::{Coding, ExpandLimits, Expander};

/// Of compressed answers.
const MAX_EXPANSION: u32 = 200;

/// The raw client, which tokens are fetched with too.
pub(super) type Pool = legacy::Client<Connector, Full<Bytes>>;

/// An answer with as much of its body as is kept.
#[derive(Debug)]
pub struct HttpAnswer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: http::HeaderMap,
    /// Its body after decompression, at most `max_response_size` bytes of it.
    pub body: Bytes,
    /// There was more.
    pub is_cut: bool,
}

impl HttpAnswer {
    /// Tells how long the receiver wants to be left in peace: seconds, or a date (RFC 9110 §10.2.3).
    pub fn retry_after(&self, now: nilecare_types::Timestamp) -> Option<std::time::Duration> {
        outcome::retry_after(&self.headers, now)
    }
}

/// Sends requests as the settings say.
pub(super) struct Client {
    config: Arc<HttpDestinationConfig>,
    pool: Pool,
    credentials: Credentials,
    clock: Arc<dyn Clock>,
}

impl Client {
    pub(super) fn new(
        config: &Arc<HttpDestinationConfig>,
        tls: Option<Arc<TlsSender>>,
        outbound: Outbound,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let connector = Connector {
            limit: config.connect_timeout,
            tls,
            outbound,
        };
        let pool = legacy::Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(config.idle_timeout.get())
            .pool_max_idle_per_host(config.max_idle_connections)
            .http1_max_headers(128)
            .build(connector);
        Self {
            credentials: Credentials::new(config.authentication.clone()),
            pool,
            clock,
            config: Arc::clone(config),
        }
    }

    /// Sees whether secrets can be read.
    pub(super) fn check_credentials(&self) -> Result<(), String> {
        self.credentials.check()
    }

    /// Sends a message's request and judges the answer.
    pub(super) async fn send(&self, request: HttpCall) -> Result<Response, SendError> {
        let answer = self.bounded(request).await?;
        outcome::judge(answer, &self.config, self.clock.now())
    }

    /// Sends the request of a check; any answer but a refusal of us is a good one.
    pub(super) async fn ask(&self, request: HttpCall) -> Result<StatusCode, SendError> {
        let answer = self.bounded(request).await?;
        outcome::judge_check(answer.status)
    }

    /// Sends a request and returns the answer, whatever its status.
    pub(super) async fn bounded(&self, request: HttpCall) -> Result<HttpAnswer, SendError> {
        let attempt = timeout(self.config.timeout.get(), self.authorized(request));
        attempt.await.unwrap_or_else(|_| Err(late(self.config.timeout)))
    }

    /// A token may have been withdrawn before its end, so it is fetched anew once.
    async fn authorized(&self, request: HttpCall) -> Result<HttpAnswer, SendError> {
        let (header, is_token) = self.credentials.header(&self.pool).await?;
        let answer = self.redirected(request.clone(), header.clone()).await?;
        if answer.status != StatusCode::UNAUTHORIZED || !is_token {
            return Ok(answer);
        }
        self.credentials
            .forget_token(header.as_ref().map(|(_, value)| value))
            .await;
        let (header, _) = self.credentials.header(&self.pool).await?;
        self.redirected(request, header).await
    }

    async fn redirected(
        &self,
        mut request: HttpCall,
        authorization: Option<(http::HeaderName, HeaderValue)>,
    ) -> Result<HttpAnswer, SendError> {
        if let Some((name, value)) = authorization {
            request.headers.insert(name, value);
        }
        let mut n_left = self.config.max_redirects;
        loop {
            let answer = self.exchange(&request).await?;
            let next = redirect(&answer, &request.address).filter(|_| n_left > 0);
            let Some(next) = next else {
                return Ok(answer);
            };
            n_left -= 1;
            request.address = next;
        }
    }

    async fn exchange(&self, request: &HttpCall) -> Result<HttpAnswer, SendError> {
        let mut outgoing = Request::new(Full::new(request.body.clone()));
        *outgoing.method_mut() = request.method.clone();
        *outgoing.uri_mut() = request.address.clone();
        *outgoing.headers_mut() = request.headers.clone();
        let own = [
            (header::ACCEPT_ENCODING, HeaderValue::from_static("gzip")),
            (
                header::USER_AGENT,
                HeaderValue::from_static(concat!("nilecare/", env!("CARGO_PKG_VERSION"))),
            ),
        ];
        for (name, value) in own {
            outgoing.headers_mut().entry(name).or_insert(value);
        }
        let answer = self.pool.request(outgoing).await.map_err(|error| of_client(&error))?;
        read(answer, self.config.max_response_size).await
    }
}

/// Follows what leaves method and body as they are, and stays with the receiver that the settings name (RFC 9110 §15.4.8).
fn redirect(answer: &HttpAnswer, from: &Uri) -> Option<Uri> {
    let is_same_request = [StatusCode::TEMPORARY_REDIRECT, StatusCode::PERMANENT_REDIRECT].contains(&answer.status);
    let location = answer.headers.get(header::LOCATION).filter(|_| is_same_request)?;
    let location = location.to_str().ok()?;
    let to: Uri = if location.starts_with('/') && !location.starts_with("//") {
        let origin = Origin::of(from);
        format!("{origin}{location}").parse().ok()?
    } else {
        location.parse().ok()?
    };
    (Origin::of(&to) == Origin::of(from)).then_some(to)
}

/// Reads an answer, no more of it than is kept.
pub(super) async fn read(answer: http::Response<Incoming>, limit: usize) -> Result<HttpAnswer, SendError> {
    let (head, mut body) = answer.into_parts();
    let coding = head.headers.get(header::CONTENT_ENCODING);
    let coding = coding.and_then(|coding| coding.to_str().ok());
    // What we cannot undo is kept as it is.
    let coding = Coding::of(coding).unwrap_or(Coding::Identity);
    let limits = ExpandLimits {
        size: limit,
        ratio: MAX_EXPANSION,
    };
    let mut expander = Expander::new(coding, limits);
    let mut is_cut = false;
    while let Some(frame) = body.frame().await {
        let broken = |_| {
            let detail = "the connection broke within the answer";
            SendError::new(FailureKind::Retry, UNREACHABLE, detail).outcome_unknown()
        };
        let frame = frame.map_err(broken)?;
        let taken = frame.data_ref().map_or(Ok(()), |piece| expander.take(piece));
        if taken.is_err() {
            is_cut = true;
            break;
        }
    }
    let (body, is_whole) = expander.finish_or_beginning();
    Ok(HttpAnswer {
        status: head.status,
        headers: head.headers,
        body: Bytes::from(body),
        is_cut: is_cut || !is_whole,
    })
}
