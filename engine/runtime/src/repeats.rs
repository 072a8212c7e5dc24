//! Messages that came before.

use bytes::Bytes;
use nilecare_channel_model::RepeatAction;
use nilecare_document::Document;
use nilecare_engine_api::SourceMap;
use nilecare_types::MessageId;

use crate::inbox::ChannelInbox;
use crate::turns::Turn;

/// The fact that a message came before, by the number of the first one.
pub(crate) const REPEAT_OF: &str = "repeat_of";

impl ChannelInbox {
    /// Waits for messages that this one may repeat, until it is known how they are answered.
    pub(crate) async fn turn(&self, document: &Document) -> Option<Turn<'_>> {
        self.scripts.repeats.as_ref()?;
        let control_id = document.describe().control_id?;
        Some(self.turns.wait(control_id, self.scripts.reply.timeout.get()).await)
    }

    /// Finds the message that this one repeats, and how that was answered.
    pub(crate) async fn repeated(&self, document: &Document) -> Option<(MessageId, Option<Bytes>)> {
        let repeats = self.scripts.repeats.as_ref()?;
        let control_id = document.describe().control_id?;
        let since = self.clock.now().checked_sub(repeats.within.get()).ok()?;
        // When the store cannot be read, processing twice is better than not at all.
        let newest = self.store.find_recent(self.channel, &control_id, since).await.ok()??;
        let first = self.first_of(newest.message).await;
        if repeats.action != RepeatAction::Acknowledge {
            return Some((first, None));
        }
        let mut reply = self.reply_to(first).await;
        if reply.is_none() {
            // The reply may be known and not be on disk yet.
            let _ = self.store.flush().await;
            reply = self.reply_to(first).await;
        }
        Some((first, reply))
    }

    /// Finds the message that a repeat goes back to; the repeat itself when that is no longer kept.
    async fn first_of(&self, newest: MessageId) -> MessageId {
        let origin = async {
            let facts = self.store.message(newest).await.ok()??.source_map?;
            let facts: SourceMap = serde_json::from_str(&facts).ok()?;
            let first = facts.get(REPEAT_OF)?.parse().ok()?;
            self.store.message(first).await.ok()??;
            Some(first)
        };
        origin.await.unwrap_or(newest)
    }

    /// Returns what the sender of a message was answered, when that is on disk.
    async fn reply_to(&self, message: MessageId) -> Option<Bytes> {
        let detail = self.store.message(message).await.ok()??;
        detail.connectors.into_iter().next()?.response
    }
}
