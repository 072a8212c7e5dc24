//! One transaction, as a thread that may wait sees it: each step has an end in time.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use futures_util::TryStreamExt;
use mongodb::bson::{Document, doc};
use mongodb::error::{Result as DriverResult, UNKNOWN_TRANSACTION_COMMIT_RESULT};
use mongodb::options::{
    Acknowledgment, ReadConcern, ReadPreference, SelectionCriteria, TransactionOptions, WriteConcern,
};
use mongodb::{ClientSession, Collection};
use nilecare_fhir_store::StoreError;
use tokio::runtime::Handle;
use tokio::time::Instant;

use crate::error::{failed, is_transient};
use crate::number::numbers;
use crate::store::Shared;

/// The longest that one command may take.
const COMMAND: Duration = Duration::from_secs(15);
/// The longest that is waited for an end whose outcome does not matter.
const UNDO: Duration = Duration::from_secs(2);
/// The longest that the server may work on confirming.
const CONFIRM: Duration = Duration::from_secs(10);

/// Returns what every write asks for: on the disks of a majority (anchored here, so that no address can weaken it).
pub(crate) fn write_concern() -> WriteConcern {
    WriteConcern::builder()
        .w(Acknowledgment::Majority)
        .journal(true)
        .w_timeout(CONFIRM)
        .build()
}

/// A transaction that is under way. Dropped without [`Session::commit`], it is undone.
pub(crate) struct Session<'a> {
    pub shared: &'a Shared,
    handle: Handle,
    session: RefCell<ClientSession>,
    deadline: Instant,
    is_transient: Cell<bool>,
}

/// What became of a commit.
pub(crate) enum Committed {
    Yes,
    /// Nothing was written, and it may succeed when all of it is tried again.
    Retry,
}

impl<'a> Session<'a> {
    /// Begins a transaction that sees one state.
    pub fn begin(shared: &'a Shared, handle: &Handle, deadline: Instant) -> Result<Self, StoreError> {
        const DOING: &str = "beginning a transaction";
        let options = TransactionOptions::builder()
            .read_concern(ReadConcern::snapshot())
            .write_concern(write_concern())
            .selection_criteria(SelectionCriteria::ReadPreference(ReadPreference::Primary))
            .max_commit_time(CONFIRM)
            .build();
        let begin = async {
            let mut session = shared.client.start_session().await?;
            session.start_transaction().with_options(options).await?;
            Ok(session)
        };
        let session = limited(handle, deadline, begin).ok_or_else(|| late(DOING))?;
        Ok(Self {
            shared,
            handle: handle.clone(),
            session: RefCell::new(session.map_err(failed(DOING))?),
            deadline,
            is_transient: Cell::new(false),
        })
    }

    /// Tells whether a step failed for a reason that may be gone when the whole transaction is tried again.
    pub fn is_transient(&self) -> bool {
        self.is_transient.get()
    }

    /// Tells that another has written in between.
    pub fn conflict(&self, doing: &'static str) -> StoreError {
        self.is_transient.set(true);
        StoreError::Unavailable {
            doing,
            detail: "another wrote the same".to_owned(),
        }
    }

    /// Takes numbers for more versions; they are not given back.
    pub fn numbers(&self, n_wanted: usize) -> Result<i64, StoreError> {
        numbers(self.shared, &self.handle, n_wanted, self.deadline)
    }

    /// Does a step.
    pub fn run<T>(
        &self,
        doing: &'static str,
        step: impl AsyncFnOnce(&mut ClientSession) -> DriverResult<T>,
    ) -> Result<T, StoreError> {
        let mut session = self.session.borrow_mut();
        match limited(&self.handle, self.deadline, step(&mut session)) {
            Some(Ok(done)) => Ok(done),
            Some(Err(error)) => {
                self.is_transient.set(self.is_transient.get() || is_transient(&error));
                Err(failed(doing)(error))
            }
            None => Err(late(doing)),
        }
    }

    pub fn find(
        &self,
        doing: &'static str,
        collection: &Collection<Document>,
        filter: Document,
        fields: Document,
        limit: Option<usize>,
    ) -> Result<Vec<Document>, StoreError> {
        self.run(doing, async |session| {
            let find = collection.find(filter).projection(fields).max_time(COMMAND);
            let limit = limit.map_or(0, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
            let mut cursor = find.limit(limit).session(&mut *session).await?;
            cursor.stream(session).try_collect().await
        })
    }

    pub fn find_one(
        &self,
        doing: &'static str,
        collection: &Collection<Document>,
        filter: Document,
    ) -> Result<Option<Document>, StoreError> {
        self.run(doing, async |session| {
            collection.find_one(filter).max_time(COMMAND).session(session).await
        })
    }

    pub fn aggregate(
        &self,
        doing: &'static str,
        collection: &Collection<Document>,
        stages: Vec<Document>,
    ) -> Result<Vec<Document>, StoreError> {
        self.run(doing, async |session| {
            let aggregate = collection.aggregate(stages).max_time(COMMAND);
            let mut cursor = aggregate.session(&mut *session).await?;
            cursor.stream(session).try_collect().await
        })
    }

    /// Ends it, undone.
    pub fn abort(self) {
        let mut session = self.session.into_inner();
        let undo = async { session.abort_transaction().await };
        // A server that was not reached undoes it by itself, when the session is forgotten.
        let _ = limited(&self.handle, Instant::now() + UNDO, undo);
    }

    /// Makes what it did last. A commit whose answer was lost is asked for again: it is done once.
    pub fn commit(self) -> Result<Committed, StoreError> {
        const DOING: &str = "committing; whether it was written is not known";
        loop {
            let mut session = self.session.borrow_mut();
            let commit = async { session.commit_transaction().await };
            match limited(&self.handle, self.deadline, commit) {
                Some(Ok(())) => return Ok(Committed::Yes),
                Some(Err(error)) if error.contains_label(UNKNOWN_TRANSACTION_COMMIT_RESULT) => {
                    if Instant::now() >= self.deadline {
                        return Err(late(DOING));
                    }
                    self.handle.block_on(tokio::time::sleep(Duration::from_millis(50)));
                }
                Some(Err(error)) if is_transient(&error) => return Ok(Committed::Retry),
                Some(Err(error)) => return Err(failed("committing")(error)),
                None if Instant::now() >= self.deadline => return Err(late(DOING)),
                None => {}
            }
        }
    }
}

/// Waits for an answer; `None` when it takes too long.
pub(crate) fn limited<T>(handle: &Handle, deadline: Instant, work: impl Future<Output = T>) -> Option<T> {
    let end = deadline.min(Instant::now() + COMMAND);
    handle.block_on(async { tokio::time::timeout_at(end, work).await.ok() })
}

fn late(doing: &'static str) -> StoreError {
    StoreError::Unavailable {
        doing,
        detail: "no answer in time".to_owned(),
    }
}

/// The fields that tell where a resource is kept.
pub(crate) fn place_fields() -> Document {
    doc! { "_id": 1, "key": 1 }
}
