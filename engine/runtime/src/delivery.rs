//! Delivers the messages of one destination, one after the other, until each is sent or given up.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_channel_model::QueueMode;
use nilecare_engine_api::{
    CancellationToken, ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response,
    SendError, StatusReporter,
};
use nilecare_message_store::{Completion, ConnectorKey, SharedStore, Status, StoreError, UNRECORDED_LIMIT};
use nilecare_script::{ScriptContext, ScriptHost};
use nilecare_types::{ChannelId, Clock, ConnectorId};
use tokio::sync::Semaphore;

use crate::backoff;
use crate::compiled::Scripts;
use crate::queue::{DeliveryQueue, Waiting};
use crate::reply::FirstOutcome;

/// An attempt that a connector did not end by itself is ended after this time.
const ATTEMPT_LIMIT: Duration = Duration::from_secs(300);
/// Pause after the store could not be read.
const STORE_PAUSE: Duration = Duration::from_secs(1);

/// What a delivery works with.
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
    pub factory: Arc<dyn DestinationFactory>,
    pub status: StatusReporter,
    pub clock: Arc<dyn Clock>,
    /// When it is cancelled, an attempt may end and no other begins.
    pub stop: CancellationToken,
    /// When it is cancelled, an attempt under way is given up.
    pub halt: CancellationToken,
    pub sent: metrics::Counter,
    pub failed: metrics::Counter,
}

/// What to do after an attempt.
enum Next {
    Sent(Option<Bytes>),
    Error {
        detail: String,
        response: Option<Bytes>,
    },
    Retry {
        detail: String,
        response: Option<Bytes>,
        is_outcome_unknown: bool,
    },
    /// Given up because the channel is halted.
    Halted,
}

