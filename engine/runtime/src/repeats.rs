//! Messages that came before.

use std::time::Duration;

use bytes::Bytes;
use nilecare_channel_model::RepeatAction;
use nilecare_document::Document;
use nilecare_engine_api::{PeerEvent, SourceMap};
use nilecare_types::MessageId;

use crate::inbox::ChannelInbox;
use crate::turns::Turn;

/// The fact that a message came before, by the number of the first one.
pub(crate) const REPEAT_OF: &str = "repeat_of";

/// The fact that a message is left out although the channel says nothing of repeats: its peer numbers what it sends.
pub(crate) const LEFT_OUT: &str = "repeat_left_out";

/// What a repeat is found by, and what is done with it.
pub(crate) struct Sought {
    id: String,
    within: Duration,
    action: RepeatAction,
}

impl ChannelInbox {
    /// Tells what a repeat of the message would be found by; `None` when repeats are not looked for.
    pub(crate) fn sought(&self, document: &Document, event: Option<&PeerEvent>) -> Option<Sought> {
        let of_peer = event.map(|event| (event.id.clone(), event.within, RepeatAction::Acknowledge));
        let (id, within, action) = match &self.scripts.repeats {
            Some(repeats) => {
                let id = event
                    .map(|event| event.id.clone())
                    .or_else(|| document.describe().control_id)?;
                (id, repeats.within.get(), repeats.action)
            }
            None => of_peer?,
        };
        Some(Sought { id, within, action })
    }

    /// Waits for messages that this one may repeat, until it is known how they are answered.
    pub(crate) async fn turn(&self, sought: Option<&Sought>) -> Option<Turn<'_>> {
        let id = sought?.id.clone();
        Some(self.turns.wait(id, self.scripts.reply.timeout.get()).await)
    }

    /// Finds the message that this one repeats, and how that was answered.
    pub(crate) async fn repeated(&self, sought: Option<&Sought>) -> Option<(MessageId, Option<Bytes>)> {
        let sought = sought?;
        let since = self.clock.now().checked_sub(sought.within).ok()?;
        // When the store cannot be read, processing twice is better than not at all.
        let newest = self.store.find_recent(self.channel, &sought.id, since).await.ok()??;
        let first = self.first_of(newest.message).await;
        if sought.action != RepeatAction::Acknowledge {
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
