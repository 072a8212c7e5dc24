//! Where messages stand, how many, and the numbers that channels and connectors have here.

use serde::{Deserialize, Serialize};

/// Where a message stands at one connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// On disk, not processed yet. At a destination: it waits for the destination before it.
    Received = 0,
    /// A filter did not let it pass.
    Filtered = 1,
    /// Processed at the source.
    Transformed = 2,
    /// Waiting for delivery.
    Queued = 3,
    /// The receiver has it.
    Sent = 4,
    /// Given up, with a reason.
    Error = 5,
    /// Delivered; the response is being processed.
    Pending = 6,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Received,
        Self::Filtered,
        Self::Transformed,
        Self::Queued,
        Self::Sent,
        Self::Error,
        Self::Pending,
    ];

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        usize::try_from(number)
            .ok()
            .and_then(|index| Self::ALL.get(index).copied())
    }
}

/// The number of a channel in this store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChannelKey(pub i64);

/// The number of a source or destination in this store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectorKey(pub i64);

/// The numbers of a channel's parts.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The channel.
    pub channel: ChannelKey,
    /// Its source.
    pub source: ConnectorKey,
    /// Its destinations, in the order asked for.
    pub destinations: Vec<ConnectorKey>,
}

/// How many messages a connector has seen.
///
/// A message counts as received by a destination when it is recorded for it or, where it waits for the destination
/// before ([`Status::Received`]), when that wait is over. Removing and pruning take nothing away but what was queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Taken in.
    pub received: i64,
    /// Not let pass by a filter.
    pub filtered: i64,
    /// Waiting for delivery now.
    pub queued: i64,
    /// Delivered.
    pub sent: i64,
    /// Given up.
    pub error: i64,
}

impl Counts {
    /// Adds one message that entered a status, or takes one away that left it.
    pub fn add(&mut self, status: Status, step: i64) {
        match status {
            Status::Filtered => self.filtered += step,
            Status::Queued | Status::Pending => self.queued += step,
            Status::Sent => self.sent += step,
            Status::Error => self.error += step,
            Status::Received | Status::Transformed => {}
        }
    }
}
