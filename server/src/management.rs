//! What analysts work with: the files and their history, their deployment, and the record of who did what.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use jiff::SignedDuration;
use nilecare_alerts::{AlertObserver, Alerts, AlertsOptions, Heard};
use nilecare_channel_repository::{
    ItemId, Repository, RepositoryError, RepositoryOptions, Revision, ScanMode, SecretKey,
};
use nilecare_connector_registry::ChannelDirectory;
use nilecare_engine_admin_api::deployment::{ChannelOutcome, Deployment};
use nilecare_engine_admin_api::{AdminApi, AlertView, EngineCheck, Surroundings};
use nilecare_engine_runtime::Engine;
use nilecare_event_log::{EventLog, NewEvent, Outcome};
use nilecare_script::{ScriptHost, ScriptLimits};
use nilecare_types::Clock;
use serde_json::json;
use tokio::task::JoinHandle;

use crate::notices::{ConfiguredSecrets, IntoChannels};
use crate::settings::Settings;

/// How often the folder is looked through for changes from outside.
const SCAN_INTERVAL: Duration = Duration::from_secs(3);
/// How often the alerts look at the engine.
const LOOK_INTERVAL: Duration = Duration::from_secs(10);
/// How often old events are removed.
const PRUNE_INTERVAL: Duration = Duration::from_secs(3600);

/// What was made before the engine, since the engine is made with it.
pub struct BeforeEngine {
    /// Runs the scripts.
    pub host: Arc<ScriptHost>,
    /// Is told of the engine's errors.
    pub observer: AlertObserver,
    /// The channels that take messages from others.
    pub directory: Arc<ChannelDirectory>,
    heard: Heard,
}

impl Default for BeforeEngine {
    fn default() -> Self {
        let (observer, heard) = AlertObserver::new();
        Self {
            host: Arc::new(ScriptHost::with_environment(ScriptLimits::default(), Arc::default())),
            observer,
            directory: Arc::default(),
            heard,
        }
    }
}

/// The parts, running.
pub struct Management {
    /// The REST interface, and all that it works with.
    pub api: AdminApi,
    keep_events: SignedDuration,
    observer: AlertObserver,
    heard: Heard,
}

impl Management {
    /// Opens the history and the event log, and takes what was changed in the folder meanwhile. Blocks.
    pub fn open(
        settings: &Settings,
        before: BeforeEngine,
        engine: &Arc<Engine>,
        clock: &Arc<dyn Clock>,
    ) -> Result<Self> {
        let events = EventLog::open(&settings.event_log())?;
        let repository = Repository::open(RepositoryOptions {
            layout: settings.layout(),
            database: settings.revisions(),
            key: secret_key(settings)?,
            clock: Arc::clone(clock),
            check: Arc::new(EngineCheck::new(Arc::clone(engine), Arc::clone(&before.host))),
        });
        let repository = Arc::new(repository.context("opening the history of channels and other files")?);
        let alerts = Alerts::new(AlertsOptions {
            channels: Arc::new(IntoChannels(before.directory)),
            secrets: Arc::new(ConfiguredSecrets(Arc::clone(before.host.environment()))),
            clock: Arc::clone(clock),
            interval: LOOK_INTERVAL,
        });
        let surroundings = Surroundings::new(
            Arc::clone(&repository),
            before.host,
            Arc::clone(&alerts),
            engine.registry().connections().clone(),
        );
        let surroundings = Arc::new(surroundings);
        surroundings.refresh()?;
        let deployment = Deployment::new(Arc::clone(engine), Arc::clone(&repository), Arc::clone(&surroundings));
        let keep = settings.events.keep.get();
        Ok(Self {
            api: AdminApi {
                engine: Arc::clone(engine),
                deployment: Arc::new(deployment),
                repository,
                surroundings,
                alerts,
                events,
                clock: Arc::clone(clock),
            },
            keep_events: SignedDuration::try_from(keep).unwrap_or(SignedDuration::MAX),
            observer: before.observer,
            heard: before.heard,
        })
    }

    /// Starts the alerts and what is done from time to time; the watch records what the hub does by itself.
    pub fn watch(self) -> (Watch, Vec<JoinHandle<()>>) {
        let api = self.api;
        let (engine, deployment) = (Arc::clone(&api.engine), Arc::clone(&api.deployment));
        let view = AlertView::new(engine, deployment, Arc::clone(&api.clock));
        let alerts = Arc::clone(&api.alerts).run(Arc::new(view), self.observer, self.heard);
        let watch = Watch {
            api,
            keep_events: self.keep_events,
        };
        let tasks = vec![tokio::spawn(alerts), tokio::spawn(watch.clone().run())];
        (watch, tasks)
    }
}

/// Looks after the folder and the event log.
#[derive(Clone)]
pub struct Watch {
    api: AdminApi,
    keep_events: SignedDuration,
}

impl Watch {
    /// Deploys what is to be deployed when the hub starts. A channel that is not valid is told and keeps no other from
    /// starting, but those that depend on it.
    pub async fn deploy(&self) {
        self.record(
            "hub.start",
            "",
            Outcome::Success,
            json!({ "version": env!("CARGO_PKG_VERSION") }),
        )
        .await;
        match self.api.deployment.deploy_at_start().await {
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

    /// Stops the channels that depend on others, in their order.
    pub async fn stop(&self) {
        self.record("hub.stop", "", Outcome::Success, json!(null)).await;
        self.api.deployment.stop_dependents().await;
    }

    /// Takes changes from the folder and removes old events, until it is aborted.
    async fn run(self) {
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
        let (repository, surroundings) = (Arc::clone(&self.api.repository), Arc::clone(&self.api.surroundings));
        let scan = move || {
            let changes = repository.scan(ScanMode::Settled)?;
            surroundings.refresh()?;
            Ok::<_, RepositoryError>(changes)
        };
        let scanned = tokio::task::spawn_blocking(scan).await;
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
        let mut event = NewEvent::of_hub(self.api.clock.now(), action, item.to_string());
        event.user.clone_from(&revision.author);
        event.detail = json!({ "revision": revision.id });
        self.keep(event).await;
    }

    async fn prune(&self) {
        let Ok(before) = self.api.clock.now().checked_sub(self.keep_events) else {
            return;
        };
        if let Err(error) = self.api.events.prune(before).await {
            tracing::warn!(%error, "removing old events failed");
        }
    }

    /// Records something that the hub did by itself.
    async fn record(&self, action: &str, target: &str, outcome: Outcome, detail: serde_json::Value) {
        let mut event = NewEvent::of_hub(self.api.clock.now(), action, target);
        event.outcome = outcome;
        event.detail = detail;
        self.keep(event).await;
    }

    async fn keep(&self, event: NewEvent) {
        if let Err(error) = self.api.events.record(event).await {
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
