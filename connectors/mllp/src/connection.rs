//! One sender's connection.
//!
//! ```text
//! message 1 ──► on disk ──► CA 1                     only when MSH-15 and MSH-16 ask for both replies
//! message 2 ──────────────► on disk ──► CA 2
//!                           processed ────────► AA 1 always in the order of the messages
//!                                       processed ──► AA 2
//! ```

use std::net::SocketAddr;
use std::sync::Arc;

use nilecare_engine_api::{AcceptError, Accepted, Committed, Defect, RawMessage, SourceContext, SourceMap};

use crate::frame::CommitBlock;
use crate::in_flight::{InFlight, News};
use crate::scanner::ScanEvent;
use crate::wire::{End, Read, Wire};
use crate::{MllpSourceConfig, Release, Stream};

pub(crate) struct Connection {
    wire: Wire,
    in_flight: InFlight,
    /// What every message of this connection says of its source.
    facts: SourceMap,
    context: SourceContext,
}

impl Connection {
    pub(crate) fn new(config: Arc<MllpSourceConfig>, stream: Stream, peer: SocketAddr, context: SourceContext) -> Self {
        let in_flight = InFlight::new(Arc::clone(&context.inbox), config.max_in_flight);
        let wire = Wire::new(config, stream, peer, context.stop.clone());
        Self {
            facts: wire.facts(),
            wire,
            in_flight,
            context,
        }
    }

    pub(crate) async fn run(mut self) {
        let end = match self.serve().await {
            // What is in hand is still answered.
            Err(end @ (End::Closed | End::Stopped | End::SlowFrame | End::Idle)) => match self.answer_all().await {
                Ok(()) => end,
                Err(worse) => worse,
            },
            Err(end) => end,
            Ok(never) => match never {},
        };
        let peer = self.wire.peer;
        self.wire.close().await;
        self.in_flight.finish().await;
        match end {
            End::Closed | End::Stopped => {}
            End::Idle => tracing::debug!(%peer, "closed an idle connection"),
            End::SlowFrame => tracing::warn!(%peer, "closed a connection: a message took too long to arrive"),
            End::SlowReader => tracing::warn!(%peer, "closed a connection: its sender does not read its replies"),
            End::Broken(error) => tracing::debug!(%peer, %error, "a connection broke"),
            End::NotStored => tracing::warn!(%peer, "closed a connection: a message could not be stored"),
        }
    }

    async fn serve(&mut self) -> Result<std::convert::Infallible, End> {
        loop {
            while self.in_flight.has_room() && !self.context.stop.is_cancelled() {
                let Some(event) = self.wire.scanner.next_event() else {
                    break;
                };
                self.wire.end_frame();
                self.take(event);
            }
            if self.context.stop.is_cancelled() {
                return Err(End::Stopped);
            }
            let has_room = self.in_flight.has_room();
            let is_reply_to_come = !self.in_flight.is_empty();
            tokio::select! {
                biased;
                news = self.in_flight.next() => self.tell(news).await?,
                read = self.wire.read(is_reply_to_come), if has_room => match read {
                    Ok(Read::Bytes) => {}
                    Ok(Read::EndPause) => {
                        if let Some(event) = self.wire.scanner.accept_pending_end() {
                            self.wire.end_frame();
                            self.take(event);
                        }
                    }
                    // The sender has closed its side: what it sent before is still taken and answered.
                    Err(End::Closed) => return Err(self.take_rest().await.err().unwrap_or(End::Closed)),
                    Err(end) => return Err(end),
                },
            }
        }
    }

    async fn take_rest(&mut self) -> Result<(), End> {
        while let Some(event) = self.wire.scanner.finish() {
            while !self.in_flight.has_room() {
                let news = self.in_flight.next().await;
                self.tell(news).await?;
            }
            self.take(event);
        }
        Ok(())
    }

    async fn answer_all(&mut self) -> Result<(), End> {
        while !self.in_flight.is_empty() {
            let news = self.in_flight.next().await;
            self.tell(news).await?;
        }
        Ok(())
    }

    fn take(&mut self, event: ScanEvent) {
        let limit = self.wire.config.max_message_size;
        let (content, defect) = match event {
            ScanEvent::Frame(content) if self.is_commit_block(&content) => return,
            ScanEvent::Frame(content) => (content, None),
            ScanEvent::TooLarge(head) => (head, Some(Defect::TooLarge { limit })),
            ScanEvent::Incomplete(head) => (head, Some(Defect::Incomplete)),
            ScanEvent::Garbage(n_bytes) => {
                metrics::counter!("nilecare_mllp_garbage_bytes_total").increment(n_bytes as u64);
                tracing::debug!(peer = %self.wire.peer, n_bytes, "skipped bytes outside of a frame");
                return;
            }
        };
        self.in_flight.hand_over(RawMessage {
            content,
            source: self.facts.clone(),
            defect,
            commit: None,
            event: None,
        });
    }

    /// With release 2 the sender says of each reply whether it got it. A reply is not sent again: the sender that wants
    /// it sends its message again.
    fn is_commit_block(&self, content: &[u8]) -> bool {
        if self.wire.config.release == Release::One {
            return false;
        }
        let block = CommitBlock::of(content);
        if block == Some(CommitBlock::Nak) {
            metrics::counter!("nilecare_mllp_refused_replies_total").increment(1);
            tracing::warn!(peer = %self.wire.peer, "a sender could not take its reply (NAK)");
        }
        block.is_some()
    }

    async fn tell(&mut self, news: News) -> Result<(), End> {
        match news {
            News::Stored {
                committed,
                is_defective,
            } => self.tell_stored(committed, is_defective).await,
            News::Concluded { outcome, is_defective } => self.tell_outcome(outcome, is_defective).await,
        }
    }

    async fn tell_stored(&mut self, committed: Option<Committed>, is_defective: bool) -> Result<(), End> {
        if self.wire.config.release == Release::Two {
            let block = if committed.is_some() && !is_defective {
                CommitBlock::Ack
            } else {
                CommitBlock::Nak
            };
            self.wire.write_commit(block).await?;
        }
        match committed.and_then(|committed| committed.reply) {
            Some(reply) => self.wire.write_reply(&reply).await,
            None => Ok(()),
        }
    }

    async fn tell_outcome(
        &mut self,
        outcome: Option<Result<Accepted, AcceptError>>,
        is_defective: bool,
    ) -> Result<(), End> {
        let (reply, is_stored) = match outcome {
            Some(Ok(accepted)) => (accepted.reply, true),
            Some(Err(error)) => (error.reply, false),
            None => (None, false),
        };
        // After a NAK, which said so already, nothing more is said of a message.
        if self.wire.config.release == Release::Two && (is_defective || !is_stored) {
            return Ok(());
        }
        match reply {
            Some(reply) => self.wire.write_reply(&reply).await,
            // Without a refusal in its own words, a closed connection tells the sender that it was not taken.
            None if !is_stored => Err(End::NotStored),
            None => Ok(()),
        }
    }
}
