//! What the service does: commands in, answers out. Routes and consumers call this, this calls model and store.

mod accounts;
mod adjustments;
mod allocations;
mod bed_days;
mod capture;
mod charges;
mod claims;
mod events;
mod gateway;
mod invoices;
mod payments;
mod place;
mod policies;
mod prices;
mod read;
mod refunds;
mod reports;
mod sources;
mod statements;

use nilecare_http::IfMatch;
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{WriteTx, json};
use nilecare_types::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use bed_days::RoundReport;
pub(crate) use claims::ClaimStep;
pub(crate) use read::{ChargesWanted, InvoicesWanted, ListWanted};

use crate::{BillingError, BillingService};

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

impl BillingService {
    /// Begins a command in a transaction, unless it was done: then its first reply is given.
    async fn begin<T: DeserializeOwned>(&self, command: &Command<'_>) -> Result<Begun<T>, BillingError> {
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, command).await? {
            Seen::New => Ok(Begun::New(tx)),
            Seen::Done(reply) => Ok(Begun::Done(json::read("processed_commands", "reply", &reply)?)),
            Seen::OtherContent => Err(BillingError::KeyReused),
        }
    }

    /// Keeps the reply of a command and commits.
    async fn finish(
        &self,
        mut tx: WriteTx,
        command: &Command<'_>,
        reply: &(impl Serialize + Sync),
    ) -> Result<(), BillingError> {
        inbox::remember(&mut tx, command, &json::write(reply), self.clock.now()).await?;
        self.commit(tx).await
    }

    async fn commit(&self, tx: WriteTx) -> Result<(), BillingError> {
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

fn valid(problems: Vec<String>) -> Result<(), BillingError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(BillingError::Invalid(problems))
    }
}

fn allow(version: IfMatch, is: u64) -> Result<(), BillingError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(BillingError::OtherVersion { is })
    }
}

/// Makes a number for people: a prefix and the last characters of an id, which are its random part.
fn number(prefix: &str, id: impl ToString) -> String {
    let text = id.to_string();
    format!("{prefix}-{}", &text[text.len() - 10..])
}
