//! The connections of the settings that scripts can call.

use anyhow::{Result, anyhow};
use nilecare_engine_api::ConnectorRegistry;
use nilecare_engine_runtime::{ConnectionProblem, ConnectionSettings, NamedConnections};
use tokio::runtime::Handle;

use crate::settings::Settings;

/// Makes the connections; connects to nobody.
pub fn open(settings: &Settings, registry: &ConnectorRegistry, runtime: Handle) -> Result<NamedConnections> {
    check(settings, registry, runtime).map_err(|problems| {
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        anyhow!("{}", problems.join("; "))
    })
}

/// As `open`; tells everything that is wrong.
pub fn check(
    settings: &Settings,
    registry: &ConnectorRegistry,
    runtime: Handle,
) -> Result<NamedConnections, Vec<ConnectionProblem>> {
    let by_name = settings.connections.iter().map(|(name, setting)| {
        let settings = ConnectionSettings {
            connector: setting.connector.kind.clone(),
            config: setting.connector.config.clone(),
            channels: setting.channels.clone(),
        };
        (name.clone(), settings)
    });
    NamedConnections::new(&by_name.collect(), registry, runtime)
}
