//! Searching: matches, order, pages, includes.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use nilecare_fhir_model::{Issue, IssueCode};
use nilecare_fhir_search::{Direction, Include, Search, SortBy, SortKey, Summary, Total, TypeSearch};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::Shared;
use super::read::by_key;
use super::sql::{Sql, table_of};
use crate::error::database;
use crate::{ChangeError, Found, StoreError};

const DOING: &str = "searching";

/// A match, with what it is ordered by.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub key: i64,
    order: Vec<Value>,
}

/// Searches. Outside of a transaction all statements see the same state.
pub(super) fn search(connection: &Connection, shared: &Shared, search: &Search) -> Result<Found, ChangeError> {
    let is_alone = connection.is_autocommit();
    if is_alone {
        connection.execute_batch("BEGIN").map_err(database(DOING))?;
    }
    let found = search_within(connection, shared, search);
    if is_alone {
        connection.execute_batch("COMMIT").map_err(database(DOING))?;
    }
    found
}

fn search_within(connection: &Connection, shared: &Shared, search: &Search) -> Result<Found, ChangeError> {
    let is_count = search.summary == Summary::Count;
    let mut found = Found::default();
    if is_count || search.total == Total::Accurate {
        found.total = Some(count(connection, shared, search)?);
    }
    if is_count {
        return Ok(found);
    }
    let after = search.cursor.as_deref().map(read_cursor).transpose()?;
    let mut hits = page(connection, shared, search, after.as_ref(), search.count + 1)?;
    let mut has_more = hits.len() > search.count;
    hits.truncate(search.count);
    if found.total.is_none() && !has_more && after.is_none() {
        found.total = Some(hits.len() as u64);
    }
    let mut included = Vec::new();
    while !search.includes.is_empty() && !hits.is_empty() {
        match includes(connection, shared, search, &hits)? {
            Some(keys) => {
                included = keys;
                break;
            }
            // An include is never cut: the page is made smaller.
            None if hits.len() > 1 => {
                hits.truncate(hits.len() / 2);
                has_more = true;
            }
            None => {
                let most = shared.max_included;
                let diagnostics =
                    format!("one match would include more than {most} resources; search for them with pages");
                return Err(ChangeError::Condition(Issue::error(IssueCode::TooCostly, diagnostics)));
            }
        }
    }
    found.next = hits.last().filter(|_| has_more).map(write_cursor);
    for hit in &hits {
        found.matches.extend(by_key(connection, &shared.keys, hit.key)?);
    }
    for key in included {
        found.included.extend(by_key(connection, &shared.keys, key)?);
    }
    Ok(found)
}

/// Returns matches in their order, from behind `after`.
pub(super) fn page(
    connection: &Connection,
    shared: &Shared,
    search: &Search,
    after: Option<&Hit>,
    limit: usize,
) -> Result<Vec<Hit>, StoreError> {
    let is_ordered = search.types.iter().any(|of| !of.sort.is_empty());
    let mut hits: Vec<Hit> = Vec::new();
    for of in &search.types {
        // Without an order of its own, types follow one another.
        let is_behind = !is_ordered && after.is_some_and(|after| after.key > shared.keys.range(of.of).1);
        if is_behind || !is_ordered && hits.len() >= limit {
            continue;
        }
        let wanted = if is_ordered { limit } else { limit - hits.len() };
        hits.extend(page_of(connection, shared, of, after, wanted)?);
    }
    if is_ordered && search.types.len() > 1 {
        let sort = search.types.first().map_or(&[][..], |of| &of.sort);
        hits.sort_by(|a, b| compare(a, b, sort));
        hits.truncate(limit);
    }
    Ok(hits)
}

fn page_of(
    connection: &Connection,
    shared: &Shared,
    search: &TypeSearch,
    after: Option<&Hit>,
    limit: usize,
) -> Result<Vec<Hit>, StoreError> {
    let mut sql = Sql::new(connection, shared);
    let driver = sql.matches(search.of, &search.filters)?;
    let mut from = driver.from.clone();
    let group = if driver.is_resource { "" } else { " GROUP BY d.key" };
    let mut columns = String::new();
    for (n, key) in search.sort.iter().enumerate() {
        let value = sort_value(&mut sql, n, key, driver.is_resource, &mut from);
        columns += &format!(", {value} AS s{n}");
    }
    from += &format!(" WHERE {}", driver.condition);
    let limit = sql.bind(limit as i64);
    let text = if search.sort.is_empty() {
        let behind = match after {
            None => String::new(),
            Some(after) => format!(" AND d.key > {}", sql.bind(after.key)),
        };
        format!("SELECT d.key FROM {from}{behind}{group} ORDER BY d.key LIMIT {limit}")
    } else {
        let behind = match after {
            None => "1".to_owned(),
            Some(after) => behind(&mut sql, &search.sort, after),
        };
        let order: Vec<String> = search.sort.iter().enumerate().map(|(n, key)| order(n, *key)).collect();
        format!(
            "SELECT * FROM (SELECT d.key AS key{columns} FROM {from}{group}) AS m WHERE {behind} ORDER BY {}, key LIMIT {limit}",
            order.join(", ")
        )
    };
    let n_values = search.sort.len();
    let mut statement = connection.prepare_cached(&text).map_err(database(DOING))?;
    let rows = statement.query_map(params_from_iter(sql.values), |row| {
        let order: rusqlite::Result<Vec<Value>> = (1..=n_values).map(|n| row.get(n)).collect();
        Ok(Hit {
            key: row.get(0)?,
            order: order?,
        })
    });
    rows.and_then(Iterator::collect).map_err(database(DOING))
}

