//! Commands that are done once.

use nilecare_contracts::OneOrMany;
use nilecare_http::IdempotencyKey;
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::LabError;

/// Builds the command; the content is everything that was sent.
pub(super) fn new<'a>(name: &'static str, key: &'a IdempotencyKey, content: &impl Serialize) -> Command<'a> {
    let content = serde_json::to_vec(content).expect("contract types have text keys, so they always serialise");
    Command::new(name, key.as_str(), &content)
}

/// Checks every part. In a list, the place of a problem begins with the part's number.
pub(super) fn validate<T>(sent: &OneOrMany<T>, check: impl Fn(&T) -> Vec<String>) -> Result<(), LabError> {
    let problems: Vec<String> = match sent {
        OneOrMany::One(part) => check(part),
        OneOrMany::Many(parts) if parts.is_empty() => vec!["/: must not be empty".to_owned()],
        OneOrMany::Many(parts) => {
            let numbered = parts
                .iter()
                .enumerate()
                .flat_map(|(index, part)| check(part).into_iter().map(move |problem| format!("/{index}{problem}")));
            numbered.collect()
        }
    };
    if problems.is_empty() {
        Ok(())
    } else {
        Err(LabError::Invalid(problems))
    }
}

/// Gives the reply when the command was done before.
pub(super) async fn first_reply<T: DeserializeOwned>(
    tx: &mut WriteTx,
    command: &Command<'_>,
) -> Result<Option<T>, LabError> {
    match inbox::look_up(tx, command).await? {
        Seen::New => Ok(None),
        Seen::OtherContent => Err(LabError::KeyReused),
        Seen::Done(reply) => {
            let corrupt = DbError::Corrupt {
                table: "processed_commands",
                column: "reply",
            };
            serde_json::from_str(&reply).map(Some).map_err(|_| corrupt.into())
        }
    }
}

/// Keeps the reply.
pub(super) async fn remember(
    tx: &mut WriteTx,
    command: &Command<'_>,
    reply: &impl Serialize,
    now: Timestamp,
) -> Result<(), LabError> {
    let text = serde_json::to_string(reply).expect("a reply is ids and words, which always serialise");
    Ok(inbox::remember(tx, command, &text, now).await?)
}
