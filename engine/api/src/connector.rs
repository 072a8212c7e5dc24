//! A kind of connector, and the list of all kinds that a binary has.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::{ConfigProblems, DestinationFactory, Source};

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
pub struct ConnectorRegistry(BTreeMap<&'static str, Arc<dyn Connector>>);

impl ConnectorRegistry {
    /// Builds the list.
    pub fn new(connectors: Vec<Arc<dyn Connector>>) -> Self {
        Self(
            connectors
                .into_iter()
                .map(|connector| (connector.kind(), connector))
                .collect(),
        )
    }

    /// Walks all connectors by name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn Connector>> {
        self.0.values()
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
        let found = self.0.get(kind).and_then(|connector| connector.source(config));
        found.ok_or_else(|| self.unknown("source", kind))
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
        let found = self.0.get(kind).and_then(|connector| connector.destination(config));
        found.ok_or_else(|| self.unknown("destination", kind))
    }

    fn unknown(&self, direction: &'static str, kind: &str) -> UnknownConnector {
        let known = self.0.keys().copied().collect::<Vec<_>>().join(", ");
        UnknownConnector {
            direction,
            kind: kind.to_owned(),
            known,
        }
    }
}
