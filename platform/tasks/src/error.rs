//! What can go wrong with a queue of tasks.

use nilecare_sql::DbError;
use nilecare_types::TaskId;

/// An operation of a queue that failed. Never holds what a task is about.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// The database of the queue failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The kind or the key is empty or too long.
    #[error("a task has a kind of 1 to 32 characters and a key of 1 to 200; name the work by them")]
    Unnamed,
    /// The payload is too large.
    #[error("a task's payload has at most {most} bytes; keep what it is about elsewhere and name it by its id")]
    TooLarge {
        /// How many it may have.
        most: usize,
    },
    /// Somebody else has the task meanwhile, since the lease was over.
    #[error("the lease of task {0} is over, and somebody else has it; its answer is not taken")]
    LeaseOver(TaskId),
    /// It is not among the dead ones.
    #[error("there is no dead task {0}; it was retried or dropped, or never was there")]
    NotDead(TaskId),
}

impl From<sqlx::Error> for TaskError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}