/// Returns what a resource is ordered by: its least value, or its greatest when the greatest comes first.
fn sort_value(sql: &mut Sql<'_>, n: usize, key: &SortKey, is_resource: bool, from: &mut String) -> String {
    let column = match key.by {
        SortBy::LastUpdated => "updated",
        SortBy::Id => "id",
        SortBy::Value(slot, kind) => {
            let Some((table, column)) = table_of(kind) else {
                return "NULL".to_owned();
            };
            let number = sql.keys().param(slot);
            let param = sql.bind(number);
            let column = if key.descending && column == "low" {
                "high"
            } else {
                column
            };
            let function = if key.descending { "max" } else { "min" };
            if matches!(table, "token_index" | "uri_index") {
                // These have no index by key, so the values are gathered once.
                *from += &format!(
                    " LEFT JOIN (SELECT t.key AS key, {function}(t.{column}) AS value FROM {table} AS t \
                     WHERE t.param = {param} GROUP BY t.key) AS j{n} ON j{n}.key = d.key"
                );
                return format!("j{n}.value");
            }
            return format!(
                "(SELECT {function}(t.{column}) FROM {table} AS t WHERE t.param = {param} AND t.key = d.key)"
            );
        }
    };
    if is_resource {
        return format!("d.{column}");
    }
    format!("(SELECT r.{column} FROM resource AS r WHERE r.key = d.key)")
}

fn is_always_there(key: SortKey) -> bool {
    !matches!(key.by, SortBy::Value(..))
}

fn order(n: usize, key: SortKey) -> String {
    let direction = if key.descending { " DESC" } else { "" };
    if is_always_there(key) {
        return format!("s{n}{direction}");
    }
    // What has no value comes last.
    format!("s{n} IS NULL, s{n}{direction}")
}

/// What comes after a hit in the order.
fn behind(sql: &mut Sql<'_>, sort: &[SortKey], after: &Hit) -> String {
    let mut ways = Vec::new();
    let mut same = String::new();
    for (n, key) in sort.iter().enumerate() {
        let value = after.order.get(n).cloned().unwrap_or(Value::Null);
        let is_null = value == Value::Null;
        let place = sql.bind(value);
        if !is_null {
            let than = if key.descending { "<" } else { ">" };
            ways.push(format!("{same}(s{n} {than} {place} OR s{n} IS NULL)"));
        }
        same += &format!("s{n} IS {place} AND ");
    }
    let key = sql.bind(after.key);
    ways.push(format!("{same}key > {key}"));
    format!("({})", ways.join(" OR "))
}

/// Orders hits of several types, which have the same sort values.
fn compare(a: &Hit, b: &Hit, sort: &[SortKey]) -> std::cmp::Ordering {
    use std::cmp::Ordering;
    for (n, key) in sort.iter().enumerate() {
        let order = match (a.order.get(n), b.order.get(n)) {
            (Some(Value::Integer(a)), Some(Value::Integer(b))) => a.cmp(b),
            (Some(Value::Text(a)), Some(Value::Text(b))) => a.cmp(b),
            (Some(Value::Real(a)), Some(Value::Real(b))) => a.total_cmp(b),
            (Some(Value::Null), Some(Value::Null)) => Ordering::Equal,
            (Some(Value::Null), _) => return Ordering::Greater,
            (_, Some(Value::Null)) => return Ordering::Less,
            _ => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return if key.descending { order.reverse() } else { order };
        }
    }
    a.key.cmp(&b.key)
}

fn count(connection: &Connection, shared: &Shared, search: &Search) -> Result<u64, StoreError> {
    let mut total = 0;
    for of in &search.types {
        let mut sql = Sql::new(connection, shared);
        let driver = sql.matches(of.of, &of.filters)?;
        let what = if driver.is_resource {
            "count(*)"
        } else {
            "count(DISTINCT d.key)"
        };
        let text = format!("SELECT {what} FROM {} WHERE {}", driver.from, driver.condition);
        let mut statement = connection.prepare_cached(&text).map_err(database(DOING))?;
        let count = statement.query_row(params_from_iter(sql.values), |row| row.get::<_, i64>(0));
        total += count.map_err(database(DOING))? as u64;
    }
    Ok(total)
}

