//! The sender.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use nilecare_hl7v2::acknowledgment::{self, Acknowledgment, AcknowledgmentMode};
use nilecare_hl7v2::{Message, charset};
use nilecare_types::Clock;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use crate::frame::write_frame;
use crate::scanner::{FrameScanner, ScanEvent, ScanLimits};
use crate::tls::certificate_refused;
use crate::{MllpDestinationConfig, Stream, TlsError, TlsSender};

/// Not reachable, or the connection broke.
const UNREACHABLE: &str = "NC-MLLP-002";
/// No acknowledgement came in time.
const NO_REPLY: &str = "NC-MLLP-003";
/// The receiver answered AE or AR.
const NEGATIVE: &str = "NC-MLLP-004";
/// What came is no acknowledgement.
const NOT_UNDERSTOOD: &str = "NC-MLLP-005";
/// The files of the TLS settings cannot be used.
const TLS_SETTINGS: &str = "NC-MLLP-006";
/// The receiver and we do not trust or understand one another.
const HANDSHAKE: &str = "NC-MLLP-007";

/// Opens senders.
pub struct MllpDestinationFactory {
    config: Arc<MllpDestinationConfig>,
    tls: Option<Arc<TlsSender>>,
}

impl MllpDestinationFactory {
    /// Takes its settings.
    pub fn new(config: MllpDestinationConfig, clock: Arc<dyn Clock>) -> Self {
        let tls = config.tls.clone().map(|tls| Arc::new(TlsSender::new(tls, clock)));
        Self {
            config: Arc::new(config),
            tls,
        }
    }
}

#[async_trait]
impl DestinationFactory for MllpDestinationFactory {
    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        // Told at once, and not only with the first message. Messages wait until the files are mended.
        if let Some(Err(error)) = self.tls.as_deref().map(TlsSender::check) {
            let reason = format!("{TLS_SETTINGS}: {}", error.detail());
            tracing::error!(address = %self.config.address, reason, "a sender cannot use its TLS settings");
            status.report(ConnectionState::Disconnected { reason });
        }
        Box::new(MllpDestination {
            config: Arc::clone(&self.config),
            tls: self.tls.clone(),
            peer: None,
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let stream = connect(&self.config, self.tls.as_deref()).await?;
        let address = stream.tcp().peer_addr();
        let address = address.map_or_else(|_| self.config.address.clone(), |peer| peer.to_string());
        let over = stream.facts().remove("tls_version");
        let over = over.map_or_else(String::new, |version| format!(" over TLS {version}"));
        stream.close().await;
        Ok(format!("connected to {address}{over}"))
    }
}

struct MllpDestination {
    config: Arc<MllpDestinationConfig>,
    tls: Option<Arc<TlsSender>>,
    peer: Option<Peer>,
    status: StatusReporter,
}

struct Peer {
    stream: Stream,
    scanner: FrameScanner,
}

#[async_trait]
impl Destination for MllpDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let result = self.attempt(&message.content).await;
        if let Err(error) = &result
            && [UNREACHABLE, TLS_SETTINGS, HANDSHAKE].contains(&error.code)
        {
            self.status.report(ConnectionState::Disconnected {
                reason: error.detail.clone(),
            });
        }
        result
    }

    async fn close(&mut self) {
        if let Some(peer) = self.peer.take() {
            peer.stream.close().await;
        }
        self.status.report(ConnectionState::Stopped);
    }
}

impl MllpDestination {
    async fn attempt(&mut self, content: &Bytes) -> Result<Response, SendError> {
        let mut peer = match self.quiet_peer().await {
            Some(peer) => peer,
            None => self.connect().await?,
        };
        let result = self.converse(&mut peer, content).await;
        let is_in_order = match &result {
            Ok(_) => true,
            // After a negative answer the conversation is in order; after anything else nobody knows.
            Err(error) => error.code == NEGATIVE,
        };
        if is_in_order && self.config.keep_connection {
            self.peer = Some(peer);
        } else {
            peer.stream.close().await;
        }
        result
    }

