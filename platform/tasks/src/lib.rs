//! Work outside a request: mails, text messages, reports. Kept until it is done.
//!
//! ```text
//! enqueue (kind, key) ─► waiting ─► leased ─► done
//!                          ▲           │  └──► dead ─► retried, or dropped, by hand
//!                          └───────────┘ failed: later, with growing pauses; worker died: when the lease is over
//! ```
//!
//! - A [`TaskQueue`] takes each kind and key once, for as long as it remembers ([`KEEP_DONE`]).
//! - It hands out what is due, the most urgent first, then by time. Who takes a task holds a lease of it; who does not answer by then has died, and
//!   another one takes it. So work may be begun twice: what it does must be the same when it is done twice.
//! - [`Worker`] runs a [`TaskHandler`] over the tasks of one kind, so many at once and so many in a time, tries again by its [`RetryPolicy`], and
//!   lays aside as dead what will not do.
//!
//! [`LocalTasks`] keeps tasks in a database file, for one process. A payload names what is to be done by ids and holds no patient data.

mod error;
mod local;
mod queue;
mod rate;
mod retry;
mod routes;
mod task;
mod worker;

pub use error::TaskError;
pub use local::{KEEP_DONE, LocalTasks};
pub use queue::{DeadFilter, Enqueued, TaskQueue};
pub use rate::Rate;
pub use retry::RetryPolicy;
pub use routes::{TASKS_MANAGE, router};
pub use task::{DeadTask, Lease, NewTask, Priority, Task, TaskCount, TaskState};
pub use worker::{TaskFailure, TaskHandler, Worker, WorkerOptions};
