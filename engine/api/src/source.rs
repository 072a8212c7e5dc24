//! A running way in.

use std::sync::Arc;

use async_trait::async_trait;
use tokio_util::sync::CancellationToken;

use crate::{Inbox, StatusReporter};

/// What a source works with.
#[derive(Clone)]
pub struct SourceContext {
    /// Takes the messages.
    pub inbox: Arc<dyn Inbox>,
    /// Cancelled when the channel stops: finish what is in hand, take nothing new, return.
    pub stop: CancellationToken,
    /// Tells people what the source is doing.
    pub status: StatusReporter,
}

/// A source that cannot start or cannot go on.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct SourceError {
    /// A stable code for operators, such as `NC-MLLP-001`.
    pub code: &'static str,
    /// What failed, and what to do.
    pub detail: String,
}

impl SourceError {
    /// Builds the error.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}

/// A running way in. It acknowledges its peer only after [`Inbox::accept`] returned.
#[async_trait]
pub trait Source: Send {
    /// Takes what it needs to run, such as a port, so that a failure is known at deployment.
    ///
    /// # Errors
    /// When it is not to be had.
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError>;

    /// Runs until `context.stop`, and returns when nothing of it is left running.
    ///
    /// # Errors
    /// When it cannot go on; the engine restarts it with growing delay.
    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError>;
}
