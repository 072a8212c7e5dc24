//! Channels and connectors, and how their messages are kept.

use nilecare_types::{ChannelId, ConnectorId};
use rusqlite::{Connection, OptionalExtension, params};

use super::step::Step;
use crate::sqlite::policies::{self, ChannelPolicy, kind_name};
use crate::{ChannelKey, ConnectorKey, Registration, StoragePolicy};

/// What is registered.
pub(in crate::sqlite) struct Names {
    pub channel: ChannelId,
    pub source: ConnectorId,
    pub destinations: Vec<ConnectorId>,
    pub policy: StoragePolicy,
}

pub(in crate::sqlite) fn register(
    step: &mut Step<'_>,
    names: &Names,
) -> rusqlite::Result<(Registration, ChannelPolicy)> {
    let connection = step.connection;
    let id = names.channel.as_str();
    connection.execute("INSERT INTO channel (id) VALUES (?) ON CONFLICT DO NOTHING", [id])?;
    let number = connection.query_row("SELECT number FROM channel WHERE id = ?", [id], |row| row.get(0))?;
    let json = serde_json::to_string(&names.policy)
        .map_err(|source| rusqlite::Error::ToSqlConversionFailure(Box::new(source)))?;
    connection.execute(
        "UPDATE channel SET policy = ?2 WHERE number = ?1 AND policy IS NOT ?2",
        params![number, json],
    )?;
    for column in &names.policy.metadata_columns {
        connection.execute(
            "INSERT INTO metadata_column (channel, name, kind) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            params![number, column.name, kind_name(column.kind)],
        )?;
    }
    let source = register_connector(connection, number, true, &names.source)?;
    let destinations = names.destinations.iter();
    let destinations = destinations.map(|destination| register_connector(connection, number, false, destination));
    let registration = Registration {
        channel: ChannelKey(number),
        source,
        destinations: destinations.collect::<Result<_, _>>()?,
    };
    Ok((registration, policies::read(connection, number, &names.policy)?))
}

fn register_connector(
    connection: &Connection,
    channel: i64,
    is_source: bool,
    id: &ConnectorId,
) -> rusqlite::Result<ConnectorKey> {
    let select = "SELECT number FROM connector WHERE channel = ? AND is_source = ? AND id = ?";
    let known: Option<i64> = connection
        .query_row(select, params![channel, is_source, id.as_str()], |row| row.get(0))
        .optional()?;
    if let Some(number) = known {
        return Ok(ConnectorKey(number));
    }
    connection.execute(
        "INSERT INTO connector (channel, is_source, id) VALUES (?, ?, ?)",
        params![channel, is_source, id.as_str()],
    )?;
    let number = connection.last_insert_rowid();
    connection.execute("INSERT INTO statistic (connector) VALUES (?)", [number])?;
    Ok(ConnectorKey(number))
}

/// Begins the counts since the last reset anew.
pub(in crate::sqlite) fn reset_statistics(step: &mut Step<'_>, channel: ChannelKey, at: i64) -> rusqlite::Result<()> {
    // What this transaction counted before is not since the reset.
    std::mem::take(step.tally).write(step.connection)?;
    step.connection.execute(
        "UPDATE statistic SET base_received = received, base_filtered = filtered, base_sent = sent, base_error = error, \
         reset_at = ?2 WHERE connector IN (SELECT number FROM connector WHERE channel = ?1)",
        params![channel.0, at],
    )?;
    Ok(())
}