    /// Takes the connection that was kept, if it can be used.
    async fn quiet_peer(&mut self) -> Option<Peer> {
        let mut peer = self.peer.take()?;
        if peer.is_quiet() {
            return Some(peer);
        }
        peer.stream.close().await;
        None
    }

    async fn converse(&self, peer: &mut Peer, content: &Bytes) -> Result<Response, SendError> {
        peer.write(content, Instant::now() + self.config.send_timeout.get())
            .await?;
        let expected = Expected::by(content);
        if !expected.is_any {
            return Ok(Response::default());
        }
        let until = Instant::now() + self.config.reply_timeout.get();
        let reply = peer.read_reply(expected.control_id.as_deref(), until).await?;
        self.judge(reply)
    }

    async fn connect(&self) -> Result<Peer, SendError> {
        let stream = connect(&self.config, self.tls.as_deref()).await?;
        self.status.report(ConnectionState::Connected {
            address: self.config.address.clone(),
        });
        let max = self.config.max_reply_size;
        Ok(Peer {
            stream,
            scanner: FrameScanner::new(ScanLimits {
                max_content: max,
                max_head: 1024,
            }),
        })
    }

    fn judge(&self, reply: Reply) -> Result<Response, SendError> {
        let code = reply.acknowledgment.code;
        if code.is_accept() {
            return Ok(Response {
                content: Some(reply.content),
            });
        }
        let kind = if code.is_error() && self.config.retry_on_error {
            FailureKind::Retry
        } else {
            FailureKind::Reject
        };
        // The text of an acknowledgement may name the patient; it is kept with the response only.
        let detail = format!(
            "the receiver answered {}; its reply is kept with the message",
            code.as_str()
        );
        Err(SendError::new(kind, NEGATIVE, detail).with_response(reply.content))
    }
}

async fn connect(config: &MllpDestinationConfig, tls: Option<&TlsSender>) -> Result<Stream, SendError> {
    let address = &config.address;
    let error = |detail: String| SendError::new(FailureKind::Retry, UNREACHABLE, detail);
    let stream = timeout(config.connect_timeout.get(), TcpStream::connect(address))
        .await
        .map_err(|_| {
            error(format!(
                "connecting to {address} took longer than {}",
                config.connect_timeout
            ))
        })?
        .map_err(|source| error(format!("cannot connect to {address}: {source}")))?;
    let _ = stream.set_nodelay(true);
    match tls {
        None => Ok(Stream::Plain(stream)),
        Some(tls) => Box::pin(tls.connect(stream, address))
            .await
            .map_err(|error| not_secure(&error)),
    }
}

fn not_secure(error: &TlsError) -> SendError {
    let (kind, code) = match error {
        error if error.is_of_network() => (FailureKind::Retry, UNREACHABLE),
        TlsError::Handshake { .. } => (FailureKind::Stop, HANDSHAKE),
        _ => (FailureKind::Stop, TLS_SETTINGS),
    };
    SendError::new(kind, code, error.detail())
}

struct Reply {
    content: Bytes,
    acknowledgment: Acknowledgment,
}

impl Peer {
    /// Tells whether the connection is open and nothing is waiting on it. A closed one must not be written to, since
    /// the kernel would take the bytes; a late reply must not be taken for the next one.
    fn is_quiet(&mut self) -> bool {
        if self.stream.read_now(self.scanner.buffer_mut()).is_some() {
            return false;
        }
        // What came together with the last reply.
        while let Some(event) = self.scanner.next_event() {
            if !matches!(event, ScanEvent::Garbage(_)) {
                return false;
            }
        }
        !self.scanner.is_inside()
    }

