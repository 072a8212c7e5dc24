//! `message`: what is known of a message besides its content.

use jiff::Timestamp;
use nilecare_types::{ChannelId, MessageId};

/// What is known of a message at one connector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageFacts {
    /// Its number.
    pub id: MessageId,
    /// The sender's number (MSH-10), if it has one.
    pub control_id: Option<String>,
    /// The kind, such as `ADT^A01`, if it is known.
    pub message_type: Option<String>,
    /// When it was received.
    pub received_at: Timestamp,
    /// The channel.
    pub channel_id: ChannelId,
    /// The channel's name.
    pub channel_name: String,
    /// The destination; `source` at the source.
    pub connector_id: String,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// Whether it may have been sent before.
    pub is_possible_duplicate: bool,
}

/// One of the facts, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of the same name")]
pub enum Fact {
    Id,
    ControlId,
    MessageType,
    ReceivedAt,
    ChannelId,
    ChannelName,
    ConnectorId,
    Attempt,
    IsPossibleDuplicate,
}

impl Fact {
    /// The names, as scripts and templates write them behind `message.`.
    pub const NAMES: [(&'static str, Self); 9] = [
        ("id", Self::Id),
        ("control_id", Self::ControlId),
        ("message_type", Self::MessageType),
        ("received_at", Self::ReceivedAt),
        ("channel_id", Self::ChannelId),
        ("channel_name", Self::ChannelName),
        ("connector_id", Self::ConnectorId),
        ("attempt", Self::Attempt),
        ("is_possible_duplicate", Self::IsPossibleDuplicate),
    ];

    /// Finds a fact by its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, fact)| *fact)
    }
}
