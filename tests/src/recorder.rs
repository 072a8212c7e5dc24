//! A destination without a socket: notes what it gets and does what the drill says.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use nilecare_engine_api::{
    ConfigProblem, ConfigProblems, Connector, Destination, DestinationFactory, FailureKind, OutboundMessage, Response,
    SendError, StatusReporter, async_trait,
};
use nilecare_types::MessageId;
use serde_json::Value;

/// What the receiver does with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Takes it.
    Take,
    /// Is away; the message does not arrive.
    Away,
    /// Takes it, but its answer is lost.
    TakeUnanswered,
    /// Refuses its content.
    Reject,
    /// Takes it and answers never.
    Hang,
}

/// A message that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its number in the store.
    pub message: MessageId,
    /// What arrived.
    pub content: Bytes,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// Whether the engine said that it may have arrived before.
    pub is_possible_duplicate: bool,
    /// The key by which the receiver may recognise a repeat.
    pub idempotency_key: Arc<str>,
}

type Judge = Arc<dyn Fn(&str, &OutboundMessage) -> Verdict + Send + Sync>;
type Answer = Arc<dyn Fn(&str, &OutboundMessage) -> Option<Bytes> + Send + Sync>;
type OnReceipt = Arc<dyn Fn(&str, &OutboundMessage) + Send + Sync>;

#[derive(Default)]
struct State {
    receipts: HashMap<String, Vec<Receipt>>,
    judge: Option<Judge>,
    answer: Option<Answer>,
    on_receipt: Option<OnReceipt>,
}

/// The drill's side: what each destination got.
#[derive(Clone, Default)]
pub struct Recorder(Arc<Mutex<State>>);

impl Recorder {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Decides from now on what becomes of each message; without it all are taken.
    pub fn judge(&self, judge: impl Fn(&str, &OutboundMessage) -> Verdict + Send + Sync + 'static) {
        self.lock().judge = Some(Arc::new(judge));
    }

    /// Decides from now on what is answered to a message that is taken; without it nothing is.
    pub fn answer(&self, answer: impl Fn(&str, &OutboundMessage) -> Option<Bytes> + Send + Sync + 'static) {
        self.lock().answer = Some(Arc::new(answer));
    }

    /// Calls back at the moment a message arrives, before it is answered.
    pub fn on_receipt(&self, on_receipt: impl Fn(&str, &OutboundMessage) + Send + Sync + 'static) {
        self.lock().on_receipt = Some(Arc::new(on_receipt));
    }

    /// Returns what arrived at a destination, in order.
    pub fn receipts(&self, destination: &str) -> Vec<Receipt> {
        self.lock().receipts.get(destination).cloned().unwrap_or_default()
    }

    /// Returns how many messages arrived at a destination, repeats included.
    pub fn n_receipts(&self, destination: &str) -> usize {
        self.lock().receipts.get(destination).map_or(0, Vec::len)
    }

    /// Returns the control ids of what arrived at a destination, in order.
    pub fn control_ids(&self, destination: &str) -> Vec<String> {
        let receipts = self.receipts(destination);
        receipts
            .iter()
            .map(|receipt| crate::control_id(&receipt.content))
            .collect()
    }
}

/// The connector `recorder`; its one setting is `destination`, the name to look it up by.
pub struct RecorderConnector(pub Recorder);

impl Connector for RecorderConnector {
    fn kind(&self) -> &'static str {
        "recorder"
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let factory = config["destination"].as_str().map(|name| RecorderDestination {
            name: name.into(),
            recorder: self.0.clone(),
        });
        let missing = || ConfigProblems(vec![ConfigProblem::new("/destination", "must be a name")]);
        Some(factory.map(|factory| Arc::new(factory) as _).ok_or_else(missing))
    }
}

#[derive(Clone)]
struct RecorderDestination {
    name: Arc<str>,
    recorder: Recorder,
}

#[async_trait]
impl DestinationFactory for RecorderDestination {
    fn open(&self, _: StatusReporter) -> Box<dyn Destination> {
        Box::new(self.clone())
    }

    async fn check(&self) -> Result<String, SendError> {
        Ok("it is here".to_owned())
    }
}

#[async_trait]
impl Destination for RecorderDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let (judge, answer, on_receipt) = {
            let state = self.recorder.lock();
            (state.judge.clone(), state.answer.clone(), state.on_receipt.clone())
        };
        let verdict = judge.map_or(Verdict::Take, |judge| judge(&self.name, message));
        let failure = |kind| SendError::new(kind, "NC-DRILL-001", "the drill wanted it so");
        match verdict {
            Verdict::Away => return Err(failure(FailureKind::Retry)),
            Verdict::Reject => return Err(failure(FailureKind::Reject)),
            Verdict::Take | Verdict::TakeUnanswered | Verdict::Hang => self.note(message, on_receipt.as_ref()),
        }
        match verdict {
            Verdict::TakeUnanswered => Err(failure(FailureKind::Retry).outcome_unknown()),
            Verdict::Hang => std::future::pending().await,
            _ => Ok(Response {
                content: answer.and_then(|answer| answer(&self.name, message)),
                ..Response::default()
            }),
        }
    }
}

impl RecorderDestination {
    fn note(&self, message: &OutboundMessage, on_receipt: Option<&OnReceipt>) {
        if let Some(on_receipt) = on_receipt {
            on_receipt(&self.name, message);
        }
        let receipt = Receipt {
            message: message.message,
            content: message.content.clone(),
            attempt: message.attempt,
            is_possible_duplicate: message.is_possible_duplicate,
            idempotency_key: Arc::clone(&message.idempotency_key),
        };
        let mut state = self.recorder.lock();
        state.receipts.entry(self.name.to_string()).or_default().push(receipt);
    }
}