    async fn write(&mut self, content: &Bytes, until: Instant) -> Result<(), SendError> {
        let frame = write_frame(content);
        let error = |detail: String| SendError::new(FailureKind::Retry, UNREACHABLE, detail).outcome_unknown();
        let written = timeout_at(until, self.stream.write(&frame)).await;
        let written = written.map_err(|_| error("the receiver did not take the message in time".to_owned()))?;
        let Err(source) = written else { return Ok(()) };
        // What the receiver said before it closed tells more than that it closed.
        match self.stream.read_now(self.scanner.buffer_mut()) {
            Some(Err(said)) if certificate_refused(&said).is_some() => Err(broken(&said)),
            _ => Err(error(format!("the connection broke while sending: {source}"))),
        }
    }

    /// Waits for the acknowledgement of this message; those of others (late ones) are passed over.
    async fn read_reply(&mut self, control_id: Option<&str>, until: Instant) -> Result<Reply, SendError> {
        loop {
            while let Some(event) = self.scanner.next_event() {
                if let Some(reply) = understand(event, control_id)? {
                    return Ok(reply);
                }
            }
            let read = timeout_at(until, self.stream.read(self.scanner.buffer_mut())).await;
            let n_bytes = read
                .map_err(|_| {
                    SendError::new(FailureKind::Retry, NO_REPLY, "no acknowledgement in time").outcome_unknown()
                })?
                .map_err(|source| broken(&source))?;
            if n_bytes == 0 {
                if let Some(event) = self.scanner.finish()
                    && let Some(reply) = understand(event, control_id)?
                {
                    return Ok(reply);
                }
                return Err(broken(&std::io::Error::other("the receiver closed the connection")));
            }
        }
    }
}

fn broken(why: &std::io::Error) -> SendError {
    // Then the message was not looked at, and has not arrived.
    if let Some(advice) = certificate_refused(why) {
        return SendError::new(FailureKind::Stop, HANDSHAKE, advice);
    }
    let detail = format!("the connection broke before the acknowledgement came: {why}");
    SendError::new(FailureKind::Retry, UNREACHABLE, detail).outcome_unknown()
}

fn understand(event: ScanEvent, control_id: Option<&str>) -> Result<Option<Reply>, SendError> {
    let not_understood = |detail: &str, content: Bytes| {
        SendError::new(FailureKind::Retry, NOT_UNDERSTOOD, detail)
            .outcome_unknown()
            .with_response(content)
    };
    let content = match event {
        ScanEvent::Frame(content) => content,
        ScanEvent::Garbage(_) => return Ok(None),
        ScanEvent::TooLarge(head) => return Err(not_understood("the reply is too large", head)),
        ScanEvent::Incomplete(head) => return Err(not_understood("the reply is incomplete", head)),
    };
    let Some(acknowledgment) = parse(&content).as_ref().and_then(acknowledgment::read) else {
        return Err(not_understood("the reply is no HL7 acknowledgement", content));
    };
    // A reply without MSA-2 can only be for this message, since one is under way at a time.
    let is_ours = match (control_id, acknowledgment.control_id.as_str()) {
        (Some(sent), answered) if !answered.is_empty() => sent == answered,
        _ => true,
    };
    Ok(is_ours.then_some(Reply {
        content,
        acknowledgment,
    }))
}

fn parse(content: &Bytes) -> Option<Message> {
    Message::parse(charset::decode_shared(content, charset::Charset::LATIN_1).text).ok()
}

/// What reply a message asks for.
struct Expected {
    control_id: Option<String>,
    /// Whether any comes when the message is accepted: with MSH-15 and MSH-16 set to never or on error, none does, and
    /// waiting for one would end in sending again.
    is_any: bool,
}

impl Expected {
    fn by(content: &Bytes) -> Self {
        let Some(message) = parse(content) else {
            return Self {
                control_id: None,
                is_any: true,
            };
        };
        let is_any = match AcknowledgmentMode::of(&message) {
            AcknowledgmentMode::Original => true,
            AcknowledgmentMode::Enhanced { accept, application } => accept.is_met(true) || application.is_met(true),
        };
        let control_id = message.header().control_id().map(std::borrow::Cow::into_owned);
        Self { control_id, is_any }
    }
}
