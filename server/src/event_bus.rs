//! What carries events between services: a file of this process, or Kafka.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::Arc;

use anyhow::{Result, bail};
use nilecare_bus::{EventBus, LocalBus};
use nilecare_types::Secret;
use serde::Deserialize;

use crate::roles::{MAIN, Roles};
use crate::settings::Settings;

/// What carries events.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BusSettings {
    /// `local:` keeps them in `[store.bus]`, for one process; `kafka://HOST:9092,HOST:9092` between processes, with
    /// `?partitions=6&replication=3` for topics that are made.
    pub url: String,
    /// More settings of the Kafka client by librdkafka's names, such as `"security.protocol" = "SASL_PLAINTEXT"`; values may be
    /// `env:NAME` or `file:PATH`.
    pub options: BTreeMap<String, Secret<String>>,
}

impl Default for BusSettings {
    fn default() -> Self {
        Self {
            url: "local:".to_owned(),
            options: BTreeMap::new(),
        }
    }
}

/// Copies other processes' events, until it is dropped.
pub type Follow = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The bus, and what copies other processes' events into this one's file, where anything here needs that.
pub struct Bus {
    /// Carries events.
    pub bus: Arc<dyn EventBus>,
    /// To be run.
    pub follower: Option<Follow>,
}

/// Opens it. `local` is the file of this process.
pub async fn open(settings: &Settings, roles: &Roles, local: &LocalBus) -> Result<Bus> {
    match settings.bus.url.as_str() {
        "local:" | "local" if roles.are_all() => Ok(Bus {
            bus: Arc::new(local.clone()),
            follower: None,
        }),
        "local:" | "local" => bail!(
            "services that run apart need a bus between processes: set bus.url to kafka://HOST:9092 in each of them"
        ),
        url => open_kafka(url, settings, roles, local).await,
    }
}

#[cfg(feature = "kafka")]
async fn open_kafka(url: &str, settings: &Settings, roles: &Roles, local: &LocalBus) -> Result<Bus> {
    use anyhow::Context;
    use nilecare_bus_kafka::{Follower, KafkaBus, KafkaOptions};
    use tokio_util::sync::CancellationToken;

    let options = KafkaOptions::from_url(url, settings.bus.options.clone()).context("bus.url")?;
    let bus = KafkaBus::open(options, local.clone()).await.context("bus.url")?;
    // Browsers are told from the file, which remembers what they have seen.
    let follower = if roles.has(MAIN) {
        let name = crate::hub::kept_name(settings)?;
        let topics = crate::live::topics();
        let follower = Follower::new(bus.clone(), &name, &topics, local.clone());
        Some(Box::pin(follower.run(CancellationToken::new())) as Follow)
    } else {
        None
    };
    Ok(Bus {
        bus: Arc::new(bus),
        follower,
    })
}

#[cfg(not(feature = "kafka"))]
async fn open_kafka(url: &str, _: &Settings, _: &Roles, _: &LocalBus) -> Result<Bus> {
    let scheme = url.split(':').next().unwrap_or_default();
    bail!("bus.url: the scheme {scheme:?} is not compiled in; build with the feature kafka")
}
