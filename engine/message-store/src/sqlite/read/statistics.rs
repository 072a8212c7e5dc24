//! Names and counts.

use nilecare_types::ChannelId;
use rusqlite::{OptionalExtension, params};

use super::{Reading, error, rows};
use crate::{ChannelKey, ConnectorCounts, Counts, StoreError};

impl Reading<'_> {
    pub(in crate::sqlite) fn find_channel(self, channel: &ChannelId) -> Result<Option<ChannelKey>, StoreError> {
        let sql = "SELECT number FROM channel WHERE id = ?";
        self.connection
            .query_row(sql, [channel.as_str()], |row| row.get(0).map(ChannelKey))
            .optional()
            .map_err(error)
    }

    pub(in crate::sqlite) fn channel_id(self, channel: ChannelKey) -> Result<Option<ChannelId>, StoreError> {
        let sql = "SELECT id FROM channel WHERE number = ?";
        let found: Option<String> = self
            .connection
            .query_row(sql, [channel.0], |row| row.get(0))
            .optional()
            .map_err(error)?;
        Ok(found.and_then(|id| id.parse().ok()))
    }

    /// Counts since the channel was first registered or, when `is_since_reset`, since the last reset.
    pub(in crate::sqlite) fn statistics(
        self,
        channel: ChannelKey,
        is_since_reset: bool,
    ) -> Result<Vec<ConnectorCounts>, StoreError> {
        let found = rows(
            self.connection,
            "SELECT c.id, s.received - ?2 * s.base_received, s.filtered - ?2 * s.base_filtered, s.queued, \
             s.sent - ?2 * s.base_sent, s.error - ?2 * s.base_error FROM connector c \
             JOIN statistic s ON s.connector = c.number WHERE c.channel = ?1 ORDER BY c.is_source DESC, c.number",
            params![channel.0, is_since_reset],
            |row| {
                let id: String = row.get(0)?;
                let counts = Counts {
                    received: row.get(1)?,
                    filtered: row.get(2)?,
                    queued: row.get(3)?,
                    sent: row.get(4)?,
                    error: row.get(5)?,
                };
                Ok((id, counts))
            },
        )?;
        let named = found
            .into_iter()
            .filter_map(|(id, counts)| Some((id.parse().ok()?, counts)));
        Ok(named.collect())
    }
}
