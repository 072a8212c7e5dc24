//! A kind of connector, and the list of all kinds that a binary has.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::{ConfigProblems, DestinationFactory, SharedConnection, SharedConnections, Source};

/// One kind of connector, such as `mllp`. A direction that it does not have answers `None`.
pub trait Connector: Send + Sync {
    /// Returns the name used in channel files.
    fn kind(&self) -> &'static str;

    /// Returns the JSON Schema of the source's config.
    fn source_schema(&self) -> Option<Value> {
        None
    }

    /// Returns the JSON Schema of the destination's config.
    fn destination_schema(&self) -> Option<Value> {
        None
    }

    /// Builds a source; touches nothing outside.
    ///
    /// # Errors
    /// Everything that is wrong with the config.
    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let _ = config;
        None
    }

    /// Builds what opens destinations; touches nothing outside.
    ///
    /// # Errors
    /// Everything that is wrong with the config.
    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let _ = config;
        None
    }
}

/// A channel names a connector that this binary does not have, or a direction that the connector does not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {direction} connector {kind:?}; this binary has {known}")]
pub struct UnknownConnector {
    direction: &'static str,
    kind: String,
    known: String,
}

/// The connectors of this binary: an explicit list.
#[derive(Clone, Default)]
pub struct ConnectorRegistry {
    connectors: BTreeMap<&'static str, Arc<dyn Connector>>,
    connections: SharedConnections,
}

impl ConnectorRegistry {
    /// Builds the list.
    pub fn new(connectors: Vec<Arc<dyn Connector>>) -> Self {
        let by_kind = connectors.into_iter().map(|connector| (connector.kind(), connector));
        Self {
            connectors: by_kind.collect(),
            connections: SharedConnections::default(),
        }
    }

    /// Returns the connections that settings can name.
    pub fn connections(&self) -> &SharedConnections {
        &self.connections
    }

    /// Finds a connector.
    pub fn get(&self, kind: &str) -> Option<&Arc<dyn Connector>> {
        self.connectors.get(kind)
    }

    /// Walks all connectors by name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Connector>> {
        self.connectors.values()
    }

    /// Builds the source that a channel names.
    ///
    /// # Errors
    /// When there is no such source connector.
    pub fn source(
        &self,
        kind: &str,
        config: &Value,
    ) -> Result<Result<Box<dyn Source>, ConfigProblems>, UnknownConnector> {
        let connector = self.get(kind).ok_or_else(|| self.unknown("source", kind))?;
        let built = match self.connections.resolve(kind, config) {
            Ok(config) => connector.source(&config),
            Err(problems) => Some(Err(problems)),
        };
        built.ok_or_else(|| self.unknown("source", kind))
    }

    /// Builds the destination that a channel names.
    ///
    /// # Errors
    /// When there is no such destination connector.
    pub fn destination(
        &self,
        kind: &str,
        config: &Value,
    ) -> Result<Result<Arc<dyn DestinationFactory>, ConfigProblems>, UnknownConnector> {
        let connector = self.get(kind).ok_or_else(|| self.unknown("destination", kind))?;
        let built = match self.connections.resolve(kind, config) {
            Ok(config) => connector.destination(&config),
            Err(problems) => Some(Err(problems)),
        };
        built.ok_or_else(|| self.unknown("destination", kind))
    }

    /// Tells what is wrong with a shared connection by itself: its kind, and settings that neither direction of the
    /// connector has. The values are judged with the channels that use it.
    pub fn problems_of(&self, connection: &SharedConnection) -> Vec<String> {
        let Some(connector) = self.get(&connection.kind) else {
            let known = self.connectors.keys().copied().collect::<Vec<_>>().join(", ");
            return vec![format!(
                "/type: there is no connector {:?}; this binary has {known}",
                connection.kind
            )];
        };
        let schemas = [connector.source_schema(), connector.destination_schema()];
        let has = |key: &str| {
            let mut properties = schemas.iter().flatten().filter_map(|schema| schema.get("properties"));
            properties.any(|properties| properties.get(key).is_some())
        };
        let unknown = connection.settings.keys().filter(|key| !has(key));
        let told = unknown.map(|key| format!("/{key}: {} has no such setting", connection.kind));
        told.collect()
    }

    fn unknown(&self, direction: &'static str, kind: &str) -> UnknownConnector {
        let known = self.connectors.keys().copied().collect::<Vec<_>>().join(", ");
        UnknownConnector {
            direction,
            kind: kind.to_owned(),
            known,
        }
    }
}
