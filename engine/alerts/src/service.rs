//! Feeds the monitor and carries out what it decides.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use nilecare_engine_api::{EngineEvent, EngineObserver, async_trait};
use nilecare_http_client::HttpClient;
use nilecare_types::Clock;
use tokio::sync::mpsc;

use crate::action::Actions;
use crate::monitor::{ErrorFacts, Told};
use crate::notice::{Counted, Facts, NoticeKind};
use crate::{AlertRule, AlertState, ChannelSender, Monitor, Notice, SecretSource, Snapshot};

/// So many errors may wait to be looked at; more are counted only.
const ERRORS_LIMIT: usize = 1_024;
/// An error's text is cut behind so many bytes.
const TEXT_LIMIT: usize = 4 << 10;
/// Notices of different alerts are told side by side, those of one alert in their order.
const WORKERS: usize = 4;
/// So many notices may wait at one worker; more are dropped, and that is told.
const NOTICES_LIMIT: usize = 64;

/// Shows how the engine is.
#[async_trait]
pub trait EngineView: Send + Sync {
    /// Returns how all channels are. `queue_ages` are the ages from which messages that wait matter.
    ///
    /// # Errors
    /// When that cannot be told now; the text is for the log.
    async fn snapshot(&self, queue_ages: &BTreeSet<Duration>) -> Result<Snapshot, String>;
}

/// Hears of the engine's errors. Give it to the engine, and to [`AlertsOptions`].
#[derive(Clone)]
pub struct AlertObserver {
    sender: mpsc::Sender<ErrorFacts>,
    n_missed: Arc<AtomicU64>,
}

/// What the observer has heard.
pub struct Heard(mpsc::Receiver<ErrorFacts>);

impl AlertObserver {
    /// Makes an observer and the end that is listened at.
    pub fn new() -> (Self, Heard) {
        let (sender, receiver) = mpsc::channel(ERRORS_LIMIT);
        let n_missed = Arc::default();
        (Self { sender, n_missed }, Heard(receiver))
    }
}

impl EngineObserver for AlertObserver {
    fn observe(&self, event: &EngineEvent) {
        // What is added to the events some day is no matter of alerts before they know it.
        let EngineEvent::Error {
            channel,
            connector,
            kind,
            message,
            text,
        } = event
        else {
            return;
        };
        let end = (0..=TEXT_LIMIT.min(text.len()))
            .rev()
            .find(|at| text.is_char_boundary(*at));
        let facts = ErrorFacts {
            channel: channel.clone(),
            connector: connector.clone(),
            kind: *kind,
            message: *message,
            text: text[..end.unwrap_or(0)].to_owned(),
        };
        if self.sender.try_send(facts).is_err() {
            self.n_missed.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// What alerts work with.
pub struct AlertsOptions {
    /// Hands messages to channels.
    pub channels: Arc<dyn ChannelSender>,
    /// Reads values of the configuration map.
    pub secrets: Arc<dyn SecretSource>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// How often the engine is looked at.
    pub interval: Duration,
}

/// What became of an action that was tried.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ActionReport {
    /// Which: `log`, `channel`, `webhook`.
    pub action: &'static str,
    /// Why it failed; absent when it did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// The alerts of a hub.
pub struct Alerts {
    options: AlertsOptions,
    monitor: Mutex<Monitor>,
    actions: Arc<Actions>,
}

impl Alerts {
    /// Sets alerts up; without rules yet.
    pub fn new(options: AlertsOptions) -> Arc<Self> {
        let actions = Arc::new(Actions {
            channels: Arc::clone(&options.channels),
            secrets: Arc::clone(&options.secrets),
            http: HttpClient::default(),
        });
        Arc::new(Self {
            options,
            monitor: Mutex::default(),
            actions,
        })
    }

    fn monitor(&self) -> MutexGuard<'_, Monitor> {
        self.monitor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes other rules.
    pub fn set_rules(&self, rules: Vec<AlertRule>) {
        self.monitor().set_rules(rules);
    }

    /// Tells how each alert stands.
    pub fn states(&self) -> Vec<AlertState> {
        self.monitor().states()
    }

    /// Sends a notice of kind `test` through the actions of an alert; `None` when there is no such alert.
    pub async fn test(&self, name: &str) -> Option<Vec<ActionReport>> {
        let rule = self.monitor().rule(name)?;
        let now = self.options.clock.now();
        let facts = Facts {
            what: "somebody tries whether notices arrive".to_owned(),
            ..Facts::default()
        };
        let counted = Counted {
            count: 1,
            suppressed: 0,
            since: now,
            at: now,
        };
        let notice = Notice::new(&rule, NoticeKind::Test, &facts, &counted);
        let mut reports = Vec::new();
        for action in &rule.file.actions {
            let done = self.actions.carry_out(action, &notice).await;
            reports.push(ActionReport {
                action: action.name(),
                error: done.err().map(|error| error.to_string()),
            });
        }
        Some(reports)
    }

    /// Runs until it is aborted.
    pub async fn run(self: Arc<Self>, view: Arc<dyn EngineView>, observer: AlertObserver, mut heard: Heard) {
        let workers = (0..WORKERS).map(|_| self.worker()).collect::<Vec<_>>();
        let mut looks = tokio::time::interval(self.options.interval);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut last_error = String::new();
        loop {
            let told = tokio::select! {
                Some(error) = heard.0.recv() => self.monitor().on_error(self.options.clock.now(), &error),
                _ = looks.tick() => {
                    let n_missed = observer.n_missed.swap(0, Ordering::Relaxed);
                    if n_missed > 0 {
                        tracing::warn!(n_missed, "alerts could not look at all errors");
                    }
                    self.look(view.as_ref(), &mut last_error).await
                }
            };
            hand_out(&workers, told);
        }
    }

    async fn look(&self, view: &dyn EngineView, last_error: &mut String) -> Vec<Told> {
        let ages = self.monitor().queue_ages();
        match view.snapshot(&ages).await {
            Ok(snapshot) => {
                last_error.clear();
                self.monitor().look(self.options.clock.now(), &snapshot)
            }
            Err(error) => {
                // Once, and not at each look.
                if error != *last_error {
                    tracing::warn!(error, "alerts cannot look at the engine");
                    *last_error = error;
                }
                Vec::new()
            }
        }
    }

    fn worker(&self) -> mpsc::Sender<Told> {
        let (sender, mut receiver) = mpsc::channel::<Told>(NOTICES_LIMIT);
        let actions = Arc::clone(&self.actions);
        tokio::spawn(async move {
            while let Some((rule, notice)) = receiver.recv().await {
                for action in &rule.file.actions {
                    if let Err(error) = actions.carry_out(action, &notice).await {
                        tracing::error!(alert = rule.name, action = action.name(), %error, "nobody was told of an alert");
                    }
                }
            }
        });
        sender
    }
}

fn hand_out(workers: &[mpsc::Sender<Told>], told: Vec<Told>) {
    for (rule, notice) in told {
        let mut hasher = DefaultHasher::new();
        rule.name.hash(&mut hasher);
        let worker = &workers[(hasher.finish() % WORKERS as u64) as usize];
        let alert = rule.name.clone();
        if worker.try_send((rule, notice)).is_err() {
            tracing::error!(alert, "a notice was dropped, since too many wait to be told");
        }
    }
}
