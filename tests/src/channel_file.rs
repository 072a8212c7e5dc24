//! Channel files of drills.

use serde_json::{Value, json};

/// A channel to be written as `channel.yaml`. JSON is YAML, so it is written as JSON.
#[derive(Debug, Clone)]
pub struct ChannelFile(Value);

/// A destination of it.
#[derive(Debug, Clone)]
pub struct DestinationFile(Value);

impl ChannelFile {
    /// Builds a channel with a source connector and no destinations yet. It replies when the destinations are done.
    pub fn new(id: &str, source_connector: Value) -> Self {
        Self(json!({
            "version": 1, "id": id, "name": id,
            "source": { "connector": source_connector },
            "destinations": [],
        }))
    }

    /// Builds a channel that takes its messages from a [`Feed`](crate::Feed).
    pub fn fed(id: &str) -> Self {
        Self::new(id, json!({ "type": "feed", "channel": id }))
    }

    /// Builds a channel that listens for MLLP on a port of 127.0.0.1; 0 takes a free one.
    pub fn listening(id: &str, port: u16) -> Self {
        Self::new(id, json!({ "type": "mllp", "bind": format!("127.0.0.1:{port}") }))
    }

    /// Returns the channel's id.
    pub fn id(&self) -> &str {
        self.0["id"].as_str().expect("it was given as text")
    }

    /// Returns the file's text.
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// Replies as soon as the message is on disk.
    #[must_use]
    pub fn replying_on_receipt(self) -> Self {
        self.with("/source/reply", json!({ "when": "on_receipt" }))
    }

    /// Sets anything by its JSON pointer, whose last part may be new.
    ///
    /// # Panics
    /// When the place does not exist.
    #[must_use]
    pub fn with(mut self, pointer: &str, value: Value) -> Self {
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer begins with a slash");
        self.0.pointer_mut(parent).expect("the place exists")[name] = value;
        self
    }

    /// Adds a destination.
    #[must_use]
    pub fn to(mut self, destination: DestinationFile) -> Self {
        let destinations = self.0["destinations"].as_array_mut().expect("it was made as a list");
        destinations.push(destination.0);
        self
    }
}

impl DestinationFile {
    /// Builds a destination that tries again after 10 ms, growing to 40 ms.
    pub fn new(id: &str, connector: Value) -> Self {
        let retry = json!({ "interval": "10ms", "max_interval": "40ms" });
        Self(json!({ "id": id, "connector": connector, "queue": { "retry": retry } }))
    }

    /// Builds a destination that is a [`Recorder`](crate::Recorder).
    pub fn recording(id: &str) -> Self {
        Self::new(id, json!({ "type": "recorder", "destination": id }))
    }

    /// Builds an MLLP sender.
    pub fn sending(id: &str, address: std::net::SocketAddr) -> Self {
        Self::new(id, json!({ "type": "mllp", "address": address.to_string() }))
    }

    /// Sets anything by its JSON pointer, whose last part may be new.
    ///
    /// # Panics
    /// When the place does not exist.
    #[must_use]
    pub fn with(mut self, pointer: &str, value: Value) -> Self {
        let (parent, name) = pointer.rsplit_once('/').expect("a pointer begins with a slash");
        self.0.pointer_mut(parent).expect("the place exists")[name] = value;
        self
    }
}
