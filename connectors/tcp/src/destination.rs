//! The sender.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_connector_net::{DialError, Outbound, Stream, TlsError, TlsSender, certificate_refused, dial};
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use nilecare_types::Clock;
use tokio::io::AsyncWriteExt as _;
use tokio::time::{timeout, timeout_at};

use crate::{FrameEvent, Frames, Framing, ReplySettings, TcpDestinationConfig};

/// Opens senders.
pub(crate) struct TcpDestinationFactory {
    shared: Arc<Shared>,
}

/// What all senders of a destination have.
struct Shared {
    config: TcpDestinationConfig,
    reply_framing: Arc<Framing>,
    tls: Option<TlsSender>,
    outbound: Outbound,
}

impl TcpDestinationFactory {
    pub fn new(config: TcpDestinationConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        let tls = config.tls.clone().map(|tls| TlsSender::new(tls, clock));
        let reply_framing = Arc::new(config.reply_framing().clone());
        let shared = Shared {
            config,
            reply_framing,
            tls,
            outbound,
        };
        Self {
            shared: Arc::new(shared),
        }
    }
}

#[async_trait]
impl DestinationFactory for TcpDestinationFactory {
    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        // Told at once, and not only with the first message. Messages wait until the files are mended.
        if let Some(Err(error)) = self.shared.tls.as_ref().map(TlsSender::check) {
            let reason = format!("NC-TCP-002: {}", error.detail());
            tracing::error!(reason, "a sender cannot use its TLS settings");
            status.report(ConnectionState::Disconnected { reason });
        }
        Box::new(TcpDestination {
            shared: Arc::clone(&self.shared),
            kept: None,
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let peer = self.shared.connect().await?;
        let address = peer.stream.tcp().peer_addr();
        let address = address.map_or_else(|_| self.shared.config.address.clone(), |address| address.to_string());
        peer.stream.close().await;
        Ok(format!("connected to {address}"))
    }
}

struct TcpDestination {
    shared: Arc<Shared>,
    kept: Option<Peer>,
    status: StatusReporter,
}

/// A connection to the receiver.
struct Peer {
    stream: Stream,
    /// What it says.
    frames: Frames,
}

#[async_trait]
impl Destination for TcpDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let result = self.attempt(&message.content).await;
        if let Err(error) = &result
            && error.kind != FailureKind::Reject
        {
            let reason = error.detail.clone();
            self.status.report(ConnectionState::Disconnected { reason });
        }
        result
    }

    async fn close(&mut self) {
        if let Some(peer) = self.kept.take() {
            peer.stream.close().await;
        }
        self.status.report(ConnectionState::Stopped);
    }
}

impl TcpDestination {
    async fn attempt(&mut self, content: &Bytes) -> Result<Response, SendError> {
        let frame = self.shared.config.framing.frame(content);
        let frame = frame.map_err(|error| SendError::new(FailureKind::Reject, "NC-TCP-006", error.to_string()))?;
        let mut kept = self.kept.take();
        let mut peer = match kept.take_if(Peer::is_quiet) {
            Some(peer) => peer,
            None => self.shared.connect().await?,
        };
        let address = self.shared.config.address.clone();
        self.status.report(ConnectionState::Connected { address });
        let result = self.shared.converse(&mut peer, &frame).await;
        if result.is_ok() && self.shared.config.keeps_connection() {
            self.kept = Some(peer);
        } else {
            peer.stream.close().await;
        }
        result
    }
}

impl Peer {
    /// Tells whether the connection is open and nothing is waiting on it. The kernel would take the bytes for a closed one, and
    /// what waits would be taken for the reply to the next message.
    fn is_quiet(&mut self) -> bool {
        self.stream.read_now(self.frames.buffer_mut()).is_none() && !self.frames.is_inside()
    }
}

