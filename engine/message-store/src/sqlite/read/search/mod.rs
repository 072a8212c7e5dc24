//! Finds messages, newest first.
//!
//! An index gives candidates where one helps (`sources`); else the numbers are walked downwards, without what the zones
//! and the text filters rule out (`zones`). Each candidate is held against all conditions (`conditions`), and its contents
//! against the text. Whatever the combination, the time is bounded: the search says how far it came.

mod conditions;
mod sources;
mod zones;

use std::time::Instant;

use nilecare_types::MessageId;
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, params_from_iter};

use super::summary::{HEAD_COLUMNS, Head, head};
use super::{Reading, error, rows};
use crate::seal::{Kind, Place};
use crate::sqlite::meta;
use crate::sqlite::writer::BLOCK;
use crate::text::{TextFilter, TextPattern};
use crate::{MessageQuery, MessageSummary, SearchPage, StoreError};
use conditions::Conditions;
use sources::Sources;
use zones::{Run, Runs};

/// A search under way.
struct Search<'a> {
    reading: Reading<'a>,
    query: &'a MessageQuery,
    conditions: Conditions,
    text: Option<TextPattern>,
    /// Whether the block that was asked for last may have the text.
    block: Option<(i64, bool)>,
    until: Instant,
    found: Vec<MessageSummary>,
    /// Every message from this number on was looked at.
    looked_from: i64,
}

/// Why a search ended.
enum End {
    Exhausted,
    Limit,
    Budget,
}

impl Reading<'_> {
    pub(in crate::sqlite) fn search(self, query: &MessageQuery) -> Result<SearchPage, StoreError> {
        let until = Instant::now() + query.budget;
        let text = query.text.as_ref().map(TextPattern::new).transpose()?;
        self.at_once(|| {
            let conditions = self.conditions(query)?;
            let looked_from = bound(query);
            let mut search = Search {
                reading: self,
                query,
                conditions,
                text,
                block: None,
                until,
                found: Vec::new(),
                looked_from,
            };
            let end = if query.limit == 0 || search.conditions.is_impossible {
                End::Exhausted
            } else {
                search.run()?
            };
            let here = MessageId(search.looked_from);
            Ok(SearchPage {
                next: matches!(end, End::Limit).then_some(here),
                stopped_at: matches!(end, End::Budget).then_some(here),
                messages: search.found,
            })
        })
    }
}

/// Returns the number that all wanted ones are below.
fn bound(query: &MessageQuery) -> i64 {
    let before = query.before.map_or(i64::MAX, |before| before.0);
    let through = query.through.map_or(i64::MAX, |through| through.0.saturating_add(1));
    before.min(through)
}

