//! The bytes of one sender's connection: frames in, frames out, with the time-outs of both.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_engine_api::CancellationToken;
use tokio::time::{Instant, timeout, timeout_at};

use crate::frame::{CommitBlock, write_frame};
use crate::scanner::{FrameScanner, ScanLimits};
use crate::{MllpSourceConfig, Stream};

/// How much is kept of what is too large or cut short.
const HEAD_SIZE: usize = 64 << 10;

/// Why a connection ends.
pub(crate) enum End {
    Closed,
    Stopped,
    Idle,
    SlowFrame,
    SlowReader,
    Broken(std::io::Error),
    NotStored,
}

/// What came of waiting for bytes.
pub(crate) enum Read {
    Bytes,
    EndPause,
}

pub(crate) struct Wire {
    pub(crate) config: Arc<MllpSourceConfig>,
    pub(crate) peer: SocketAddr,
    pub(crate) scanner: FrameScanner,
    stream: Stream,
    stop: CancellationToken,
    /// When the frame began that is being read.
    frame_began: Option<Instant>,
}

impl Wire {
    pub(crate) fn new(
        config: Arc<MllpSourceConfig>,
        stream: Stream,
        peer: SocketAddr,
        stop: CancellationToken,
    ) -> Self {
        let limits = ScanLimits {
            max_content: config.max_message_size,
            max_head: HEAD_SIZE,
        };
        Self {
            config,
            peer,
            scanner: FrameScanner::new(limits),
            stream,
            stop,
            frame_began: None,
        }
    }

    /// A frame ended, so the next one has its time for itself.
    pub(crate) fn end_frame(&mut self) {
        self.frame_began = None;
    }

    /// Waits for bytes. A connection with replies to come is not idle. Nothing is lost when the future is dropped.
    pub(crate) async fn read(&mut self, is_reply_to_come: bool) -> Result<Read, End> {
        if self.scanner.is_inside() {
            self.frame_began.get_or_insert_with(Instant::now);
        }
        let (until, late) = match self.frame_began {
            Some(began) => (Some(began + self.config.frame_timeout.get()), End::SlowFrame),
            None if is_reply_to_come => (None, End::Idle),
            None => (Some(Instant::now() + self.config.idle_timeout.get()), End::Idle),
        };
        // A sender that goes on dripping end blocks is slow all the same.
        let pause_ends = Instant::now() + self.config.end_wait.get();
        let is_pause = self.scanner.is_end_pending() && until.is_none_or(|until| pause_ends < until);
        let wait_until = if is_pause { Some(pause_ends) } else { until };
        let read = async {
            tokio::select! {
                biased;
                () = self.stop.cancelled() => Err(End::Stopped),
                read = self.stream.read(self.scanner.buffer_mut()) => read.map_err(End::Broken),
            }
        };
        let read = match wait_until {
            Some(until) => timeout_at(until, read).await,
            None => Ok(read.await),
        };
        match read {
            Ok(Ok(0)) => Err(End::Closed),
            Ok(read) => read.map(|_| Read::Bytes),
            Err(_) if is_pause => Ok(Read::EndPause),
            Err(_) => Err(late),
        }
    }

    pub(crate) async fn write_reply(&mut self, reply: &Bytes) -> Result<(), End> {
        let frame = write_frame(reply);
        self.write(&frame).await
    }

    pub(crate) async fn write_commit(&mut self, block: CommitBlock) -> Result<(), End> {
        self.write(&block.frame()).await
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), End> {
        // A peer that does not read its replies must not hold us for ever.
        match timeout(self.config.frame_timeout.get(), self.stream.write(bytes)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(End::Broken(error)),
            Err(_) => Err(End::SlowReader),
        }
    }

    pub(crate) fn facts(&self) -> nilecare_engine_api::SourceMap {
        let mut facts = self.stream.facts();
        facts.insert("remote_address".to_owned(), self.peer.to_string());
        facts
    }

    pub(crate) async fn close(self) {
        self.stream.close().await;
    }
}