impl Shared {
    async fn connect(&self) -> Result<Peer, SendError> {
        let config = &self.config;
        match dial(
            &config.address,
            config.connect_timeout,
            self.tls.as_ref(),
            &self.outbound,
        )
        .await
        {
            Ok((stream, _)) => {
                let limit = config.reply.as_ref().map_or(0, |reply| reply.max_size);
                let frames = Frames::new(Arc::clone(&self.reply_framing), limit);
                Ok(Peer { stream, frames })
            }
            Err(DialError::Tls(error)) => Err(not_secure(&error)),
            Err(error @ DialError::NotAllowed { .. }) => {
                Err(SendError::new(FailureKind::Stop, "NC-TCP-007", error.to_string()))
            }
            Err(error) => Err(unreachable(error.to_string())),
        }
    }

    async fn converse(&self, peer: &mut Peer, frame: &[u8]) -> Result<Response, SendError> {
        let ends = matches!(self.config.framing, Framing::Connection {});
        let write = async {
            peer.stream.write(frame).await?;
            if ends { peer.stream.shutdown().await } else { Ok(()) }
        };
        match timeout(self.config.send_timeout.get(), write).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(broken(&error)),
            Err(_) => return Err(unreachable("the receiver does not take the bytes of the message").outcome_unknown()),
        }
        match &self.config.reply {
            Some(reply) => self.reply(peer, reply).await,
            None => Ok(Response::default()),
        }
    }

    async fn reply(&self, peer: &mut Peer, settings: &ReplySettings) -> Result<Response, SendError> {
        let until = tokio::time::Instant::now() + settings.timeout.get();
        let mut is_over = false;
        loop {
            let event = if is_over {
                peer.frames.finish()
            } else {
                peer.frames.next_event()
            };
            match event {
                Some(FrameEvent::Frame(content)) => {
                    return Ok(Response {
                        content: Some(content),
                        ..Response::default()
                    });
                }
                Some(FrameEvent::Garbage(_)) => continue,
                Some(FrameEvent::TooLarge(_)) => return Err(misread("its reply is larger than reply.max_size")),
                Some(FrameEvent::Incomplete(_)) => return Err(misread("its reply was cut short")),
                Some(FrameEvent::NoLength(_)) => return Err(misread("its reply does not begin with a length")),
                None if is_over => {
                    let detail = "the receiver closed the connection without a reply";
                    return Err(unreachable(detail).outcome_unknown());
                }
                None => {}
            }
            match timeout_at(until, peer.stream.read(peer.frames.buffer_mut())).await {
                Ok(Ok(0)) => is_over = true,
                Ok(Ok(_)) => {}
                Ok(Err(error)) => return Err(broken(&error)),
                Err(_) => {
                    let error = SendError::new(FailureKind::Retry, "NC-TCP-004", "no reply in time");
                    return Err(error.outcome_unknown());
                }
            }
        }
    }
}

fn unreachable(detail: impl Into<String>) -> SendError {
    SendError::new(FailureKind::Retry, "NC-TCP-003", detail)
}

/// The receiver has the message, and nobody knows what it says of it.
fn misread(why: &str) -> SendError {
    let detail = format!("the receiver answered, and {why}");
    SendError::new(FailureKind::Reject, "NC-TCP-005", detail).outcome_unknown()
}

fn broken(why: &std::io::Error) -> SendError {
    // Then the message was not looked at, and has not arrived.
    if let Some(advice) = certificate_refused(why) {
        return SendError::new(FailureKind::Stop, "NC-TCP-008", advice);
    }
    unreachable(format!("the connection broke: {why}")).outcome_unknown()
}

fn not_secure(error: &TlsError) -> SendError {
    let (kind, code) = match error {
        error if error.is_of_network() => (FailureKind::Retry, "NC-TCP-003"),
        TlsError::Handshake { .. } => (FailureKind::Stop, "NC-TCP-008"),
        _ => (FailureKind::Stop, "NC-TCP-002"),
    };
    SendError::new(kind, code, error.detail())
}
