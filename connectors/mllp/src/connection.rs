//! One sender's connection.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use nilecare_engine_api::{Defect, RawMessage, SourceContext, SourceMap};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use crate::MllpSourceConfig;
use crate::frame::write_frame;
use crate::scanner::{FrameScanner, ScanEvent, ScanLimits};

/// How much is kept of what is too large or cut short.
const HEAD_SIZE: usize = 64 << 10;
/// Memory is taken only when bytes are there, so that idle connections cost little.
const READ_SIZE: usize = 8 << 10;

pub(crate) struct Connection {
    config: Arc<MllpSourceConfig>,
    stream: TcpStream,
    peer: String,
    context: SourceContext,
    scanner: FrameScanner,
}

/// Why a connection ends.
enum End {
    Closed,
    Stopped,
    Idle,
    SlowFrame,
    Broken(std::io::Error),
    NotStored,
}

/// What came of waiting for bytes.
enum Read {
    Bytes,
    EndPause,
}

impl Connection {
    pub(crate) fn new(
        config: Arc<MllpSourceConfig>,
        stream: TcpStream,
        peer: SocketAddr,
        context: SourceContext,
    ) -> Self {
        let limits = ScanLimits {
            max_content: config.max_message_size,
            max_head: HEAD_SIZE,
        };
        Self {
            config,
            stream,
            peer: peer.to_string(),
            context,
            scanner: FrameScanner::new(limits),
        }
    }

    pub(crate) async fn run(mut self) {
        let end = self.serve().await;
        let peer = &self.peer;
        match end {
            End::Closed | End::Stopped => {}
            End::Idle => tracing::debug!(%peer, "closed an idle connection"),
            End::SlowFrame => tracing::warn!(%peer, "closed a connection: a message took too long to arrive"),
            End::Broken(error) => tracing::debug!(%peer, %error, "a connection broke"),
            End::NotStored => tracing::warn!(%peer, "closed a connection: a message could not be stored"),
        }
    }

    async fn serve(&mut self) -> End {
        let mut frame_began: Option<Instant> = None;
        loop {
            while let Some(event) = self.scanner.next_event() {
                if let Err(end) = self.handle(event).await {
                    return end;
                }
                frame_began = None;
                if self.context.stop.is_cancelled() {
                    return End::Stopped;
                }
            }
            if self.scanner.is_inside() {
                frame_began.get_or_insert_with(Instant::now);
            }
            let event = match self.read(frame_began).await {
                Ok(Read::Bytes) => None,
                Ok(Read::EndPause) => self.scanner.accept_pending_end(),
                Err(End::Closed) => return self.finish().await,
                Err(end) => return end,
            };
            if let Some(event) = event
                && let Err(end) = self.handle(event).await
            {
                return end;
            }
        }
    }

    /// The sender has closed its side: what it sent before is still taken and answered.
    async fn finish(&mut self) -> End {
        while let Some(event) = self.scanner.finish() {
            if let Err(end) = self.handle(event).await {
                return end;
            }
        }
        End::Closed
    }

    async fn read(&mut self, frame_began: Option<Instant>) -> Result<Read, End> {
        let is_end_pending = self.scanner.is_end_pending();
        let (until, late) = match frame_began {
            Some(began) => (began + self.config.frame_timeout.get(), End::SlowFrame),
            None => (Instant::now() + self.config.idle_timeout.get(), End::Idle),
        };
        // A sender that goes on dripping end blocks is slow all the same.
        let pause_ends = Instant::now() + self.config.end_wait.get();
        let is_pause = is_end_pending && pause_ends < until;
        let wait_until = if is_pause { pause_ends } else { until };
        if self.scanner.buffer_mut().is_empty() {
            // An idle connection keeps no memory for bytes.
            *self.scanner.buffer_mut() = BytesMut::new();
        }
        loop {
            let readable = async {
                tokio::select! {
                    biased;
                    () = self.context.stop.cancelled() => Err(End::Stopped),
                    ready = self.stream.readable() => ready.map_err(End::Broken),
                }
            };
            match timeout_at(wait_until, readable).await {
                Ok(ready) => ready?,
                Err(_) if is_pause => return Ok(Read::EndPause),
                Err(_) => return Err(late),
            }
            let buffer = self.scanner.buffer_mut();
            buffer.reserve(READ_SIZE);
            match self.stream.try_read_buf(buffer) {
                Ok(0) => return Err(End::Closed),
                Ok(_) => return Ok(Read::Bytes),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => return Err(End::Broken(error)),
            }
        }
    }

    async fn handle(&mut self, event: ScanEvent) -> Result<(), End> {
        let (content, defect) = match event {
            ScanEvent::Frame(content) => (content, None),
            ScanEvent::TooLarge(head) => (
                head,
                Some(Defect::TooLarge {
                    limit: self.config.max_message_size,
                }),
            ),
            ScanEvent::Incomplete(head) => (head, Some(Defect::Incomplete)),
            ScanEvent::Garbage(n_bytes) => {
                metrics::counter!("nilecare_mllp_garbage_bytes_total").increment(n_bytes as u64);
                tracing::debug!(peer = %self.peer, n_bytes, "skipped bytes outside of a frame");
                return Ok(());
            }
        };
        let source = SourceMap::from([("remote_address".to_owned(), self.peer.clone())]);
        let message = RawMessage {
            content,
            source,
            defect,
        };
        let (reply, is_stored) = match self.context.inbox.accept(message).await {
            Ok(accepted) => (accepted.reply, true),
            Err(error) => (error.reply, false),
        };
        match reply {
            Some(reply) => self.write(&reply).await,
            // Without a refusal in its own words, a closed connection tells the sender that it was not taken.
            None if !is_stored => Err(End::NotStored),
            None => Ok(()),
        }
    }

    async fn write(&mut self, reply: &Bytes) -> Result<(), End> {
        let frame = write_frame(reply);
        // A peer that does not read its replies must not hold us for ever.
        match timeout(self.config.frame_timeout.get(), self.stream.write_all(&frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(End::Broken(error)),
            Err(_) => Err(End::SlowFrame),
        }
    }
}