/// Returns the keys of what is included; `None` when there is too much of it.
fn includes(
    connection: &Connection,
    shared: &Shared,
    search: &Search,
    hits: &[Hit],
) -> Result<Option<Vec<i64>>, StoreError> {
    let mut seen: HashSet<i64> = hits.iter().map(|hit| hit.key).collect();
    let mut included = Vec::new();
    let mut frontier: Vec<i64> = hits.iter().map(|hit| hit.key).collect();
    let mut is_first = true;
    while !frontier.is_empty() {
        let mut fresh = Vec::new();
        for include in search.includes.iter().filter(|include| is_first || include.iterates) {
            for key in &frontier {
                for other in follow(connection, shared, include, *key)? {
                    if seen.insert(other) {
                        fresh.push(other);
                        if included.len() + fresh.len() > shared.max_included {
                            return Ok(None);
                        }
                    }
                }
            }
        }
        included.extend(&fresh);
        frontier = fresh;
        is_first = false;
    }
    Ok(Some(included))
}

fn follow(connection: &Connection, shared: &Shared, include: &Include, key: i64) -> Result<Vec<i64>, StoreError> {
    const FORWARD: &str = "SELECT r.key FROM reference_index AS f JOIN resource AS r ON r.type = f.type AND r.id = f.id \
        WHERE f.param = ?1 AND f.key = ?2 AND r.deleted = 0";
    const REVERSE: &str = "SELECT f.key FROM resource AS r JOIN reference_index AS f ON f.param = ?1 AND f.id = r.id \
        AND f.type = r.type WHERE r.key = ?2 LIMIT ?3";
    let of = shared.keys.type_of(key);
    let can_follow = match include.direction {
        Direction::Forward => of == include.source,
        Direction::Reverse => include.target.is_none_or(|target| target == of),
    };
    let mut found = Vec::new();
    for slot in include.slots.iter().filter(|_| can_follow) {
        let param = shared.keys.param(*slot);
        let keys: rusqlite::Result<Vec<i64>> = match include.direction {
            Direction::Forward => connection.prepare_cached(FORWARD).and_then(|mut statement| {
                statement
                    .query_map(params![param, key], |row| row.get(0))
                    .and_then(Iterator::collect)
            }),
            Direction::Reverse => connection.prepare_cached(REVERSE).and_then(|mut statement| {
                let most = shared.max_included as i64 + 1;
                statement
                    .query_map(params![param, key, most], |row| row.get(0))
                    .and_then(Iterator::collect)
            }),
        };
        found.extend(keys.map_err(database(DOING))?);
    }
    if include.direction == Direction::Forward
        && let Some(target) = include.target
    {
        found.retain(|key| shared.keys.type_of(*key) == target);
    }
    Ok(found)
}

/// Returns the ids of at most two resources that are found: enough to know whether it is one.
pub(super) fn first_two(connection: &Connection, shared: &Shared, search: &Search) -> Result<Vec<String>, StoreError> {
    let hits = page(connection, shared, search, None, 2)?;
    let mut ids = Vec::new();
    for hit in hits {
        let mut find = connection
            .prepare_cached("SELECT id FROM resource WHERE key = ?1")
            .map_err(database(DOING))?;
        let id = find
            .query_row([hit.key], |row| row.get::<_, String>(0))
            .optional()
            .map_err(database(DOING))?;
        ids.extend(id);
    }
    Ok(ids)
}

/// Writes where a page ended, as text that tells nothing to clients and needs no memory here.
fn write_cursor(hit: &Hit) -> String {
    let order: Vec<serde_json::Value> = hit
        .order
        .iter()
        .map(|value| match value {
            Value::Null | Value::Blob(_) => serde_json::Value::Null,
            Value::Integer(number) => serde_json::json!({ "i": number }),
            Value::Real(number) => serde_json::json!({ "r": number.to_bits() }),
            Value::Text(text) => serde_json::json!({ "t": text }),
        })
        .collect();
    URL_SAFE_NO_PAD.encode(serde_json::json!([hit.key, order]).to_string())
}

fn read_cursor(text: &str) -> Result<Hit, ChangeError> {
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (key, order): (i64, Vec<serde_json::Value>) = serde_json::from_slice(&bytes).ok()?;
        let value = |value: serde_json::Value| {
            let integer = value.get("i").and_then(serde_json::Value::as_i64).map(Value::Integer);
            let real = || {
                value
                    .get("r")
                    .and_then(serde_json::Value::as_u64)
                    .map(|bits| Value::Real(f64::from_bits(bits)))
            };
            let text = || {
                value
                    .get("t")
                    .and_then(serde_json::Value::as_str)
                    .map(|text| Value::Text(text.to_owned()))
            };
            integer.or_else(real).or_else(text).unwrap_or(Value::Null)
        };
        Some(Hit {
            key,
            order: order.into_iter().map(value).collect(),
        })
    };
    let unreadable = || {
        Issue::error(
            IssueCode::Value,
            "the parameter _cursor: follow the link next as it was given",
        )
    };
    read().ok_or_else(|| ChangeError::Condition(unreadable()))
}
