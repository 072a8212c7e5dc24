//! What the service does: commands in, answers out. Routes call this, this calls model, store and providers.

mod confirm;
mod draft;
mod drawers;
mod due;
mod events;
mod gate;
mod initiate;
mod instalments;
mod notices;
mod place;
mod providers;
mod read;
mod reconciliation;
mod refunds;
mod verify;
mod webhooks;

use nilecare_http::IfMatch;
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{WriteTx, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use due::RoundReport;
pub(crate) use gate::Gate;
pub(crate) use read::ListWanted;

use crate::{PaymentError, PaymentService};

/// A command that is begun, or was done before.
enum Begun<T> {
    New(WriteTx),
    Done(T),
}

impl PaymentService {
    /// Begins a command in a transaction, unless it was done: then its first reply is given.
    async fn begin<T: DeserializeOwned>(&self, command: &Command<'_>) -> Result<Begun<T>, PaymentError> {
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, command).await? {
            Seen::New => Ok(Begun::New(tx)),
            Seen::Done(reply) => Ok(Begun::Done(json::read("processed_commands", "reply", &reply)?)),
            Seen::OtherContent => Err(PaymentError::KeyReused),
        }
    }

    /// Keeps the reply of a command and commits.
    async fn finish(
        &self,
        mut tx: WriteTx,
        command: &Command<'_>,
        reply: &(impl Serialize + Sync),
    ) -> Result<(), PaymentError> {
        inbox::remember(&mut tx, command, &json::write(reply), self.clock.now()).await?;
        self.commit(tx).await
    }

    async fn commit(&self, tx: WriteTx) -> Result<(), PaymentError> {
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

fn valid(problems: Vec<String>) -> Result<(), PaymentError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(PaymentError::Invalid(problems))
    }
}

fn allow(version: IfMatch, is: u64) -> Result<(), PaymentError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(PaymentError::OtherVersion { is })
    }
}

/// Makes a number for people: a prefix and the last characters of an id, which are its random part.
fn number(prefix: &str, id: impl ToString) -> String {
    let text = id.to_string();
    format!("{prefix}-{}", &text[text.len() - 10..])
}
