//! Tasks.

use nilecare_types::{TaskId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// How soon a task's turn comes among those that are due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// After the others.
    Low,
    /// As the others.
    #[default]
    Normal,
    /// Before the others.
    High,
}

/// Work to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTask {
    /// What kind of work, such as `email`: 1 to 32 characters.
    pub kind: String,
    /// Names the work within its kind, 1 to 200 characters: the same again is not taken.
    pub key: String,
    /// What its handler needs, by ids; at most 64 KiB as JSON.
    pub payload: Value,
    /// Not before this moment.
    pub not_before: Timestamp,
    /// How soon its turn comes.
    pub priority: Priority,
}

/// Work that is being done.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The id.
    pub id: TaskId,
    /// What kind of work.
    pub kind: String,
    /// Names the work within its kind.
    pub key: String,
    /// What its handler needs.
    pub payload: Value,
    /// Which attempt this is; 1 for the first.
    pub attempt: u32,
    /// When it was taken on.
    pub created_at: Timestamp,
}

/// A task, and the right to answer for it until the lease is over.
#[derive(Debug, Clone, PartialEq)]
pub struct Lease {
    /// The task.
    pub task: Task,
    /// Names this lease.
    pub(crate) token: String,
}

/// How far a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TaskState {
    /// Its time, or its turn, has not come.
    Waiting,
    /// A worker has it.
    Leased,
    /// It is done, or was withdrawn.
    Done,
    /// It was tried in vain.
    Dead,
}

/// A task that was tried in vain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeadTask {
    /// The id.
    pub id: TaskId,
    /// What kind of work.
    pub kind: String,
    /// Names the work within its kind.
    pub key: String,
    /// How often it was tried.
    pub attempts: u32,
    /// Why the last attempt failed; no patient data.
    pub problem: String,
    /// When it was taken on.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was given up.
    #[schema(value_type = String, format = DateTime)]
    pub died_at: Timestamp,
}

/// How many tasks of one kind are in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaskCount {
    /// Which kind.
    pub kind: String,
    /// Which state.
    pub state: TaskState,
    /// How many.
    pub n_tasks: u64,
}
