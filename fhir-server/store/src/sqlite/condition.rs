//! Filters to parts of a statement.
//!
//! One filter *drives*: its rows are walked through. The others are looked up for each key that it gives (`d.key`). Which drives is
//! decided by counting, up to a bound, how many rows each would give; SQLite has no statistics that say it for one value.

use nilecare_fhir_search::{Filter, Presence, Slot, Test, TypeId};
use rusqlite::params_from_iter;

use super::Shared;
use super::sql::{Sql, table_of};
use crate::StoreError;
use crate::error::database;

/// More rows than this are not counted when a driver is chosen.
const ENOUGH: i64 = 2000;

/// Where keys come from, and which of them.
pub(super) struct Driver {
    /// The table or subquery, called `d`.
    pub from: String,
    /// Which rows of it.
    pub condition: String,
    /// Whether it is the table of resources, each of which is there once.
    pub is_resource: bool,
}

impl Sql<'_> {
    /// Makes the query for the keys that pass all filters.
    pub fn matches(&mut self, of: TypeId, filters: &[Filter]) -> Result<Driver, StoreError> {
        let chosen = choose(self, of, filters)?;
        let mut driver = match chosen.and_then(|at| filters.get(at)) {
            Some(filter) => match self.driver(of, filter)? {
                Some(driver) => driver,
                None => self.all_of(of),
            },
            None => self.all_of(of),
        };
        for (at, filter) in filters.iter().enumerate() {
            if chosen != Some(at) {
                let condition = self.condition(of, filter, driver.is_resource)?;
                driver.condition += &format!(" AND {condition}");
            }
        }
        Ok(driver)
    }

    /// Makes a subquery for the keys that pass one filter.
    fn keys_of(&mut self, of: TypeId, filter: &Filter) -> Result<String, StoreError> {
        let driver = match self.driver(of, filter)? {
            Some(driver) => driver,
            None => {
                let mut driver = self.all_of(of);
                let condition = self.condition(of, filter, true)?;
                driver.condition += &format!(" AND {condition}");
                driver
            }
        };
        Ok(format!("SELECT d.key FROM {} WHERE {}", driver.from, driver.condition))
    }

    fn all_of(&mut self, of: TypeId) -> Driver {
        let (low, high) = self.keys().range(of);
        let number = self.keys().of(of);
        let (low, high, of) = (self.bind(low), self.bind(high), self.bind(number));
        Driver {
            from: "resource AS d".to_owned(),
            // The keys serve the order of keys, the type the order of time.
            condition: format!("d.key BETWEEN {low} AND {high} AND d.type = {of} AND d.deleted = 0"),
            is_resource: true,
        }
    }

    /// Makes a filter drive; `None` when it can only be looked up.
    fn driver(&mut self, of: TypeId, filter: &Filter) -> Result<Option<Driver>, StoreError> {
        let union = |queries: Vec<String>| Driver {
            from: match queries.is_empty() {
                true => "(SELECT 0 AS key WHERE 0) AS d".to_owned(),
                false => format!("({}) AS d", queries.join(" UNION ALL ")),
            },
            condition: "1".to_owned(),
            is_resource: false,
        };
        Ok(Some(match filter {
            Filter::Id(ids) => {
                let number = self.keys().of(of);
                let of = self.bind(number);
                let ids: Vec<String> = ids.iter().map(|id| self.bind(id.clone())).collect();
                Driver {
                    from: "resource AS d".to_owned(),
                    condition: format!("d.type = {of} AND d.id IN ({}) AND d.deleted = 0", ids.join(", ")),
                    is_resource: true,
                }
            }
            Filter::Value { slot, tests } => {
                if let [test] = &tests[..]
                    && let Some(rows) = self.rows(*slot, test)?
                {
                    return Ok(Some(Driver {
                        from: format!("{} AS d", rows.table),
                        condition: rows.condition.replace('@', "d"),
                        is_resource: false,
                    }));
                }
                let mut queries = Vec::new();
                for test in tests {
                    if let Some(rows) = self.rows(*slot, test)? {
                        let condition = rows.condition.replace('@', "t");
                        queries.push(format!(
                            "SELECT t.key AS key FROM {} AS t WHERE {condition}",
                            rows.table
                        ));
                    }
                }
                union(queries)
            }
            Filter::Chain { slot, targets } => {
                let mut queries = Vec::new();
                for (target, filter) in targets {
                    queries.push(self.chain(*slot, *target, filter)?);
                }
                union(queries)
            }
            Filter::Has { source, slot, filter } => union(vec![self.has(of, *source, *slot, filter)?]),
            Filter::AnyOf(filters) => {
                let mut queries = Vec::new();
                for filter in filters {
                    queries.push(self.keys_of(of, filter)?);
                }
                union(queries)
            }
            Filter::NotValue { .. } | Filter::Presence { .. } | Filter::LastUpdated(_) => return Ok(None),
        }))
    }

    /// The resources whose reference leads to those of a type that pass a filter.
    fn chain(&mut self, slot: Slot, target: TypeId, filter: &Filter) -> Result<String, StoreError> {
        let keys = self.keys_of(target, filter)?;
        let (param, of) = (self.keys().param(slot), self.keys().of(target));
        let (param, of) = (self.bind(param), self.bind(of));
        Ok(format!(
            "SELECT f.key AS key FROM ({keys}) AS k CROSS JOIN resource AS x ON x.key = k.key \
             CROSS JOIN reference_index AS f ON f.param = {param} AND f.id = x.id AND f.type = {of}"
        ))
    }

    /// The resources that others refer to, which pass a filter.
    fn has(&mut self, of: TypeId, source: TypeId, slot: Slot, filter: &Filter) -> Result<String, StoreError> {
        let keys = self.keys_of(source, filter)?;
        let (param, of) = (self.keys().param(slot), self.keys().of(of));
        let (param, of) = (self.bind(param), self.bind(of));
        Ok(format!(
            "SELECT x.key AS key FROM ({keys}) AS k CROSS JOIN reference_index AS f ON f.param = {param} AND f.key = k.key \
             AND f.type = {of} CROSS JOIN resource AS x ON x.type = {of} AND x.id = f.id WHERE x.deleted = 0"
        ))
    }

    /// Makes a condition on `d.key`.
    fn condition(&mut self, of: TypeId, filter: &Filter, is_resource: bool) -> Result<String, StoreError> {
        match filter {
            Filter::Id(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| self.bind(id.clone())).collect();
                let is_one = format!("r.id IN ({})", ids.join(", "));
                Ok(of_resource(&is_one, is_resource))
            }
            Filter::LastUpdated(tests) => {
                let mut ways = Vec::new();
                for test in tests {
                    ways.extend(self.updated(test));
                }
                Ok(of_resource(&format!("({})", ways.join(" OR ")), is_resource))
            }
            Filter::Value { slot, tests } => self.any(*slot, tests),
            Filter::NotValue { slot, tests } => Ok(format!("NOT {}", self.any(*slot, tests)?)),
            Filter::Presence { slot, presence } => {
                let kind = self.shared.registry.at(slot.parameter).map(|parameter| parameter.kind);
                let Some((table, _)) = kind.and_then(table_of) else {
                    return Ok("0".to_owned());
                };
                let number = self.keys().param(*slot);
                let param = self.bind(number);
                let not = if *presence == Presence::Missing { "NOT " } else { "" };
                Ok(format!(
                    "d.key {not}IN (SELECT t.key FROM {table} AS t WHERE t.param = {param})"
                ))
            }
            Filter::AnyOf(filters) => {
                let mut ways = Vec::new();
                for filter in filters {
                    ways.push(self.condition(of, filter, is_resource)?);
                }
                Ok(format!("({})", ways.join(" OR ")))
            }
            Filter::Chain { .. } | Filter::Has { .. } => Ok(format!("d.key IN ({})", self.keys_of(of, filter)?)),
        }
    }

    fn any(&mut self, slot: Slot, tests: &[Test]) -> Result<String, StoreError> {
        let mut ways = Vec::new();
        for test in tests {
            let Some(rows) = self.rows(slot, test)? else {
                continue;
            };
            let condition = rows.condition.replace('@', "t");
            let table = rows.table;
            ways.push(if rows.is_quick_by_key {
                format!("EXISTS (SELECT 1 FROM {table} AS t WHERE {condition} AND t.key = d.key)")
            } else {
                format!("d.key IN (SELECT t.key FROM {table} AS t WHERE {condition})")
            });
        }
        if ways.is_empty() {
            return Ok("0".to_owned());
        }
        Ok(format!("({})", ways.join(" OR ")))
    }

    /// Makes a condition on `r.updated`; a version is written in one moment.
    fn updated(&mut self, test: &Test) -> Option<String> {
        use nilecare_fhir_search::Comparison as C;
        let Test::Date { comparison, low, high } = test else {
            return None;
        };
        let (low, high) = (self.bind(*low), self.bind(*high));
        Some(match comparison {
            C::Equal | C::Approximately => format!("r.updated BETWEEN {low} AND {high}"),
            C::NotEqual => format!("r.updated NOT BETWEEN {low} AND {high}"),
            C::Greater | C::StartsAfter => format!("r.updated > {high} AND {low} <= {high}"),
            C::Less | C::EndsBefore => format!("r.updated < {low} AND {low} <= {high}"),
            C::GreaterOrEqual => format!("r.updated >= {low} AND {low} <= {high}"),
            C::LessOrEqual => format!("r.updated <= {high} AND {low} <= {high}"),
        })
    }
}

