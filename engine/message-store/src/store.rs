//! The seam between the engine and what keeps its messages.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use nilecare_types::{ChannelId, ConnectorId, MessageId, StoreId, Timestamp};
use tokio::sync::watch;

use crate::{
    Admission, Advance, AttachmentSummary, ChannelKey, Completion, ConnectorCounts, ConnectorKey, MessageDetail,
    MessageQuery, NewAttachment, PruneOrder, Pruned, QueueEntry, QueueState, QueuedMessage, RecentMessage, Recording,
    Registration, SearchPage, StoragePolicy, StoreError, StoredMessage, UnprocessedMessage, WaitingMessage,
};

/// So many outcomes of one destination may be known to the caller of [`MessageStore::complete`] and not be on disk; the
/// caller keeps to it by the completions' guards. After an unclean end so many messages, the first of each queue, may
/// have been delivered already.
pub const UNRECORDED_LIMIT: usize = 256;

/// A store shared by all parts of the engine.
pub type SharedStore = Arc<dyn MessageStore>;

/// Keeps messages. All implementations pass one contract suite (`tests/contract`).
///
/// The verbs that are not async do not wait: they hand over, and the store calls back when the change is on disk. One
/// flush to disk serves all that was handed over meanwhile. The store takes everything it is handed, so the caller
/// bounds what is under way. The async verbs that change something return when the change is on disk.
///
/// Every async verb fails when the store cannot read or write; what is told beside that is told at the verb.
#[async_trait]
pub trait MessageStore: Send + Sync {
    /// Returns the store's own id, part of every idempotency key.
    fn id(&self) -> StoreId;

    /// Tells whether the last process that used this store closed it. When it did not, deliveries that were under way
    /// may have happened although they are still queued here: the first [`UNRECORDED_LIMIT`] messages of each queue
    /// were marked as possible duplicates when the store was opened, and stay so until they are delivered.
    fn was_closed_cleanly(&self) -> bool;

    /// Returns the newest message of the last unclean end, ever. In a queue that is not delivered in the order of its
    /// numbers, every message up to it that still waits may have been delivered already, marked or not.
    fn doubtful_through(&self) -> MessageId;

    /// Turns true when the store has failed to write and will take nothing more.
    fn failed(&self) -> watch::Receiver<bool>;

    /// Gives the numbers of a channel and its connectors, new ones where it does not know them, and sets how its
    /// messages are kept from now on. The policy is remembered.
    ///
    /// # Errors
    /// When the store cannot write, or the channel is to be encrypted and there is no key.
    async fn register(
        &self,
        channel: &ChannelId,
        source: &ConnectorId,
        destinations: &[ConnectorId],
        policy: &StoragePolicy,
    ) -> Result<Registration, StoreError>;

    /// Keeps a message; numbers rise in the order of calls. One with a content of more than 500 MB is refused (`Invalid`).
    fn admit(&self, admission: Admission);

    /// Keeps what a channel made of its messages: contents, status and queue entries in one transaction.
    fn record(&self, recording: Recording);

    /// Ends a destination's wait for the one before it.
    fn advance(&self, advance: Advance);

    /// Keeps the outcome of a delivery. It is written soon; see [`flush`](Self::flush).
    fn complete(&self, completion: Completion);

    /// Keeps what the sender of a message was answered, when that was not known while it was processed.
    fn replied(&self, message: MessageId, source: ConnectorKey, reply: &Bytes);

    /// Keeps what the postprocessor of a message left: why it failed, and the channel map as JSON when it changed.
    fn postprocessed(&self, message: MessageId, source: ConnectorKey, error: Option<String>, maps: Option<String>);

    /// Returns when all that was handed over before is on disk.
    ///
    /// # Errors
    /// When the store failed or is closed.
    async fn flush(&self) -> Result<(), StoreError>;

