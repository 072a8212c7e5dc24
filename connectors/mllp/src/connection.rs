//! One sender's connection.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_engine_api::{Defect, RawMessage, SourceContext, SourceMap};
use tokio::time::{Instant, timeout, timeout_at};

use crate::frame::write_frame;
use crate::scanner::{FrameScanner, ScanEvent, ScanLimits};
use crate::{MllpSourceConfig, Stream};

/// How much is kept of what is too large or cut short.
const HEAD_SIZE: usize = 64 << 10;

pub(crate) struct Connection {
    config: Arc<MllpSourceConfig>,
    stream: Stream,
    peer: SocketAddr,
    /// What every message of this connection says of its source.
    facts: SourceMap,
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
    pub(crate) fn new(config: Arc<MllpSourceConfig>, stream: Stream, peer: SocketAddr, context: SourceContext) -> Self {
        let limits = ScanLimits {
            max_content: config.max_message_size,
            max_head: HEAD_SIZE,
        };
        let mut facts = stream.facts();
        facts.insert("remote_address".to_owned(), peer.to_string());
        Self {
            config,
            stream,
            peer,
            facts,
            context,
            scanner: FrameScanner::new(limits),
        }
    }

    pub(crate) async fn run(mut self) {
        let end = self.serve().await;
        self.stream.close().await;
        let peer = self.peer;
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
        let read = async {
            tokio::select! {
                biased;
                () = self.context.stop.cancelled() => Err(End::Stopped),
                read = self.stream.read(self.scanner.buffer_mut()) => read.map_err(End::Broken),
            }
        };
        match timeout_at(wait_until, read).await {
            Ok(Ok(0)) => Err(End::Closed),
            Ok(read) => read.map(|_| Read::Bytes),
            Err(_) if is_pause => Ok(Read::EndPause),
            Err(_) => Err(late),
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
        let message = RawMessage {
            content,
            source: self.facts.clone(),
            defect,
            commit: None,
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
        match timeout(self.config.frame_timeout.get(), self.stream.write(&frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(End::Broken(error)),
            Err(_) => Err(End::SlowFrame),
        }
    }
}
