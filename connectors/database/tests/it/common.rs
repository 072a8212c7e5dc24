//! What the tests of all databases share.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nilecare_connector_database::DatabaseConnector;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, AcceptedProblem, AcceptedProblemKind, CancellationToken, ConnectionState,
    Connector, Destination, DestinationFactory, Inbox, OutboundMessage, RawMessage, Source, SourceContext, SourceError,
    StatusReporter, async_trait,
};
use nilecare_types::MessageId;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Invented, and in no log.
pub const MARKER: &str = "EVERYMAN-7719";

pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = timeout(Duration::from_secs(60), future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// An engine that keeps what it is given.
#[derive(Default)]
pub struct Engine {
    pub messages: Mutex<Vec<RawMessage>>,
    pub came: watch::Sender<usize>,
    /// Stores nothing.
    pub is_full: AtomicBool,
    /// Answers negatively to contents that have this.
    pub unwanted: Option<&'static str>,
}

#[async_trait]
impl Inbox for Engine {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        if self.is_full.load(Ordering::SeqCst) {
            return Err(AcceptError {
                kind: AcceptErrorKind::StoreUnavailable,
                detail: "the disk is full".to_owned(),
                reply: None,
            });
        }
        let text = String::from_utf8_lossy(&message.content);
        let is_unwanted = self.unwanted.is_some_and(|unwanted| text.contains(unwanted));
        self.messages.lock().unwrap().push(message);
        self.came.send_modify(|came| *came += 1);
        Ok(Accepted {
            message: MessageId(1),
            reply: None,
            is_positive: !is_unwanted,
            problem: is_unwanted.then(|| AcceptedProblem::new(AcceptedProblemKind::Failed, "no")),
        })
    }
}

impl Engine {
    pub async fn came(&self, n: usize) {
        let mut came = self.came.subscribe();
        within("messages", came.wait_for(|came| *came >= n)).await.unwrap();
    }

    pub fn contents(&self) -> Vec<Value> {
        let messages = self.messages.lock().unwrap();
        let contents = messages
            .iter()
            .map(|message| serde_json::from_slice(&message.content).unwrap());
        contents.collect()
    }

    /// One member of each content.
    pub fn all(&self, member: &str) -> Vec<Value> {
        self.contents().iter().map(|content| content[member].clone()).collect()
    }
}

/// A source that runs.
pub struct Reading {
    pub engine: Arc<Engine>,
    pub status: StatusReporter,
    stop: CancellationToken,
    running: JoinHandle<Result<(), SourceError>>,
}

impl Reading {
    pub async fn start(config: &Value, engine: Engine) -> Self {
        let mut source: Box<dyn Source> = DatabaseConnector::default().source(config).unwrap().unwrap();
        let status = StatusReporter::default();
        source.open(&status).await.unwrap();
        let (engine, stop) = (Arc::new(engine), CancellationToken::new());
        let context = SourceContext {
            inbox: Arc::clone(&engine) as Arc<dyn Inbox>,
            stop: stop.clone(),
            status: status.clone(),
        };
        let running = tokio::spawn(async move { source.run(context).await });
        Self {
            engine,
            status,
            stop,
            running,
        }
    }

    /// Waits until it is not connected, and returns why.
    pub async fn disconnected(&self) -> String {
        let mut state = self.status.watch();
        let is_away = |state: &ConnectionState| matches!(state, ConnectionState::Disconnected { .. });
        let state = within("the status", state.wait_for(is_away)).await.unwrap().clone();
        match state {
            ConnectionState::Disconnected { reason } => reason,
            _ => unreachable!("it was waited for"),
        }
    }

    pub async fn end(self) -> Arc<Engine> {
        self.stop.cancel();
        within("the end", self.running).await.unwrap().unwrap();
        self.engine
    }
}

/// Settings with more of them.
pub fn with(base: &Value, more: Value) -> Value {
    let mut config = base.clone();
    let more = more.as_object().unwrap().clone();
    config.as_object_mut().unwrap().extend(more);
    config
}

pub fn factory(config: &Value) -> Arc<dyn DestinationFactory> {
    DatabaseConnector::default().destination(config).unwrap().unwrap()
}

pub fn writer(config: &Value) -> Box<dyn Destination> {
    factory(config).open(StatusReporter::default())
}

pub fn message(content: Value, parameters: &[(&str, &str)]) -> OutboundMessage {
    let content = match content {
        Value::String(text) => text,
        json => json.to_string(),
    };
    let parameters = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    OutboundMessage {
        channel: "orders".parse().unwrap(),
        destination: "lab".parse().unwrap(),
        message: MessageId(1),
        content: content.into(),
        parameters: parameters.collect::<BTreeMap<_, _>>(),
        idempotency_key: "K1".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

/// Sends by the statements and returns the response, or the failure in words: kind, code, whether the outcome is unknown.
pub async fn send(base: &Value, statements: &[&str], message: &OutboundMessage) -> Result<Value, String> {
    let config = with(base, json!({ "statements": statements }));
    send_with(&config, message).await
}

pub async fn send_with(config: &Value, message: &OutboundMessage) -> Result<Value, String> {
    let mut writer = writer(config);
    let sent = within("the attempt", writer.send(message)).await;
    writer.close().await;
    match sent {
        Ok(response) => Ok(serde_json::from_slice(&response.content.unwrap()).unwrap()),
        Err(error) => {
            assert!(!error.detail.contains(MARKER), "{}", error.detail);
            let unknown = if error.is_outcome_unknown { ", unknown" } else { "" };
            Err(format!("{:?} {}{unknown}", error.kind, error.code))
        }
    }
}
