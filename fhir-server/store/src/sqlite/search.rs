//! Searching: the parts of a search as statements.

use std::collections::HashSet;

use nilecare_fhir_search::{Direction, Include, Registry, Search, SortBy, SortKey, TypeSearch};
use rusqlite::types::Value;
use rusqlite::{Connection, params, params_from_iter};

use super::Shared;
use super::read::by_key;
use super::sql::{Sql, table_of};
use crate::cursor::{Hit, OrderValue};
use crate::error::database;
use crate::search::{Place, SearchSource};
use crate::{ChangeError, Found, StoreError, Stored};

const DOING: &str = "searching";

/// Searches. Outside of a transaction all statements see the same state.
pub(super) fn search(connection: &Connection, shared: &Shared, search: &Search) -> Result<Found, ChangeError> {
    connection.execute_batch("BEGIN").map_err(database(DOING))?;
    let found = crate::search::search(&Source { connection, shared }, search);
    connection.execute_batch("COMMIT").map_err(database(DOING))?;
    found
}

/// What one connection sees.
pub(super) struct Source<'a> {
    pub connection: &'a Connection,
    pub shared: &'a Shared,
}

impl SearchSource for Source<'_> {
    fn registry(&self) -> &Registry {
        &self.shared.registry
    }

    fn max_included(&self) -> usize {
        self.shared.max_included
    }

    fn count(&self, search: &TypeSearch) -> Result<u64, ChangeError> {
        Ok(count(self.connection, self.shared, search)?)
    }

    fn page(&self, search: &TypeSearch, after: Option<&Hit>, limit: usize) -> Result<Vec<Hit>, ChangeError> {
        Ok(page_of(self.connection, self.shared, search, after, limit)?)
    }

    fn follow(&self, include: &Include, from: &[Place], most: usize) -> Result<Vec<Place>, ChangeError> {
        let mut found = HashSet::new();
        let mut places = Vec::new();
        for place in from {
            for key in follow(self.connection, self.shared, include, *place)? {
                if found.insert(key) {
                    let of = self.shared.keys.type_of(key);
                    places.push(Place { of, key });
                }
            }
            if places.len() > most {
                break;
            }
        }
        Ok(places)
    }

    fn load(&self, places: &[Place]) -> Result<Vec<Stored>, ChangeError> {
        let mut found = Vec::with_capacity(places.len());
        for place in places {
            found.extend(by_key(self.connection, &self.shared.keys, place.key)?);
        }
        Ok(found)
    }
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
            Some(after) => format!(" AND d.key > {}", sql.bind(after.place.key)),
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
        let order: rusqlite::Result<Vec<OrderValue>> = (1..=n_values).map(|n| row.get(n).map(order_value)).collect();
        let place = Place {
            of: search.of,
            key: row.get(0)?,
        };
        Ok(Hit { place, order: order? })
    });
    rows.and_then(Iterator::collect).map_err(database(DOING))
}

fn order_value(value: Value) -> OrderValue {
    match value {
        Value::Null | Value::Blob(_) => OrderValue::None,
        Value::Integer(number) => OrderValue::Integer(number),
        Value::Real(number) => OrderValue::Real(number),
        Value::Text(text) => OrderValue::Text(text),
    }
}

fn sql_value(value: &OrderValue) -> Value {
    match value {
        OrderValue::None => Value::Null,
        OrderValue::Integer(number) => Value::Integer(*number),
        OrderValue::Real(number) => Value::Real(*number),
        OrderValue::Text(text) => Value::Text(text.clone()),
    }
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
        let value = after.order.get(n).map_or(Value::Null, sql_value);
        let is_null = value == Value::Null;
        let place = sql.bind(value);
        if !is_null {
            let than = if key.descending { "<" } else { ">" };
            ways.push(format!("{same}(s{n} {than} {place} OR s{n} IS NULL)"));
        }
        same += &format!("s{n} IS {place} AND ");
    }
    let key = sql.bind(after.place.key);
    ways.push(format!("{same}key > {key}"));
    format!("({})", ways.join(" OR "))
}

fn count(connection: &Connection, shared: &Shared, search: &TypeSearch) -> Result<u64, StoreError> {
    let mut sql = Sql::new(connection, shared);
    let driver = sql.matches(search.of, &search.filters)?;
    let what = if driver.is_resource {
        "count(*)"
    } else {
        "count(DISTINCT d.key)"
    };
    let text = format!("SELECT {what} FROM {} WHERE {}", driver.from, driver.condition);
    let mut statement = connection.prepare_cached(&text).map_err(database(DOING))?;
    let count = statement.query_row(params_from_iter(sql.values), |row| row.get::<_, i64>(0));
    Ok(count.map_err(database(DOING))? as u64)
}

fn follow(connection: &Connection, shared: &Shared, include: &Include, from: Place) -> Result<Vec<i64>, StoreError> {
    const FORWARD: &str = "SELECT r.key FROM reference_index AS f JOIN resource AS r ON r.type = f.type AND r.id = f.id \
        WHERE f.param = ?1 AND f.key = ?2 AND r.deleted = 0";
    const REVERSE: &str = "SELECT f.key FROM resource AS r JOIN reference_index AS f ON f.param = ?1 AND f.id = r.id \
        AND f.type = r.type WHERE r.key = ?2 LIMIT ?3";
    let Place { of, key } = from;
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
