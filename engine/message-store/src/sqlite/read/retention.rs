//! What may be pruned.

use nilecare_types::MessageId;
use rusqlite::{OptionalExtension, params};

use super::{Reading, error, rows};
use crate::sqlite::meta;
use crate::{PruneOrder, PruneWhat, StoreError};

/// A run of consecutive numbers.
struct Part {
    first: i64,
    last: i64,
}

impl Reading<'_> {
    /// Lists finished messages of a channel that were received before a time, by number.
    pub(in crate::sqlite) fn prunable(self, order: &PruneOrder) -> Result<Vec<MessageId>, StoreError> {
        self.at_once(|| {
            let indexed_through = meta::number(self.connection, meta::INDEXED_THROUGH).map_err(error)?;
            let mut found = Vec::new();
            let mut after = order.after.0;
            while after < indexed_through && found.len() < order.limit {
                let Some(part) = self.next_zone(order, after)? else {
                    break;
                };
                after = after.max(part.last);
                self.prunable_in(order, &part, &mut found)?;
            }
            let rest = Part {
                first: indexed_through + 1,
                last: i64::MAX,
            };
            self.prunable_in(order, &rest, &mut found)?;
            Ok(found)
        })
    }

    fn next_zone(self, order: &PruneOrder, after: i64) -> Result<Option<Part>, StoreError> {
        self.connection
            .prepare_cached(
                "SELECT first, last FROM zone WHERE channel = ?1 AND block >= ?2 / 256 AND last > ?2 AND oldest < ?3 \
                 ORDER BY block LIMIT 1",
            )
            .and_then(|mut statement| {
                let parameters = params![order.channel.0, after, order.before.as_millisecond()];
                let part = |row: &rusqlite::Row<'_>| {
                    Ok(Part {
                        first: row.get(0)?,
                        last: row.get(1)?,
                    })
                };
                statement.query_row(parameters, part).optional()
            })
            .map_err(error)
    }

    fn prunable_in(self, order: &PruneOrder, part: &Part, found: &mut Vec<MessageId>) -> Result<(), StoreError> {
        let kept = match order.what {
            PruneWhat::Messages => "",
            // What was pruned of contents before is not found again.
            PruneWhat::Contents => {
                " AND (length(m.raw) > 0 OR m.source_map IS NOT NULL OR EXISTS (SELECT 1 FROM connector_message d \
                 WHERE d.message = m.id AND (d.content IS NOT NULL OR d.response IS NOT NULL)))"
            }
        };
        let open = if order.include_errors {
            "0, 3, 6, 7"
        } else {
            "0, 3, 5, 6, 7"
        };
        let sql = format!(
            "SELECT m.id FROM message m WHERE m.id >= ?1 AND m.id <= ?2 AND m.channel = ?3 AND m.received_at < ?4 \
             AND EXISTS (SELECT 1 FROM connector_message d WHERE d.message = m.id) \
             AND NOT EXISTS (SELECT 1 FROM connector_message d WHERE d.message = m.id AND d.status IN ({open})){kept} \
             ORDER BY m.id LIMIT ?5"
        );
        let room = order.limit.saturating_sub(found.len());
        let parameters = params![
            part.first.max(order.after.0 + 1),
            part.last,
            order.channel.0,
            order.before.as_millisecond(),
            room as i64
        ];
        found.extend(rows(self.connection, &sql, parameters, |row| {
            row.get(0).map(MessageId)
        })?);
        Ok(())
    }
}
