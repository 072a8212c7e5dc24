//! Takes the messages of a batch in.

use std::pin::pin;
use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::stream::FuturesOrdered;
use nilecare_document::Refusal;
use nilecare_engine_api::{AcceptError, AcceptErrorKind, Accepted, PeerEvent, RawMessage};

use crate::batch::{self, Batch};
use crate::inbox::{Begun, ChannelInbox};

/// So many messages of a batch are under way at once.
const BATCH_WIDTH: usize = 32;

impl ChannelInbox {
    /// Takes each message of a batch in, in order, and answers to all.
    pub(crate) async fn accept_batch(&self, batch: Arc<Batch>, message: RawMessage) -> Result<Accepted, AcceptError> {
        let (splitting, host, content) = (Arc::clone(&batch), Arc::clone(&self.host), message.content.clone());
        let split = tokio::task::spawn_blocking(move || splitting.split(&host, &content)).await;
        let messages = match split {
            Ok(Ok(messages)) => messages,
            Ok(Err(failure)) => {
                let reply = self.refusal(&message.content, Refusal::Unreadable(&failure.0));
                return self.keep_defective(message, failure.0, reply).await;
            }
            Err(_) => return Err(self.not_now(&message.content, AcceptErrorKind::Stopping, "the hub is stopping")),
        };
        if batch.is_plain(&message.content, &messages) {
            return self.accept_one(message).await;
        }
        let size = messages.len();
        let messages = messages.into_iter().enumerate().map(|(index, content)| {
            let mut source = message.source.clone();
            source.insert("batch_number".to_owned(), (index + 1).to_string());
            source.insert("batch_size".to_owned(), size.to_string());
            let event = message.event.as_ref().map(|event| PeerEvent {
                id: format!("{}#{}", event.id, index + 1),
                ..event.clone()
            });
            RawMessage {
                content,
                source,
                event,
                ..RawMessage::default()
            }
        });
        let results = self.accept_in_order(messages, IfNotStored::GoOn).await;
        let Some(last) = results.iter().rev().find_map(|result| result.as_ref().ok()) else {
            // None is stored.
            return results
                .into_iter()
                .next()
                .unwrap_or_else(|| unreachable!("a batch holds messages"));
        };
        let message_id = last.message;
        if let Some(commit) = &message.commit
            && results.iter().all(Result::is_ok)
        {
            commit.stored();
        }
        Ok(Accepted {
            message: message_id,
            reply: batch.reply(&message.content, &results, self.clock.now(), &self.control_ids.next()),
            is_positive: results.iter().all(batch::is_positive),
            problem: results.iter().find_map(batch::problem),
        })
    }

    /// Takes messages in, in order, many of them with one write to disk; tells of each, in the same order.
    pub(crate) async fn accept_in_order(
        &self,
        messages: impl Iterator<Item = RawMessage> + Send,
        if_not_stored: IfNotStored,
    ) -> Vec<Result<Accepted, AcceptError>> {
        let mut results = Vec::new();
        let mut under_way = FuturesOrdered::new();
        let mut not_stored: Option<AcceptError> = None;
        for message in messages {
            let failed = || {
                results
                    .iter()
                    .find_map(|result: &Result<_, AcceptError>| result.as_ref().err())
            };
            if let (IfNotStored::End, Some(error)) = (if_not_stored, not_stored.as_ref().or_else(failed)) {
                not_stored = Some(error.without_reply());
                continue;
            }
            let mut begun = pin!(self.begin(message));
            let begun = loop {
                // It may wait for one before it.
                tokio::select! {
                    begun = &mut begun => break begun,
                    Some(result) = under_way.next() => results.push(result),
                }
            };
            not_stored = begun.as_ref().err().map(AcceptError::without_reply);
            under_way.push_back(async {
                match begun? {
                    Begun::Kept(accepted) => Ok(accepted),
                    Begun::Admitted(under_way) => self.finish(*under_way).await,
                }
            });
            if under_way.len() >= BATCH_WIDTH {
                results.extend(under_way.next().await);
            }
        }
        results.extend(under_way.collect::<Vec<_>>().await);
        results
    }
}

/// What becomes of the messages behind one that was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfNotStored {
    /// They are tried all the same.
    GoOn,
    /// They are not begun, and nothing is told of them.
    End,
}
