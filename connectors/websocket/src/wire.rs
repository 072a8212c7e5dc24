//! How a WebSocket begins, on either side, and how it ends.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use nilecare_connector_net::{Outbound, SecretName, Stream, TlsSender, dial, is_one_of};
use nilecare_engine_api::{FailureKind, SendError, SourceMap};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async_with_config, client_async_with_config};

use crate::failure::{SETTINGS, of_dial, of_handshake, unreachable};
use crate::{WebsocketClient, WebsocketListener};

/// Memory of each connection that says nothing.
const READ_SIZE: usize = 8 << 10;
/// How long a peer may take to take our goodbye.
const CLOSE_LIMIT: Duration = Duration::from_secs(1);

/// An open WebSocket.
pub(crate) type Socket = WebSocketStream<Stream>;

/// What every connection has.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub subprotocol: Option<String>,
    /// In bytes.
    pub max_message_size: usize,
    /// Of silence.
    pub ping_interval: Duration,
    pub pong_timeout: Duration,
}

impl Session {
    fn limits(&self) -> WebSocketConfig {
        WebSocketConfig::default()
            .read_buffer_size(READ_SIZE)
            .max_message_size(Some(self.max_message_size))
            .max_frame_size(Some(self.max_message_size))
    }
}

/// Connects and begins.
///
/// # Errors
/// A classified failure; nothing of a message was sent.
pub(crate) async fn connect(
    client: &WebsocketClient,
    tls: Option<&TlsSender>,
    session: &Session,
    outbound: &Outbound,
) -> Result<(Socket, String), SendError> {
    let begin = async {
        let uri = client.uri().unwrap_or_default();
        let is_tls = uri.scheme_str() == Some("wss");
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let address = format!("{}:{port}", uri.host().unwrap_or_default());
        let request = request_of(client, session)?;
        let tls = tls.filter(|_| is_tls);
        let (stream, peer) = dial(&address, client.connect_timeout, tls, outbound)
            .await
            .map_err(|error| of_dial(&error))?;
        let begun = Box::pin(client_async_with_config(request, stream, Some(session.limits()))).await;
        let (socket, _) = begun.map_err(|error| of_handshake(&error))?;
        Ok((socket, peer.to_string()))
    };
    let limit = client.connect_timeout;
    let late = |_| unreachable(format!("no WebSocket began within {limit}"));
    timeout(limit.get(), Box::pin(begin)).await.map_err(late)?
}

fn request_of(client: &WebsocketClient, session: &Session) -> Result<Request, SendError> {
    let settings = |detail: String| SendError::new(FailureKind::Stop, SETTINGS, detail);
    let request = client.url.as_str().into_client_request();
    let mut request = request.map_err(|_| settings("url is no address of a WebSocket".to_owned()))?;
    if let Some(name) = &client.token {
        let token = name.read().map_err(|error| settings(error.to_string()))?;
        let value = HeaderValue::from_str(&format!("Bearer {}", token.expose()));
        let mut value = value.map_err(|_| settings(format!("the secret {name} cannot stand in a header")))?;
        value.set_sensitive(true);
        request.headers_mut().insert(header::AUTHORIZATION, value);
    }
    if let Some(subprotocol) = session
        .subprotocol
        .as_deref()
        .map(HeaderValue::from_str)
        .transpose()
        .ok()
        .flatten()
    {
        request
            .headers_mut()
            .insert(header::SEC_WEBSOCKET_PROTOCOL, subprotocol);
    }
    Ok(request)
}