impl Delivery {
    /// Runs until `stop`.
    pub(crate) async fn run(self) {
        let mut destination = self.factory.open(self.status.clone());
        let unrecorded = Arc::new(Semaphore::new(UNRECORDED_LIMIT));
        loop {
            let next = tokio::select! {
                biased;
                () = self.stop.cancelled() => break,
                next = self.queue.pop() => next,
            };
            match next {
                Ok(waiting) => self.deliver(waiting, &mut *destination, &unrecorded).await,
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

    /// Tries until the message is sent or given up, or the channel stops; a message that is left then is in the store.
    async fn deliver(&self, mut waiting: Waiting, destination: &mut dyn Destination, unrecorded: &Arc<Semaphore>) {
        let permit = Arc::clone(unrecorded).acquire_owned().await;
        let mut permit = Some(permit.expect("the semaphore is never closed"));
        loop {
            waiting.attempts += 1;
            let result = self.attempt(&waiting, destination).await;
            let next = self.judge(result, waiting.attempts).await;
            match next {
                Next::Sent(response) => {
                    self.sent.increment(1);
                    self.report(&mut waiting, || FirstOutcome::Sent(response.clone()));
                    self.complete(&waiting, Status::Sent, response, None, permit.take());
                    return;
                }
                Next::Error { detail, response } => {
                    self.failed.increment(1);
                    self.warn(&waiting, "destination did not take a message; it is in error");
                    self.report(&mut waiting, || FirstOutcome::Error(detail.clone(), response.clone()));
                    self.complete(&waiting, Status::Error, response, Some(detail), permit.take());
                    return;
                }
                Next::Retry {
                    detail,
                    response,
                    is_outcome_unknown,
                } => {
                    waiting.is_possible_duplicate |= is_outcome_unknown;
                    if waiting.attempts == 1 {
                        self.warn(&waiting, "delivery failed; the message is queued and tried again");
                    }
                    self.report(&mut waiting, || FirstOutcome::Queued);
                    self.complete(&waiting, Status::Queued, response, Some(detail), None);
                }
                Next::Halted => {
                    waiting.is_possible_duplicate = true;
                    self.report(&mut waiting, || FirstOutcome::Queued);
                    self.complete(
                        &waiting,
                        Status::Queued,
                        None,
                        Some("the channel was stopped".to_owned()),
                        None,
                    );
                    return;
                }
            }
            let policy = &self.settings().queue.retry;
            let delay = backoff::delay(policy, waiting.attempts, rand::random());
            tokio::select! {
                biased;
                () = self.stop.cancelled() => return,
                () = tokio::time::sleep(delay) => {}
            }
        }
    }

    fn settings(&self) -> &crate::compiled::DestinationScripts {
        &self.scripts.destinations[self.index]
    }

    async fn attempt(
        &self,
        waiting: &Waiting,
        destination: &mut dyn Destination,
    ) -> Option<Result<Response, SendError>> {
        let message = OutboundMessage {
            channel: self.channel.clone(),
            destination: self.destination.clone(),
            message: waiting.message,
            content: waiting.content.clone(),
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

    async fn judge(&self, result: Option<Result<Response, SendError>>, attempts: u32) -> Next {
        let Some(result) = result else { return Next::Halted };
        let (response, status) = match &result {
            Ok(response) => (response.content.clone(), "sent"),
            Err(error) => match error.kind {
                FailureKind::Reject => (error.response.clone(), "error"),
                FailureKind::Retry | FailureKind::Stop => (error.response.clone(), "queued"),
            },
        };
        let status = match self.transform_response(response.clone(), status).await {
            Ok(status) => status,
            Err(detail) => return Next::Error { detail, response },
        };
        let is_outcome_unknown = result.as_ref().is_err_and(|error| error.is_outcome_unknown);
        let detail = || match &result {
            Ok(_) => "the response transformer set this status".to_owned(),
            Err(error) => format!("{}: {error}", error.code),
        };
        match status.as_str() {
            "sent" => Next::Sent(response),
            "queued" if self.may_retry(attempts) => Next::Retry {
                detail: detail(),
                response,
                is_outcome_unknown,
            },
            _ => Next::Error {
                detail: detail(),
                response,
            },
        }
    }

    fn may_retry(&self, attempts: u32) -> bool {
        let queue = &self.settings().queue;
        queue.mode != QueueMode::Never && queue.retry.attempts.is_none_or(|limit| attempts < limit)
    }

    /// Runs the response transformer, off the runtime's threads, and returns the status it leaves.
    async fn transform_response(&self, response: Option<Bytes>, status: &'static str) -> Result<String, String> {
        if self.settings().response_transformer.is_empty() {
            return Ok(status.to_owned());
        }
        let (scripts, host, index) = (Arc::clone(&self.scripts), Arc::clone(&self.host), self.index);
        let task = tokio::task::spawn_blocking(move || {
            let nothing = nilecare_document::Document::Raw(Bytes::new());
            let mut context = ScriptContext::new(&nothing, Arc::default());
            context.add_response(response.as_ref(), status);
            for script in &scripts.destinations[index].response_transformer {
                host.run(script, &mut context).map_err(|error| error.to_string())?;
            }
            match context.status() {
                Some(status) if matches!(status.as_str(), "sent" | "error" | "queued") => Ok(status),
                _ => Err("the response transformer must leave status as \"sent\", \"error\" or \"queued\"".to_owned()),
            }
        });
        task.await
            .unwrap_or_else(|_| Err("the response transformer was cut short".to_owned()))
    }

    fn report(&self, waiting: &mut Waiting, outcome: impl FnOnce() -> FirstOutcome) {
        if let Some(tracker) = waiting.tracker.take() {
            tracker.report(&self.destination, outcome());
        }
    }

    fn complete(
        &self,
        waiting: &Waiting,
        status: Status,
        response: Option<Bytes>,
        error: Option<String>,
        permit: Option<tokio::sync::OwnedSemaphorePermit>,
    ) {
        self.store.complete(Completion {
            message: waiting.message,
            connector: self.connector,
            status,
            attempts: waiting.attempts,
            sent: None,
            response,
            response_transformed: None,
            maps: None,
            error,
            is_possible_duplicate: waiting.is_possible_duplicate,
            at: self.clock.now(),
            guard: permit.map(|permit| Box::new(permit) as Box<dyn Send>),
        });
    }

    /// Logs without the detail, which may quote the receiver's answer.
    fn warn(&self, waiting: &Waiting, what: &'static str) {
        tracing::warn!(
            channel.name = %self.channel,
            destination = %self.destination,
            message.id = %waiting.message,
            attempt = waiting.attempts,
            "{what}"
        );
    }
}
