//! Where a channel takes its messages.

use std::pin::pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_channel_model::ReplyWhen;
use nilecare_document::{
    Acknowledgment, DataType, Document, Refusal, SenderError, acknowledge, acknowledge_committed, refuse,
};
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, AcceptedProblem, AcceptedProblemKind, CancellationToken, CommitReply,
    Defect, Inbox, RawMessage, SourceMap,
};
use nilecare_message_store::{
    Admission, ChannelKey, ConnectorKey, NewAttachment, OnAdmitted, SharedStore, StoreError, StoreErrorKind,
};
use nilecare_script::ScriptHost;
use nilecare_types::{Clock, MessageId, Timestamp};
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use crate::answer::{self, Answer};
use crate::attachments;
use crate::batch_inbox::IfNotStored;
use crate::compiled::Scripts;
use crate::control_ids::ControlIds;
use crate::flow::Conclusion;
use crate::intake::Intake;
use crate::lanes::Admitted;
use crate::repeats::{LEFT_OUT, REPEAT_OF};
use crate::turns::{Turn, Turns};

/// How long a message waits for room in its channel, and for the disk.
const STORE_LIMIT: Duration = Duration::from_secs(60);
/// How often a message that waits for room looks whether the disk is the reason.
const ROOM_LOOK: Duration = Duration::from_millis(250);

pub(crate) struct ChannelInbox {
    pub channel: ChannelKey,
    pub source: ConnectorKey,
    pub scripts: Arc<Scripts>,
    pub host: Arc<ScriptHost>,
    pub store: SharedStore,
    pub clock: Arc<dyn Clock>,
    pub intake: Arc<Intake>,
    pub stop: CancellationToken,
    pub control_ids: ControlIds,
    pub turns: Turns,
    pub received: metrics::Counter,
}

/// A message that was looked at.
enum Looked {
    Whole(Document),
    Defective { why: String, reply: Option<Bytes> },
}

/// A message that has begun.
pub(crate) enum Begun<'a> {
    /// It cannot be read, and is kept for people to look at.
    Kept(Accepted),
    /// The store has it in hand.
    Admitted(Box<UnderWay<'a>>),
}

/// A message that the store has in hand.
pub(crate) struct UnderWay<'a> {
    content: Bytes,
    document: Document,
    admitted: oneshot::Receiver<Result<MessageId, StoreError>>,
    /// Gets the first of two replies.
    peer: Option<CommitReply>,
    commit: Option<Bytes>,
    /// Nothing is waited for but the disk.
    is_immediate: bool,
    reply: Option<Bytes>,
    concluded: oneshot::Receiver<Conclusion>,
    /// Held until it is known how the message is answered.
    turn: Option<Turn<'a>>,
}

#[async_trait]
impl Inbox for ChannelInbox {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        if self.stop.is_cancelled() {
            return Err(self.not_now(&message.content, AcceptErrorKind::Stopping, "the channel is stopping"));
        }
        match &self.scripts.batch {
            Some(batch) if message.defect.is_none() => self.accept_batch(Arc::clone(batch), message).await,
            _ => self.accept_one(message).await,
        }
    }

    async fn accept_all(&self, messages: Vec<RawMessage>) -> Vec<Result<Accepted, AcceptError>> {
        let n_messages = messages.len();
        let mut answers = Vec::with_capacity(n_messages);
        let mut messages = messages.into_iter();
        if self.scripts.batch.is_none() && !self.stop.is_cancelled() {
            answers = self.accept_in_order(&mut messages, IfNotStored::End).await;
        }
        // Those that are taken apart go one by one.
        for message in messages {
            let answer = match answers.last() {
                Some(Err(error)) => Err(AcceptError::without_reply(error)),
                _ => self.accept(message).await,
            };
            answers.push(answer);
        }
        // Those that were not begun are told of as the one that was not stored.
        if let Some(error) = answers
            .iter()
            .find_map(|answer| answer.as_ref().err())
            .map(AcceptError::without_reply)
        {
            answers.resize_with(n_messages, || Err(error.without_reply()));
        }
        answers
    }
}

