//! The texts of a block of messages, for its filter.

use rusqlite::params;

use super::{Reading, error, rows};
use crate::StoreError;
use crate::seal::{Kind, Place};
use crate::sqlite::meta;
use crate::sqlite::writer::BLOCK;
use crate::text::{FilterBuilder, fold};

/// What is known of the contents of a block of messages.
pub(in crate::sqlite) struct TextBlock {
    /// The filter of those whose channels have texts indexed.
    pub filter: Vec<u8>,
    /// The other channels that have messages there.
    pub left_out: Vec<i64>,
    /// Whether some message is sealed, so that what its contents have in them must be sealed too.
    pub is_sealed: bool,
}

impl Reading<'_> {
    /// Reads all contents of a block, but those of channels that are left out.
    pub(in crate::sqlite) fn text_block(
        self,
        block: i64,
        is_left_out: impl Fn(i64) -> bool,
    ) -> Result<TextBlock, StoreError> {
        self.at_once(|| {
            let (first, last) = (block * BLOCK, block * BLOCK + BLOCK - 1);
            let sql = "SELECT DISTINCT channel FROM message WHERE id BETWEEN ? AND ?";
            let channels: Vec<i64> = rows(self.connection, sql, [first, last], |row| row.get(0))?;
            let (left_out, indexed): (Vec<i64>, Vec<i64>) = channels.into_iter().partition(|id| is_left_out(*id));
            let mut builder = FilterBuilder::new();
            if !indexed.is_empty() {
                let sql = "SELECT id, channel FROM message WHERE id BETWEEN ? AND ?";
                let messages: Vec<(i64, i64)> = rows(self.connection, sql, [first, last], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })?;
                for (message, _) in messages.iter().filter(|(_, channel)| indexed.contains(channel)) {
                    self.each_text(*message, |content| {
                        builder.add(&fold(content));
                        false
                    })?;
                }
            }
            // The fifth byte is the form, see contents.rs.
            let sealed = "SELECT 1 FROM message WHERE id BETWEEN ? AND ? AND substr(raw, 5, 1) = x'03' LIMIT 1";
            let sealed: Vec<i64> = rows(self.connection, sealed, [first, last], |row| row.get(0))?;
            Ok(TextBlock {
                filter: builder.finish(),
                left_out,
                is_sealed: !sealed.is_empty(),
            })
        })
    }

    /// Returns the first block that never had a filter.
    pub(in crate::sqlite) fn text_through(self) -> Result<i64, StoreError> {
        meta::number(self.connection, meta::TEXT_THROUGH).map_err(error)
    }

    /// Finds the first block, from one on and before another, that has messages and no filter.
    pub(in crate::sqlite) fn first_without_filter(self, from: i64, before: i64) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT z.block FROM zone z WHERE z.block >= ? AND z.block < ? \
            AND NOT EXISTS (SELECT 1 FROM text_filter t WHERE t.block = z.block) ORDER BY z.block LIMIT 1";
        let found: Vec<i64> = rows(self.connection, sql, [from, before], |row| row.get(0))?;
        Ok(found.first().copied())
    }

    /// Shows the contents of a message that are searched, until one is what was looked for. Tells whether one was.
    pub(super) fn each_text(self, message: i64, mut look: impl FnMut(&[u8]) -> bool) -> Result<bool, StoreError> {
        let sql = "SELECT raw FROM message WHERE id = ? AND length(raw) > 0";
        let raw: Vec<Vec<u8>> = rows(self.connection, sql, [message], |row| row.get(0))?;
        let raw = raw
            .first()
            .map(|raw| self.unpack(Place::new(message, 0, Kind::Raw), raw, b""))
            .transpose()?;
        let raw = raw.unwrap_or_default();
        if look(&raw) {
            return Ok(true);
        }
        let mut statement = self
            .connection
            .prepare_cached(
                "SELECT connector, ?2, content FROM connector_message WHERE message = ?1 AND content IS NOT NULL \
                 UNION ALL SELECT part, kind, content FROM content WHERE message = ?1 AND kind = ?3",
            )
            .map_err(error)?;
        let mut contents = statement
            .query(params![message, Kind::Content as i64, Kind::Sent as i64])
            .map_err(error)?;
        while let Some(row) = contents.next().map_err(error)? {
            let (part, kind): (i64, i64) = (row.get(0).map_err(error)?, row.get(1).map_err(error)?);
            let kind = Kind::of_content(kind).unwrap_or(Kind::Content);
            let stored: Vec<u8> = row.get(2).map_err(error)?;
            let content = self.unpack(Place::new(message, part, kind), &stored, &raw)?;
            if content != raw && look(&content) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
