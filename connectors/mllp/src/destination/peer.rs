//! A connection to a receiver.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_connector_net::certificate_refused;
use nilecare_engine_api::SendError;
use nilecare_types::MessageId;
use tokio::time::{Instant, timeout, timeout_at};

use super::failure::{broken, commit_refused, late, unreachable};
use super::late::Late;
use super::reply::{Expected, Reply, understand};
use crate::frame::{CommitBlock, write_frame};
use crate::scanner::{FrameScanner, ScanEvent, ScanLimits};
use crate::{MllpDestinationConfig, Release, Stream};

/// So many reads are made between two messages; a receiver that says more is not waited for.
const MOST_READS_BETWEEN: usize = 64;

pub(super) struct Peer {
    config: Arc<MllpDestinationConfig>,
    stream: Stream,
    scanner: FrameScanner,
    late: Late,
}

/// What a receiver of release 2 says first.
pub(super) enum Answer {
    /// The commit block ACK.
    Stored,
    /// The HL7 reply, which says more; the commit block is not missed.
    Reply(Reply),
}

impl Peer {
    pub(super) fn new(config: Arc<MllpDestinationConfig>, stream: Stream) -> Self {
        let limits = ScanLimits {
            max_content: config.max_reply_size,
            max_head: 1024,
        };
        Self {
            config,
            stream,
            scanner: FrameScanner::new(limits),
            late: Late::default(),
        }
    }

    /// An application acknowledgement of this message may come at any time.
    pub(super) fn expect_late(&mut self, control_id: String, message: MessageId) {
        self.late.expect(control_id, message);
    }

    /// Tells whether the connection is open and nothing is waiting on it but late application acknowledgements, which are
    /// taken. A closed one must not be written to, since the kernel would take the bytes; a late reply that nobody waits
    /// for must not be taken for the next one.
    pub(super) async fn is_quiet(&mut self) -> bool {
        for _ in 0..MOST_READS_BETWEEN {
            // Some came together with the last reply.
            while let Some(event) = self.scanner.next_event() {
                if !self.take_between(event).await {
                    return false;
                }
            }
            match self.stream.read_now(self.scanner.buffer_mut()) {
                None => return !self.scanner.is_inside(),
                Some(Ok(0) | Err(_)) => return false,
                Some(Ok(_)) => {}
            }
        }
        false
    }

    async fn take_between(&mut self, event: ScanEvent) -> bool {
        if self.commit_block(&event) == Some(CommitBlock::Ack) {
            return true;
        }
        let is_known = match understand(event) {
            Ok(None) => return true,
            Ok(Some(reply)) => self.late.take(&reply.acknowledgment),
            Err(_) => false,
        };
        is_known && self.commit().await.is_ok()
    }

    pub(super) async fn write(&mut self, content: &Bytes) -> Result<(), SendError> {
        let frame = write_frame(content);
        let error = |detail: String| unreachable(detail).outcome_unknown();
        let written = timeout(self.config.send_timeout.get(), self.stream.write(&frame)).await;
        let written = written.map_err(|_| error("the receiver did not take the message in time".to_owned()))?;
        let Err(source) = written else { return Ok(()) };
        // What the receiver said before it closed tells more than that it closed.
        match self.stream.read_now(self.scanner.buffer_mut()) {
            Some(Err(said)) if certificate_refused(&said).is_some() => Err(broken(&said)),
            _ => Err(error(format!("the connection broke while sending: {source}"))),
        }
    }

    /// Waits for the commit block of release 2, or an HL7 reply before it.
    pub(super) async fn read_answer(&mut self, expected: &Expected, until: Instant) -> Result<Answer, SendError> {
        loop {
            let event = self.next_event(until).await?;
            match self.commit_block(&event) {
                Some(CommitBlock::Ack) => return Ok(Answer::Stored),
                Some(CommitBlock::Nak) => return Err(commit_refused()),
                None => {}
            }
            if let Some(reply) = self.reply_of(event, expected).await? {
                return Ok(Answer::Reply(reply));
            }
        }
    }

    /// Waits for the acknowledgement of this message; those of others (late ones) are passed over.
    pub(super) async fn read_reply(&mut self, expected: &Expected, until: Instant) -> Result<Reply, SendError> {
        loop {
            let event = self.next_event(until).await?;
            if self.commit_block(&event).is_some() {
                continue;
            }
            if let Some(reply) = self.reply_of(event, expected).await? {
                return Ok(reply);
            }
        }
    }

    async fn reply_of(&mut self, event: ScanEvent, expected: &Expected) -> Result<Option<Reply>, SendError> {
        let Some(reply) = understand(event)? else {
            return Ok(None);
        };
        // A reply that is here is worth more than the receiver's knowing of it.
        let _ = self.commit().await;
        if expected.is_answered_by(&reply.acknowledgment) {
            return Ok(Some(reply));
        }
        self.late.take(&reply.acknowledgment);
        Ok(None)
    }

    async fn next_event(&mut self, until: Instant) -> Result<ScanEvent, SendError> {
        loop {
            if let Some(event) = self.scanner.next_event() {
                return Ok(event);
            }
            let read = timeout_at(until, self.stream.read(self.scanner.buffer_mut())).await;
            let n_bytes = read.map_err(|_| late())?.map_err(|source| broken(&source))?;
            if n_bytes == 0 {
                let closed = || broken(&std::io::Error::other("the receiver closed the connection"));
                return self.scanner.finish().ok_or_else(closed);
            }
        }
    }

    fn commit_block(&self, event: &ScanEvent) -> Option<CommitBlock> {
        match event {
            ScanEvent::Frame(content) if self.config.release == Release::Two => CommitBlock::of(content),
            _ => None,
        }
    }

    /// Says with release 2 that a reply is here.
    async fn commit(&mut self) -> std::io::Result<()> {
        if self.config.release == Release::One {
            return Ok(());
        }
        let frame = CommitBlock::Ack.frame();
        timeout(self.config.send_timeout.get(), self.stream.write(&frame)).await?
    }

    pub(super) async fn close(self) {
        self.stream.close().await;
    }
}
