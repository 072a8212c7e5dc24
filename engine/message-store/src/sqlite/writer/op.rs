//! What the writer is handed.

use nilecare_types::MessageId;
use tokio::sync::oneshot;

use super::step::Step;
use crate::sqlite::pack::{Extra, PackedAdmission, PackedAdvance, PackedCompletion, PackedRecording};
use crate::{ConnectorKey, Packed, StorageLevel, StoreError, Urgency};

pub(in crate::sqlite) type Answer<T> = oneshot::Sender<Result<T, StoreError>>;

pub(in crate::sqlite) enum Op {
    Admit(Box<PackedAdmission>),
    Record(PackedRecording),
    Advance(Box<PackedAdvance>),
    Complete(Box<PackedCompletion>),
    Replied {
        message: MessageId,
        source: ConnectorKey,
        reply: Packed,
        level: StorageLevel,
    },
    Postprocessed {
        message: MessageId,
        extras: Vec<Extra>,
        level: StorageLevel,
    },
    Task(Box<dyn Task>),
    Flush(Answer<()>),
    Close(Answer<()>),
}

/// A change that somebody waits for and that is not a step of every message's life.
pub(in crate::sqlite) trait Task: Send {
    /// Changes the store; may be called again when the transaction could not be written.
    fn run(&mut self, step: &mut Step<'_>) -> rusqlite::Result<()>;
    /// Tells whoever waits.
    fn tell(self: Box<Self>, written: Result<(), StoreError>);
}

/// A task made of a closure.
pub(in crate::sqlite) struct TaskOf<T, F> {
    run: F,
    result: Option<T>,
    then: Answer<T>,
}

impl<T, F> TaskOf<T, F> {
    pub(in crate::sqlite) fn new(then: Answer<T>, run: F) -> Self {
        Self {
            run,
            result: None,
            then,
        }
    }
}

impl<T, F> Task for TaskOf<T, F>
where
    T: Send,
    F: FnMut(&mut Step<'_>) -> rusqlite::Result<T> + Send,
{
    fn run(&mut self, step: &mut Step<'_>) -> rusqlite::Result<()> {
        self.result = Some((self.run)(step)?);
        Ok(())
    }

    fn tell(self: Box<Self>, written: Result<(), StoreError>) {
        let Self { result, then, .. } = *self;
        let answer = written.and_then(|()| result.ok_or_else(StoreError::closed));
        // Whoever asked may have gone.
        let _ = then.send(answer);
    }
}

impl Op {
    pub(super) fn is_urgent(&self) -> bool {
        match self {
            Self::Complete(_) | Self::Replied { .. } | Self::Postprocessed { .. } => false,
            Self::Record(recording) => recording.urgency == Urgency::Now,
            Self::Advance(advance) => advance.urgency == Urgency::Now,
            Self::Admit(_) | Self::Flush(_) | Self::Close(_) | Self::Task(_) => true,
        }
    }

    /// Whether the change belongs to a message that was accepted, so that it must be written some time.
    pub(super) fn must_be_kept(&self) -> bool {
        match self {
            Self::Record(_)
            | Self::Advance(_)
            | Self::Complete(_)
            | Self::Replied { .. }
            | Self::Postprocessed { .. } => true,
            Self::Admit(_) | Self::Task(_) | Self::Flush(_) | Self::Close(_) => false,
        }
    }

    /// Returns about how many bytes it writes.
    pub(super) fn weight(&self) -> u64 {
        match self {
            Self::Admit(admission) => {
                let attachments = admission.attachments.iter();
                let attached: usize = attachments.map(|part| part.content.as_bytes().len()).sum();
                (admission.raw.as_bytes().len() + attached) as u64 + 100
            }
            Self::Record(recording) => 200 * recording.processed.len() as u64,
            _ => 200,
        }
    }

    /// Tells whoever waits that it was not written.
    pub(in crate::sqlite) fn refuse(self, error: &StoreError) {
        match self {
            Self::Admit(admission) => (admission.then)(Err(error.clone())),
            Self::Record(recording) => (recording.then)(Err(error.clone())),
            Self::Advance(advance) => (advance.then)(Err(error.clone())),
            Self::Task(task) => task.tell(Err(error.clone())),
            Self::Flush(then) | Self::Close(then) => drop(then.send(Err(error.clone()))),
            Self::Complete(_) | Self::Replied { .. } | Self::Postprocessed { .. } => {}
        }
    }
}
