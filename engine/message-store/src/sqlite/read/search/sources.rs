//! Lists of message numbers, newest first, that an index has for a condition. Every message with a number up to
//! `indexed_through` that fulfils the condition is in one of its lists; whether it fulfils the others is looked at later.

use std::collections::VecDeque;

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::super::{Reading, rows};
use super::conditions::keys;
use crate::sqlite::meta;
use crate::sqlite::pack::{CONTROL_ID, METADATA, PATIENT_ID, plain_value};
use crate::{Comparison, MessageQuery, MetadataCondition, Status, StoreError};

/// So many numbers are read at once.
const PAGE: i64 = 256;
/// A range of values with no more messages than this is read whole and put in order.
const FEW: usize = 20_000;

/// One list.
pub(super) struct List {
    /// The last two values are the bound and the page's length.
    sql: String,
    values: Vec<Value>,
    page: VecDeque<i64>,
    /// Numbers from this one on were read.
    read_from: i64,
    has_more: bool,
}

impl List {
    fn new(sql: impl Into<String>, values: Vec<Value>) -> Self {
        Self {
            sql: sql.into(),
            values,
            page: VecDeque::new(),
            read_from: i64::MAX,
            has_more: true,
        }
    }

    /// Returns the highest number below a bound.
    fn head(&mut self, reading: Reading<'_>, below: i64) -> Result<Option<i64>, StoreError> {
        loop {
            while self.page.front().is_some_and(|id| *id >= below) {
                self.page.pop_front();
            }
            if let Some(id) = self.page.front() {
                return Ok(Some(*id));
            }
            if !self.has_more {
                return Ok(None);
            }
            self.read_from = self.read_from.min(below);
            let bounds = [Value::Integer(self.read_from), Value::Integer(PAGE)];
            let values = self.values.iter().chain(&bounds);
            let page: Vec<i64> = rows(reading.connection, &self.sql, params_from_iter(values), |row| {
                row.get(0)
            })?;
            self.has_more = page.len() as i64 == PAGE;
            self.read_from = page.last().copied().unwrap_or(0);
            self.page.extend(page);
        }
    }
}

/// Several lists as one.
pub(super) struct Sources(Vec<List>);

impl Sources {
    /// Returns the highest number below a bound that any of the lists has.
    pub(super) fn next_below(&mut self, reading: Reading<'_>, below: i64) -> Result<Option<i64>, StoreError> {
        let mut highest = None;
        for list in &mut self.0 {
            highest = highest.max(list.head(reading, below)?);
        }
        Ok(highest)
    }
}

