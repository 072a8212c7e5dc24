//! What the service does: commands in, answers out. Routes call this, this calls model and store.

mod changes;
mod documents;
mod entries;
mod events;
mod note_signing;
mod notes;
mod place;
mod summary;
mod worklists;

use nilecare_http::IfMatch;
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{WriteTx, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(crate) use documents::Download;
pub(crate) use entries::EntryWanted;
pub(crate) use worklists::NotesWanted;

use crate::{EhrError, EhrService};

/// A command that is begun, or was done before.
enum Begun<T> {
    New(WriteTx),
    Done(T),
}

impl EhrService {
    /// Begins a command in a transaction, unless it was done: then its first reply is given.
    async fn begin<T: DeserializeOwned>(&self, command: &Command<'_>) -> Result<Begun<T>, EhrError> {
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, command).await? {
            Seen::New => Ok(Begun::New(tx)),
            Seen::Done(reply) => Ok(Begun::Done(json::read("processed_commands", "reply", &reply)?)),
            Seen::OtherContent => Err(EhrError::KeyReused),
        }
    }

    /// Keeps the reply of a command and commits.
    async fn finish(
        &self,
        mut tx: WriteTx,
        command: &Command<'_>,
        reply: &(impl Serialize + Sync),
    ) -> Result<(), EhrError> {
        inbox::remember(&mut tx, command, &json::write(reply), self.clock.now()).await?;
        self.commit(tx).await
    }

    async fn commit(&self, tx: WriteTx) -> Result<(), EhrError> {
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

fn valid(problems: Vec<String>) -> Result<(), EhrError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(EhrError::Invalid(problems))
    }
}

fn allow(version: IfMatch, is: u64) -> Result<(), EhrError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(EhrError::OtherVersion { is })
    }
}
