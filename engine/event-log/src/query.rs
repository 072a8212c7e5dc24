//! Searching.

use nilecare_types::Timestamp;
use rusqlite::types::ToSql;
use rusqlite::{Connection, Row};

use crate::{Event, EventId, Outcome};

/// Which events, newest first. What is `None` does not matter.
#[derive(Debug, Clone, Default)]
pub struct EventQuery {
    /// By this user.
    pub user: Option<String>,
    /// This action; `channel.*` stands for all that begin with `channel.`.
    pub action: Option<String>,
    /// With this target.
    pub target: Option<String>,
    /// With this outcome.
    pub outcome: Option<Outcome>,
    /// At or after.
    pub since: Option<Timestamp>,
    /// Before.
    pub until: Option<Timestamp>,
    /// Only numbers below: the next page.
    pub before: Option<EventId>,
    /// At most so many.
    pub limit: usize,
}

pub(crate) fn search(connection: &Connection, query: &EventQuery) -> rusqlite::Result<Vec<Event>> {
    let mut sql = "SELECT id, at, user, address, action, target, outcome, detail FROM event WHERE 1 = 1".to_owned();
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    let mut demand = |text: &str, value: Box<dyn ToSql>| {
        sql.push_str(" AND ");
        sql.push_str(text);
        values.push(value);
    };
    if let Some(user) = &query.user {
        demand("user = ?", Box::new(user.clone()));
    }
    match query.action.as_ref().map(|action| (action, action.strip_suffix('*'))) {
        None => {}
        Some((_, Some(prefix))) => {
            // A range, so that the index serves it; U+10FFFF is above all that can follow.
            demand("action >= ?", Box::new(prefix.to_owned()));
            demand("action < ?", Box::new(format!("{prefix}\u{10FFFF}")));
        }
        Some((action, None)) => demand("action = ?", Box::new(action.clone())),
    }
    if let Some(target) = &query.target {
        demand("target = ?", Box::new(target.clone()));
    }
    if let Some(outcome) = query.outcome {
        demand("outcome = ?", Box::new(outcome.as_str()));
    }
    if let Some(since) = query.since {
        demand("at >= ?", Box::new(since.as_millisecond()));
    }
    if let Some(until) = query.until {
        demand("at < ?", Box::new(until.as_millisecond()));
    }
    if let Some(before) = query.before {
        demand("id < ?", Box::new(before.0));
    }
    sql.push_str(" ORDER BY id DESC LIMIT ?");
    values.push(Box::new(i64::try_from(query.limit).unwrap_or(i64::MAX)));
    let mut statement = connection.prepare_cached(&sql)?;
    let values = values.iter().map(AsRef::as_ref).collect::<Vec<&dyn ToSql>>();
    let rows = statement.query_map(values.as_slice(), read)?;
    rows.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Event> {
    let at: i64 = row.get(1)?;
    let outcome: String = row.get(6)?;
    let detail: Option<String> = row.get(7)?;
    Ok(Event {
        id: EventId(row.get(0)?),
        at: Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH),
        user: row.get(2)?,
        address: row.get(3)?,
        action: row.get(4)?,
        target: row.get(5)?,
        outcome: outcome.parse().unwrap_or(Outcome::Failed),
        detail: detail
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default(),
    })
}
