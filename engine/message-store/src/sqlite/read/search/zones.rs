//! Runs of message numbers, newest first, in which what is asked for may be: zone by zone where there are zones, block
//! by block where the messages are too new for that.

use std::collections::VecDeque;

use rusqlite::params;
use rusqlite::types::Value;

use super::super::{Reading, rows};
use crate::sqlite::writer::BLOCK;
use crate::{MessageQuery, StoreError};

/// So many zones are read at once.
const PAGE: usize = 128;

/// Consecutive numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub first: i64,
    pub last: i64,
}

/// The runs of a question.
pub(super) struct Runs {
    /// Messages after this one have no zones.
    indexed_through: i64,
    highest: i64,
    page: VecDeque<Run>,
    /// Zones below this block were not read.
    below: i64,
    has_more: bool,
}

impl Runs {
    pub(super) fn new(indexed_through: i64, highest: i64) -> Self {
        Self {
            indexed_through,
            highest,
            page: VecDeque::new(),
            below: i64::MAX,
            has_more: true,
        }
    }

    /// Returns the highest run that reaches below a bound.
    pub(super) fn next_below(
        &mut self,
        reading: Reading<'_>,
        query: &MessageQuery,
        below: i64,
    ) -> Result<Option<Run>, StoreError> {
        let last = self.highest.min(below.saturating_sub(1));
        if last > self.indexed_through {
            let first = (last / BLOCK * BLOCK).max(self.indexed_through + 1);
            return Ok(Some(Run { first, last }));
        }
        loop {
            while self.page.front().is_some_and(|run| run.first >= below) {
                self.page.pop_front();
            }
            if let Some(run) = self.page.front() {
                return Ok(Some(Run {
                    first: run.first,
                    last: run.last.min(below - 1),
                }));
            }
            if !self.has_more {
                return Ok(None);
            }
            self.below = self.below.min(below / BLOCK + 1);
            self.read_page(reading, query)?;
        }
    }

    fn read_page(&mut self, reading: Reading<'_>, query: &MessageQuery) -> Result<(), StoreError> {
        let (of_channel, group) = match query.channel {
            Some(channel) => (format!("channel = {} AND", channel.0), ""),
            None => (String::new(), "GROUP BY block"),
        };
        let (first, last) = if group.is_empty() {
            ("first", "last")
        } else {
            ("min(first)", "max(last)")
        };
        let sql = format!(
            "SELECT {first}, {last}, block FROM zone WHERE {of_channel} block < ?1 AND newest >= ?2 AND oldest < ?3 \
             AND (?4 IS NULL OR EXISTS (SELECT 1 FROM json_each(types) WHERE value = ?4)) {group} \
             ORDER BY block DESC LIMIT ?5"
        );
        let values = params![
            self.below,
            query.since.map_or(i64::MIN, |since| since.as_millisecond()),
            query.until.map_or(i64::MAX, |until| until.as_millisecond()),
            query.message_type.clone().map_or(Value::Null, Value::Text),
            PAGE as i64
        ];
        let page: Vec<(Run, i64)> = rows(reading.connection, &sql, values, |row| {
            let run = Run {
                first: row.get(0)?,
                last: row.get(1)?,
            };
            Ok((run, row.get(2)?))
        })?;
        self.has_more = page.len() == PAGE;
        self.below = page.last().map_or(0, |(_, block)| *block);
        self.page.extend(page.into_iter().map(|(run, _)| run));
        Ok(())
    }
}
