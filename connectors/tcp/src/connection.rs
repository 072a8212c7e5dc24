//! One sender's connection: a message, its reply, the next message.

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_connector_net::Stream;
use nilecare_engine_api::{Defect, RawMessage, SourceContext, SourceMap};
use tokio::time::{Instant, timeout, timeout_at};

use crate::{FrameEvent, Frames, Framing, TcpSourceConfig};

/// Why a connection ends.
enum End {
    Closed,
    Stopped,
    Idle,
    SlowMessage,
    SlowReader,
    Broken(std::io::Error),
    NoLength,
    NotStored,
    Unframeable,
}

pub(crate) struct Connection {
    config: Arc<TcpSourceConfig>,
    framing: Arc<Framing>,
    frames: Frames,
    stream: Stream,
    peer: SocketAddr,
    /// What every message of this connection says of its source.
    facts: SourceMap,
    context: SourceContext,
    /// When the message began that is being read.
    began: Option<Instant>,
}

impl Connection {
    pub fn new(
        config: Arc<TcpSourceConfig>,
        framing: Arc<Framing>,
        stream: Stream,
        peer: SocketAddr,
        context: SourceContext,
    ) -> Self {
        let mut facts = stream.facts();
        facts.insert("remote_address".to_owned(), peer.to_string());
        Self {
            frames: Frames::new(Arc::clone(&framing), config.max_message_size),
            config,
            framing,
            stream,
            peer,
            facts,
            context,
            began: None,
        }
    }

    pub async fn run(mut self) {
        let end = match self.serve().await {
            Err(end) => end,
            Ok(never) => match never {},
        };
        let peer = self.peer;
        self.stream.close().await;
        match end {
            End::Closed | End::Stopped => {}
            End::Idle => tracing::debug!(%peer, "closed an idle connection"),
            End::SlowMessage => tracing::warn!(%peer, "closed a connection: a message took too long to arrive"),
            End::SlowReader => tracing::warn!(%peer, "closed a connection: its sender does not read its replies"),
            End::Broken(error) => tracing::debug!(%peer, %error, "a connection broke"),
            End::NoLength => {
                tracing::warn!(%peer, "closed a connection: what should be the length of a message is none")
            }
            End::NotStored => tracing::warn!(%peer, "closed a connection: a message could not be stored"),
            End::Unframeable => {
                tracing::error!(%peer, "closed a connection: the channel's reply holds the bytes that end a message");
            }
        }
    }

    async fn serve(&mut self) -> Result<std::convert::Infallible, End> {
        loop {
            while let Some(event) = self.frames.next_event() {
                self.began = None;
                self.take(event).await?;
                if self.context.stop.is_cancelled() {
                    return Err(End::Stopped);
                }
            }
            match self.read().await {
                Ok(()) => {}
                // The sender has closed its side: what it sent before is still taken and answered.
                Err(End::Closed) => {
                    while let Some(event) = self.frames.finish() {
                        self.take(event).await?;
                    }
                    return Err(End::Closed);
                }
                // Nobody will send the rest; what there is of it is kept.
                Err(end @ (End::SlowMessage | End::Broken(_))) => {
                    if let Some(event) = self.frames.finish() {
                        self.take_cut_off(event).await;
                    }
                    return Err(end);
                }
                Err(end) => return Err(end),
            }
        }
    }

    async fn read(&mut self) -> Result<(), End> {
        if self.frames.is_inside() {
            self.began.get_or_insert_with(Instant::now);
        }
        let (until, late) = match self.began {
            Some(began) => (began + self.config.frame_timeout.get(), End::SlowMessage),
            None => (Instant::now() + self.config.idle_timeout.get(), End::Idle),
        };
        let read = async {
            tokio::select! {
                biased;
                () = self.context.stop.cancelled() => Err(End::Stopped),
                read = self.stream.read(self.frames.buffer_mut()) => read.map_err(End::Broken),
            }
        };
        match timeout_at(until, read).await {
            Ok(Ok(0)) => Err(End::Closed),
            Ok(read) => read.map(drop),
            Err(_) => Err(late),
        }
    }

    async fn take(&mut self, event: FrameEvent) -> Result<(), End> {
        let limit = self.config.max_message_size;
        match event {
            FrameEvent::Frame(content) => self.accept(content, None).await,
            FrameEvent::TooLarge(head) => self.accept(head, Some(Defect::TooLarge { limit })).await,
            FrameEvent::Incomplete(head) => self.accept(head, Some(Defect::Incomplete)).await,
            FrameEvent::Garbage(n_bytes) => {
                metrics::counter!("nilecare_tcp_garbage_bytes_total").increment(n_bytes as u64);
                tracing::debug!(peer = %self.peer, n_bytes, "skipped bytes outside of a message");
                Ok(())
            }
            FrameEvent::NoLength(head) => {
                self.accept(head, Some(Defect::Incomplete)).await?;
                Err(End::NoLength)
            }
        }
    }

    /// Keeps what came of a message whose rest will not come; nobody is there for a reply.
    async fn take_cut_off(&mut self, event: FrameEvent) {
        let (FrameEvent::Frame(content) | FrameEvent::Incomplete(content)) = event else {
            return;
        };
        let message = self.message(content, Some(Defect::Incomplete));
        if let Err(error) = self.context.inbox.accept(message).await {
            tracing::warn!(peer = %self.peer, %error, "the beginning of a message is not kept");
        }
    }

    fn message(&self, content: Bytes, defect: Option<Defect>) -> RawMessage {
        RawMessage {
            content,
            source: self.facts.clone(),
            defect,
            ..RawMessage::default()
        }
    }

    async fn accept(&mut self, content: Bytes, defect: Option<Defect>) -> Result<(), End> {
        let outcome = self.context.inbox.accept(self.message(content, defect)).await;
        let (reply, is_stored) = match outcome {
            Ok(accepted) => (accepted.reply, true),
            Err(error) => (error.reply, false),
        };
        if let Some(reply) = reply {
            let frame = self.framing.frame(&reply).map_err(|_| End::Unframeable)?;
            // A peer that does not read its replies must not hold us for ever.
            match timeout(self.config.frame_timeout.get(), self.stream.write(&frame)).await {
                Ok(written) => written.map_err(End::Broken)?,
                Err(_) => return Err(End::SlowReader),
            }
        }
        // A closed connection tells the sender that its message was not taken.
        if is_stored { Ok(()) } else { Err(End::NotStored) }
    }
}
