//! A channel that listens, and the log of this process.

use std::net::SocketAddr;
use std::sync::LazyLock;

use nilecare_message_store::Status;
use nilecare_testkit::LogCapture;
use serde_json::{Value, json};

use crate::{ChannelFile, Curled, DestinationFile, Hub, HubOptions, RawSender, curl};

/// The patient in every message of such tests; the name must not reach any log at any level.
pub const MARKER: &str = "ZQXMARKERNAME";

static LOGS: LazyLock<LogCapture> =
    LazyLock::new(|| LogCapture::for_this_process().expect("nothing else in this process takes the log"));

/// Returns the log of this process, which is kept from the first call on.
pub fn logs() -> &'static LogCapture {
    &LOGS
}

/// The channel `listener` with a listening connector; it delivers to the recorder `lab`.
pub struct Listening {
    /// Where it runs.
    pub hub: Hub,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Listening {
    /// Starts a listener with these settings beside its address, in a channel with these besides.
    ///
    /// # Panics
    /// When it does not listen.
    pub async fn start(kind: &str, settings: Value, channel: &[(&str, Value)]) -> Self {
        logs();
        let hub = Hub::start(HubOptions::default()).expect("the folder is new");
        let mut connector = json!({ "type": kind, "bind": "127.0.0.1:0" });
        let settings = settings.as_object().expect("settings are an object").clone();
        connector.as_object_mut().expect("it was made as one").extend(settings);
        let file = ChannelFile::new("listener", connector).to(DestinationFile::recording("lab"));
        let file = channel
            .iter()
            .fold(file, |file, (place, value)| file.with(place, value.clone()));
        let address = hub.listen(&file).await;
        Self { hub, address }
    }

    /// Connects as a sender of MLLP.
    ///
    /// # Panics
    /// When nobody listens.
    pub async fn connect(&self) -> RawSender {
        RawSender::connect(self.address).await.expect("it listens")
    }

    /// Returns the address of a path over HTTP.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Lets curl post a body.
    pub async fn post(&self, path: &str, arguments: &[&str], body: &[u8]) -> Curled {
        let url = self.url(path);
        curl(&[arguments, &[&url]].concat(), Some(body)).await
    }

    /// Returns control id, status and source map of all that is stored.
    pub async fn stored(&self) -> Vec<(Option<String>, Status, Value)> {
        let messages = self.hub.messages("listener").await;
        let told = messages.into_iter().map(|message| {
            let source = message.source_map.as_deref().unwrap_or("{}");
            let source = serde_json::from_str(source).expect("it is JSON");
            (message.control_id, message.connectors[0].summary.status, source)
        });
        told.collect()
    }

    /// Returns control id and status of all that is stored.
    pub async fn statuses(&self) -> Vec<(Option<String>, Status)> {
        let stored = self.stored().await.into_iter();
        stored.map(|(id, status, _)| (id, status)).collect()
    }

    /// Stops the hub, and sees that no log names the patient.
    ///
    /// # Panics
    /// When it does not stop, or a log does.
    pub async fn end(self) {
        self.hub.settled("listener").await;
        self.hub.close().await.expect("it can be closed");
        logs().assert_absent(&[MARKER]);
    }
}