/// Lets a peer begin; returns what its messages say of their source.
///
/// # Errors
/// Why it was not let in, for the log.
pub(crate) async fn accept(
    stream: Stream,
    listener: &WebsocketListener,
    session: &Session,
) -> Result<(Socket, SourceMap), &'static str> {
    let mut facts = stream.facts();
    let mut refused = None;
    #[expect(clippy::result_large_err, reason = "the library wants the answer by value")]
    let let_in = |request: &Request, mut response: Response| -> Result<Response, ErrorResponse> {
        match judge(request, listener, session) {
            Ok(()) => {
                if let Some(name) = session
                    .subprotocol
                    .as_deref()
                    .and_then(|name| HeaderValue::from_str(name).ok())
                {
                    response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, name);
                }
                facts.insert("websocket.path".to_owned(), request.uri().path().to_owned());
                Ok(response)
            }
            Err((status, reason)) => {
                refused = Some(reason);
                let mut answer = ErrorResponse::new(None);
                *answer.status_mut() = status;
                Err(answer)
            }
        }
    };
    let begun = Box::pin(accept_hdr_async_with_config(stream, let_in, Some(session.limits())));
    match timeout(session.pong_timeout, begun).await {
        Ok(Ok(socket)) => Ok((socket, facts)),
        Ok(Err(_)) => Err(refused.unwrap_or("what came is no WebSocket")),
        Err(_) => Err("it took too long to begin"),
    }
}

fn judge(request: &Request, listener: &WebsocketListener, session: &Session) -> Result<(), (StatusCode, &'static str)> {
    if request.uri().path() != listener.path {
        return Err((StatusCode::NOT_FOUND, "it asked for another path"));
    }
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    // A page of anybody's can make a browser connect (RFC 6455 §10.2).
    let origin = text(header::ORIGIN);
    if origin.is_some_and(|origin| !listener.origins.iter().any(|known| known.eq_ignore_ascii_case(origin))) {
        return Err((StatusCode::FORBIDDEN, "its origin is not in origins"));
    }
    if !listener.tokens.is_empty() && !shows_token(request, listener) {
        return Err((StatusCode::UNAUTHORIZED, "its token is missing or wrong"));
    }
    if let Some(wanted) = &session.subprotocol {
        let offered = text(header::SEC_WEBSOCKET_PROTOCOL).unwrap_or_default();
        if !offered.split(',').any(|name| name.trim() == wanted) {
            return Err((StatusCode::BAD_REQUEST, "it does not offer the sub-protocol"));
        }
    }
    Ok(())
}

fn shows_token(request: &Request, listener: &WebsocketListener) -> bool {
    let header = request.headers().get(header::AUTHORIZATION);
    let header = header.and_then(|value| value.to_str().ok()?.split_once(' '));
    if let Some((scheme, token)) = header
        && scheme.eq_ignore_ascii_case("bearer")
    {
        return is_one_of(token.trim().as_bytes(), &listener.tokens);
    }
    let (Some(name), Some(query)) = (&listener.token_parameter, request.uri().query()) else {
        return false;
    };
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    let token = pairs.find(|(found, _)| found == name);
    token.is_some_and(|(_, token)| is_one_of(token.as_bytes(), &listener.tokens))
}

/// Sees at the start whether secrets can be read.
pub(crate) fn check_secrets<'a>(names: impl IntoIterator<Item = &'a SecretName>) -> Result<(), String> {
    for name in names {
        match name.read() {
            Ok(secret) if secret.expose().is_empty() => return Err(format!("the secret {name} is empty; set it")),
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
    Ok(())
}

/// Says goodbye and waits for the peer's, within a second (§7.1.1). The reason is for people and holds nothing of a message.
pub(crate) async fn close(mut socket: Socket, code: CloseCode, reason: &'static str) {
    use futures_util::StreamExt as _;

    let frame = CloseFrame {
        code,
        reason: reason.into(),
    };
    let _ = timeout(CLOSE_LIMIT, async {
        if socket.close(Some(frame)).await.is_ok() {
            while let Some(Ok(_)) = socket.next().await {}
        }
    })
    .await;
}

/// Tells which goodbye an error asks for.
pub(crate) fn close_code(error: &Error) -> (CloseCode, &'static str) {
    match error {
        Error::Capacity(_) => (CloseCode::Size, "the message is larger than allowed"),
        Error::Utf8(_) => (CloseCode::Invalid, "text must be UTF-8"),
        _ => (CloseCode::Protocol, "what came is no WebSocket"),
    }
}

/// Returns the content of a message with data.
pub(crate) fn data(message: Message) -> Option<(bytes::Bytes, bool)> {
    match message {
        Message::Text(text) => Some((text.into(), true)),
        Message::Binary(bytes) => Some((bytes, false)),
        _ => None,
    }
}
