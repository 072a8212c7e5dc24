//! A handler over the tasks of a kind.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use nilecare_types::{Clock, Timestamp};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::rate::Bucket;
use crate::{Lease, Rate, RetryPolicy, Task, TaskError, TaskQueue};

/// The pause after a failure of the queue itself.
const QUEUE_PAUSE: Duration = Duration::from_secs(1);

/// Does the work of a kind.
#[async_trait]
pub trait TaskHandler: Send + Sync {
    /// Does it. It may come again after a crash, so what it does must be the same when it is done twice.
    ///
    /// # Errors
    /// When it cannot be done now, or at all.
    async fn run(&self, task: &Task) -> Result<(), TaskFailure>;

    /// It was given up, for this reason; the task is laid aside already.
    async fn gave_up(&self, _task: &Task, _problem: &str) {}
}

/// Work that was not done. The text holds no patient data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaskFailure {
    /// It may work later. `after`: not sooner, as whoever was asked has said.
    #[error("{problem}")]
    Retry {
        /// What failed.
        problem: String,
        /// How long it wants to be left in peace.
        after: Option<Duration>,
    },
    /// Its time has not come; this was no attempt.
    #[error("its time has not come")]
    Later(Timestamp),
    /// It will never work.
    #[error("{0}")]
    Dead(String),
}

/// How a kind of work is done.
#[derive(Debug, Clone, Copy)]
pub struct WorkerOptions {
    /// So many tasks at once, at least one.
    pub concurrency: usize,
    /// So many in a time. Absent: as fast as it goes.
    pub rate: Option<Rate>,
    /// When it is tried again.
    pub retry: RetryPolicy,
    /// Who takes longer has died, and another one takes the task; the attempt is ended a little before.
    pub lease: Duration,
    /// How long what is in hand may take when the worker stops.
    pub stop_grace: Duration,
}

impl Default for WorkerOptions {
    fn default() -> Self {
        Self {
            concurrency: 4,
            rate: None,
            retry: RetryPolicy::default(),
            lease: Duration::from_secs(300),
            stop_grace: Duration::from_secs(5),
        }
    }
}

/// Does the work of one kind.
pub struct Worker {
    inner: Arc<Inner>,
}

struct Inner {
    queue: Arc<dyn TaskQueue>,
    kind: String,
    handler: Arc<dyn TaskHandler>,
    clock: Arc<dyn Clock>,
    options: WorkerOptions,
}

impl Worker {
    /// Does the tasks of `kind` by `handler`.
    pub fn new(queue: Arc<dyn TaskQueue>, kind: &str, handler: Arc<dyn TaskHandler>, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner: Arc::new(Inner {
                queue,
                kind: kind.to_owned(),
                handler,
                clock,
                options: WorkerOptions::default(),
            }),
        }
    }

    /// Does them in another way.
    #[must_use]
    pub fn with(self, options: WorkerOptions) -> Self {
        let Inner {
            queue,
            kind,
            handler,
            clock,
            ..
        } = &*self.inner;
        let inner = Inner {
            queue: Arc::clone(queue),
            kind: kind.clone(),
            handler: Arc::clone(handler),
            clock: Arc::clone(clock),
            options,
        };
        Self { inner: Arc::new(inner) }
    }

    /// Runs until it is stopped; then what is in hand is finished, as far as the grace goes, and nothing more is begun.
    pub async fn run(self, stop: CancellationToken) {
        let inner = self.inner;
        let seats = Arc::new(Semaphore::new(inner.options.concurrency.max(1)));
        let mut bucket = Bucket::new(inner.options.rate);
        let mut in_hand = JoinSet::new();
        while !stop.is_cancelled() {
            let seat = tokio::select! {
                () = stop.cancelled() => break,
                seat = Arc::clone(&seats).acquire_owned() => seat,
            };
            let Ok(seat) = seat else { break };
            if let Some(at) = bucket.next_at() {
                tokio::select! {
                    () = stop.cancelled() => break,
                    () = tokio::time::sleep_until(at) => {}
                }
            }
            match inner.queue.take(&inner.kind, inner.options.lease).await {
                Ok(Some(lease)) => {
                    bucket.count();
                    let inner = Arc::clone(&inner);
                    in_hand.spawn(async move {
                        inner.deal_with(lease).await;
                        drop(seat);
                    });
                }
                Ok(None) => {
                    drop(seat);
                    tokio::select! {
                        () = stop.cancelled() => break,
                        () = inner.queue.wait(&inner.kind) => {}
                    }
                }
                Err(error) => {
                    tracing::error!(kind = inner.kind, %error, "no tasks can be taken; trying again");
                    tokio::select! {
                        () = stop.cancelled() => break,
                        () = tokio::time::sleep(QUEUE_PAUSE) => {}
                    }
                }
            }
            // What has ended is not to pile up.
            while in_hand.try_join_next().is_some() {}
        }
        let all = async { while in_hand.join_next().await.is_some() {} };
        if tokio::time::timeout(inner.options.stop_grace, all).await.is_err() {
            tracing::warn!(
                kind = inner.kind,
                "tasks were not finished when the worker stopped; they are taken again"
            );
        }
    }
}

impl Inner {
    async fn deal_with(&self, lease: Lease) {
        let done = match self.attempt(&lease).await {
            Ok(()) => self.queue.done(&lease).await,
            Err(failure) => self.settle(&lease, failure).await,
        };
        if let Err(error) = done {
            // It comes again when the lease is over.
            tracing::error!(kind = self.kind, task.id = %lease.task.id, %error, "the outcome of a task could not be kept");
        }
    }

    async fn attempt(&self, lease: &Lease) -> Result<(), TaskFailure> {
        let task = &lease.task;
        if task.attempt > self.options.retry.attempts {
            // Whoever had it never answered: it may be what kills workers.
            return Err(TaskFailure::Dead("its workers died, or took too long".to_owned()));
        }
        // Ended before the lease is, so that nobody else begins while this goes on.
        let limit = self.options.lease.mul_f64(0.9);
        let run = tokio::time::timeout(limit, self.handler.run(task)).await;
        run.unwrap_or_else(|_| {
            Err(TaskFailure::Retry {
                problem: format!("it took longer than {} s", limit.as_secs()),
                after: None,
            })
        })
    }

    async fn settle(&self, lease: &Lease, failure: TaskFailure) -> Result<(), TaskError> {
        let task = &lease.task;
        let retry = self.options.retry;
        match failure {
            TaskFailure::Later(at) => self.queue.again(lease, at, None).await,
            TaskFailure::Retry { problem, after } if task.attempt < retry.attempts => {
                let pause = retry.pause(task.attempt, rand::random()).max(after.unwrap_or_default());
                let at = self.clock.now() + SignedDuration::try_from(pause).unwrap_or(SignedDuration::from_hours(1));
                self.queue.again(lease, at, Some(&problem)).await
            }
            TaskFailure::Retry { problem, .. } | TaskFailure::Dead(problem) => {
                self.queue.dead(lease, &problem).await?;
                let kind = &self.kind;
                tracing::error!(kind, task.id = %task.id, attempts = task.attempt, problem, "a task was laid aside as dead");
                metrics::counter!("nilecare_tasks_dead_total", "kind" => kind.clone()).increment(1);
                self.handler.gave_up(task, &problem).await;
                Ok(())
            }
        }
    }
}
