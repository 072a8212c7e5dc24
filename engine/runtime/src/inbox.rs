//! Where a channel takes its messages.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_channel_model::ReplyWhen;
use nilecare_document::{Acknowledgment, DataType, Document, Refusal, SenderError, acknowledge, refuse};
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, Defect, Inbox, RawMessage, SourceMap,
};
use nilecare_message_store::{
    Admission, ChannelKey, ConnectorKey, OnAdmitted, SharedStore, StoreError, StoreErrorKind,
};
use nilecare_types::{Clock, MessageId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::compiled::Scripts;
use crate::processor::Admitted;
use crate::reply::{Conclusion, FirstOutcome, ReplyTracker};

/// How long a message waits for room in its channel, and for the disk.
const STORE_LIMIT: Duration = Duration::from_secs(60);
/// How often a message that waits for room looks whether the disk is the reason.
const ROOM_LOOK: Duration = Duration::from_millis(250);

pub(crate) struct ChannelInbox {
    pub channel: ChannelKey,
    pub source: ConnectorKey,
    pub scripts: Arc<Scripts>,
    pub store: SharedStore,
    pub clock: Arc<dyn Clock>,
    pub processor: Sender<Admitted>,
    /// Bounds how many messages are between admission and record.
    pub window: Arc<Semaphore>,
    pub stop: CancellationToken,
    pub control_ids: ControlIds,
    pub received: metrics::Counter,
}

/// Makes the numbers of our own replies: unique for this installation and short enough for MSH-10 (20 characters).
pub(crate) struct ControlIds {
    prefix: String,
    next: AtomicU64,
}

impl ControlIds {
    pub(crate) fn starting_at(now: nilecare_types::Timestamp) -> Self {
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or_default();
        Self {
            prefix: format!("N{milliseconds:011X}"),
            next: AtomicU64::new(1),
        }
    }

    fn next(&self) -> String {
        format!("{}{:X}", self.prefix, self.next.fetch_add(1, Ordering::Relaxed))
    }
}

/// A message that was looked at.
enum Looked {
    Whole(Document),
    Defective { why: String, reply: Option<Bytes> },
}

#[async_trait]
impl Inbox for ChannelInbox {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        if self.stop.is_cancelled() {
            return Err(self.not_now(&message.content, AcceptErrorKind::Stopping, "the channel is stopping"));
        }
        let permit = self.room(&message.content).await?;
        self.received.increment(1);
        match self.look(&message) {
            Looked::Whole(document) => self.take(message, document, permit).await,
            Looked::Defective { why, reply } => self.keep_defective(message, why, reply).await,
        }
    }
}

impl ChannelInbox {
    /// Waits for room in the channel, which is made by writing to disk; where that cannot be done, waiting is in vain.
    async fn room(&self, content: &[u8]) -> Result<OwnedSemaphorePermit, AcceptError> {
        let start = Instant::now();
        let mut permit = pin!(Arc::clone(&self.window).acquire_owned());
        while start.elapsed() < STORE_LIMIT {
            if let Ok(permit) = tokio::time::timeout(ROOM_LOOK, &mut permit).await {
                return Ok(permit.expect("the window is never closed"));
            }
            if let Err(error) = self.store.flush().await {
                return Err(self.not_stored(content, error.kind));
            }
        }
        let detail = "the channel is busy; send again later";
        Err(self.not_now(content, AcceptErrorKind::StoreUnavailable, detail))
    }

    fn look(&self, message: &RawMessage) -> Looked {
        let refused = |why: Refusal<'_>| self.refusal(&message.content, why);
        match message.defect {
            Some(Defect::TooLarge { limit }) => Looked::Defective {
                why: format!("larger than {limit} bytes; this is its beginning"),
                reply: refused(Refusal::TooLarge { limit }),
            },
            Some(Defect::Incomplete) => Looked::Defective {
                why: "it ended before its end block".to_owned(),
                reply: None,
            },
            None => match self.scripts.data_type.parse(&message.content, self.scripts.charset) {
                Ok(document) => Looked::Whole(document),
                Err(failure) => {
                    let reply = refused(Refusal::Unreadable(&failure.0));
                    Looked::Defective { why: failure.0, reply }
                }
            },
        }
    }