impl Reading<'_> {
    /// Chooses the index that helps most; `None` when none does.
    pub(super) fn sources(self, query: &MessageQuery) -> Result<Option<Sources>, StoreError> {
        for (kind, value) in [(CONTROL_ID, &query.control_id), (PATIENT_ID, &query.patient_id)] {
            if let Some(value) = value {
                let keys = keys(self.vault, kind, value.clone().into());
                return Ok(Some(Sources(
                    keys.into_iter().map(|value| by_key(kind, value)).collect(),
                )));
            }
        }
        if let Some(origin) = query.origin {
            let sql = "SELECT id FROM message WHERE origin = ? AND id < ? ORDER BY id DESC LIMIT ?";
            return Ok(Some(Sources(vec![List::new(sql, vec![origin.0.into()])])));
        }
        if let Some(sources) = self.by_metadata(query)? {
            return Ok(Some(sources));
        }
        if query.has_attachment == Some(true) {
            let sql = "SELECT DISTINCT message FROM attachment WHERE message < ? ORDER BY message DESC LIMIT ?";
            return Ok(Some(Sources(vec![List::new(sql, Vec::new())])));
        }
        self.by_status(query)
    }

    fn by_metadata(self, query: &MessageQuery) -> Result<Option<Sources>, StoreError> {
        // Equality first: its lists are in order and need not be read whole.
        let mut conditions: Vec<&MetadataCondition> = query.metadata.iter().collect();
        conditions.sort_by_key(|condition| condition.comparison != Comparison::Equal);
        for condition in conditions {
            let mut lists = Vec::new();
            let mut is_short = true;
            for number in self.columns(query, condition)?.numbers {
                lists.push(recent_metadata(number));
                match condition.comparison {
                    Comparison::Equal => {
                        let keys = keys(self.vault, METADATA + number, plain_value(&condition.value));
                        lists.extend(keys.into_iter().map(|value| by_key(METADATA + number, value)));
                    }
                    _ => match self.few_in_range(METADATA + number, condition)? {
                        Some(list) => lists.push(list),
                        None => is_short = false,
                    },
                }
            }
            if is_short {
                return Ok(Some(Sources(lists)));
            }
        }
        Ok(None)
    }

    /// Lists the messages whose values are in a range; `None` when there are many, so that some are soon met anyway.
    fn few_in_range(self, kind: i64, condition: &MetadataCondition) -> Result<Option<List>, StoreError> {
        let value = plain_value(&condition.value);
        let range = match condition.comparison {
            Comparison::Less => "value < ?2",
            Comparison::Greater => "value > ?2 AND value < x''",
            // No text is greater than one that goes on with the last of all characters.
            Comparison::Prefix => "value >= ?2 AND value < ?2 || char(1114111)",
            Comparison::Contains | Comparison::Equal => return Ok(None),
        };
        let sql = format!("SELECT message FROM search_key WHERE kind = ?1 AND {range} LIMIT ?3");
        let values = (kind, value, FEW as i64 + 1);
        let mut found: Vec<i64> = rows(self.connection, &sql, values, |row| row.get(0))?;
        if found.len() > FEW {
            return Ok(None);
        }
        found.sort_unstable_by_key(|id| std::cmp::Reverse(*id));
        found.dedup();
        Ok(Some(List {
            page: found.into(),
            has_more: false,
            ..List::new("", Vec::new())
        }))
    }

    fn by_status(self, query: &MessageQuery) -> Result<Option<Sources>, StoreError> {
        let indexed = [Status::Queued, Status::Error, Status::Received];
        let is_indexed = !query.statuses.is_empty() && query.statuses.iter().all(|status| indexed.contains(status));
        let has_error = query.has_error == Some(true) && !is_indexed;
        if !is_indexed && !has_error {
            return Ok(None);
        }
        // The reason of a failed attempt is at what is in Error, or queued again.
        let statuses = if has_error { &indexed[..2] } else { &query.statuses };
        let connectors: Vec<(i64, i64, bool)> = rows(
            self.connection,
            "SELECT number, channel, is_source FROM connector \
             WHERE (?1 IS NULL OR channel = ?1) AND (?2 IS NULL OR id = ?2)",
            (
                query.channel.map(|channel| channel.0),
                query.connector.as_ref().map(|connector| connector.as_str()),
            ),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        let mut lists = Vec::new();
        for (number, channel, is_source) in connectors {
            for status in statuses {
                lists.push(List::new(
                    format!(
                        "SELECT message FROM connector_message WHERE connector = {number} AND status = {} \
                         AND message < ? ORDER BY message DESC LIMIT ?",
                        *status as i64
                    ),
                    Vec::new(),
                ));
                if is_source && *status == Status::Received {
                    lists.push(unprocessed(channel, number));
                }
            }
        }
        Ok(Some(Sources(lists)))
    }
}

/// Lists the messages whose metadata is not in the index yet, whatever its value.
fn recent_metadata(number: i64) -> List {
    let sql = format!(
        "SELECT DISTINCT message FROM metadata WHERE id > (SELECT CAST(value AS INTEGER) FROM store WHERE key = '{}') \
         AND number = {number} AND message < ? ORDER BY message DESC LIMIT ?",
        meta::METADATA_THROUGH
    );
    List::new(sql, Vec::new())
}

fn by_key(kind: i64, value: Value) -> List {
    let sql =
        "SELECT message FROM search_key WHERE kind = ? AND value = ? AND message < ? ORDER BY message DESC LIMIT ?";
    List::new(sql, vec![kind.into(), value])
}

fn unprocessed(channel: i64, source: i64) -> List {
    List::new(
        format!(
            "SELECT m.id FROM statistic s CROSS JOIN zone z CROSS JOIN message m WHERE s.connector = {source} \
             AND z.channel = {channel} AND z.block >= s.processed_through / 256 \
             AND m.id BETWEEN max(z.first, s.processed_through + 1) AND z.last AND m.channel = {channel} \
             AND NOT EXISTS (SELECT 1 FROM connector_message d WHERE d.message = m.id AND d.connector = {source}) \
             AND m.id < ? ORDER BY m.id DESC LIMIT ?"
        ),
        Vec::new(),
    )
}
