//! Deploying, starting and stopping many channels in the order of what they depend on.
//!
//! A channel is deployed and started after those that it depends on, and stopped before them. What fails for one channel
//! keeps no other from starting, but those that depend on it. One such operation runs at a time.

mod outcome;
mod selection;
mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use nilecare_channel_model::{Channel, InitialState};
use nilecare_channel_repository::{DependencyOrder, ItemId, OrderProblem, Repository, RevisionId, ScanMode};
use nilecare_engine_runtime::{ChannelState, ChannelStatus, Engine, EngineError};
use nilecare_http::{ApiError, ApiResult};
use nilecare_types::{ChannelId, Problem, ProblemKind};

pub use outcome::{ChannelOutcome, ChannelResult};
pub use selection::Selection;
use state::FolderState;

use crate::{Surroundings, error};

/// How channels are deployed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeployOptions {
    /// Leaves those alone that are deployed as they are in the folder.
    pub only_changed: bool,
    /// Deploys those that the channels depend on too.
    pub with_dependencies: bool,
}

/// What is known of a channel since it was deployed.
#[derive(Debug, Clone)]
struct Mark {
    revision: Option<RevisionId>,
    fingerprint: String,
    depends_on: BTreeSet<ChannelId>,
}

/// A channel in the folder compared with what is deployed of it.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// The channel as it is in the folder; `None` when it is not valid there.
    pub channel: Option<Channel>,
    /// The revision that is deployed, when it is known.
    pub deployed_revision: Option<RevisionId>,
    /// Whether it is deployed and not as it is in the folder.
    pub is_changed: bool,
    /// What keeps it from being started in its order.
    pub order_problem: Option<OrderProblem>,
}

/// Deploys the channels of a repository to an engine.
pub struct Deployment {
    engine: Arc<Engine>,
    repository: Arc<Repository>,
    surroundings: Arc<Surroundings>,
    known: Mutex<Option<Arc<FolderState>>>,
    marks: Mutex<BTreeMap<ChannelId, Mark>>,
    one_at_a_time: tokio::sync::Mutex<()>,
}

impl Deployment {
    /// Takes what it works with; deploys nothing yet.
    pub fn new(engine: Arc<Engine>, repository: Arc<Repository>, surroundings: Arc<Surroundings>) -> Self {
        Self {
            engine,
            repository,
            surroundings,
            known: Mutex::default(),
            marks: Mutex::default(),
            one_at_a_time: tokio::sync::Mutex::default(),
        }
    }

