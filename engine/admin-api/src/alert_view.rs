//! How the engine is, for the alerts.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use nilecare_alerts::{ChannelSnapshot, ChannelStanding, ConnectorSnapshot, EngineView, Snapshot};
use nilecare_engine_api::{ConnectionState, async_trait};
use nilecare_engine_runtime::{ChannelState, ChannelStatus, ConnectorStatus, Engine};
use nilecare_message_store::{ChannelKey, Counts, MessageQuery, Status};
use nilecare_types::{ChannelId, Clock, Timestamp};

use crate::deployment::{Deployment, Standing};

/// Shows the engine, and the channels that are not deployed.
pub struct AlertView {
    engine: Arc<Engine>,
    deployment: Arc<Deployment>,
    clock: Arc<dyn Clock>,
}

impl AlertView {
    /// Takes what it shows.
    pub fn new(engine: Arc<Engine>, deployment: Arc<Deployment>, clock: Arc<dyn Clock>) -> Self {
        Self {
            engine,
            deployment,
            clock,
        }
    }

    async fn deployed(
        &self,
        status: ChannelStatus,
        standing: Standing,
        queue_ages: &BTreeSet<Duration>,
    ) -> Result<ChannelSnapshot, String> {
        let store = self.engine.store();
        let key = store
            .find_channel(&status.id)
            .await
            .map_err(|error| error.to_string())?;
        let counts = match key {
            Some(key) => store.statistics(key).await.map_err(|error| error.to_string())?,
            None => Vec::new(),
        };
        let received = counts.first().map_or(0, |(_, counts)| counts.received);
        let mut connectors = Vec::new();
        for connector in &status.connectors {
            let counts = counts
                .iter()
                .find(|(id, _)| *id == connector.id)
                .map(|(_, counts)| *counts);
            let counts = counts.unwrap_or_default();
            let queued_since = self.queued_since(key, connector, counts, queue_ages).await?;
            connectors.push(ConnectorSnapshot {
                id: connector.id.clone(),
                is_disconnected: matches!(connector.connection, ConnectionState::Disconnected { .. }),
                queue_depth: u64::try_from(counts.queued).unwrap_or(0),
                queued_since,
            });
        }
        let state = match status.state {
            ChannelState::Started => ChannelStanding::Started,
            ChannelState::Paused => ChannelStanding::Paused,
            ChannelState::Stopped => ChannelStanding::Stopped,
        };
        let mut snapshot = snapshot(status.id, standing, state);
        snapshot.name = status.name;
        snapshot.received = u64::try_from(received).unwrap_or(0);
        snapshot.connectors = connectors;
        Ok(snapshot)
    }

    /// Returns when a message that waits was received: one that is older than the largest of the ages that any is.
    async fn queued_since(
        &self,
        channel: Option<ChannelKey>,
        connector: &ConnectorStatus,
        counts: Counts,
        queue_ages: &BTreeSet<Duration>,
    ) -> Result<Option<Timestamp>, String> {
        let (Some(channel), true) = (channel, counts.queued > 0 && !connector.is_source) else {
            return Ok(None);
        };
        for age in queue_ages.iter().rev() {
            let Ok(until) = self.clock.now().checked_sub(*age) else {
                continue;
            };
            let query = MessageQuery {
                connector: Some(connector.id.clone()),
                statuses: vec![Status::Queued],
                until: Some(until),
                ..MessageQuery::newest(channel, 1)
            };
            let found = self
                .engine
                .store()
                .search(query)
                .await
                .map_err(|error| error.to_string())?;
            if let Some(message) = found.messages.first() {
                return Ok(Some(message.received_at));
            }
        }
        Ok(None)
    }
}

fn snapshot(id: ChannelId, standing: Standing, state: ChannelStanding) -> ChannelSnapshot {
    let channel = standing.channel;
    ChannelSnapshot {
        name: channel
            .as_ref()
            .map_or_else(|| id.to_string(), |channel| channel.name.clone()),
        group: channel
            .as_ref()
            .map(|channel| channel.group.clone())
            .unwrap_or_default(),
        tags: channel.map(|channel| channel.tags).unwrap_or_default(),
        state,
        received: 0,
        connectors: Vec::new(),
        id,
    }
}

#[async_trait]
impl EngineView for AlertView {
    async fn snapshot(&self, queue_ages: &BTreeSet<Duration>) -> Result<Snapshot, String> {
        let mut standings = self.deployment.standings().await.map_err(|error| error.to_string())?;
        let mut channels = Vec::new();
        for status in self.engine.statuses().await {
            let standing = standings.remove(&status.id).unwrap_or_default();
            channels.push(self.deployed(status, standing, queue_ages).await?);
        }
        let rest = standings.into_iter();
        channels.extend(rest.map(|(id, standing)| snapshot(id, standing, ChannelStanding::Undeployed)));
        Ok(Snapshot { channels })
    }
}
