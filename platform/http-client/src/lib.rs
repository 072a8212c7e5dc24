//! HTTP requests to others, with TLS by rustls.
//!
//! Each request has a time limit and a bound on its answer, goes over a connection of its own, and follows no redirect, which would
//! carry credentials to another host. A failure says whether the request may have arrived: only [`HttpClientError::NotSent`] is sure that
//! it did not, and what moves money asks again after anything else.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

/// A request without an answer. The texts hold no part of the request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpClientError {
    /// It never left this machine whole: it was not done.
    #[error("{0}")]
    NotSent(String),
    /// It may have been done: the answer is missing, broken off, or too large.
    #[error("{0}")]
    Unknown(String),
}

/// How long a request may take, and how much of an answer is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HttpLimits {
    /// From connecting to the last byte of the answer.
    pub timeout: Duration,
    /// In bytes; a larger answer is an unknown one.
    pub max_answer_bytes: usize,
}

/// Sends requests, each over a connection of its own.
#[derive(Default, Clone)]
pub struct HttpClient {
    /// Reading the authorities takes some milliseconds, and most hubs never call anybody.
    tls: Arc<OnceLock<Result<TlsConnector, String>>>,
}

impl std::fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpClient").finish_non_exhaustive()
    }
}

impl HttpClient {
    /// Sends a request, whose URI is absolute, and reads the answer.
    ///
    /// # Errors
    /// When there is no whole answer within the limits.
    pub async fn send(&self, request: Request<Bytes>, limits: HttpLimits) -> Result<Response<Bytes>, HttpClientError> {
        // Set before the first byte leaves, so that running out of time tells whether it may have arrived.
        let mut is_sent = false;
        let sent = tokio::time::timeout(limits.timeout, self.exchange(request, limits, &mut is_sent)).await;
        match sent {
            Ok(answer) => answer,
            Err(_) if is_sent => Err(HttpClientError::Unknown("no answer in time".to_owned())),
            Err(_) => Err(HttpClientError::NotSent("connecting took too long".to_owned())),
        }
    }

    async fn exchange(
        &self,
        request: Request<Bytes>,
        limits: HttpLimits,
        is_sent: &mut bool,
    ) -> Result<Response<Bytes>, HttpClientError> {
        let not_sent = |text: &str| HttpClientError::NotSent(text.to_owned());
        let uri = request.uri().clone();
        let host = uri.host().ok_or_else(|| not_sent("the address has no host"))?;
        // An IPv6 address stands in brackets in an address, and without them everywhere else.
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let is_tls = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let request = relative(request, &uri).ok_or_else(|| not_sent("the address cannot be requested"))?;
        let stream = TcpStream::connect((host.as_str(), port)).await;
        let stream = stream.map_err(|error| HttpClientError::NotSent(format!("connecting failed: {error}")))?;
        if !is_tls {
            return talk(stream, request, limits, is_sent).await;
        }
        let name = ServerName::try_from(host).map_err(|_| not_sent("the host is no name for TLS"))?;
        let connector = self.tls.get_or_init(tls).clone().map_err(HttpClientError::NotSent)?;
        let stream = connector.connect(name, stream).await;
        let stream = stream.map_err(|error| HttpClientError::NotSent(format!("TLS failed: {error}")))?;
        talk(stream, request, limits, is_sent).await
    }
}

/// Leaves path and query in the request line, and names the host in its header.
fn relative(request: Request<Bytes>, uri: &Uri) -> Option<Request<Full<Bytes>>> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str()).parse().ok()?;
    // A user and password in the address are not for the Host header (RFC 9110 §7.2).
    let authority = uri.authority()?.as_str();
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host)
        .parse()
        .ok()?;
    let (mut head, body) = request.into_parts();
    head.uri = path;
    head.headers.insert(header::HOST, host);
    let own = concat!("nilecare/", env!("CARGO_PKG_VERSION"));
    head.headers
        .entry(header::USER_AGENT)
        .or_insert(http::HeaderValue::from_static(own));
    Some(Request::from_parts(head, Full::new(body)))
}

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    request: Request<Full<Bytes>>,
    limits: HttpLimits,
    is_sent: &mut bool,
) -> Result<Response<Bytes>, HttpClientError> {
    let unknown = |error: hyper::Error| HttpClientError::Unknown(error.to_string());
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|error| HttpClientError::NotSent(error.to_string()))?;
    *is_sent = true;
    // The connection ends with the request: when this future is dropped, so is it.
    let answer = async {
        let answer = sender.send_request(request).await.map_err(unknown)?;
        read(answer, limits.max_answer_bytes).await
    };
    tokio::pin!(answer, connection);
    tokio::select! {
        answer = &mut answer => answer,
        ended = &mut connection => match ended {
            Ok(()) => answer.await,
            Err(error) => Err(unknown(error)),
        },
    }
}

async fn read(answer: Response<Incoming>, limit: usize) -> Result<Response<Bytes>, HttpClientError> {
    let (head, mut body) = answer.into_parts();
    let mut bytes = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| HttpClientError::Unknown(error.to_string()))?;
        if let Some(piece) = frame.data_ref() {
            bytes.extend_from_slice(piece);
        }
        if bytes.len() > limit {
            return Err(HttpClientError::Unknown("the answer is too large".to_owned()));
        }
    }
    Ok(Response::from_parts(head, bytes.freeze()))
}

fn tls() -> Result<TlsConnector, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if roots.is_empty() {
        return Err("this machine trusts no certificate authority; install ca-certificates".to_owned());
    }
    let config = ClientConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    const LIMITS: HttpLimits = HttpLimits {
        timeout: Duration::from_millis(500),
        max_answer_bytes: 8,
    };

    /// Answers one request with this text; nothing at all when it is empty.
    async fn server(answer: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.expect("somebody comes");
            let _ = stream.read(&mut [0; 1024]).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            if answer.is_empty() {
                std::future::pending::<()>().await;
            }
        });
        format!("http://{address}/x")
    }

    async fn get(address: &str) -> Result<(u16, Bytes), HttpClientError> {
        let request = Request::get(address).body(Bytes::new()).expect("a request");
        let answer = HttpClient::default().send(request, LIMITS).await?;
        Ok((answer.status().as_u16(), answer.into_body()))
    }

    #[tokio::test]
    async fn an_answer_is_read_and_a_failure_says_whether_the_request_may_have_arrived() {
        let whole = server("HTTP/1.1 402 X\r\ncontent-length: 2\r\n\r\nok").await;
        assert_eq!(get(&whole).await, Ok((402, Bytes::from_static(b"ok"))));
        for answer in [
            "",
            "HTTP/1.1 200 X\r\ncontent-length: 20\r\n\r\nbroken",
            "HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\ntoo large",
        ] {
            let failed = get(&server(answer).await).await;
            assert!(
                matches!(failed, Err(HttpClientError::Unknown(_))),
                "{answer}: {failed:?}"
            );
        }
        let closed = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = format!("http://{}/", closed.local_addr().expect("it is bound"));
        drop(closed);
        assert!(matches!(get(&address).await, Err(HttpClientError::NotSent(_))));
    }
}
