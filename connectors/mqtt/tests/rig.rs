//! An engine that keeps what it is given, and both ends of the connector.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use nilecare_connector_mqtt::MqttConnector;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, ConnectionState, Connector, Destination,
    DestinationFactory, Inbox, OutboundMessage, RawMessage, Source, SourceContext, SourceError, StatusReporter,
    async_trait,
};
use nilecare_types::MessageId;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

pub const PATIENCE: Duration = Duration::from_secs(30);

pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = timeout(PATIENCE, future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// Keeps messages; the first `n_refusals` are not stored.
#[derive(Default)]
pub struct Kept {
    pub n_refusals: Mutex<usize>,
    pub messages: Mutex<Vec<RawMessage>>,
    /// Messages that wait until this is true.
    pub is_open: watch::Sender<bool>,
    came: watch::Sender<usize>,
}

impl Kept {
    pub fn open() -> Self {
        let kept = Self::default();
        kept.is_open.send_replace(true);
        kept
    }

    pub async fn came(&self, n: usize) {
        let mut came = self.came.subscribe();
        within("messages", came.wait_for(|came| *came >= n)).await.unwrap();
    }

    pub fn contents(&self) -> Vec<String> {
        let messages = self.messages.lock().unwrap();
        let text = |message: &RawMessage| String::from_utf8_lossy(&message.content).into_owned();
        messages.iter().map(text).collect()
    }
}

#[async_trait]
impl Inbox for Kept {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        let is_refused = {
            let mut left = self.n_refusals.lock().unwrap();
            let is_refused = *left > 0;
            *left = left.saturating_sub(1);
            is_refused
        };
        self.messages.lock().unwrap().push(message);
        self.came.send_modify(|came| *came += 1);
        if is_refused {
            return Err(AcceptError {
                kind: AcceptErrorKind::StoreUnavailable,
                detail: "the disk is full".to_owned(),
                reply: None,
            });
        }
        let mut opened = self.is_open.subscribe();
        opened.wait_for(|is_open| *is_open).await.unwrap();
        Ok(Accepted {
            message: MessageId(1),
            reply: None,
            is_positive: true,
            problem: None,
        })
    }
}

/// A source that runs.
pub struct Running {
    pub kept: Arc<Kept>,
    pub status: StatusReporter,
    stop: CancellationToken,
    running: JoinHandle<Result<(), SourceError>>,
}

impl Running {
    pub async fn start(connector: &MqttConnector, config: Value, kept: Kept) -> Self {
        let mut source: Box<dyn Source> = connector.source(&config).unwrap().unwrap();
        let (kept, stop, status) = (Arc::new(kept), CancellationToken::new(), StatusReporter::default());
        source.open(&status).await.unwrap();
        let context = SourceContext {
            inbox: Arc::clone(&kept) as Arc<dyn Inbox>,
            stop: stop.clone(),
            status: status.clone(),
        };
        let running = tokio::spawn(async move { source.run(context).await });
        Self {
            kept,
            status,
            stop,
            running,
        }
    }

    /// Waits until the broker has taken the subscription.
    pub async fn subscribed(self) -> Self {
        let is_connected = |state: &ConnectionState| matches!(state, ConnectionState::Connected { .. });
        self.until_state("the subscription", is_connected).await;
        self
    }

    pub async fn until_state(&self, what: &str, is_so: impl FnMut(&ConnectionState) -> bool) {
        let mut states = self.status.watch();
        within(what, states.wait_for(is_so)).await.unwrap();
    }

    pub async fn end(self) {
        self.stop.cancel();
        within("the end", self.running).await.unwrap().unwrap();
    }
}

pub fn factory(connector: &MqttConnector, config: Value) -> Arc<dyn DestinationFactory> {
    connector.destination(&config).unwrap().unwrap()
}

pub fn destination(connector: &MqttConnector, config: Value) -> Box<dyn Destination> {
    factory(connector, config).open(StatusReporter::default())
}

pub fn outbound(content: &str, parameters: &[(&str, &str)]) -> OutboundMessage {
    let pairs = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    OutboundMessage {
        channel: "vitals".parse().unwrap(),
        destination: "broker".parse().unwrap(),
        message: MessageId(7),
        content: Bytes::copy_from_slice(content.as_bytes()),
        parameters: pairs.collect::<BTreeMap<_, _>>(),
        idempotency_key: "vitals.7.broker".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

/// Adds settings to others.
pub fn with(mut config: Value, more: Value) -> Value {
    let more = more.as_object().unwrap().clone();
    config.as_object_mut().unwrap().extend(more);
    config
}

pub fn at(address: std::net::SocketAddr) -> Value {
    json!({ "url": format!("mqtt://{address}") })
}
