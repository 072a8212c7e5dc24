//! An engine that keeps what it is given, and both ends of the connector.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use nilecare_connector_websocket::WebsocketConnector;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, ConnectionState, Connector, Destination,
    DestinationFactory, Inbox, OutboundMessage, RawMessage, Source, SourceContext, SourceError, StatusReporter,
    async_trait,
};
use nilecare_types::MessageId;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(60);

pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = timeout(PATIENCE, future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// Keeps messages and answers when it is open; one that says `full` is not stored.
#[derive(Default)]
pub struct Kept {
    pub messages: Mutex<Vec<RawMessage>>,
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

    pub fn contents(&self) -> Vec<Bytes> {
        let messages = self.messages.lock().unwrap();
        messages.iter().map(|message| message.content.clone()).collect()
    }

    pub fn facts(&self, name: &str) -> Vec<String> {
        let messages = self.messages.lock().unwrap();
        let fact = |message: &RawMessage| message.source.get(name).cloned().unwrap_or_default();
        messages.iter().map(fact).collect()
    }
}

#[async_trait]
impl Inbox for Kept {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        let content = message.content.clone();
        self.messages.lock().unwrap().push(message);
        self.came.send_modify(|came| *came += 1);
        if content == "full" {
            return Err(AcceptError {
                kind: AcceptErrorKind::StoreUnavailable,
                detail: "the disk is full".to_owned(),
                reply: None,
            });
        }
        let mut opened = self.is_open.subscribe();
        opened.wait_for(|is_open| *is_open).await.unwrap();
        let reply = (content != "quiet").then(|| [b"taken ", &content[..]].concat().into());
        Ok(Accepted {
            message: MessageId(1),
            reply,
            is_positive: true,
            problem: None,
        })
    }
}

/// A source that runs.
pub struct Running {
    pub kept: Arc<Kept>,
    pub status: StatusReporter,
    pub stop: CancellationToken,
    running: JoinHandle<Result<(), SourceError>>,
}

impl Running {
    pub async fn start(config: &Value, kept: Kept) -> Self {
        let mut source: Box<dyn Source> = WebsocketConnector::default().source(config).unwrap().unwrap();
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

    pub fn url(&self, path: &str) -> String {
        format!("ws://{}{path}", listening(&self.status))
    }

    pub async fn end(self) -> Arc<Kept> {
        self.stop.cancel();
        within("the end", self.running).await.unwrap().unwrap();
        self.kept
    }
}

pub fn listening(status: &StatusReporter) -> String {
    match status.state() {
        ConnectionState::Listening { address } => address,
        state => panic!("it does not listen: {state:?}"),
    }
}

pub fn factory(config: &Value) -> Arc<dyn DestinationFactory> {
    WebsocketConnector::default().destination(config).unwrap().unwrap()
}

pub fn destination(config: &Value) -> Box<dyn Destination> {
    factory(config).open(StatusReporter::default())
}

pub fn outbound(content: impl Into<Bytes>) -> OutboundMessage {
    OutboundMessage {
        channel: "alarms".parse().unwrap(),
        destination: "board".parse().unwrap(),
        message: MessageId(7),
        content: content.into(),
        parameters: BTreeMap::new(),
        idempotency_key: "alarms.7.board".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}
