//! What the service does: events and commands in, notifications out. Routes, consumers and workers call this, this calls model and store.

mod announce;
mod callbacks;
mod co_writing;
mod escalate;
mod own;
mod people;
mod place;
mod send;
mod sources;
mod subscriptions;
mod tell;
mod templates;

use nilecare_http::IfMatch;
use nilecare_sql::WriteTx;

pub(crate) use callbacks::Callback;
pub use send::SweepReport;

use crate::{NotificationError, NotificationService};

impl NotificationService {
    async fn commit(&self, tx: WriteTx) -> Result<(), NotificationError> {
        tx.commit().await?;
        self.outbox.wake();
        Ok(())
    }
}

fn valid(problems: Vec<String>) -> Result<(), NotificationError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(NotificationError::Invalid(problems))
    }
}

fn allow(version: IfMatch, is: u64) -> Result<(), NotificationError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(NotificationError::OtherVersion { is })
    }
}
