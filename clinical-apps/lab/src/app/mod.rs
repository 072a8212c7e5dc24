//! What the service does: commands in, answers out. Routes call this, this calls model and store.

mod catalogue;
mod command;
mod critical;
mod events;
mod filing;
mod order_entry;
mod order_request;
mod patient;
mod read;
mod result_entry;
mod result_report;
mod specimens;
mod verification;

use nilecare_sql::{DbError, DbErrorKind, Executor, WriteTx};

pub(crate) use catalogue::TestsWanted;
pub(crate) use specimens::SpecimensWanted;

use crate::LabError;
use crate::store::records::{self, Record};

/// Reads a record, or says that there is none.
async fn of<R: Record>(db: impl Executor<'_>, id: impl ToString) -> Result<R, LabError> {
    records::find(db, id).await?.ok_or(LabError::NotFound(R::WHAT))
}

/// Adds a record, or says that there is one already.
async fn insert<R: Record>(tx: &mut WriteTx, record: &R) -> Result<(), LabError> {
    told(R::WHAT, records::insert(tx, record).await)
}

/// Replaces a record, or says that there is another one already.
async fn update<R: Record>(tx: &mut WriteTx, record: &R) -> Result<(), LabError> {
    told(R::WHAT, records::update(tx, record).await)
}

fn told(what: &'static str, done: Result<(), DbError>) -> Result<(), LabError> {
    done.map_err(|error| match error.kind() {
        DbErrorKind::UniqueViolation => LabError::Exists(what),
        _ => error.into(),
    })
}

fn valid(problems: Vec<String>) -> Result<(), LabError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(LabError::Invalid(problems))
    }
}