fn of_resource(condition: &str, is_resource: bool) -> String {
    if is_resource {
        return condition.replace("r.", "d.");
    }
    format!("EXISTS (SELECT 1 FROM resource AS r WHERE r.key = d.key AND {condition})")
}

/// Chooses the filter that gives the fewest rows.
fn choose(sql: &Sql<'_>, of: TypeId, filters: &[Filter]) -> Result<Option<usize>, StoreError> {
    let can_drive = |filter: &Filter| {
        !matches!(
            filter,
            Filter::NotValue { .. } | Filter::Presence { .. } | Filter::LastUpdated(_)
        )
    };
    let candidates: Vec<usize> = (0..filters.len()).filter(|at| can_drive(&filters[*at])).collect();
    if candidates.len() < 2 {
        return Ok(candidates.first().copied());
    }
    let mut best: Option<(i64, usize)> = None;
    for at in candidates {
        let n_rows = n_rows(
            sql.connection,
            sql.shared,
            of,
            &filters[at],
            best.map_or(ENOUGH, |(least, _)| least),
        )?;
        if best.is_none_or(|(least, _)| n_rows < least) {
            best = Some((n_rows, at));
        }
        if n_rows == 0 {
            break;
        }
    }
    Ok(best.map(|(_, at)| at))
}

fn n_rows(
    connection: &rusqlite::Connection,
    shared: &Shared,
    of: TypeId,
    filter: &Filter,
    most: i64,
) -> Result<i64, StoreError> {
    let mut sql = Sql::new(connection, shared);
    let Some(driver) = sql.driver(of, filter)? else {
        return Ok(most);
    };
    let most = sql.bind(most);
    let text = format!(
        "SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {most})",
        driver.from, driver.condition
    );
    let mut statement = connection.prepare_cached(&text).map_err(database("searching"))?;
    let count = statement.query_row(params_from_iter(sql.values), |row| row.get(0));
    count.map_err(database("searching"))
}
