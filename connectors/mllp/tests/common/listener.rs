//! A running listener whose inbox keeps what comes and answers AA.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use nilecare_connector_mllp::MllpConnector;
use nilecare_engine_api::{
    AcceptError, Accepted, CancellationToken, ConnectionState, Connector, Inbox, RawMessage, Source, SourceContext,
    SourceError, StatusReporter, async_trait,
};
use nilecare_types::MessageId;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

use super::{Files, within};

#[derive(Default)]
struct Kept(Mutex<Vec<RawMessage>>);

#[async_trait]
impl Inbox for Kept {
    async fn accept(&self, message: RawMessage) -> Result<Accepted, AcceptError> {
        let text = String::from_utf8_lossy(&message.content).into_owned();
        let id = text.split('|').nth(9).unwrap_or_default().to_owned();
        let is_whole = message.defect.is_none();
        self.0.lock().unwrap().push(message);
        let reply = format!("MSH|^~\\&|HUB|||||||ACK|A|P|2.5.1\rMSA|AA|{id}\r");
        Ok(Accepted {
            message: MessageId(1),
            // As the engine: what is no whole message gets no reply.
            reply: is_whole.then(|| Bytes::from(reply)),
            is_positive: is_whole,
            problem: None,
        })
    }
}

/// A listener on a free port.
pub struct Listener {
    pub address: SocketAddr,
    pub status: StatusReporter,
    stop: CancellationToken,
    inbox: Arc<Kept>,
    running: JoinHandle<Result<(), SourceError>>,
}

/// The setting `tls` of a listener.
pub fn tls(files: &Files, more: &Value) -> Value {
    let mut tls = json!({ "certificate_file": files.certificate, "private_key_file": files.key });
    let more = more.as_object().expect("it is an object").clone();
    tls.as_object_mut().expect("it is one").extend(more);
    tls
}

impl Listener {
    /// Starts one that shows a certificate, with more settings of `tls`.
    pub async fn start(files: &Files, more: Value) -> Self {
        Self::start_with(json!({ "bind": "127.0.0.1:0", "tls": tls(files, &more) }))
            .await
            .expect("it can be opened")
    }

    pub async fn start_with(config: Value) -> Result<Self, SourceError> {
        let source = MllpConnector::default().source(&config).expect("there is a source");
        let mut source: Box<dyn Source> = source.expect("the settings are valid");
        let status = StatusReporter::default();
        source.open(&status).await?;
        let ConnectionState::Listening { address } = status.state() else {
            panic!("it does not listen");
        };
        let inbox = Arc::new(Kept::default());
        let stop = CancellationToken::new();
        let context = SourceContext {
            inbox: Arc::clone(&inbox) as Arc<dyn Inbox>,
            stop: stop.clone(),
            status: status.clone(),
        };
        Ok(Self {
            address: address.parse().expect("it is an address"),
            status,
            stop,
            inbox,
            running: tokio::spawn(async move { source.run(context).await }),
        })
    }

    /// Returns what came, in order.
    pub fn messages(&self) -> Vec<RawMessage> {
        self.inbox.0.lock().unwrap().clone()
    }

    /// Asks it to stop, as the engine does.
    pub fn begin_stop(&self) {
        self.stop.cancel();
    }

    /// Stops it and waits until nothing of it runs.
    pub async fn stop(self) {
        self.stop.cancel();
        let ended = within("stopping", self.running).await;
        ended.expect("it does not panic").expect("it ends in order");
    }
}
