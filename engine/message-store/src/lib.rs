//! Keeps messages, and where each of them stands on its way, so that a crash loses nothing.
//!
//! The verbs follow a message's life: [`admit`](MessageStore::admit) it (durable before anyone is told), [`record`]
//! what the channel made of it, [`complete`] each delivery. What is unfinished after a crash is found again by
//! [`unprocessed`] and [`queued`]. Channels and connectors are small numbers here, given by [`register`].
//!
//! ```text
//! admit ──► (unprocessed) ──► record ──► Filtered | Error
//!                                   └──► Queued ──► complete ──► Sent | Error
//!                                            ▲          └──► Queued (after a failed attempt)
//!                                            └───────────────┘
//! ```
//!
//! [`record`]: MessageStore::record
//! [`complete`]: MessageStore::complete
//! [`unprocessed`]: MessageStore::unprocessed
//! [`queued`]: MessageStore::queued
//! [`register`]: MessageStore::register

mod contents;
mod error;
mod model;
mod query;
mod sqlite;
mod store;

pub use contents::{CorruptContent, Packed};
pub use error::{StoreError, StoreErrorKind};
pub use model::{
    Admission, ChannelKey, Completion, ConnectorKey, Counts, DestinationRecord, OnAdmitted, OnRecorded, Processed,
    QueuedMessage, Recording, Registration, SharedStore, SourceRecord, Status, UnprocessedMessage, Urgency,
};
pub use query::{ConnectorCounts, ConnectorDetail, ConnectorSummary, MessageDetail, MessageQuery, MessageSummary};
pub use sqlite::{SqliteMessageStore, SqliteOptions};
pub use store::{MessageStore, UNRECORDED_LIMIT};
