//! The packets of both versions as one model. What only version 5 has is absent, or zero, in packets of version 3.1.1.

use bytes::Bytes;
use nilecare_types::Secret;
pub use rumqttc::v5::mqttbytes::v5::PublishProperties;

use crate::Reason;

/// The protocol's version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Version {
    /// MQTT 3.1.1.
    V311,
    /// MQTT 5.
    V5,
}

/// How surely a message is handed over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qos {
    /// Not acknowledged.
    #[default]
    AtMostOnce,
    /// Acknowledged; may come again.
    AtLeastOnce,
    /// Acknowledged in two steps.
    ExactlyOnce,
}

/// A number that is no quality of service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the quality of service is 0, 1 or 2")]
pub struct UnknownQos;

impl TryFrom<u8> for Qos {
    type Error = UnknownQos;

    fn try_from(number: u8) -> Result<Self, UnknownQos> {
        match number {
            0 => Ok(Self::AtMostOnce),
            1 => Ok(Self::AtLeastOnce),
            2 => Ok(Self::ExactlyOnce),
            _ => Err(UnknownQos),
        }
    }
}

impl From<Qos> for u8 {
    fn from(qos: Qos) -> Self {
        match qos {
            Qos::AtMostOnce => 0,
            Qos::AtLeastOnce => 1,
            Qos::ExactlyOnce => 2,
        }
    }
}

/// Any packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Packet {
    /// A client introduces itself.
    Connect(Box<Connect>),
    /// The broker's answer.
    ConnAck(Box<ConnAck>),
    /// A message.
    Publish(Publish),
    /// It was taken (QoS 1).
    PubAck(Ack),
    /// It was taken (QoS 2, first step).
    PubRec(Ack),
    /// It may be forgotten (QoS 2, second step).
    PubRel(Ack),
    /// It was forgotten (QoS 2, third step).
    PubComp(Ack),
    /// A client wants messages.
    Subscribe(Subscribe),
    /// The broker's answer.
    SubAck(SubAck),
    /// A client wants them no more.
    Unsubscribe(Unsubscribe),
    /// The broker's answer.
    UnsubAck(UnsubAck),
    /// A sign of life is asked for.
    PingReq,
    /// The sign of life.
    PingResp,
    /// The end, with its reason in version 5.
    Disconnect(Reason),
}

/// What one side can take.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// Messages of QoS 1 and 2 under way at once; `None` means 65,535.
    pub receive_maximum: Option<u16>,
    /// The size of a packet in bytes; `None` means what the protocol allows.
    pub max_packet_size: Option<u32>,
}

/// A client introduces itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connect {
    /// Which version it speaks.
    pub version: Version,
    /// Its name; empty: the broker gives it one.
    pub client_id: String,
    /// What the broker kept of an earlier session is dropped. In version 3.1.1 this session is not kept either.
    pub clean_start: bool,
    /// Seconds without a packet after which the broker takes the client for gone; 0: never.
    pub keep_alive: u16,
    /// Seconds that the session is kept for after the connection; `None` ends it with the connection. In version 3.1.1
    /// taken from `clean_start`: kept as long as the broker likes.
    pub session_expiry: Option<u32>,
    /// What the client can take.
    pub limits: Limits,
    /// Who it is.
    pub user_name: Option<String>,
    /// The proof of it.
    pub password: Option<Secret<String>>,
    /// What is published when it is gone without a word.
    pub will: Option<Will>,
}

/// What is published when a client is gone without a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Will {
    /// The message.
    pub publish: Publish,
    /// Seconds that are waited for the client to come again.
    pub delay: u32,
}

/// The broker's answer to [`Connect`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnAck {
    /// Whether it is welcome.
    pub reason: Reason,
    /// An earlier session goes on.
    pub is_session_present: bool,
    /// What the broker can take.
    pub limits: Limits,
    /// The name that the broker gave.
    pub client_id: Option<String>,
    /// The keep alive that counts in place of the client's.
    pub keep_alive: Option<u16>,
    /// How long the session is kept, in place of what the client asked for.
    pub session_expiry: Option<u32>,
    /// The best quality of service; `None`: 2.
    pub max_qos: Option<u8>,
}

impl ConnAck {
    /// Builds an answer that says nothing else.
    pub fn new(reason: Reason) -> Self {
        Self {
            reason,
            is_session_present: false,
            limits: Limits::default(),
            client_id: None,
            keep_alive: None,
            session_expiry: None,
            max_qos: None,
        }
    }
}

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publish {
    /// Where it is published.
    pub topic: String,
    /// What it says.
    pub payload: Bytes,
    /// How surely.
    pub qos: Qos,
    /// The broker keeps it for later subscribers; from a broker: it was kept.
    pub is_retained: bool,
    /// It was sent before.
    pub is_duplicate: bool,
    /// The packet's number; 0 with QoS 0.
    pub id: u16,
    /// What version 5 says besides.
    pub properties: Option<Box<PublishProperties>>,
}

/// One step of an acknowledgment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ack {
    /// The number of the message's packet.
    pub id: u16,
    /// How it went.
    pub reason: Reason,
}

impl Ack {
    /// All is well.
    pub fn new(id: u16) -> Self {
        Self::because(id, Reason::SUCCESS)
    }

    /// It went this way.
    pub fn because(id: u16, reason: Reason) -> Self {
        Self { id, reason }
    }
}

/// A client wants messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscribe {
    /// The packet's number.
    pub id: u16,
    /// Which messages.
    pub subscriptions: Vec<Subscription>,
    /// Handed back with each message (version 5).
    pub subscription_id: Option<usize>,
}

/// Which messages a client wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Of these topics.
    pub filter: String,
    /// At most so surely.
    pub qos: Qos,
    /// Not what it published itself.
    pub no_local: bool,
    /// With the publisher's own sign that the message is to be kept.
    pub retain_as_published: bool,
    /// Whether kept messages come at once.
    pub retain_handling: RetainHandling,
}

impl Subscription {
    /// Builds one as version 3.1.1 has it.
    pub fn new(filter: impl Into<String>, qos: Qos) -> Self {
        Self {
            filter: filter.into(),
            qos,
            no_local: false,
            retain_as_published: false,
            retain_handling: RetainHandling::Always,
        }
    }
}

/// Whether kept messages come at a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetainHandling {
    /// Each time.
    Always,
    /// When it is a new one.
    WhenNew,
    /// Not at all.
    Never,
}

/// The broker's answer to [`Subscribe`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubAck {
    /// The number of the packet.
    pub id: u16,
    /// For each subscription: the granted quality of service, or why not.
    pub reasons: Vec<Reason>,
}

/// A client wants messages no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsubscribe {
    /// The packet's number.
    pub id: u16,
    /// Of these filters.
    pub filters: Vec<String>,
}

/// The broker's answer to [`Unsubscribe`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsubAck {
    /// The number of the packet.
    pub id: u16,
    /// For each filter, whether there was such a subscription.
    pub existed: Vec<bool>,
}
