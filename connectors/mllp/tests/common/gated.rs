//! An engine that stores at once, says so, and concludes a message when the test lets it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use nilecare_connector_mllp::MllpConnector;
use nilecare_engine_api::{
    AcceptError, AcceptErrorKind, Accepted, CancellationToken, ConnectionState, Connector, Inbox, RawMessage, Source,
    SourceContext, SourceError, StatusReporter, async_trait,
};
use nilecare_types::MessageId;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::within;

/// The engine: control ids in the order in which they were stored, and those that may conclude.
#[derive(Default)]
pub struct Gated {
    pub stored: Mutex<Vec<String>>,
    concluded: watch::Sender<BTreeSet<String>>,
}

impl Gated {
    /// Lets a message conclude.
    pub fn conclude(&self, id: &str) {
        self.concluded.send_modify(|ids| ids.extend([id.to_owned()]));
    }
}

pub fn acknowledgment(code: &str, id: &str) -> Bytes {
    Bytes::from(format!("MSH|^~\\&|HUB|||||||ACK|A|P|2.5.1\rMSA|{code}|{id}\r"))
}

#[async_trait]
impl Inbox for Gated {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        let text = String::from_utf8_lossy(&message.content).into_owned();
        let header: Vec<_> = text.split(['|', '\r']).collect();
        let id = header.get(9).copied().unwrap_or_default().to_owned();
        if id.starts_with("FULL") {
            return Err(AcceptError {
                kind: AcceptErrorKind::StoreUnavailable,
                detail: "the disk is full".to_owned(),
                reply: Some(acknowledgment("AE", &id)),
            });
        }
        self.stored.lock().unwrap().push(id.clone());
        let is_enhanced = header.get(14) == Some(&"AL") && header.get(15) == Some(&"AL");
        if let Some(commit) = message.commit.filter(|_| message.defect.is_none()) {
            if is_enhanced {
                commit.send(acknowledgment("CA", &id));
            } else {
                commit.stored();
            }
        }
        let mut concluded = self.concluded.subscribe();
        concluded.wait_for(|ids| ids.contains(&id)).await.unwrap();
        Ok(Accepted {
            message: MessageId(1),
            reply: message.defect.is_none().then(|| acknowledgment("AA", &id)),
            is_positive: true,
            problem: None,
        })
    }
}

/// A running source of this engine.
pub struct Running {
    pub engine: Arc<Gated>,
    pub status: StatusReporter,
    stop: CancellationToken,
    running: JoinHandle<Result<(), SourceError>>,
}

impl Running {
    pub async fn start(config: Value) -> Self {
        let source = MllpConnector::default().source(&config).expect("there is a source");
        let mut source: Box<dyn Source> = source.expect("the settings are valid");
        let status = StatusReporter::default();
        source.open(&status).await.expect("it can be opened");
        let engine = Arc::new(Gated::default());
        let stop = CancellationToken::new();
        let context = SourceContext {
            inbox: Arc::clone(&engine) as Arc<dyn Inbox>,
            stop: stop.clone(),
            status: status.clone(),
        };
        Self {
            engine,
            status,
            stop,
            running: tokio::spawn(async move { source.run(context).await }),
        }
    }

    pub fn address(&self) -> String {
        let ConnectionState::Listening { address } = self.status.state() else {
            panic!("it does not listen");
        };
        address
    }

    pub async fn stop(self) {
        self.stop.cancel();
        let ended = within("stopping", self.running).await;
        ended.expect("it does not panic").expect("it ends in order");
    }
}
