//! One HTTP request, with TLS by rustls.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode, Uri, header};
use http_body_util::Full;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};

/// Sends requests, each over a connection of its own: alerts are rare.
#[derive(Default)]
pub(crate) struct HttpClient {
    /// Reading the authorities takes some milliseconds, and most hubs have no webhook.
    tls: OnceLock<Result<TlsConnector, String>>,
}

impl HttpClient {
    /// Posts a body and returns the status; the answer's body is not read.
    pub(crate) async fn post(
        &self,
        uri: &Uri,
        headers: HeaderMap,
        body: Bytes,
        limit: Duration,
    ) -> Result<StatusCode, String> {
        let posted = tokio::time::timeout(limit, self.post_unbounded(uri, headers, body));
        posted.await.unwrap_or_else(|_| Err("no answer in time".to_owned()))
    }

    async fn post_unbounded(&self, uri: &Uri, headers: HeaderMap, body: Bytes) -> Result<StatusCode, String> {
        let host = uri.host().ok_or("the address has no host")?;
        // An IPv6 address stands in brackets in an address, and without them everywhere else.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let is_tls = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let stream = TcpStream::connect((host, port)).await;
        let stream = stream.map_err(|error| format!("connecting failed: {error}"))?;
        let request = request(uri, headers, body)?;
        if !is_tls {
            return exchange(stream, request).await;
        }
        let name = ServerName::try_from(host.to_owned()).map_err(|_| "the host is no name for TLS".to_owned())?;
        let connector = self.tls.get_or_init(tls).clone()?;
        let stream = connector.connect(name, stream).await;
        exchange(stream.map_err(|error| format!("TLS failed: {error}"))?, request).await
    }
}

fn request(uri: &Uri, headers: HeaderMap, body: Bytes) -> Result<Request<Full<Bytes>>, String> {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let authority = uri.authority().map(|authority| {
        // A user and password in the address are not for the Host header (RFC 9110 §7.2).
        let text = authority.as_str();
        text.rsplit_once('@').map_or(text, |(_, host)| host).to_owned()
    });
    let mut request = Request::post(path)
        .header(header::HOST, authority.unwrap_or_default())
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, concat!("nilecare/", env!("CARGO_PKG_VERSION")))
        .body(Full::new(body))
        .map_err(|_| "the address cannot be requested".to_owned())?;
    request.headers_mut().extend(headers);
    Ok(request)
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    request: Request<Full<Bytes>>,
) -> Result<StatusCode, String> {
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|error| error.to_string())?;
    // The connection ends with the request: when this future is dropped, so is it.
    let answer = sender.send_request(request);
    tokio::pin!(answer, connection);
    tokio::select! {
        answer = &mut answer => answer.map(|answer| answer.status()).map_err(|error| error.to_string()),
        ended = &mut connection => match ended {
            Ok(()) => answer.await.map(|answer| answer.status()).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        },
    }
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