    fn marks(&self) -> std::sync::MutexGuard<'_, BTreeMap<ChannelId, Mark>> {
        self.marks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn folder(&self) -> ApiResult<Arc<FolderState>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let folder = FolderState::read_async(&self.repository, known).await;
        let folder = folder.map_err(error::repository)?;
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&folder));
        Ok(folder)
    }

    /// Takes what is in the folder now, so that what is deployed is a revision that is known.
    async fn folder_now(&self) -> ApiResult<Arc<FolderState>> {
        let (repository, surroundings) = (Arc::clone(&self.repository), Arc::clone(&self.surroundings));
        let scan = move || {
            repository.scan(ScanMode::Now)?;
            // What channels are compiled with must be there before they are.
            surroundings.refresh()
        };
        let scanned = tokio::task::spawn_blocking(scan).await;
        match scanned {
            Ok(scanned) => scanned.map_err(error::repository)?,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
        self.folder().await
    }

    async fn deployed(&self) -> BTreeMap<ChannelId, ChannelStatus> {
        let statuses = self.engine.statuses().await;
        statuses.into_iter().map(|status| (status.id.clone(), status)).collect()
    }

    /// Compares all channels in the folder with what is deployed.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn standings(&self) -> ApiResult<BTreeMap<ChannelId, Standing>> {
        let folder = self.folder().await?;
        let deployed = self.deployed().await;
        let order = folder.order();
        let marks = self.marks();
        let of = |id: &ChannelId| {
            let mark = marks.get(id).filter(|_| deployed.contains_key(id));
            let is_as_in_folder = |mark: &Mark| {
                folder
                    .find(id)
                    .is_some_and(|found| folder.fingerprint(found) == mark.fingerprint)
            };
            Standing {
                channel: folder.find(id).map(|found| found.channel.clone()),
                deployed_revision: mark.and_then(|mark| mark.revision),
                is_changed: mark.is_some_and(|mark| !is_as_in_folder(mark)),
                order_problem: order.problems().get(id).cloned(),
            }
        };
        Ok(folder.channels.keys().map(|id| (id.clone(), of(id))).collect())
    }

    /// Deploys what is to be deployed when the hub starts.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub async fn deploy_at_start(&self) -> ApiResult<Vec<ChannelOutcome>> {
        let _one_at_a_time = self.one_at_a_time.lock().await;
        let folder = self.folder_now().await?;
        let stays_out = |id: &&ChannelId| {
            folder
                .find(id)
                .is_some_and(|found| found.channel.initial_state == InitialState::Undeployed)
        };
        let selected = folder.channels.keys().filter(|id| !stays_out(id)).cloned().collect();
        Ok(self.deploy_selected(&folder, &selected, DeployOptions::default()).await)
    }

    /// Deploys channels, each after those that it depends on.
    ///
    /// # Errors
    /// When the selection is empty or the folder cannot be read; what a single channel fails of is in its outcome.
    pub async fn deploy(&self, selection: &Selection, options: DeployOptions) -> ApiResult<Vec<ChannelOutcome>> {
        demand_selection(selection)?;
        let _one_at_a_time = self.one_at_a_time.lock().await;
        let folder = self.folder_now().await?;
        let mut selected = selection.resolve(&folder.known());
        if options.with_dependencies {
            selected = folder.order().with_dependencies(&selected);
        }
        Ok(self.deploy_selected(&folder, &selected, options).await)
    }

    async fn deploy_selected(
        &self,
        folder: &FolderState,
        selected: &BTreeSet<ChannelId>,
        options: DeployOptions,
    ) -> Vec<ChannelOutcome> {
        let order = folder.order();
        let mut ready = self.deployed().await.into_keys().collect::<BTreeSet<_>>();
        let mut outcomes = Vec::new();
        for id in selected.iter().filter(|id| folder.find(id).is_none()) {
            ready.remove(id);
            outcomes.push(ChannelOutcome::bad(id, ChannelResult::Failed, unreadable(folder, id)));
        }
        for (id, problem) in order.problems().iter().filter(|(id, _)| selected.contains(*id)) {
            ready.remove(id);
            outcomes.push(ChannelOutcome::bad(id, ChannelResult::Skipped, order_problem(problem)));
        }
        for id in order.iter().filter(|id| selected.contains(*id)) {
            let outcome = match order.dependencies(id).find(|on| !ready.contains(*on)) {
                Some(on) => ChannelOutcome::bad(id, ChannelResult::Skipped, not_ready(on)),
                None => self.deploy_one(folder, id, options).await,
            };
            if outcome.is_good() {
                ready.insert(id.clone());
            } else {
                ready.remove(id);
            }
            outcomes.push(outcome);
        }
        outcomes
    }

    async fn deploy_one(&self, folder: &FolderState, id: &ChannelId, options: DeployOptions) -> ChannelOutcome {
        let Some(found) = folder.find(id) else {
            return ChannelOutcome::bad(id, ChannelResult::Failed, unreadable(folder, id));
        };
        let fingerprint = folder.fingerprint(found);
        let is_deployed = self.engine.status(id).await.is_ok();
        let is_same = self.marks().get(id).is_some_and(|mark| mark.fingerprint == fingerprint);
        if options.only_changed && is_deployed && is_same {
            return ChannelOutcome::good(id, ChannelResult::Unchanged);
        }
        let (repository, item) = (Arc::clone(&self.repository), ItemId::from(id));
        let refreshed =
            tokio::task::spawn_blocking(move || (repository.refresh(&item), repository.layout().path(&item)));
        let Ok((revision, path)) = refreshed.await else {
            let problem = ApiError::internal(&std::io::Error::other("reading a channel was cut short"));
            return ChannelOutcome::bad(id, ChannelResult::Failed, *problem.0);
        };
        let revision = match revision {
            Ok(revision) => revision.id,
            Err(error) => return ChannelOutcome::bad(id, ChannelResult::Failed, *error::repository(error).0),
        };
        let deployed = self.engine.deploy(&path).await;
        // With a source that cannot start the channel is deployed all the same.
        let is_in = matches!(deployed, Ok(_) | Err(EngineError::Source { .. }));
        if is_in {
            let mark = Mark {
                revision: Some(revision),
                fingerprint,
                depends_on: found.channel.depends_on.iter().cloned().collect(),
            };
            self.marks().insert(id.clone(), mark);
        }
        match deployed {
            Ok(_) => ChannelOutcome::good(id, ChannelResult::Done),
            Err(error) => ChannelOutcome::bad(id, ChannelResult::Failed, *error::engine(error).0),
        }
    }

    /// Takes channels out, each before those that it depends on.
    ///
    /// # Errors
    /// When a deployed channel that is not selected depends on one of them, and `with_dependents` does not say that it
    /// goes too.
    pub async fn undeploy(&self, selection: &Selection, with_dependents: bool) -> ApiResult<Vec<ChannelOutcome>> {
        demand_selection(selection)?;
        let _one_at_a_time = self.one_at_a_time.lock().await;
        let folder = self.folder().await?;
        let deployed = self.deployed().await;
        let order = self.deployed_order(&folder, &deployed);
        let named = selection.resolve(&folder.known());
        let is_explicit = |id: &&ChannelId| deployed.contains_key(*id) || selection.channels.contains(*id);
        let selected = named.iter().filter(is_explicit).cloned().collect();
        let all = order.with_dependents(&selected);
        let others = all.difference(&selected).cloned().collect::<Vec<_>>();
        if !others.is_empty() && !with_dependents {
            return Err(needed(&others));
        }
        let mut outcomes = Vec::new();
        for id in in_reverse(&order, &all) {
            let outcome = match self.engine.undeploy(&id).await {
                Ok(()) => {
                    self.marks().remove(&id);
                    ChannelOutcome::good(&id, ChannelResult::Done)
                }
                Err(error) => ChannelOutcome::bad(&id, ChannelResult::Failed, *error::engine(error).0),
            };
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    /// Starts, pauses or stops deployed channels: started after, stopped before those that they depend on.
    ///
    /// # Errors
    /// When the selection is empty or the folder cannot be read.
    pub async fn change(&self, selection: &Selection, to: ChannelState) -> ApiResult<Vec<ChannelOutcome>> {
        demand_selection(selection)?;
        let _one_at_a_time = self.one_at_a_time.lock().await;
        let folder = self.folder().await?;
        let deployed = self.deployed().await;
        let order = self.deployed_order(&folder, &deployed);
        let named = selection.resolve(&folder.known());
        let is_explicit = |id: &&ChannelId| deployed.contains_key(*id) || selection.channels.contains(*id);
        let selected = named.iter().filter(is_explicit).cloned().collect();
        let mut ids = in_reverse(&order, &selected);
        if to == ChannelState::Started {
            ids.reverse();
        }
        let mut outcomes = Vec::new();
        for id in ids {
            let is_same = deployed.get(&id).is_some_and(|status| status.state == to);
            let outcome = match self.engine.change(&id, to).await {
                Ok(_) if is_same => ChannelOutcome::good(&id, ChannelResult::Unchanged),
                Ok(_) => ChannelOutcome::good(&id, ChannelResult::Done),
                Err(error) => ChannelOutcome::bad(&id, ChannelResult::Failed, *error::engine(error).0),
            };
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    /// Stops the channels that depend on others, each before those that it depends on. What is left depends on nothing
    /// and may be stopped all at once.
    pub async fn stop_dependents(&self) {
        let _one_at_a_time = self.one_at_a_time.lock().await;
        let Ok(folder) = self.folder().await else { return };
        let order = self.deployed_order(&folder, &self.deployed().await);
        for level in order.levels().iter().skip(1).rev() {
            let stops = level.iter().map(|id| self.engine.change(id, ChannelState::Stopped));
            for (id, stopped) in level.iter().zip(futures_util::future::join_all(stops).await) {
                if let Err(error) = stopped {
                    let error = error.to_string();
                    tracing::warn!(channel.name = %id, error, "a channel did not stop in its turn");
                }
            }
        }
    }

    /// Orders the deployed channels by what they depended on when they were deployed.
    fn deployed_order(&self, folder: &FolderState, deployed: &BTreeMap<ChannelId, ChannelStatus>) -> DependencyOrder {
        let marks = self.marks();
        let on = |id: &ChannelId| {
            let marked = marks.get(id).map(|mark| mark.depends_on.clone());
            let in_folder = || {
                folder
                    .find(id)
                    .map(|found| found.channel.depends_on.iter().cloned().collect())
            };
            let on: BTreeSet<ChannelId> = marked.or_else(in_folder).unwrap_or_default();
            on.into_iter().filter(|on| deployed.contains_key(on)).collect()
        };
        DependencyOrder::new(deployed.keys().map(|id| (id.clone(), on(id))).collect())
    }
}

/// Those that depend on others first; what has no place in the order last.
fn in_reverse(order: &DependencyOrder, ids: &BTreeSet<ChannelId>) -> Vec<ChannelId> {
    let ordered = order
        .iter()
        .rev()
        .filter(|id| ids.contains(*id))
        .cloned()
        .collect::<Vec<_>>();
    let rest = ids
        .iter()
        .filter(|id| !ordered.contains(id))
        .cloned()
        .collect::<Vec<_>>();
    ordered.into_iter().chain(rest).collect()
}

fn demand_selection(selection: &Selection) -> ApiResult<()> {
    if selection.is_empty() {
        return Err(ApiError::unprocessable(vec![
            "/: name channels, tags or groups, or say all".to_owned(),
        ]));
    }
    Ok(())
}

fn unreadable(folder: &FolderState, id: &ChannelId) -> Problem {
    match folder.channels.get(id) {
        Some(Err(error)) => *error::folder(error).0,
        _ => *crate::routes::channels::not_found().0,
    }
}

fn order_problem(problem: &OrderProblem) -> Problem {
    let code = match problem {
        OrderProblem::Cycle(_) => "dependency-cycle",
        OrderProblem::Missing(_) => "dependency-missing",
        OrderProblem::Blocked(_) => "dependency-not-ready",
    };
    let title = "What the channel depends on is not in order";
    Problem::new(ProblemKind::Conflict, code, title, problem.to_string())
}

fn not_ready(on: &ChannelId) -> Problem {
    Problem::new(
        ProblemKind::Conflict,
        "dependency-not-ready",
        "A channel that this one depends on is not ready",
        format!(
            "It depends on channel {on}, which is not deployed or could not be; deploy that first, or both together."
        ),
    )
}

fn needed(others: &[ChannelId]) -> ApiError {
    let names = others.iter().map(ChannelId::to_string).collect::<Vec<_>>();
    let problem = Problem::new(
        ProblemKind::Conflict,
        "channel-needed",
        "Other channels depend on it",
        "Undeploy the channels listed too (with_dependents), or take it out of their depends_on.",
    );
    problem.with_problems(names).into()
}
