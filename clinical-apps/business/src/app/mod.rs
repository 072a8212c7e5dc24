//! What the service does: commands in, answers out. Routes call this, this calls model and store.

mod people;
mod schedules;

use nilecare_bus::{Event, outbox};
use nilecare_contracts::business::SERVICE;
use nilecare_http::IfMatch;
use nilecare_sql::{DbError, DbErrorKind, WriteTx};
use nilecare_types::Timestamp;
use serde_json::Value;

use crate::BusinessError;

/// Tells that a code or number is taken.
fn or_exists(error: DbError, what: &'static str) -> BusinessError {
    if error.kind() == DbErrorKind::UniqueViolation {
        BusinessError::Exists(what)
    } else {
        error.into()
    }
}

fn valid(problems: Vec<String>) -> Result<(), BusinessError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(BusinessError::Invalid(problems))
    }
}

fn allow(version: IfMatch, is: u64) -> Result<(), BusinessError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(BusinessError::OtherVersion { is })
    }
}

async fn tell(tx: &mut WriteTx, topic: &str, key: &str, now: Timestamp, data: Value) -> Result<(), DbError> {
    outbox::put(tx, &Event::new(SERVICE, topic, key, now, data)).await
}
