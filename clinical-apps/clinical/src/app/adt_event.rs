//! Files one ADT event: once, in one transaction.

use nilecare_contracts::clinical::{AdtEvent, AdtEventKind, AdtOutcome, AdtReply};
use nilecare_http::IdempotencyKey;
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::Timestamp;

use super::{encounter_event, merge, patient_event};
use crate::{ClinicalError, ClinicalService};

/// What one step of an event came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Created,
    Updated,
    Superseded,
    None,
}

impl Change {
    fn outcome(self) -> AdtOutcome {
        match self {
            Self::Created => AdtOutcome::Created,
            Self::Updated => AdtOutcome::Updated,
            Self::Superseded => AdtOutcome::Superseded,
            Self::None => AdtOutcome::Unchanged,
        }
    }
}

impl ClinicalService {
    /// Files an event. The same key again gets the first reply and changes nothing.
    ///
    /// # Errors
    /// When the event is not valid, contradicts what is known, or the database fails; then nothing was changed.
    pub async fn file_adt_event(&self, key: &IdempotencyKey, event: &AdtEvent) -> Result<AdtReply, ClinicalError> {
        let problems = event.validate();
        if !problems.is_empty() {
            return Err(ClinicalError::Invalid(problems));
        }
        let content = serde_json::to_vec(event).expect("contract types have text keys, so they always serialise");
        let command = Command::new("adt-event", key.as_str(), &content);
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, &command).await? {
            Seen::Done(reply) => return parse_reply(&reply),
            Seen::OtherContent => return Err(ClinicalError::KeyReused),
            Seen::New => {}
        }
        let now = self.clock.now();
        let reply = apply(&mut tx, event, now).await?;
        let text = serde_json::to_string(&reply).expect("a reply is ids and words, which always serialise");
        inbox::remember(&mut tx, &command, &text, now).await?;
        tx.commit().await?;
        Ok(reply)
    }
}

fn parse_reply(text: &str) -> Result<AdtReply, ClinicalError> {
    let corrupt = DbError::Corrupt {
        table: "processed_commands",
        column: "reply",
    };
    serde_json::from_str(text).map_err(|_| corrupt.into())
}

async fn apply(tx: &mut WriteTx, event: &AdtEvent, now: Timestamp) -> Result<AdtReply, ClinicalError> {
    let (patient, patient_change) = patient_event::apply(tx, event, now).await?;
    let reply = |encounter_id, outcome| AdtReply {
        patient_id: patient.id,
        encounter_id,
        outcome,
    };

    if let Some(prior) = &event.prior {
        let change = merge::apply(tx, patient.id, prior, event.source.as_ref(), now).await?;
        let was_merged = change == merge::Merge::Done;
        let numbers_came = change == merge::Merge::NumbersAdded && patient_change == Change::None;
        let outcome = match patient_change {
            _ if was_merged => AdtOutcome::Merged,
            _ if numbers_came => AdtOutcome::Updated,
            change => change.outcome(),
        };
        return Ok(reply(None, outcome));
    }
    let about_encounter = event.event != AdtEventKind::UpdatePerson;
    let Some(patch) = event.encounter.as_ref().filter(|_| about_encounter) else {
        return Ok(reply(None, patient_change.outcome()));
    };
    let (encounter, change) = encounter_event::apply(tx, event, patch, patient.id, now).await?;
    // A late event is told as such even when the patient's numbers grew by it.
    let outcome = match (patient_change, change) {
        (Change::Created, _) | (_, Change::Created) => AdtOutcome::Created,
        (Change::Updated, Change::None) => AdtOutcome::Updated,
        (_, change) => change.outcome(),
    };
    Ok(reply(Some(encounter), outcome))
}
