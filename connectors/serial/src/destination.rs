//! The sender.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt as _;
use nilecare_connector_net::{FrameEvent, Frames, Framing};
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_serial::SerialStream;

use crate::failure::{DOES_NOT_FIT, MISREAD, NO_REPLY, away};
use crate::port::open;
use crate::{SerialDestinationConfig, SerialReply};

/// Opens senders.
pub(crate) struct SerialDestinationFactory(Arc<SerialDestinationConfig>);

impl SerialDestinationFactory {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: SerialDestinationConfig) -> Self {
        Self(Arc::new(config))
    }
}

#[async_trait]
impl DestinationFactory for SerialDestinationFactory {
    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        let config = Arc::clone(&self.0);
        let reply_framing = config.reply.as_ref().and_then(|reply| reply.framing.clone());
        Box::new(SerialDestination {
            reply_framing: Arc::new(reply_framing.unwrap_or_else(|| config.line.framing.clone())),
            config,
            kept: None,
            status,
        })
    }

    /// While a sender has the line nobody else can open it, and its state tells how it is.
    async fn check(&self) -> Result<String, SendError> {
        let line = &self.0.line;
        open(line)?;
        Ok(format!("opened {} with {} baud", line.path.display(), line.baud_rate))
    }
}

struct SerialDestination {
    config: Arc<SerialDestinationConfig>,
    reply_framing: Arc<Framing>,
    kept: Option<SerialStream>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for SerialDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let frame = self.config.line.framing.frame(&message.content);
        let frame = frame.map_err(|error| SendError::new(FailureKind::Reject, DOES_NOT_FIT, error.to_string()))?;
        let sent = self.attempt(&frame).await;
        match &sent {
            Err(error) if error.kind != FailureKind::Reject => {
                let reason = error.detail.clone();
                self.status.report(ConnectionState::Disconnected { reason });
            }
            _ => {
                let address = self.config.line.path.display().to_string();
                self.status.report(ConnectionState::Connected { address });
            }
        }
        sent.map(|content| Response {
            content,
            ..Response::default()
        })
    }

    async fn close(&mut self) {
        self.kept = None;
        self.status.report(ConnectionState::Stopped);
    }
}

impl SerialDestination {
    async fn attempt(&mut self, frame: &[u8]) -> Result<Option<Bytes>, SendError> {
        let mut port = match self.kept.take() {
            Some(port) => port,
            None => open(&self.config.line)?,
        };
        discard(&mut port);
        let limit = self.config.send_timeout;
        match timeout(limit.get(), port.write_all(frame)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(away(format!("the line broke: {error}")).outcome_unknown()),
            Err(_) => return Err(away("the device does not take the bytes of the message").outcome_unknown()),
        }
        let content = match &self.config.reply {
            Some(settings) => Some(self.reply(&mut port, settings).await?),
            None => None,
        };
        self.kept = Some(port);
        Ok(content)
    }

    async fn reply(&self, port: &mut SerialStream, settings: &SerialReply) -> Result<Bytes, SendError> {
        let until = Instant::now() + settings.timeout.get();
        let mut frames = Frames::new(Arc::clone(&self.reply_framing), settings.max_size);
        loop {
            match frames.next_event() {
                Some(FrameEvent::Frame(content)) => return Ok(content),
                Some(FrameEvent::Garbage(_)) => continue,
                Some(FrameEvent::TooLarge(_)) => return Err(misread("its reply is larger than reply.max_size")),
                Some(FrameEvent::Incomplete(_)) => return Err(misread("its reply was cut short")),
                Some(FrameEvent::NoLength(_)) => return Err(misread("its reply does not begin with a length")),
                None => {}
            }
            match timeout_at(until, port.read_buf(frames.buffer_mut())).await {
                Ok(Ok(0)) => return Err(away("the device is gone").outcome_unknown()),
                Ok(Ok(_)) => {}
                Ok(Err(error)) => return Err(away(format!("the line broke: {error}")).outcome_unknown()),
                Err(_) => {
                    let error = SendError::new(FailureKind::Retry, NO_REPLY, "no reply in time");
                    return Err(error.outcome_unknown());
                }
            }
        }
    }
}

/// What came before a message is not its reply. Bounded, since a device may never be silent.
fn discard(port: &mut SerialStream) {
    let mut buffer = BytesMut::with_capacity(4096);
    for _ in 0..64 {
        buffer.clear();
        match port.read_buf(&mut buffer).now_or_never() {
            Some(Ok(n_bytes)) if n_bytes > 0 => {}
            _ => return,
        }
    }
}

/// The device has the message, and nobody knows what it says of it.
fn misread(why: &str) -> SendError {
    let detail = format!("the device answered, and {why}");
    SendError::new(FailureKind::Reject, MISREAD, detail).outcome_unknown()
}