impl ChannelInbox {
    pub(crate) async fn accept_one(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        match self.begin(message).await? {
            Begun::Kept(accepted) => Ok(accepted),
            Begun::Admitted(under_way) => self.finish(*under_way).await,
        }
    }

    /// Hands a message to the store; those that begin one after the other are numbered in that order.
    pub(crate) async fn begin(&self, mut message: RawMessage) -> Result<Begun<'_>, AcceptError> {
        let permit = self.room(&message.content).await?;
        self.received.increment(1);
        let attachments = match self.take_attachments_out(&mut message).await {
            Ok(attachments) => attachments,
            Err(why) => {
                let reply = self.refusal(&message.content, Refusal::Unreadable(&why));
                return Ok(Begun::Kept(self.keep_defective(message, why, reply).await?));
            }
        };
        match self.look(&message) {
            Looked::Whole(document) => {
                let under_way = self.take(message, document, attachments, permit).await;
                Ok(Begun::Admitted(Box::new(under_way)))
            }
            Looked::Defective { why, reply } => Ok(Begun::Kept(self.keep_defective(message, why, reply).await?)),
        }
    }

    /// Takes large parts out of the message; the words of the error hold no patient data.
    async fn take_attachments_out(&self, message: &mut RawMessage) -> Result<Vec<NewAttachment>, String> {
        if self.scripts.attachments.is_empty() || message.defect.is_some() {
            return Ok(Vec::new());
        }
        let (scripts, host, received) = (
            Arc::clone(&self.scripts),
            Arc::clone(&self.host),
            message.content.clone(),
        );
        let task = tokio::task::spawn_blocking(move || attachments::take_out(&scripts.attachments, &host, &received));
        match task.await {
            Ok(Ok((content, attachments))) => {
                message.content = content;
                Ok(attachments)
            }
            Ok(Err(error)) => Err(format!("taking attachments out failed at {}", error.place())),
            Err(_) => Err("taking attachments out was cut short".to_owned()),
        }
    }

    /// Waits for room in the channel, which is made by writing to disk; where that cannot be done, waiting is in vain.
    /// With a source queue the room is on the disk.
    pub(crate) async fn room(&self, content: &[u8]) -> Result<Option<OwnedSemaphorePermit>, AcceptError> {
        if self.scripts.has_source_queue {
            return Ok(None);
        }
        let start = Instant::now();
        let mut permit = pin!(Arc::clone(&self.intake.window).acquire_owned());
        while start.elapsed() < STORE_LIMIT {
            if let Ok(permit) = tokio::time::timeout(ROOM_LOOK, &mut permit).await {
                return Ok(Some(permit.expect("the window is never closed")));
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
        mut message: RawMessage,
        document: Document,
        attachments: Vec<NewAttachment>,
        permit: Option<OwnedSemaphorePermit>,
    ) -> UnderWay<'_> {
        let sought = self.sought(&document, message.event.as_ref());
        let turn = self.turn(sought.as_ref()).await;
        let repeated = self.repeated(sought.as_ref()).await;
        if let Some((first, _)) = &repeated {
            message.source.insert(REPEAT_OF.to_owned(), first.to_string());
            if self.scripts.repeats.is_none() {
                message.source.insert(LEFT_OUT.to_owned(), "true".to_owned());
            }
        }
        // A repeat is answered as the first one was, when that is known.
        let repeated = repeated.and_then(|(_, reply)| reply);
        let is_immediate = self.scripts.reply.when.is_before_processing() || repeated.is_some();
        let commit = self.commit_reply(&message, &document, repeated.is_some());
        let reply = match (&self.scripts.reply.when, repeated) {
            (ReplyWhen::Never, _) => None,
            (_, Some(reply)) => Some(reply),
            (ReplyWhen::OnReceipt, None) => self.acknowledge(&document, &Acknowledgment::Accept, commit.is_some()),
            _ => None,
        };
        let (conclude, concluded) = oneshot::channel();
        let (told, admitted) = oneshot::channel();
        let source = Arc::new(message.source);
        let received_at = self.clock.now();
        let mut next = Admitted {
            message: MessageId(0),
            received_at,
            lane: self.scripts.lane_of(&document, &source),
            raw: message.content.clone(),
            document: document.clone(),
            source: Arc::clone(&source),
            reply: reply.clone(),
            concluded: (!is_immediate).then_some(conclude),
            permit,
        };
        let intake = Arc::clone(&self.intake);
        let then: OnAdmitted = Box::new(move |result| {
            if let Ok(id) = &result {
                next.message = *id;
                intake.admitted(next);
            }
            let _ = told.send(result);
        });
        let mut admission = self.admission(&message.content, &source, received_at, Some(&document), None, then);
        admission.attachments = attachments;
        if let Some(event) = message.event {
            admission.control_id = Some(event.id);
        }
        self.store.admit(admission);
        UnderWay {
            content: message.content,
            document,
            admitted,
            peer: message.commit,
            commit,
            is_immediate,
            reply,
            concluded,
            turn,
        }
    }

    /// Waits until the message is on disk and the reply is known.
    pub(crate) async fn finish(&self, under_way: UnderWay<'_>) -> Result<Accepted, AcceptError> {
        let UnderWay {
            content,
            document,
            admitted,
            peer,
            commit,
            is_immediate,
            reply,
            concluded,
            turn: _turn,
        } = under_way;
        let id = self.wait_for_disk(&content, admitted).await?;
        let is_committed = commit.is_some();
        if let Some(peer) = peer {
            match commit {
                Some(reply) => peer.send(reply),
                None => peer.stored(),
            }
        }
        if is_immediate {
            let problem = reply.as_ref().and_then(|reply| self.problem_of(reply));
            return Ok(Accepted {
                message: id,
                reply,
                is_positive: problem.is_none(),
                problem,
            });
        }
        Ok(self.conclude(id, &document, is_committed, concluded).await)
    }

    /// Builds the first of two replies, when the source can send two and the message asks for both.
    fn commit_reply(&self, message: &RawMessage, document: &Document, is_repeat: bool) -> Option<Bytes> {
        let is_wanted = message.commit.is_some() && !is_repeat && self.scripts.reply.when != ReplyWhen::Never;
        is_wanted.then(|| nilecare_document::commit(document, self.clock.now(), &self.control_ids.next()))?
    }

    pub(crate) async fn keep_defective(
        &self,
        message: RawMessage,
        why: String,
        reply: Option<Bytes>,
    ) -> Result<Accepted, AcceptError> {
        // The rest of the source may name a patient: an address that was called, say.
        let from = message
            .source
            .get("remote_address")
            .map(String::as_str)
            .unwrap_or_default();
        tracing::warn!(from, reason = %why, "a message cannot be read; it is kept in error");
        let (told, admitted) = oneshot::channel();
        let then: OnAdmitted = Box::new(move |result| drop(told.send(result)));
        let now = self.clock.now();
        let mut admission = self.admission(&message.content, &message.source, now, None, Some(why.clone()), then);
        admission.control_id = message.event.as_ref().map(|event| event.id.clone());
        self.store.admit(admission);
        let id = self.wait_for_disk(&message.content, admitted).await?;
        if let Some(reply) = &reply {
            self.store.replied(id, self.source, reply);
        }
        let reply = reply.filter(|_| self.scripts.reply.when != ReplyWhen::Never);
        Ok(Accepted {
            message: id,
            reply,
            is_positive: false,
            problem: Some(AcceptedProblem::new(AcceptedProblemKind::Unreadable, why)),
        })
    }

    pub(crate) fn admission(
        &self,
        content: &Bytes,
        source: &SourceMap,
        received_at: Timestamp,
        document: Option<&Document>,
        defect: Option<String>,
        then: OnAdmitted,
    ) -> Admission {
        let description = document.map(Document::describe).unwrap_or_default();
        Admission {
            channel: self.channel,
            source: self.source,
            received_at,
            raw: content.clone(),
            control_id: description.control_id,
            patient_id: description.patient_id,
            message_type: description.message_type,
            source_map: (!source.is_empty()).then(|| serde_json::to_string(source).unwrap_or_default()),
            origin: None,
            attachments: Vec::<NewAttachment>::new(),
            defect,
            then,
        }
    }

    /// Waits for the disk.
    pub(crate) async fn wait_for_disk(
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
    async fn conclude(
        &self,
        id: MessageId,
        document: &Document,
        is_committed: bool,
        concluded: oneshot::Receiver<Conclusion>,
    ) -> Accepted {
        let timeout = self.scripts.reply.timeout.get();
        let answer = match tokio::time::timeout(timeout, concluded).await {
            Ok(Ok(conclusion)) => answer::of(conclusion, &self.scripts.reply.when),
            // It is on disk and will be processed; only the outcome is not known yet.
            Ok(Err(_)) | Err(_) => Answer::Unfinished,
        };
        let (reply, problem) = self.say(document, answer, is_committed);
        if let Some(reply) = &reply {
            self.store.replied(id, self.source, reply);
        }
        Accepted {
            message: id,
            reply,
            is_positive: problem.is_none(),
            problem,
        }
    }

    /// Puts the answer into the message's own format, and into words where it is not positive.
    fn say(&self, document: &Document, answer: Answer, is_committed: bool) -> (Option<Bytes>, Option<AcceptedProblem>) {
        let acknowledge = |what: &Acknowledgment<'_>| self.acknowledge(document, what, is_committed);
        match answer {
            Answer::Accept => (acknowledge(&Acknowledgment::Accept), None),
            Answer::Error(error) => {
                let kind = if error.is_rejection {
                    AcceptedProblemKind::Rejected
                } else {
                    AcceptedProblemKind::Failed
                };
                let reply = acknowledge(&Acknowledgment::Error(&error));
                (reply, Some(AcceptedProblem::new(kind, error.text)))
            }
            Answer::Unfinished => {
                let error = SenderError::new("the message is stored and still being processed");
                let reply = acknowledge(&Acknowledgment::Error(&error));
                let problem = AcceptedProblem::new(AcceptedProblemKind::Unfinished, error.text);
                (reply, Some(problem))
            }
            Answer::Forward { reply, is_sent } => self.forward(document, reply, is_sent, is_committed),
            Answer::Text(text) => {
                let problem = self.problem_of(&text);
                (Some(text), problem)
            }
        }
    }

    fn forward(
        &self,
        document: &Document,
        forwarded: Bytes,
        is_sent: bool,
        is_committed: bool,
    ) -> (Option<Bytes>, Option<AcceptedProblem>) {
        // Formats with acknowledgments of their own get one that says the same; others get the answer as it is.
        let has_acknowledgments = answer::has_acknowledgments(&self.scripts.data_type);
        let is_positive = if has_acknowledgments {
            nilecare_document::is_positive(&forwarded)
        } else {
            is_sent
        };
        let problem = (!is_positive).then(not_accepted);
        let reply = if has_acknowledgments {
            self.acknowledge(document, &Acknowledgment::Forward(&forwarded), is_committed)
        } else {
            Some(forwarded)
        };
        (reply, problem)
    }

    /// Reads from a reply in the message's own format whether it is positive.
    fn problem_of(&self, reply: &[u8]) -> Option<AcceptedProblem> {
        let is_positive = self.scripts.data_type != DataType::Hl7v2 || nilecare_document::is_positive(reply);
        (!is_positive).then(not_accepted)
    }

    /// Builds the reply, or the second one after a commit.
    fn acknowledge(&self, document: &Document, what: &Acknowledgment<'_>, is_committed: bool) -> Option<Bytes> {
        let (now, control_id) = (self.clock.now(), self.control_ids.next());
        if is_committed {
            acknowledge_committed(document, what, now, &control_id)
        } else {
            acknowledge(document, what, now, &control_id)
        }
    }

    pub(crate) fn refusal(&self, content: &[u8], why: Refusal<'_>) -> Option<Bytes> {
        let is_hl7 = self.scripts.data_type == DataType::Hl7v2;
        is_hl7.then(|| refuse(content, why, self.clock.now(), &self.control_ids.next()))
    }

    pub(crate) fn not_now(&self, content: &[u8], kind: AcceptErrorKind, detail: &str) -> AcceptError {
        AcceptError {
            kind,
            detail: detail.to_owned(),
            reply: self.refusal(content, Refusal::NotNow(detail)),
        }
    }
}

fn not_accepted() -> AcceptedProblem {
    let text = "the message was not accepted";
    AcceptedProblem::new(AcceptedProblemKind::Failed, text)
}
