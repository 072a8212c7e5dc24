//! What a change sees while its transaction is open.

use std::collections::BTreeSet;

use nilecare_types::MessageId;
use rusqlite::{Connection, params};

use crate::seal::Vault;
use crate::{ConnectorKey, Counts, Status};

/// Messages of so many consecutive numbers share one zone and one text filter.
pub(in crate::sqlite) const BLOCK: i64 = 256;

/// Status of what was queued and is not in the index of the queue yet; see the schema.
pub(in crate::sqlite) const QUEUED_RECENTLY: i64 = 7;

/// Where the writer is; put back when a transaction fails.
#[derive(Debug, Clone, Copy)]
pub(in crate::sqlite) struct Progress {
    pub next_id: i64,
    /// All messages up to this one are in the search keys, the zones and the indexes of the queues.
    pub indexed_through: i64,
    /// All metadata rows up to this one are in the search keys.
    pub metadata_through: i64,
    /// The id of the last metadata row.
    pub last_metadata: i64,
    /// The first block whose text filter was never written.
    pub text_through: i64,
    /// A message was removed, whose number must not be given again.
    pub has_removed: bool,
}

/// Which text filters are to be trusted.
#[derive(Debug, Default)]
pub(in crate::sqlite) struct TextBlocks {
    /// The blocks before this one were read, or are being read, for their filters.
    pub claimed: i64,
    /// Among them, those that got a content after that.
    pub dirty: BTreeSet<i64>,
}

/// An open transaction.
pub(in crate::sqlite) struct Step<'a> {
    pub connection: &'a Connection,
    pub vault: &'a Vault,
    pub progress: &'a mut Progress,
    pub text: &'a mut TextBlocks,
    pub tally: &'a mut Tally,
    /// Bytes written to the log beside what the operations' own weight tells.
    pub written: u64,
}

impl Step<'_> {
    /// Takes note that a message got a content. When its block's text filter was read before, it is not valid any more.
    pub(in crate::sqlite) fn touch_text(&mut self, message: i64) -> rusqlite::Result<()> {
        let block = message / BLOCK;
        if block >= self.text.claimed {
            return Ok(());
        }
        self.text.dirty.insert(block);
        if block < self.progress.text_through {
            let mut delete = self
                .connection
                .prepare_cached("DELETE FROM text_filter WHERE block = ?")?;
            delete.execute([block])?;
        }
        Ok(())
    }

    /// Returns what is written for `Queued` at a message.
    pub(in crate::sqlite) fn queued_code(&self, message: MessageId) -> i64 {
        if message.0 > self.progress.indexed_through {
            QUEUED_RECENTLY
        } else {
            Status::Queued as i64
        }
    }

    /// Returns what is written for a status that a message gets when it is recorded.
    pub(in crate::sqlite) fn code(&self, message: MessageId, status: Status) -> i64 {
        match status {
            Status::Queued => self.queued_code(message),
            other => other as i64,
        }
    }
}

/// Changes of the statistics within one transaction, by connector.
#[derive(Default)]
pub(in crate::sqlite) struct Tally(Vec<(ConnectorKey, Counts, i64)>);

impl Tally {
    fn of(&mut self, connector: ConnectorKey) -> &mut (ConnectorKey, Counts, i64) {
        let at = self
            .0
            .iter()
            .position(|(known, ..)| *known == connector)
            .unwrap_or_else(|| {
                self.0.push((connector, Counts::default(), 0));
                self.0.len() - 1
            });
        &mut self.0[at]
    }

    /// Counts a message that was taken in.
    pub(in crate::sqlite) fn receive(&mut self, connector: ConnectorKey) {
        self.of(connector).1.received += 1;
    }

    /// Counts a message that entered a status, or left it.
    pub(in crate::sqlite) fn add(&mut self, connector: ConnectorKey, status: Status, step: i64) {
        self.of(connector).1.add(status, step);
    }

    /// Takes note that all messages up to a number are processed.
    pub(in crate::sqlite) fn processed(&mut self, source: ConnectorKey, through: i64) {
        let known = &mut self.of(source).2;
        *known = (*known).max(through);
    }

    /// Writes the changes; call once, at the end of the transaction.
    pub(in crate::sqlite) fn write(self, connection: &Connection) -> rusqlite::Result<()> {
        let mut statement = connection.prepare_cached(
            "UPDATE statistic SET received = received + ?2, filtered = filtered + ?3, queued = queued + ?4, \
             sent = sent + ?5, error = error + ?6, processed_through = max(processed_through, ?7) \
             WHERE connector = ?1",
        )?;
        for (connector, counts, through) in self.0 {
            statement.execute(params![
                connector.0,
                counts.received,
                counts.filtered,
                counts.queued,
                counts.sent,
                counts.error,
                through
            ])?;
        }
        Ok(())
    }
}