    async fn take(
        &self,
        message: RawMessage,
        document: Document,
        permit: OwnedSemaphorePermit,
    ) -> Result<Accepted, AcceptError> {
        let when = &self.scripts.reply.when;
        let is_immediate = matches!(when, ReplyWhen::OnReceipt | ReplyWhen::Never);
        let reply = if *when == ReplyWhen::OnReceipt {
            self.acknowledge(&document, &Acknowledgment::Accept)
        } else {
            None
        };
        let (tracker, concluded) = if is_immediate {
            (None, None)
        } else {
            let (sender, concluded) = oneshot::channel();
            (Some(Arc::new(ReplyTracker::new(sender))), Some(concluded))
        };
        let (told, admitted) = oneshot::channel();
        let processor = self.processor.clone();
        let source = Arc::new(message.source);
        let mut next = Admitted {
            message: MessageId(0),
            raw: message.content.clone(),
            document: document.clone(),
            source: Arc::clone(&source),
            reply: reply.clone(),
            tracker,
            permit: Some(permit),
        };
        let then: OnAdmitted = Box::new(move |result| {
            if let Ok(id) = &result {
                next.message = *id;
                // The channel has stopped when nobody receives; the message is found in the store at the next start.
                let _ = processor.send(next);
            }
            let _ = told.send(result);
        });
        self.store
            .admit(self.admission(&message.content, &source, Some(&document), None, then));
        let id = self.admitted(&message.content, admitted).await?;
        let Some(concluded) = concluded else {
            return Ok(Accepted {
                message: id,
                reply,
                is_positive: true,
            });
        };
        Ok(self.conclude(id, &document, concluded).await)
    }

    async fn keep_defective(
        &self,
        message: RawMessage,
        why: String,
        reply: Option<Bytes>,
    ) -> Result<Accepted, AcceptError> {
        tracing::warn!(source = ?message.source, reason = %why, "a message cannot be read; it is kept in error");
        let (told, admitted) = oneshot::channel();
        let then: OnAdmitted = Box::new(move |result| drop(told.send(result)));
        self.store
            .admit(self.admission(&message.content, &message.source, None, Some(why), then));
        let id = self.admitted(&message.content, admitted).await?;
        if let Some(reply) = &reply {
            self.store.replied(id, self.source, reply);
        }
        let reply = reply.filter(|_| self.scripts.reply.when != ReplyWhen::Never);
        Ok(Accepted {
            message: id,
            reply,
            is_positive: false,
        })
    }

    fn admission(
        &self,
        content: &Bytes,
        source: &SourceMap,
        document: Option<&Document>,
        defect: Option<String>,
        then: OnAdmitted,
    ) -> Admission {
        let description = document.map(Document::describe).unwrap_or_default();
        Admission {
            channel: self.channel,
            source: self.source,
            received_at: self.clock.now(),
            raw: content.clone(),
            control_id: description.control_id,
            patient_id: None,
            message_type: description.message_type,
            source_map: (!source.is_empty()).then(|| serde_json::to_string(source).unwrap_or_default()),
            origin: None,
            attachments: Vec::new(),
            defect,
            then,
        }
    }

    /// Waits for the disk.
    async fn admitted(
        &self,
        content: &Bytes,
        admitted: oneshot::Receiver<Result<MessageId, StoreError>>,
    ) -> Result<MessageId, AcceptError> {
        match tokio::time::timeout(STORE_LIMIT, admitted).await {
            Ok(Ok(Ok(id))) => Ok(id),
            Ok(Ok(Err(error))) => Err(self.not_stored(content, error.kind)),
            Ok(Err(_)) => Err(self.not_stored(content, StoreErrorKind::Closed)),
            Err(_) => {
                let detail = "the message store does not answer; send again later";
                Err(self.not_now(content, AcceptErrorKind::StoreUnavailable, detail))
            }
        }
    }

