//! Keeps messages, and where each of them stands on its way, so that a crash loses nothing.
//!
//! The verbs follow a message's life: [`admit`](MessageStore::admit) it (durable before anyone is told), [`record`]
//! what the channel made of it, [`complete`] each delivery. What is unfinished after a crash is found again by
//! [`unprocessed`], [`waiting`] and [`queued`]. Channels and connectors are small numbers here, given by [`register`]
//! together with the channel's [`StoragePolicy`]: what stays of complete messages, and whether it is sealed.
//!
//! ```text
//! admit ──► (unprocessed) ──► record ──► Filtered | Error
//!                               │ └────► Received ──► advance ──► Filtered | Queued | Error
//!                               └──────► Queued ──► complete ──► Sent | Error ──► requeue ──► Queued
//!                                            ▲          └──► Queued (after a failed attempt)
//!                                            └───────────────┘
//! ```
//!
//! Beside that it answers people: [`search`](MessageStore::search) by columns and by text, one
//! [`message`](MessageStore::message), statistics; and it removes what is no longer wanted
//! ([`prune`](MessageStore::prune)).
//!
//! [`record`]: MessageStore::record
//! [`complete`]: MessageStore::complete
//! [`unprocessed`]: MessageStore::unprocessed
//! [`waiting`]: MessageStore::waiting
//! [`queued`]: MessageStore::queued
//! [`register`]: MessageStore::register

mod contents;
mod error;
mod keyring;
mod policy;
mod query;
mod retention;
mod seal;
mod sqlite;
mod status;
mod store;
mod text;
mod work;
mod write;

pub use contents::{CorruptContent, Packed};
pub use error::{StoreError, StoreErrorKind};
pub use keyring::{KeyId, Keyring, KeyringError};
pub use policy::{MetadataColumn, MetadataKind, MetadataValue, StorageLevel, StoragePolicy};
pub use query::{
    AttachmentSummary, Comparison, ConnectorCounts, ConnectorDetail, ConnectorSummary, MessageDetail, MessageQuery,
    MessageSummary, MetadataCondition, RecentMessage, SearchPage, TEXT_MINIMUM, TextQuery,
};
pub use retention::{PruneOrder, PruneWhat, Pruned, StoredConnector, StoredMessage};
pub use sqlite::{SqliteMessageStore, SqliteOptions};
pub use status::{ChannelKey, ConnectorKey, Counts, Registration, Status};
pub use store::{MessageStore, SharedStore, UNRECORDED_LIMIT};
pub use work::{QueueEntry, QueueState, QueuedMessage, UnprocessedMessage, WaitingDestination, WaitingMessage};
pub use write::{
    Admission, Advance, Completion, DestinationRecord, NewAttachment, OnAdmitted, OnRecorded, Processed, Recording,
    SourceRecord, Urgency,
};
