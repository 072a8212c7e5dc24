//! How each channel's messages are kept, in memory, for whoever hands messages over.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use rusqlite::Connection;

use crate::{ChannelKey, ConnectorKey, MetadataKind, MetadataValue, Registration, StorageLevel, StoragePolicy};

/// What the writer's side must know of a channel's policy.
#[derive(Debug, Default)]
pub(super) struct ChannelPolicy {
    pub level: StorageLevel,
    pub is_sealed: bool,
    pub index_text: bool,
    columns: Vec<Column>,
}

#[derive(Debug)]
struct Column {
    name: String,
    kind: MetadataKind,
    number: i64,
}

impl ChannelPolicy {
    /// Returns the number of the column that takes a value; `None` when there is no such column.
    pub(super) fn column(&self, name: &str, value: &MetadataValue) -> Option<i64> {
        let is_it = |column: &&Column| column.name == name && column.kind == value.kind();
        self.columns.iter().find(is_it).map(|column| column.number)
    }
}

#[derive(Default)]
struct Known {
    channels: HashMap<ChannelKey, Arc<ChannelPolicy>>,
    connectors: HashMap<ConnectorKey, (ChannelKey, Arc<ChannelPolicy>)>,
}

/// The policies of all channels that the store knows.
#[derive(Default)]
pub(super) struct Policies(RwLock<Known>);

impl Policies {
    /// Reads those that were registered before.
    pub(super) fn load(connection: &Connection) -> rusqlite::Result<Self> {
        let policies = Self::default();
        let mut channels = connection.prepare("SELECT number, policy FROM channel")?;
        let channels = channels.query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?)))?;
        for channel in channels {
            let (number, json) = channel?;
            let policy: StoragePolicy = json
                .and_then(|json| serde_json::from_str(&json).ok())
                .unwrap_or_default();
            let mut connectors = connection.prepare_cached("SELECT number FROM connector WHERE channel = ?")?;
            let connectors = connectors.query_map([number], |row| row.get(0).map(ConnectorKey))?;
            let connectors = connectors.collect::<Result<Vec<_>, _>>()?;
            policies.set(ChannelKey(number), &connectors, read(connection, number, &policy)?);
        }
        Ok(policies)
    }

    /// Takes note of a registration that is on disk.
    pub(super) fn registered(&self, keys: &Registration, policy: ChannelPolicy) {
        let mut connectors = keys.destinations.clone();
        connectors.push(keys.source);
        self.set(keys.channel, &connectors, policy);
    }

    fn set(&self, channel: ChannelKey, connectors: &[ConnectorKey], policy: ChannelPolicy) {
        let policy = Arc::new(policy);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.channels.insert(channel, Arc::clone(&policy));
        for connector in connectors {
            known.connectors.insert(*connector, (channel, Arc::clone(&policy)));
        }
    }

    pub(super) fn of_channel(&self, channel: ChannelKey) -> Arc<ChannelPolicy> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.channels.get(&channel).cloned().unwrap_or_default()
    }

    pub(super) fn of_connector(&self, connector: ConnectorKey) -> Arc<ChannelPolicy> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.connectors.get(&connector);
        found.map(|(_, policy)| Arc::clone(policy)).unwrap_or_default()
    }

    pub(super) fn channel_of(&self, connector: ConnectorKey) -> Option<ChannelKey> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        known.connectors.get(&connector).map(|(channel, _)| *channel)
    }
}

/// Completes a policy with the numbers of its metadata columns.
pub(super) fn read(connection: &Connection, channel: i64, policy: &StoragePolicy) -> rusqlite::Result<ChannelPolicy> {
    let mut find =
        connection.prepare_cached("SELECT number FROM metadata_column WHERE channel = ? AND name = ? AND kind = ?")?;
    let mut columns = Vec::new();
    for column in &policy.metadata_columns {
        let numbers = find.query_map((channel, &column.name, kind_name(column.kind)), |row| row.get(0))?;
        for number in numbers {
            columns.push(Column {
                name: column.name.clone(),
                kind: column.kind,
                number: number?,
            });
        }
    }
    Ok(ChannelPolicy {
        level: policy.level,
        is_sealed: policy.encrypt,
        index_text: policy.index_text,
        columns,
    })
}

/// Returns what a kind of column is called in the file.
pub(super) fn kind_name(kind: MetadataKind) -> &'static str {
    match kind {
        MetadataKind::Text => "text",
        MetadataKind::Number => "number",
        MetadataKind::Boolean => "boolean",
        MetadataKind::Timestamp => "timestamp",
    }
}
