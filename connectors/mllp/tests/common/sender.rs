//! Our sender, driven as the engine does.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_connector_mllp::MllpConnector;
use nilecare_engine_api::{Connector, Destination, OutboundMessage, Response, SendError, StatusReporter};
use nilecare_types::MessageId;
use serde_json::{Value, json};

use super::{message, within};

/// One sender.
pub struct Sender {
    pub destination: Box<dyn Destination>,
    pub status: StatusReporter,
}

impl Sender {
    /// Opens one with the setting `tls`.
    pub fn to(address: &str, tls: Value) -> Self {
        let config = json!({ "address": address, "reply_timeout": "5s", "tls": tls });
        Self::with(config)
    }

    /// Opens one with all its settings.
    pub fn with(config: Value) -> Self {
        let factory = MllpConnector::default().destination(&config).expect("there is one");
        let status = StatusReporter::default();
        let destination = factory.expect("the settings are valid").open(status.clone());
        Self { destination, status }
    }

    pub async fn send(&mut self, id: &str) -> Result<Response, SendError> {
        self.send_content(message(id)).await
    }

    pub async fn send_content(&mut self, content: String) -> Result<Response, SendError> {
        let outbound = OutboundMessage {
            parameters: std::collections::BTreeMap::new(),
            channel: "tls".parse().expect("it is a name"),
            destination: "out".parse().expect("it is a name"),
            message: MessageId(1),
            content: Bytes::from(content),
            idempotency_key: Arc::from("key"),
            attempt: 1,
            is_possible_duplicate: false,
        };
        within("an attempt", self.destination.send(&outbound)).await
    }

    pub async fn refused(&mut self) -> SendError {
        self.send("REFUSED").await.expect_err("it must not be sent")
    }
}
