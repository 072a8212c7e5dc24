//! Settings whose files may change while they are in use.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use nilecare_types::Clock;

use super::TlsError;
use super::files::FileStamp;

/// Settings that are made usable by reading files.
pub(crate) trait FromFiles: Send + Sync {
    /// What is made of them.
    type Made: Send + Sync;

    /// Names the files.
    fn paths(&self) -> Vec<PathBuf>;

    /// Reads the files.
    fn read(&self, now: Timestamp) -> Result<Self::Made, TlsError>;
}

/// What was made of settings, made anew when a file changed. A change that cannot be used is told once, and what was
/// in use stays.
pub(crate) struct Reloading<S: FromFiles> {
    settings: S,
    paths: Vec<PathBuf>,
    clock: Arc<dyn Clock>,
    state: Mutex<State<S::Made>>,
}

struct State<M> {
    /// The files as they were when they were last read, usable or not.
    stamps: Vec<FileStamp>,
    current: Option<Arc<M>>,
}

impl<S: FromFiles> Reloading<S> {
    /// Reads nothing yet.
    pub(crate) fn new(settings: S, clock: Arc<dyn Clock>) -> Self {
        Self {
            paths: settings.paths(),
            settings,
            clock,
            state: Mutex::new(State {
                stamps: Vec::new(),
                current: None,
            }),
        }
    }

    pub(crate) fn settings(&self) -> &S {
        &self.settings
    }

    /// Returns what is to be used now. Looks at the files' dates and sizes, which is short enough for a task; certificates
    /// are small, so is reading them.
    ///
    /// # Errors
    /// When the files cannot be used and never could.
    pub(crate) fn current(&self) -> Result<Arc<S::Made>, TlsError> {
        // Looked at before reading: a file that changes in between is read once more.
        let stamps: Vec<_> = self.paths.iter().map(|path| FileStamp::of(path)).collect();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &state.current {
            Some(current) if state.stamps == stamps => return Ok(Arc::clone(current)),
            _ => {}
        }
        state.stamps = stamps;
        match (self.settings.read(self.clock.now()), &state.current) {
            (Ok(made), before) => {
                if before.is_some() {
                    tracing::info!(files = ?self.paths, "certificate files changed and were read again");
                }
                let made = Arc::new(made);
                state.current = Some(Arc::clone(&made));
                Ok(made)
            }
            (Err(error), Some(current)) => {
                tracing::warn!(error = %error.detail(), "certificate files changed and cannot be used; those read before stay in use");
                Ok(Arc::clone(current))
            }
            (Err(error), None) => Err(error),
        }
    }
}