    fn not_stored(&self, content: &[u8], why: StoreErrorKind) -> AcceptError {
        let detail = match why {
            StoreErrorKind::Full => "the disk is full; send again later",
            _ => "the message store has failed; send again later",
        };
        self.not_now(content, AcceptErrorKind::StoreUnavailable, detail)
    }

    /// Waits for the outcome that the channel's reply depends on.
    async fn conclude(&self, id: MessageId, document: &Document, concluded: oneshot::Receiver<Conclusion>) -> Accepted {
        let timeout = self.scripts.reply.timeout.get();
        let error = match tokio::time::timeout(timeout, concluded).await {
            Ok(Ok(conclusion)) => self.error_of(conclusion),
            // It is on disk and will be processed; only the outcome is not known yet.
            Ok(Err(_)) | Err(_) => Err(SenderError::new("the message is stored and still being processed")),
        };
        let (reply, is_positive) = match &error {
            Ok(Some(forwarded)) => (
                self.acknowledge(document, &Acknowledgment::Forward(forwarded)),
                nilecare_document::is_positive(forwarded),
            ),
            Ok(None) => (self.acknowledge(document, &Acknowledgment::Accept), true),
            Err(error) => (self.acknowledge(document, &Acknowledgment::Error(error)), false),
        };
        if let Some(reply) = &reply {
            self.store.replied(id, self.source, reply);
        }
        Accepted {
            message: id,
            reply,
            is_positive,
        }
    }

    /// Reads an outcome: an error in words for the sender, or another receiver's reply to pass on.
    fn error_of(&self, conclusion: Conclusion) -> Result<Option<Bytes>, SenderError> {
        let outcomes = match conclusion {
            Conclusion::AtSource { error } => return error.map_or(Ok(None), Err),
            Conclusion::AtDestinations(outcomes) => outcomes,
        };
        if let ReplyWhen::Destination(wanted) = &self.scripts.reply.when {
            let outcome = outcomes
                .into_iter()
                .find(|(id, _)| id == wanted)
                .map(|(_, outcome)| outcome);
            return match outcome {
                Some(FirstOutcome::Sent(Some(reply)) | FirstOutcome::Error(_, Some(reply))) => Ok(Some(reply)),
                Some(FirstOutcome::Error(text, None)) => Err(SenderError::new(text)),
                Some(FirstOutcome::Sent(None) | FirstOutcome::Queued | FirstOutcome::Filtered) | None => Ok(None),
            };
        }
        let error = outcomes.into_iter().find_map(|(id, outcome)| match outcome {
            FirstOutcome::Error(_, Some(reply)) => Some(for_sender(&id.to_string(), &reply)),
            FirstOutcome::Error(..) => Some(SenderError::new(format!("destination {id} did not take the message"))),
            _ => None,
        });
        error.map_or(Ok(None), Err)
    }

    fn acknowledge(&self, document: &Document, what: &Acknowledgment<'_>) -> Option<Bytes> {
        acknowledge(document, what, self.clock.now(), &self.control_ids.next())
    }

    fn refusal(&self, content: &[u8], why: Refusal<'_>) -> Option<Bytes> {
        let is_hl7 = self.scripts.data_type == DataType::Hl7v2;
        is_hl7.then(|| refuse(content, why, self.clock.now(), &self.control_ids.next()))
    }

    fn not_now(&self, content: &[u8], kind: AcceptErrorKind, detail: &str) -> AcceptError {
        AcceptError {
            kind,
            detail: detail.to_owned(),
            reply: self.refusal(content, Refusal::NotNow(detail)),
        }
    }
}

/// Reads the words of a refusal: a service's (problem details, RFC 9457), which never hold patient data, or another
/// channel's (ERR-8), which were written for the same sender.
fn for_sender(destination: &str, reply: &Bytes) -> SenderError {
    let problem: Option<nilecare_types::Problem> = serde_json::from_slice(reply).ok();
    match problem {
        Some(problem) if problem.problems.is_empty() => SenderError::new(problem.title),
        Some(problem) => SenderError::new(format!("{}: {}", problem.title, problem.problems.join("; "))),
        None => nilecare_document::sender_error(reply)
            .unwrap_or_else(|| SenderError::new(format!("destination {destination} did not take the message"))),
    }
}
