//! Why: the reason codes of MQTT 5 (§2.4); those of version 3.1.1 are turned into them.

use std::fmt;

/// A reason code. Below 0x80 all is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Reason(pub u8);

impl Reason {
    /// Success, normal disconnection, granted QoS 0.
    pub const SUCCESS: Self = Self(0x00);
    /// Publish the will although the client says goodbye.
    pub const WITH_WILL: Self = Self(0x04);
    /// Nobody subscribed.
    pub const NO_SUBSCRIBERS: Self = Self(0x10);
    /// No more is said.
    pub const UNSPECIFIED: Self = Self(0x80);
    /// No packet of the protocol.
    pub const MALFORMED: Self = Self(0x81);
    /// Not at this point of the conversation.
    pub const PROTOCOL_ERROR: Self = Self(0x82);
    /// Valid and not supported.
    pub const IMPLEMENTATION: Self = Self(0x83);
    /// Not this version.
    pub const UNSUPPORTED_VERSION: Self = Self(0x84);
    /// Not this client id.
    pub const BAD_CLIENT_ID: Self = Self(0x85);
    /// Wrong user name or password.
    pub const BAD_CREDENTIALS: Self = Self(0x86);
    /// Not allowed.
    pub const NOT_AUTHORIZED: Self = Self(0x87);
    /// Not now.
    pub const UNAVAILABLE: Self = Self(0x88);
    /// Too much to do.
    pub const BUSY: Self = Self(0x89);
    /// Not this client.
    pub const BANNED: Self = Self(0x8A);
    /// The broker ends.
    pub const SHUTTING_DOWN: Self = Self(0x8B);
    /// Nothing came for too long.
    pub const KEEP_ALIVE: Self = Self(0x8D);
    /// The same client id connected again.
    pub const TAKEN_OVER: Self = Self(0x8E);
    /// No filter.
    pub const BAD_FILTER: Self = Self(0x8F);
    /// No topic, or not this one.
    pub const BAD_TOPIC: Self = Self(0x90);
    /// More messages under way than were allowed.
    pub const RECEIVE_MAXIMUM: Self = Self(0x93);
    /// No such alias.
    pub const TOPIC_ALIAS: Self = Self(0x94);
    /// Larger than what is taken.
    pub const TOO_LARGE: Self = Self(0x95);
    /// Too many of something.
    pub const QUOTA: Self = Self(0x97);
    /// Not of the announced format.
    pub const PAYLOAD_FORMAT: Self = Self(0x99);
    /// Messages are not kept here.
    pub const NO_RETAIN: Self = Self(0x9A);
    /// Not this quality of service.
    pub const QOS: Self = Self(0x9B);
    /// Another broker, until further notice.
    pub const USE_ANOTHER: Self = Self(0x9C);
    /// Another broker, for good.
    pub const MOVED: Self = Self(0x9D);

    /// Tells whether it is a failure.
    pub fn is_failure(self) -> bool {
        self.0 >= 0x80
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match *self {
            Self::SUCCESS => "success",
            Self::WITH_WILL => "disconnect with will message",
            Self::NO_SUBSCRIBERS => "no matching subscribers",
            Self::UNSPECIFIED => "unspecified error",
            Self::MALFORMED => "malformed packet",
            Self::PROTOCOL_ERROR => "protocol error",
            Self::IMPLEMENTATION => "implementation specific error",
            Self::UNSUPPORTED_VERSION => "unsupported protocol version",
            Self::BAD_CLIENT_ID => "client identifier not valid",
            Self::BAD_CREDENTIALS => "bad user name or password",
            Self::NOT_AUTHORIZED => "not authorized",
            Self::UNAVAILABLE => "server unavailable",
            Self::BUSY => "server busy",
            Self::BANNED => "banned",
            Self::SHUTTING_DOWN => "server shutting down",
            Self::KEEP_ALIVE => "keep alive timeout",
            Self::TAKEN_OVER => "session taken over",
            Self::BAD_FILTER => "topic filter invalid",
            Self::BAD_TOPIC => "topic name invalid",
            Self::RECEIVE_MAXIMUM => "receive maximum exceeded",
            Self::TOPIC_ALIAS => "topic alias invalid",
            Self::TOO_LARGE => "packet too large",
            Self::QUOTA => "quota exceeded",
            Self::PAYLOAD_FORMAT => "payload format invalid",
            Self::NO_RETAIN => "retain not supported",
            Self::QOS => "QoS not supported",
            Self::USE_ANOTHER => "use another server",
            Self::MOVED => "server moved",
            _ => return write!(f, "0x{:02X}", self.0),
        };
        write!(f, "{words} (0x{:02X})", self.0)
    }
}