    /// Finds messages of a channel that were admitted and not processed, by number, after a number.
    async fn unprocessed(
        &self,
        channel: ChannelKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<UnprocessedMessage>, StoreError>;

    /// Finds messages of a channel of which a destination waits for the one before it, by number, after a number.
    async fn waiting(
        &self,
        channel: ChannelKey,
        after: MessageId,
        limit: usize,
    ) -> Result<Vec<WaitingMessage>, StoreError>;

    /// Finds messages that wait for delivery, by number, after a number and up to another.
    async fn queued(
        &self,
        connector: ConnectorKey,
        after: MessageId,
        through: Option<MessageId>,
        limit: usize,
    ) -> Result<Vec<QueuedMessage>, StoreError>;

    /// Finds messages that wait for delivery without reading their contents.
    async fn queued_entries(
        &self,
        connector: ConnectorKey,
        after: MessageId,
        through: Option<MessageId>,
        limit: usize,
    ) -> Result<Vec<QueueEntry>, StoreError>;

    /// Returns one message that waits for delivery; `None` when it does not (any more).
    async fn queued_one(
        &self,
        connector: ConnectorKey,
        message: MessageId,
    ) -> Result<Option<QueuedMessage>, StoreError>;

    /// Tells how many messages wait and since when.
    async fn queue_state(&self, connector: ConnectorKey) -> Result<QueueState, StoreError>;

    /// Queues a message again that is Sent, Filtered or in Error and whose content is there, as never tried; one that was
    /// sent is marked as a possible duplicate. Tells whether it did.
    async fn requeue(&self, message: MessageId, connector: ConnectorKey) -> Result<bool, StoreError>;

    /// Lists messages, newest first.
    ///
    /// # Errors
    /// `Invalid` when the question cannot be answered.
    async fn search(&self, query: MessageQuery) -> Result<SearchPage, StoreError>;

    /// Finds the newest message of a channel that has a control id and was received at or after a time.
    async fn find_recent(
        &self,
        channel: ChannelKey,
        control_id: &str,
        since: Timestamp,
    ) -> Result<Option<RecentMessage>, StoreError>;

    /// Returns all that is kept of one message; `None` when there is no such message.
    ///
    /// # Errors
    /// `Corrupt` when a content is damaged, `MissingKey` when it is sealed under a key that is not in the keyring.
    async fn message(&self, message: MessageId) -> Result<Option<MessageDetail>, StoreError>;

    /// Lists the attachments of a message.
    async fn attachments(&self, message: MessageId) -> Result<Vec<AttachmentSummary>, StoreError>;

    /// Returns one attachment; `None` when there is no such attachment.
    ///
    /// # Errors
    /// `Invalid` when it is larger than `max_bytes`.
    async fn attachment(
        &self,
        message: MessageId,
        number: u32,
        max_bytes: u64,
    ) -> Result<Option<NewAttachment>, StoreError>;

    /// Finds a channel's number without giving it one.
    async fn find_channel(&self, channel: &ChannelId) -> Result<Option<ChannelKey>, StoreError>;

    /// Finds the name behind a channel's number.
    async fn channel_id(&self, channel: ChannelKey) -> Result<Option<ChannelId>, StoreError>;

    /// Counts the messages of a channel by connector, the source first, since it was first registered. Exact at the last
    /// flush.
    async fn statistics(&self, channel: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError>;

    /// Counts the messages of a channel since its statistics were last reset; what is queued is what waits now.
    async fn statistics_since_reset(&self, channel: ChannelKey) -> Result<Vec<ConnectorCounts>, StoreError>;

    /// Begins the count of [`statistics_since_reset`](Self::statistics_since_reset) anew.
    async fn reset_statistics(&self, channel: ChannelKey, at: Timestamp) -> Result<(), StoreError>;

    /// Lists the messages that [`prune`](Self::prune) would take next, so that they can be archived before.
    async fn prunable(&self, order: &PruneOrder) -> Result<Vec<MessageId>, StoreError>;

    /// Prunes messages, in small transactions between other work.
    async fn prune(&self, order: &PruneOrder) -> Result<Pruned, StoreError>;

    /// Removes messages with all that is kept of them, queued ones too; one that is not processed yet stays. Returns how
    /// many it removed.
    async fn remove(&self, messages: &[MessageId]) -> Result<usize, StoreError>;

    /// Gives room that removed messages left back to the file system, in small steps, at most so many bytes. Returns how
    /// many bytes could still be given back.
    async fn reclaim(&self, limit_bytes: u64) -> Result<u64, StoreError>;

    /// Keeps a message from an export under a new number, with its statuses, contents and attachments.
    ///
    /// # Errors
    /// `Invalid` when a connector is not of its channel or comes twice, or a content has more than 500 MB.
    async fn restore(&self, message: StoredMessage) -> Result<MessageId, StoreError>;

    /// Seals the contents of some more messages that lie under older keys under the first key of the keyring. Returns how
    /// many message numbers are left to look at; at 0 the older keys are needed no more.
    ///
    /// # Errors
    /// `MissingKey` when a content's key is not in the keyring.
    async fn reencrypt(&self, limit: usize) -> Result<u64, StoreError>;

    /// Writes what is handed over, marks the store as cleanly closed and takes nothing more. When it returns, the store
    /// has let go of its files.
    ///
    /// # Errors
    /// When that fails; the store is still open then, unless it has failed for good.
    async fn close(&self) -> Result<(), StoreError>;
}
