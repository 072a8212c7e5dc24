//! Messages that are processed once more.

use bytes::Bytes;
use nilecare_engine_api::SourceMap;
use nilecare_message_store::NewAttachment;
use nilecare_types::{ConnectorId, MessageId};

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
