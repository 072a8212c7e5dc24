//! Delivers the messages of one destination. Several of these share a queue where the destination has several threads.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_channel_model::QueueMode;
use nilecare_engine_api::{
    CancellationToken, ConnectionState, Destination, DestinationFactory, EngineEvent, EngineObserver, ErrorKind,
    FailureKind, OutboundMessage, Response, SendError, StatusReporter,
};
use nilecare_message_store::{Completion, ConnectorKey, SharedStore, Status, StoreError};
use nilecare_script::ScriptHost;
use nilecare_types::{ChannelId, Clock, ConnectorId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::attachments;
use crate::backoff;
use crate::compiled::{DestinationScripts, Scripts};
use crate::flow::FirstOutcome;
use crate::judge::{Judged, Verdict, judge};
use crate::parameters;
use crate::queue::{DeliveryQueue, Taken};
use crate::throttle::{Leave, Throttle};

/// An attempt that a connector did not end by itself is ended after this time.
const ATTEMPT_LIMIT: Duration = Duration::from_secs(300);
/// The longest pause that a receiver can ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(3600);
/// Pause after the store could not be read.
const STORE_PAUSE: Duration = Duration::from_secs(1);

/// What the deliveries of a destination work with.
pub(crate) struct Delivery {
    pub channel: ChannelId,
    pub destination: ConnectorId,
    pub connector: ConnectorKey,
    /// Which of the channel's enabled destinations it is.
    pub index: usize,
    pub scripts: Arc<Scripts>,
    pub host: Arc<ScriptHost>,
    pub store: SharedStore,
    pub queue: Arc<DeliveryQueue>,
    pub throttle: Throttle,
    pub factory: Arc<dyn DestinationFactory>,
    pub status: StatusReporter,
    pub clock: Arc<dyn Clock>,
    pub observer: Arc<dyn EngineObserver>,
    /// Bounds how many outcomes are known and not on disk.
    pub unrecorded: Arc<Semaphore>,
    /// When it is cancelled, an attempt may end and no other begins.
    pub stop: CancellationToken,
    /// When it is cancelled, an attempt under way is given up.
    pub halt: CancellationToken,
    pub sent: metrics::Counter,
    pub failed: metrics::Counter,
}

impl Delivery {
    /// Runs one thread's worth of deliveries until `stop`.
    pub(crate) async fn run(self: Arc<Self>) {
        let mut destination = self.factory.open(self.status.clone());
        loop {
            let taken = tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                taken = self.queue.take() => taken,
            };
            match taken {
                Ok(taken) => self.deliver(taken, &mut *destination).await,
                Err(error) => self.pause(&error).await,
            }
        }
        destination.close().await;
        self.status.report(ConnectionState::Stopped);
    }

    async fn pause(&self, error: &StoreError) {
        tracing::error!(channel.name = %self.channel, destination = %self.destination, %error, "reading the queue failed");
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = tokio::time::sleep(STORE_PAUSE) => {}
        }
    }

    /// Makes one attempt and decides how the message goes on. What is left when the channel stops is in the store.
    async fn deliver(&self, mut taken: Taken, destination: &mut dyn Destination) {
        let permit = Arc::clone(&self.unrecorded).acquire_owned().await;
        let permit = permit.expect("the semaphore is never closed");
        if !self.is_let().await {
            return;
        }
        let content = match self.queue.content(&mut taken.waiting).await {
            Ok(Some(content)) => content,
            // It was removed meanwhile.
            Ok(None) => return self.queue.finish(taken),
            Err(error) => {
                self.pause(&error).await;
                return self.queue.retry(taken, Duration::ZERO);
            }
        };
        let content = match self.with_attachments(&taken, content).await {
            Ok(content) => content,
            Err(error) => {
                self.pause(&error).await;
                return self.queue.retry(taken, STORE_PAUSE);
            }
        };
        taken.waiting.attempts += 1;
        let Some(result) = self.attempt(&taken, &content, destination).await else {
            return self.halted(taken);
        };
        let judged = judge(&self.scripts, &self.host, self.index, &taken.waiting, &content, result).await;
        if judged.is_answered {
            self.throttle.answered();
        } else if self.throttle.failed(Instant::now()) {
            tracing::warn!(channel.name = %self.channel, destination = %self.destination, "too many failures in a row; the receiver is left in peace for a while");
        }
        self.conclude(taken, judged, permit);
    }

    /// Waits for leave to make an attempt; false when the channel stops.
    async fn is_let(&self) -> bool {
        loop {
            let Leave::At(due) = self.throttle.ask(Instant::now()) else {
                return true;
            };
            tokio::select! {
                biased;
                () = self.stop.cancelled() => return false,
                () = tokio::time::sleep_until(due) => {}
            }
        }
    }

    async fn with_attachments(&self, taken: &Taken, content: Bytes) -> Result<Bytes, StoreError> {
        if !self.scripts.has_attachments {
            return Ok(content);
        }
        attachments::put_back(&self.store, taken.waiting.message, content).await
    }

    fn conclude(&self, mut taken: Taken, judged: Judged, permit: OwnedSemaphorePermit) {
        let verdict = match judged.verdict {
            Verdict::Retry if !self.may_retry(taken.waiting.attempts) => Verdict::Error,
            verdict => verdict,
        };
        match verdict {
            Verdict::Sent => {
                self.sent.increment(1);
                let response = judged
                    .response_transformed
                    .as_ref()
                    .or(judged.response.as_ref())
                    .cloned();
                self.report(&mut taken, || FirstOutcome::Sent(response));
                self.complete(&taken, Status::Sent, judged, Some(permit));
                self.queue.finish(taken);
            }
            Verdict::Error => {
                self.failed.increment(1);
                self.warn(&taken, "destination did not take a message; it is in error");
                let detail = judged.detail.clone().unwrap_or_default();
                self.observe(&taken, &judged, &detail);
                let response = judged.response.clone();
                self.report(&mut taken, || FirstOutcome::Error(detail, response));
                self.complete(&taken, Status::Error, judged, Some(permit));
                self.queue.finish(taken);
            }
            Verdict::Retry => {
                taken.waiting.is_possible_duplicate |= judged.is_outcome_unknown;
                if taken.waiting.attempts == 1 {
                    self.warn(&taken, "delivery failed; the message is queued and tried again");
                }
                if self.settings().queue.mode != QueueMode::Never {
                    self.report(&mut taken, || FirstOutcome::Queued);
                }
                let asked = judged.retry_after.unwrap_or_default().min(LONGEST_ASKED);
                self.complete(&taken, Status::Queued, judged, None);
                let policy = &self.settings().queue.retry;
                let delay = backoff::delay(policy, taken.waiting.attempts, rand::random()).max(asked);
                self.queue.retry(taken, delay);
            }
        }
    }

    /// The channel is halted: nobody knows whether the message arrived.
    fn halted(&self, mut taken: Taken) {
        taken.waiting.is_possible_duplicate = true;
        self.report(&mut taken, || FirstOutcome::Queued);
        let judged = Judged {
            detail: Some("the channel was stopped".to_owned()),
            is_outcome_unknown: true,
            ..Judged::new(Verdict::Retry)
        };
        self.complete(&taken, Status::Queued, judged, None);
    }

    fn settings(&self) -> &DestinationScripts {
        &self.scripts.destinations[self.index]
    }

    fn may_retry(&self, attempts: u32) -> bool {
        let queue = &self.settings().queue;
        let limit = match queue.mode {
            QueueMode::Never => Some(queue.retry.attempts.unwrap_or(1)),
            QueueMode::OnFailure | QueueMode::Always => queue.retry.attempts,
        };
        limit.is_none_or(|limit| attempts < limit)
    }

    /// `None` when the channel was halted meanwhile.
    async fn attempt(
        &self,
        taken: &Taken,
        content: &Bytes,
        destination: &mut dyn Destination,
    ) -> Option<Result<Response, SendError>> {
        let waiting = &taken.waiting;
        let message = OutboundMessage {
            channel: self.channel.clone(),
            destination: self.destination.clone(),
            message: waiting.message,
            content: content.clone(),
            parameters: parameters::of(waiting.maps.as_deref().filter(|_| self.settings().has_parameters())),
            idempotency_key: format!("{}.{}.{}", self.store.id(), waiting.message, self.destination).into(),
            attempt: waiting.attempts,
            is_possible_duplicate: waiting.is_possible_duplicate,
        };
        let attempt = tokio::time::timeout(ATTEMPT_LIMIT, destination.send(&message));
        tokio::select! {
            biased;
            result = attempt => Some(result.unwrap_or_else(|_| {
                let detail = format!("the attempt took longer than {} s", ATTEMPT_LIMIT.as_secs());
                Err(SendError::new(FailureKind::Retry, "NC-ENGINE-001", detail).outcome_unknown())
            })),
            () = self.halt.cancelled() => None,
        }
    }

    fn report(&self, taken: &mut Taken, outcome: impl FnOnce() -> FirstOutcome) {
        if let Some(flow) = taken.waiting.flow.take() {
            flow.report(&self.destination, outcome());
        }
    }

    fn observe(&self, taken: &Taken, judged: &Judged, detail: &str) {
        let kind = if judged.response.is_some() {
            ErrorKind::Response
        } else {
            ErrorKind::Connector
        };
        self.observer.observe(&EngineEvent::Error {
            channel: self.channel.clone(),
            connector: Some(self.destination.clone()),
            kind,
            message: Some(taken.waiting.message),
            text: detail.to_owned(),
        });
    }

    fn complete(&self, taken: &Taken, status: Status, judged: Judged, permit: Option<OwnedSemaphorePermit>) {
        let waiting = &taken.waiting;
        self.store.complete(Completion {
            message: waiting.message,
            connector: self.connector,
            status,
            attempts: waiting.attempts,
            sent: None,
            response: judged.response,
            response_transformed: judged.response_transformed,
            maps: judged.maps,
            error: judged.detail.filter(|_| status != Status::Sent),
            is_possible_duplicate: waiting.is_possible_duplicate,
            at: self.clock.now(),
            guard: permit.map(|permit| Box::new(permit) as Box<dyn Send>),
        });
    }

    /// Logs without the detail, which may quote the receiver's answer.
    fn warn(&self, taken: &Taken, what: &'static str) {
        tracing::warn!(
            channel.name = %self.channel,
            destination = %self.destination,
            message.id = %taken.waiting.message,
            attempt = taken.waiting.attempts,
            "{what}"
        );
    }
}
