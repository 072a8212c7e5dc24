//! What the service does: commands in, answers out. Routes and consumers call this, this calls model and store.

mod alerts;
mod batches;
mod catalogue;
mod counts;
mod dispenses;
mod due;
mod events;
mod ledger;
mod moves;
mod orders;
mod place;
mod read;
mod receive;
mod reservations;

use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{DbErrorKind, Executor, WriteTx, json};
use nilecare_types::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use due::RoundReport;
pub(crate) use read::{AlertsWanted, BatchesWanted, ListWanted, MovementsWanted};

use crate::store::records::{self, Record};
use crate::{InventoryError, InventoryService};

/// Who does something, and when.
#[derive(Debug, Clone, Copy)]
struct Cause<'a> {
    by: &'a str,
    now: Timestamp,
}

/// A command that is begun, or was done before.
enum Begun<T> {
    New(WriteTx),
    Done(T),
}

impl InventoryService {
    /// Begins a command in a transaction, unless it was done: then its first reply is given.
    async fn begin<T: DeserializeOwned>(&self, command: &Command<'_>) -> Result<Begun<T>, InventoryError> {
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, command).await? {
            Seen::New => Ok(Begun::New(tx)),
            Seen::Done(reply) => Ok(Begun::Done(json::read("processed_commands", "reply", &reply)?)),
            Seen::OtherContent => Err(InventoryError::KeyReused),
        }
    }

    /// Keeps the reply of a command and commits.
    async fn finish(
        &self,
        mut tx: WriteTx,
        command: &Command<'_>,
        reply: &(impl Serialize + Sync),
    ) -> Result<(), InventoryError> {
        inbox::remember(&mut tx, command, &json::write(reply), self.clock.now()).await?;
        self.commit(tx).await
    }

    async fn commit(&self, tx: WriteTx) -> Result<(), InventoryError> {
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }

    /// Adds a record that has a unique code.
    async fn add<R: Record>(&self, command: &Command<'_>, record: R) -> Result<R, InventoryError> {
        let mut tx = match self.begin(command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        insert(&mut tx, &record).await?;
        self.finish(tx, command, &record).await?;
        Ok(record)
    }
}

/// Takes a command; everything that is asked makes it what it is.
fn command<'a>(name: &'static str, key: &'a IdempotencyKey, request: &impl Serialize) -> Command<'a> {
    Command::new(name, key.as_str(), json::write(request).as_bytes())
}

/// Adds a record, or says that there is one already.
async fn insert<R: Record>(tx: &mut WriteTx, record: &R) -> Result<(), InventoryError> {
    told(R::WHAT, records::insert(tx, record).await)
}

/// Replaces a record, or says that there is another one already.
async fn update<R: Record>(tx: &mut WriteTx, record: &R) -> Result<(), InventoryError> {
    told(R::WHAT, records::update(tx, record).await)
}

fn told(what: &'static str, done: Result<(), nilecare_sql::DbError>) -> Result<(), InventoryError> {
    done.map_err(|error| match error.kind() {
        DbErrorKind::UniqueViolation => InventoryError::Exists(what),
        _ => error.into(),
    })
}

/// Reads a record, or says that there is none.
async fn of<R: Record>(db: impl Executor<'_>, id: impl ToString) -> Result<R, InventoryError> {
    let found = records::find(db, id).await?;
    found.ok_or(InventoryError::NotFound(R::WHAT))
}

fn valid(problems: Vec<String>) -> Result<(), InventoryError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(InventoryError::Invalid(problems))
    }
}

fn allow(version: IfMatch, is: u64) -> Result<(), InventoryError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(InventoryError::OtherVersion { is })
    }
}
