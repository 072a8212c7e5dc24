//! The listener.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_connector_net::{FrameEvent, Frames, Framing, tell_away};
use nilecare_engine_api::{
    ConnectionState, Defect, RawMessage, Source, SourceContext, SourceError, SourceMap, StatusReporter, async_trait,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_serial::SerialStream;

use crate::SerialSourceConfig;
use crate::failure::AWAY;
use crate::port::open;

/// Takes messages of a device.
pub(crate) struct SerialSource {
    config: SerialSourceConfig,
    framing: Arc<Framing>,
}

/// What ended the reading of a line.
enum End {
    Stopped,
    Broken(String),
}

impl SerialSource {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: SerialSourceConfig) -> Self {
        Self {
            framing: Arc::new(config.line.framing.clone()),
            config,
        }
    }

    fn path(&self) -> String {
        self.config.line.path.display().to_string()
    }

    async fn listen(&self, mut port: SerialStream, context: &SourceContext) -> End {
        let mut frames = Frames::new(Arc::clone(&self.framing), self.config.max_message_size);
        let mut began = None;
        loop {
            while let Some(event) = frames.next_event() {
                began = None;
                let is_lost = matches!(event, FrameEvent::NoLength(_));
                if let Err(end) = self.take(event, &mut port, context).await {
                    return end;
                }
                // What follows may begin with a length again.
                if is_lost {
                    frames = Frames::new(Arc::clone(&self.framing), self.config.max_message_size);
                }
                if context.stop.is_cancelled() {
                    return End::Stopped;
                }
            }
            if frames.is_inside() {
                began.get_or_insert_with(Instant::now);
            }
            let until = began.map(|began| began + self.config.frame_timeout.get());
            let late = async {
                match until {
                    Some(until) => sleep_until(until).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                () = context.stop.cancelled() => return End::Stopped,
                read = port.read_buf(frames.buffer_mut()) => match read {
                    Ok(0) => return End::Broken("the device is gone".to_owned()),
                    Ok(_) => {}
                    Err(error) => return End::Broken(format!("the line broke: {error}")),
                },
                // The rest will not come; what there is of it is kept, and the next message begins anew.
                () = late => {
                    tracing::warn!(path = %self.path(), "a message took too long to arrive");
                    began = None;
                    while let Some(event) = frames.finish() {
                        if let Err(end) = self.take(event, &mut port, context).await {
                            return end;
                        }
                    }
                    frames = Frames::new(Arc::clone(&self.framing), self.config.max_message_size);
                }
            }
        }
    }

    async fn take(&self, event: FrameEvent, port: &mut SerialStream, context: &SourceContext) -> Result<(), End> {
        let limit = self.config.max_message_size;
        let (content, defect) = match event {
            FrameEvent::Frame(content) => (content, None),
            FrameEvent::TooLarge(head) => (head, Some(Defect::TooLarge { limit })),
            FrameEvent::Incomplete(head) | FrameEvent::NoLength(head) => (head, Some(Defect::Incomplete)),
            FrameEvent::Garbage(n_bytes) => {
                metrics::counter!("nilecare_serial_garbage_bytes_total").increment(n_bytes as u64);
                return Ok(());
            }
        };
        self.accept(content, defect, port, context).await
    }

    async fn accept(
        &self,
        content: Bytes,
        defect: Option<Defect>,
        port: &mut SerialStream,
        context: &SourceContext,
    ) -> Result<(), End> {
        let message = RawMessage {
            source: SourceMap::from([("serial.path".to_owned(), self.path())]),
            defect,
            ..RawMessage::new(content)
        };
        let reply = match context.inbox.accept(message).await {
            Ok(accepted) => accepted.reply,
            Err(error) => {
                tracing::warn!(path = %self.path(), reason = error.detail, "a message was not stored");
                error.reply
            }
        };
        let Some(reply) = reply else {
            return Ok(());
        };
        let Ok(frame) = self.framing.frame(&reply) else {
            tracing::error!(path = %self.path(), "the channel's reply does not fit the framing, and is not sent");
            return Ok(());
        };
        match timeout(self.config.frame_timeout.get(), port.write_all(&frame)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(End::Broken(format!("the line broke: {error}"))),
            Err(_) => Err(End::Broken("the device does not take its reply".to_owned())),
        }
    }
}

#[async_trait]
impl Source for SerialSource {
    /// A device that is not plugged in is waited for.
    async fn open(&mut self, _: &StatusReporter) -> Result<(), SourceError> {
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        while !context.stop.is_cancelled() {
            let reason = match open(&self.config.line) {
                Ok(port) => {
                    context
                        .status
                        .report(ConnectionState::Connected { address: self.path() });
                    match Box::pin(self.listen(port, &context)).await {
                        End::Stopped => break,
                        End::Broken(reason) => format!("{AWAY}: {reason}"),
                    }
                }
                Err(error) => format!("{}: {}", error.code, error.detail),
            };
            tell_away(&context.status, &self.path(), reason);
            tokio::select! {
                () = context.stop.cancelled() => break,
                () = sleep(self.config.reopen.get()) => {}
            }
        }
        context.status.report(ConnectionState::Stopped);
        Ok(())
    }
}
