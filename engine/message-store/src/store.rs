//! The seam between the engine and what keeps its messages.

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_types::{ChannelId, ConnectorId, MessageId, StoreId};
use tokio::sync::watch;

use crate::query::ConnectorCounts;
use crate::{
    Admission, ChannelKey, Completion, ConnectorKey, MessageDetail, MessageQuery, MessageSummary, QueuedMessage,
    Recording, Registration, StoreError, UnprocessedMessage,
};

/// So many outcomes of one destination may be known to the caller of [`MessageStore::complete`] and not be on disk; the
/// caller keeps to it by the completions' guards. After an unclean end so many messages, the first of each queue, may
/// have been delivered already.
pub const UNRECORDED_LIMIT: usize = 256;

/// Keeps messages. All implementations pass one contract suite (`tests/contract.rs`).
///
/// The three verbs that write do not wait: they hand over, and the store calls back when the change is on disk. One
/// flush to disk serves all that was handed over meanwhile. The store takes everything it is handed, so the caller
/// bounds what is under way.
#[async_trait]
pub trait MessageStore: Send + Sync {
    /// Returns the store's own id, part of every idempotency key.
    fn id(&self) -> StoreId;

    /// Tells whether the last process that used this store closed it. When it did not, deliveries that were under way
    /// may have happened although they are still queued here: the first [`UNRECORDED_LIMIT`] messages of each queue
    /// were marked as possible duplicates when the store was opened, and stay so until they are delivered.
    fn was_closed_cleanly(&self) -> bool;

    /// Turns true when the store has failed to write and will take nothing more.
    fn failed(&self) -> watch::Receiver<bool>;

    /// Gives the numbers of a channel and its connectors, new ones where it does not know them.
    ///
    /// # Errors
    /// When the store cannot write.
    async fn register(
        &self,
        channel: &ChannelId,
        source: &ConnectorId,
        destinations: &[ConnectorId],
    ) -> Result<Registration, StoreError>;

    /// Keeps a message; numbers rise in the order of calls.
    fn admit(&self, admission: Admission);

    /// Keeps what a channel made of its messages: contents, status and queue entries in one transaction.
    fn record(&self, recording: Recording);

    /// Keeps the outcome of a delivery. It is written soon; see [`flush`](Self::flush).
    fn complete(&self, completion: Completion);

    /// Keeps what the sender of a message was answered, when that was not known while it was processed.
    fn replied(&self, message: MessageId, source: ConnectorKey, reply: &Bytes);

    /// Returns when all that was handed over before is on disk.
    ///
    /// # Errors
    /// When the store failed or is closed.
    async fn flush(&self) -> Result<(), StoreError>;

    /// Finds messages of a channel that were admitted and not processed, by number, after a number.
    ///
    /// # Errors
    /// When the store cannot read.
    async fn unprocessed(
        &self,
        channel: ChannelKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<UnprocessedMessage>, StoreError>;

    /// Finds messages that wait for delivery, by number, after a number.
    ///
    /// # Errors
    /// When the store cannot read.
    async fn queued(
        &self,
        connector: ConnectorKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<QueuedMessage>, StoreError>;

    /// Lists messages, newest first.
    ///
    /// # Errors
    /// When the store cannot read.
    async fn search(&self, query: MessageQuery) -> Result<Vec<MessageSummary>, StoreError>;

    /// Returns all that is kept of one message; `None` when there is no such message.
    ///
    /// # Errors
    /// When the store cannot read, or a content is damaged.
    async fn message(&self, message: MessageId) -> Result<Option<MessageDetail>, StoreError>;

    /// Finds a channel's number without giving it one.
    ///
    /// # Errors
    /// When the store cannot read.
    async fn find_channel(&self, channel: &ChannelId) -> Result<Option<ChannelKey>, StoreError>;

    /// Finds the name behind a channel's number.
    ///
    /// # Errors
    /// When the store cannot read.
    async fn channel_id(&self, channel: ChannelKey) -> Result<Option<ChannelId>, StoreError>;

    /// Counts the messages of a channel by connector, the source first. Exact at the last flush.
    ///
    /// # Errors
    /// When the store cannot read.
    async fn statistics(&self, channel: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError>;

    /// Writes what is handed over, marks the store as cleanly closed and takes nothing more. When it returns, the store
    /// has let go of its files.
    ///
    /// # Errors
    /// When that fails; the store is still open then, unless it has failed for good.
    async fn close(&self) -> Result<(), StoreError>;
}
