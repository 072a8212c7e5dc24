//! What the service does: commands in, answers out. Routes call this, this calls model and store.

mod alarms;
mod associate;
mod events;
mod filing;
mod ingest;
mod patient;
mod read;
mod register;
mod report;
mod upkeep;

pub(crate) use read::{ReadingsQuery, SeriesQuery};
pub use upkeep::Upkeep;

use nilecare_http::IdempotencyKey;
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{WriteTx, json};
use serde::{Serialize, de::DeserializeOwned};

use crate::DeviceError;

/// Builds the command; the content is everything that was sent.
fn command<'a>(name: &'static str, key: &'a IdempotencyKey, content: &impl Serialize) -> Command<'a> {
    Command::new(name, key.as_str(), json::write(content).as_bytes())
}

/// Gives the reply when the command was done before.
async fn first_reply<T: DeserializeOwned>(tx: &mut WriteTx, command: &Command<'_>) -> Result<Option<T>, DeviceError> {
    match inbox::look_up(tx, command).await? {
        Seen::New => Ok(None),
        Seen::OtherContent => Err(DeviceError::KeyReused),
        Seen::Done(reply) => Ok(Some(json::read("processed_commands", "reply", &reply)?)),
    }
}

/// Refuses what has problems.
fn valid(problems: Vec<String>) -> Result<(), DeviceError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(DeviceError::Invalid(problems))
    }
}
