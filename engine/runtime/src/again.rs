//! Messages that are processed once more.

use std::sync::Arc;

use bytes::Bytes;
use nilecare_engine_api::{AcceptError, SourceMap};
use nilecare_message_store::{NewAttachment, OnAdmitted};
use nilecare_types::{ConnectorId, MessageId};
use tokio::sync::oneshot;

use crate::inbox::ChannelInbox;
use crate::lanes::Admitted;

/// The fact that a message is processed for some destinations only: their ids, separated by commas.
pub(crate) const ONLY_DESTINATIONS: &str = "only_destinations";

/// A message of the store that is to be processed once more.
pub(crate) struct Again {
    /// The message it is made from.
    pub origin: MessageId,
    pub raw: Bytes,
    pub source: SourceMap,
    pub attachments: Vec<NewAttachment>,
}

impl Again {
    /// Says which destinations get it.
    pub(crate) fn only_to(&mut self, destinations: &[ConnectorId]) {
        let ids = destinations.iter().map(ConnectorId::as_str).collect::<Vec<_>>();
        self.source.insert(ONLY_DESTINATIONS.to_owned(), ids.join(","));
    }
}

/// Tells whether a message is meant for a destination.
pub(crate) fn is_for(only: Option<&str>, destination: &ConnectorId) -> bool {
    only.is_none_or(|only| only.split(',').any(|id| id == destination.as_str()))
}

impl ChannelInbox {
    /// Takes a message of the store in once more; nobody waits for a reply.
    pub(crate) async fn take_again(&self, again: Again) -> Result<MessageId, AcceptError> {
        let permit = self.room(&again.raw).await?;
        self.received.increment(1);
        let parsed = self.scripts.data_type.parse(&again.raw, self.scripts.charset);
        let received_at = self.clock.now();
        let source = Arc::new(again.source);
        let (told, admitted) = oneshot::channel();
        let defect = parsed.as_ref().err().map(|failure| failure.0.clone());
        let document = parsed.ok();
        let next = document.clone().map(|document| Admitted {
            message: MessageId(0),
            received_at,
            lane: self.scripts.lane_of(&document, &source),
            raw: again.raw.clone(),
            document,
            source: Arc::clone(&source),
            reply: None,
            concluded: None,
            permit,
        });
        let intake = Arc::clone(&self.intake);
        let then: OnAdmitted = Box::new(move |result| {
            if let (Ok(id), Some(mut next)) = (&result, next) {
                next.message = *id;
                intake.admitted(next);
            }
            let _ = told.send(result);
        });
        let mut admission = self.admission(&again.raw, &source, received_at, document.as_ref(), defect, then);
        admission.origin = Some(again.origin);
        admission.attachments = again.attachments;
        self.store.admit(admission);
        self.wait_for_disk(&again.raw, admitted).await
    }
}
