//! Versions, the newest first.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::keys::Keys;
use super::read::{COLUMNS, stored};
use crate::error::database;
use crate::{History, HistoryQuery, HistoryScope, StoreError};

const DOING: &str = "reading the history";

pub(super) fn history(connection: &Connection, keys: &Keys, query: &HistoryQuery) -> Result<History, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions: Vec<String> = Vec::new();
    let mut with = |condition: &str, value: i64, conditions: &mut Vec<String>| {
        values.push(value.into());
        conditions.push(condition.replace('?', &format!("?{}", values.len())));
    };
    let mut total = None;
    match &query.scope {
        HistoryScope::Instance(of, id) => {
            let find = "SELECT key, version FROM resource WHERE type = ?1 AND id = ?2";
            let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?));
            let mut find = connection.prepare_cached(find).map_err(database(DOING))?;
            let found = find
                .query_row(params![keys.of(*of), id], read)
                .optional()
                .map_err(database(DOING))?;
            let Some((key, newest)) = found else {
                return Ok(History::default());
            };
            let is_whole = query.since.is_none() && query.at.is_none();
            total = is_whole.then_some(newest as u64);
            with("v.key = ?", key, &mut conditions);
        }
        HistoryScope::Type(of) => with("(v.key >> 40) = ?", keys.of(*of), &mut conditions),
        HistoryScope::System => {}
    }
    if let Some(since) = query.since {
        with("v.updated >= ?", since, &mut conditions);
    }
    if let Some((low, high)) = query.at {
        with("v.updated <= ?", high, &mut conditions);
        // It was replaced only later.
        let replaced =
            "NOT EXISTS (SELECT 1 FROM version n WHERE n.key = v.key AND n.version = v.version + 1 AND n.updated <= ?)";
        with(replaced, low, &mut conditions);
    }
    if let Some(cursor) = query.cursor {
        with("v.seq < ?", cursor, &mut conditions);
    }
    if conditions.is_empty() {
        conditions.push("1".to_owned());
    }
    let limit = query.count as i64 + 1;
    let sql = format!(
        "SELECT {COLUMNS}, v.seq FROM version v JOIN resource r ON r.key = v.key WHERE {} ORDER BY v.seq DESC LIMIT {limit}",
        conditions.join(" AND ")
    );
    let mut statement = connection.prepare_cached(&sql).map_err(database(DOING))?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok((stored(row, keys)?, row.get::<_, i64>(6)?))
    });
    let mut found: Vec<_> = rows.and_then(Iterator::collect).map_err(database(DOING))?;
    let has_more = found.len() > query.count;
    found.truncate(query.count);
    let next = found.last().map(|(_, seq)| *seq).filter(|_| has_more);
    Ok(History {
        versions: found.into_iter().map(|(stored, _)| stored).collect(),
        next,
        total,
    })
}
