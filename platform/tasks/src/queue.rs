//! The seam between who has work and whatever keeps it.

use std::time::Duration;

use async_trait::async_trait;
use nilecare_types::{TaskId, Timestamp};

use crate::{DeadTask, Lease, NewTask, TaskCount, TaskError};

/// What became of a task that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    /// It is on disk.
    New(TaskId),
    /// This work is known, whatever became of it; nothing was changed.
    Known,
}

/// Which dead tasks.
#[derive(Debug, Clone, Default)]
pub struct DeadFilter {
    /// Of this kind. Absent: of all.
    pub kind: Option<String>,
    /// Those after this id, in the order of ids.
    pub after: String,
    /// So many at most.
    pub limit: u32,
}

/// Keeps work until it is done.
#[async_trait]
pub trait TaskQueue: Send + Sync {
    /// Takes work on; it is on disk when this returns.
    ///
    /// # Errors
    /// When it cannot be kept now, or has no proper name.
    async fn enqueue(&self, task: &NewTask) -> Result<Enqueued, TaskError>;

    /// Takes back work that nobody has begun and tells whether there was any. The key stays known.
    ///
    /// # Errors
    /// When the queue cannot be written now.
    async fn withdraw(&self, kind: &str, key: &str) -> Result<bool, TaskError>;

    /// Hands out the next task of a kind that is due, for as long as `lease`.
    ///
    /// # Errors
    /// When the queue cannot be read or written now.
    async fn take(&self, kind: &str, lease: Duration) -> Result<Option<Lease>, TaskError>;

    /// Waits until there may be something to take; also returns now and then without a reason. May be dropped.
    async fn wait(&self, kind: &str);

    /// The work is done.
    ///
    /// # Errors
    /// [`TaskError::LeaseOver`] when somebody else has it meanwhile.
    async fn done(&self, lease: &Lease) -> Result<(), TaskError>;

    /// It is to be tried again at `at`. `problem` says what failed; absent: nothing did, and the attempt does not count.
    ///
    /// # Errors
    /// [`TaskError::LeaseOver`] when somebody else has it meanwhile.
    async fn again(&self, lease: &Lease, at: Timestamp, problem: Option<&str>) -> Result<(), TaskError>;

    /// It will not do: it is laid aside.
    ///
    /// # Errors
    /// [`TaskError::LeaseOver`] when somebody else has it meanwhile.
    async fn dead(&self, lease: &Lease, problem: &str) -> Result<(), TaskError>;

    /// Lists dead tasks.
    ///
    /// # Errors
    /// When the queue cannot be read now.
    async fn dead_tasks(&self, filter: &DeadFilter) -> Result<Vec<DeadTask>, TaskError>;

    /// Has a dead task done again, as new.
    ///
    /// # Errors
    /// [`TaskError::NotDead`] when it is not dead.
    async fn retry_dead(&self, id: TaskId) -> Result<(), TaskError>;

    /// Gives a dead task up for good; its key stays known.
    ///
    /// # Errors
    /// [`TaskError::NotDead`] when it is not dead.
    async fn drop_dead(&self, id: TaskId) -> Result<(), TaskError>;

    /// Counts tasks by kind and state.
    ///
    /// # Errors
    /// When the queue cannot be read now.
    async fn counts(&self) -> Result<Vec<TaskCount>, TaskError>;
}
