//! Files one ADT event: once, in one transaction.

use nilecare_contracts::clinical::{
    AdtEvent, AdtEventKind, AdtOutcome, AdtReply, PATIENT_CREATED, PATIENT_MERGED, PATIENT_UPDATED,
};
use nilecare_http::IdempotencyKey;
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::PatientId;

use super::events::{Cause, tell_encounter, tell_patient};
use super::{adt_chart, encounter_event, merge, patient_event};
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
        let cause = Cause {
            key: Some(key.as_str()),
            origin: event.source.as_ref(),
            now,
        };
        let reply = apply(&mut tx, event, &cause).await?;
        let text = serde_json::to_string(&reply).expect("a reply is ids and words, which always serialise");
        inbox::remember(&mut tx, &command, &text, now).await?;
        tx.commit().await?;
        self.outbox.wake();
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

async fn apply(tx: &mut WriteTx, event: &AdtEvent, cause: &Cause<'_>) -> Result<AdtReply, ClinicalError> {
    let now = cause.now;
    let (patient, patient_change, has_changed) = patient_event::apply(tx, event, now).await?;
    let reply = |encounter_id, outcome| AdtReply {
        patient_id: patient.id,
        encounter_id,
        outcome,
    };

    if let Some(prior) = &event.prior {
        let change = merge::apply(tx, patient.id, prior, event.source.as_ref(), now).await?;
        let numbers_came = change == merge::Merge::NumbersAdded;
        tell_change(tx, cause, patient.id, patient_change, has_changed || numbers_came).await?;
        let was_merged = matches!(change, merge::Merge::Done(_));
        if let merge::Merge::Done(merged) = change {
            tell_patient(tx, cause, PATIENT_MERGED, patient.id, Some(merged)).await?;
        }
        let numbers_came = numbers_came && patient_change == Change::None;
        let outcome = match patient_change {
            _ if was_merged => AdtOutcome::Merged,
            _ if numbers_came => AdtOutcome::Updated,
            change => change.outcome(),
        };
        return Ok(reply(None, outcome));
    }
    tell_change(tx, cause, patient.id, patient_change, has_changed).await?;
    let about_encounter = event.event != AdtEventKind::UpdatePerson;
    let Some(patch) = event.encounter.as_ref().filter(|_| about_encounter) else {
        let place = adt_chart::Place {
            patient: patient.id,
            encounter: None,
            is_stale: patient_change == Change::Superseded,
        };
        let has_chart_changed = adt_chart::apply(tx, event, &place, cause).await?;
        return Ok(reply(None, or_updated(patient_change.outcome(), has_chart_changed)));
    };
    let (encounter, before, change) = encounter_event::apply(tx, event, patch, patient.id, now).await?;
    let encounter_id = encounter.id;
    if before.as_ref().is_none_or(|before| encounter.differs_from(before)) {
        tell_encounter(tx, cause, encounter, before).await?;
    }
    // A late event is told as such even when the patient's numbers grew by it.
    let outcome = match (patient_change, change) {
        (Change::Created, _) | (_, Change::Created) => AdtOutcome::Created,
        (Change::Updated, Change::None) => AdtOutcome::Updated,
        (_, change) => change.outcome(),
    };
    let place = adt_chart::Place {
        patient: patient.id,
        encounter: Some(encounter_id),
        is_stale: change == Change::Superseded,
    };
    let has_chart_changed = adt_chart::apply(tx, event, &place, cause).await?;
    Ok(reply(Some(encounter_id), or_updated(outcome, has_chart_changed)))
}

fn or_updated(outcome: AdtOutcome, has_chart_changed: bool) -> AdtOutcome {
    if has_chart_changed && outcome == AdtOutcome::Unchanged {
        AdtOutcome::Updated
    } else {
        outcome
    }
}

async fn tell_change(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    patient: PatientId,
    change: Change,
    has_changed: bool,
) -> Result<(), ClinicalError> {
    match change {
        Change::Created => tell_patient(tx, cause, PATIENT_CREATED, patient, None).await,
        _ if has_changed => tell_patient(tx, cause, PATIENT_UPDATED, patient, None).await,
        _ => Ok(()),
    }
}