impl Search<'_> {
    fn lowest(&self) -> i64 {
        self.query.from.map_or(1, |from| from.0)
    }

    fn run(&mut self) -> Result<End, StoreError> {
        let connection = self.reading.connection;
        let indexed_through = meta::number(connection, meta::INDEXED_THROUGH).map_err(error)?;
        let highest: Option<i64> = connection
            .query_row("SELECT max(id) FROM message", [], |row| row.get(0))
            .map_err(error)?;
        let highest = highest.unwrap_or(0);
        self.looked_from = self.looked_from.min(highest + 1);
        let sources = self.reading.sources(self.query)?;
        let floor = if sources.is_some() { indexed_through } else { 0 };
        let mut runs = Runs::new(indexed_through, highest);
        while self.looked_from > floor + 1 {
            let Some(run) = runs.next_below(self.reading, self.query, self.looked_from)? else {
                break;
            };
            if run.last < self.lowest() {
                return Ok(End::Exhausted);
            }
            if let Some(end) = self.look_at_run(run)? {
                return Ok(end);
            }
        }
        match sources {
            Some(sources) => self.look_at_sources(sources),
            None => Ok(End::Exhausted),
        }
    }

    fn look_at_sources(&mut self, mut sources: Sources) -> Result<End, StoreError> {
        let sql = format!(
            "SELECT {HEAD_COLUMNS} FROM message m WHERE m.id = ?{}",
            self.conditions.sql
        );
        loop {
            let Some(id) = sources.next_below(self.reading, self.looked_from)? else {
                return Ok(End::Exhausted);
            };
            if id < self.lowest() {
                return Ok(End::Exhausted);
            }
            if self.may_have_text(id / BLOCK)? {
                let first = [Value::Integer(id)];
                let values = first.iter().chain(&self.conditions.values);
                let found = self
                    .reading
                    .connection
                    .prepare_cached(&sql)
                    .and_then(|mut statement| statement.query_row(params_from_iter(values), head).optional())
                    .map_err(error)?;
                if let Some(head) = found {
                    self.take(head)?;
                }
            }
            self.looked_from = id;
            if let Some(end) = self.end() {
                return Ok(end);
            }
        }
    }

    fn look_at_run(&mut self, run: Run) -> Result<Option<End>, StoreError> {
        let first = run.first.max(self.lowest());
        if self.may_have_text(run.last / BLOCK)? {
            let sql = format!(
                "SELECT {HEAD_COLUMNS} FROM message m WHERE m.id >= ? AND m.id <= ?{} ORDER BY m.id DESC",
                self.conditions.sql
            );
            let bounds = [Value::Integer(first), Value::Integer(run.last)];
            let values = bounds.iter().chain(&self.conditions.values);
            let heads: Vec<Head> = rows(self.reading.connection, &sql, params_from_iter(values), head)?;
            for head in heads {
                let id = head.id;
                self.take(head)?;
                self.looked_from = id;
                if let Some(end) = self.end() {
                    return Ok(Some(end));
                }
            }
        }
        self.looked_from = first;
        Ok(self.end())
    }

    /// Takes a message that fulfils all other conditions, when its contents have the text.
    fn take(&mut self, head: Head) -> Result<(), StoreError> {
        let has_text = match &self.text {
            None => true,
            Some(text) => self.reading.each_text(head.id, |content| text.is_in(content))?,
        };
        if has_text {
            self.found.push(self.reading.summary(head)?);
        }
        Ok(())
    }

    fn end(&self) -> Option<End> {
        if self.found.len() >= self.query.limit {
            return Some(End::Limit);
        }
        (Instant::now() >= self.until).then_some(End::Budget)
    }

    /// Tells whether a block may have the text that is looked for.
    fn may_have_text(&mut self, block: i64) -> Result<bool, StoreError> {
        let Some(text) = &self.text else { return Ok(true) };
        if let Some((known, may_have)) = self.block
            && known == block
        {
            return Ok(may_have);
        }
        let stored = self
            .reading
            .connection
            .prepare_cached("SELECT left_out, filter FROM text_filter WHERE block = ?")
            .and_then(|mut statement| {
                let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?));
                statement.query_row([block], row).optional()
            })
            .map_err(error)?;
        let may_have = match stored {
            None => true,
            Some((left_out, _)) if self.is_left_out(&left_out) => true,
            Some((_, stored)) if stored.is_empty() => false,
            Some((_, stored)) => {
                let place = Place::new(block, 0, Kind::TextFilter);
                let filter = self.reading.unpack(place, &stored, b"")?;
                TextFilter::new(&filter).is_none_or(|filter| text.may_be_in(&filter))
            }
        };
        self.block = Some((block, may_have));
        Ok(may_have)
    }

    /// Tells whether a filter says nothing about some message that is asked for.
    fn is_left_out(&self, left_out: &Option<String>) -> bool {
        let json = left_out.as_deref().unwrap_or("[]");
        let left_out: Vec<i64> = serde_json::from_str(json).unwrap_or_default();
        match self.query.channel {
            Some(channel) => left_out.contains(&channel.0),
            None => !left_out.is_empty(),
        }
    }
}
