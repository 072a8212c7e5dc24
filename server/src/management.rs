//! What analysts work with: the files and their history, their deployment, and the record of who did what.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use jiff::SignedDuration;
use nilecare_channel_repository::{ItemId, Repository, RepositoryOptions, Revision, ScanMode, SecretKey};
use nilecare_engine_admin_api::deployment::{ChannelOutcome, Deployment};
use nilecare_engine_admin_api::{AdminApi, EngineCheck};
use nilecare_engine_runtime::Engine;
use nilecare_event_log::{EventLog, NewEvent, Outcome};
use nilecare_types::Clock;
use serde_json::json;

use crate::settings::Settings;

/// How often the folder is looked through for changes from outside.
const SCAN_INTERVAL: Duration = Duration::from_secs(3);
/// How often old events are removed.
const PRUNE_INTERVAL: Duration = Duration::from_secs(3600);

/// The parts, running.
#[derive(Clone)]
pub struct Management {
    /// The files and their history.
    pub repository: Arc<Repository>,
    /// Deploys channels in their order.
    pub deployment: Arc<Deployment>,
    /// Who did what.
    pub events: EventLog,
    engine: Arc<Engine>,
    clock: Arc<dyn Clock>,
    keep_events: SignedDuration,
}

impl Management {
    /// Opens the history and the event log, and takes what was changed in the folder meanwhile. Blocks.
    pub fn open(settings: &Settings, engine: &Arc<Engine>, clock: &Arc<dyn Clock>) -> Result<Self> {
        let data = &settings.data.dir;
        let events = EventLog::open(&data.join("events.db"))?;
        let repository = Repository::open(RepositoryOptions {
            layout: settings.layout(),
            database: data.join("configuration.db"),
            key: secret_key(settings)?,
            clock: Arc::clone(clock),
            check: Arc::new(EngineCheck::new(Arc::clone(engine))),
        });
        let repository = Arc::new(repository.context("opening the history of channels and other files")?);
        let keep = settings.events.keep.get();
        Ok(Self {
            deployment: Arc::new(Deployment::new(Arc::clone(engine), Arc::clone(&repository))),
            repository,
            events,
            engine: Arc::clone(engine),
            clock: Arc::clone(clock),
            keep_events: SignedDuration::try_from(keep).unwrap_or(SignedDuration::MAX),
        })
    }

    /// Returns the REST interface.
    pub fn api(&self) -> AdminApi {
        AdminApi {
            engine: Arc::clone(&self.engine),
            repository: Arc::clone(&self.repository),
            deployment: Arc::clone(&self.deployment),
            events: self.events.clone(),
            clock: Arc::clone(&self.clock),
        }
    }

    /// Deploys what is to be deployed when the hub starts. A channel that is not valid is told and keeps no other from
    /// starting, but those that depend on it.
    pub async fn start(&self) {
        self.record(
            "hub.start",
            "",
            Outcome::Success,
            json!({ "version": env!("CARGO_PKG_VERSION") }),
        )
        .await;
        match self.deployment.deploy_at_start().await {
            Err(error) => tracing::error!(%error, "reading the channels' folder failed; nothing is deployed"),
            Ok(outcomes) => {
                for outcome in &outcomes {
                    self.tell(outcome).await;
                }
            }
        }
    }

    async fn tell(&self, outcome: &ChannelOutcome) {
        let target = ItemId::from(&outcome.channel).to_string();
        let Some(problem) = &outcome.problem else {
            self.record("channel.deploy", &target, Outcome::Success, json!(null))
                .await;
            return;
        };
        let error = format!("{} {}", problem.detail, problem.problems.join("; "));
        tracing::error!(channel.name = %outcome.channel, error, "a channel could not be started");
        let detail = json!({ "problem": problem.code });
        self.record("channel.deploy", &target, Outcome::Failed, detail).await;
    }

    /// Takes changes from the folder and removes old events, until it is aborted.
    pub async fn watch(self) {
        let mut scans = tokio::time::interval(SCAN_INTERVAL);
        scans.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut prunes = tokio::time::interval(PRUNE_INTERVAL);
        let mut last_error = String::new();
        loop {
            tokio::select! {
                _ = scans.tick() => self.scan(&mut last_error).await,
                _ = prunes.tick() => self.prune().await,
            }
        }
    }

    async fn scan(&self, last_error: &mut String) {
        let repository = Arc::clone(&self.repository);
        let scanned = tokio::task::spawn_blocking(move || repository.scan(ScanMode::Settled)).await;
        match scanned {
            Ok(Ok(changes)) => {
                last_error.clear();
                for (item, revision) in changes {
                    self.record_change(&item, &revision).await;
                }
            }
            Ok(Err(error)) => {
                // Once, and not every few seconds.
                let error = format!("{:#}", anyhow::Error::new(error));
                if error != *last_error {
                    tracing::error!(error, "looking through the folder for changes failed");
                    *last_error = error;
                }
            }
            Err(error) => tracing::error!(%error, "looking through the folder for changes was cut short"),
        }
    }

    async fn record_change(&self, item: &ItemId, revision: &Revision) {
        let action = if revision.is_deleted {
            "item.delete"
        } else {
            "item.save"
        };
        let mut event = NewEvent::of_hub(self.clock.now(), action, item.to_string());
        event.user.clone_from(&revision.author);
        event.detail = json!({ "revision": revision.id });
        self.keep(event).await;
    }

    async fn prune(&self) {
        let Ok(before) = self.clock.now().checked_sub(self.keep_events) else {
            return;
        };
        if let Err(error) = self.events.prune(before).await {
            tracing::warn!(%error, "removing old events failed");
        }
    }

    /// Records something that the hub did by itself.
    pub async fn record(&self, action: &str, target: &str, outcome: Outcome, detail: serde_json::Value) {
        let mut event = NewEvent::of_hub(self.clock.now(), action, target);
        event.outcome = outcome;
        event.detail = detail;
        self.keep(event).await;
    }

    async fn keep(&self, event: NewEvent) {
        if let Err(error) = self.events.record(event).await {
            tracing::error!(%error, "an event could not be recorded");
        }
    }
}

fn secret_key(settings: &Settings) -> Result<SecretKey> {
    if let Some(key) = &settings.engine.secret_key {
        return SecretKey::parse(key).context("engine.secret_key");
    }
    let path: &Path = &settings.data.dir.join("secret.key");
    SecretKey::load_or_make(path).context("the key of the configuration map's secrets")
}
