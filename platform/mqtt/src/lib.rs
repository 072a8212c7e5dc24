//! MQTT 3.1.1 and 5 behind one model: packets, topics, and packets over a stream of bytes.
//!
//! The packets are read and written by `rumqttc`; here both versions of each become one, so that the connector and the hub's
//! broker are written once. Every packet is bounded before memory is taken for it, and bytes that are no packet end the
//! conversation and nothing else. Connections, sessions and acknowledgments belong to those who hold a [`Wire`].

mod codec;
mod local;
mod packet;
mod reason;
mod topic;
mod wire;

pub use local::{LocalBroker, Transport};
pub use packet::{
    Ack, ConnAck, Connect, Limits, Packet, Publish, PublishProperties, Qos, RetainHandling, SubAck, Subscribe,
    Subscription, UnknownQos, UnsubAck, Unsubscribe, Version, Will,
};
pub use reason::Reason;
pub use topic::{BadTopic, Filter, check_topic};
pub use wire::{Wire, WireError};
