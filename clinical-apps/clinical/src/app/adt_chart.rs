//! The chart's part of an event: AL1, DG1 and PR1. Entries are found by their code, so a list that is sent again changes nothing.
//!
//! News that is older than what was applied only adds what is not known yet.

use nilecare_contracts::clinical::{
    AdtEvent, Allergy, AllergyPatch, AllergyRequest, AllergyStatement, AllergyStatementRequest, Condition,
    ConditionRequest, DiagnosisPatch, EnteredInError, Procedure, ProcedurePatch, ProcedureRequest,
};
use nilecare_sql::WriteTx;
use nilecare_types::{EncounterId, PatientId};

use super::allergy::{counting, end_statements, holding, list};
use super::chart::{add, ids_of, write};
use super::events::Cause;
use crate::ClinicalError;
use crate::model::chart::{ChartEntry, Origin, code_key};
use crate::model::chart_patch::{is_same_day, once_each, pick, put_allergy, put_diagnosis, put_procedure};

/// Where an event's entries belong.
pub(super) struct Place {
    pub patient: PatientId,
    pub encounter: Option<EncounterId>,
    /// Whether something newer was applied already.
    pub is_stale: bool,
}

/// Files the chart's part and tells whether anything changed.
pub(super) async fn apply(
    tx: &mut WriteTx,
    event: &AdtEvent,
    place: &Place,
    cause: &Cause<'_>,
) -> Result<bool, ClinicalError> {
    let all = ids_of(tx, place.patient).await?;
    let mut filing = Filing {
        by: sender(event),
        all,
        place,
        cause,
        has_changed: false,
    };
    for patch in &once_each(&event.allergies) {
        filing.allergy(tx, patch).await?;
    }
    for &scope in &event.no_known_allergies {
        let request = AllergyStatementRequest {
            encounter_id: place.encounter,
            scope,
        };
        filing.statement(tx, request).await?;
    }
    for (at, patch) in event.diagnoses.iter().enumerate() {
        // Said twice, the last one counts.
        let later = &event.diagnoses[at + 1..];
        if later.iter().any(|later| code_key(&later.code) == code_key(&patch.code)) {
            continue;
        }
        filing.diagnosis(tx, patch).await?;
    }
    for (at, patch) in event.procedures.iter().enumerate() {
        let is_same = |later: &ProcedurePatch| {
            code_key(&later.code) == code_key(&patch.code) && is_same_day(later.performed_at, patch.performed_at)
        };
        if event.procedures[at + 1..].iter().any(is_same) {
            continue;
        }
        filing.procedure(tx, patch).await?;
    }
    Ok(filing.has_changed)
}

/// Names the channel that filed it.
fn sender(event: &AdtEvent) -> String {
    let channel = event.source.as_ref().and_then(|source| source.channel.clone());
    channel.unwrap_or_else(|| "adt".to_owned())
}

struct Filing<'a> {
    by: String,
    all: Vec<PatientId>,
    place: &'a Place,
    cause: &'a Cause<'a>,
    has_changed: bool,
}

impl Filing<'_> {
    async fn allergy(&mut self, tx: &mut WriteTx, patch: &AllergyPatch) -> Result<(), ClinicalError> {
        let known: Vec<Allergy> = list(tx, &self.all, Some(&code_key(&patch.substance))).await?;
        let known = known.into_iter().find(|known| known.entered_in_error.is_none());
        let (before, mut after) = match known {
            Some(known) => (Some(known.clone()), known),
            None => (None, self.make(AllergyRequest::of(patch.substance.clone()))),
        };
        put_allergy(&mut after, patch);
        after.encounter_id = after.encounter_id.or(self.place.encounter);
        if self.keep(tx, before, &mut after).await? {
            end_statements(tx, &after, &self.all, self.cause).await?;
        }
        Ok(())
    }

    /// A message that says that there are none does not undo an allergy that somebody knows of.
    async fn statement(&mut self, tx: &mut WriteTx, request: AllergyStatementRequest) -> Result<(), ClinicalError> {
        let scope = request.scope;
        let is_contradicted = counting(tx, &self.all)
            .await?
            .iter()
            .any(|allergy| scope.covers(allergy.category));
        let is_stated = holding(tx, &self.all).await?.iter().any(|held| held.scope == scope);
        if is_contradicted || is_stated || self.place.is_stale {
            return Ok(());
        }
        let statement: AllergyStatement = self.make(request);
        add(tx, &statement, self.cause).await?;
        self.has_changed = true;
        Ok(())
    }

    async fn diagnosis(&mut self, tx: &mut WriteTx, patch: &DiagnosisPatch) -> Result<(), ClinicalError> {
        let encounter = self.place.encounter;
        let mut known: Vec<Condition> = list(tx, &self.all, Some(&code_key(&patch.code))).await?;
        known.retain(|known| known.entered_in_error.is_none());
        let known = pick(known, encounter, |known| (known.encounter_id, known.source.is_some()));
        let (before, mut after) = match known {
            Some(known) => (Some(known.clone()), known),
            None if patch.is_deleted => return Ok(()),
            None => (None, self.make(ConditionRequest::of(patch.code.clone()))),
        };
        put_diagnosis(&mut after, patch, encounter);
        self.delete(&mut after, patch.is_deleted);
        self.keep(tx, before, &mut after).await?;
        Ok(())
    }

    async fn procedure(&mut self, tx: &mut WriteTx, patch: &ProcedurePatch) -> Result<(), ClinicalError> {
        let encounter = self.place.encounter;
        let mut known: Vec<Procedure> = list(tx, &self.all, Some(&code_key(&patch.code))).await?;
        known.retain(|known| known.entered_in_error.is_none() && is_same_day(known.performed_at, patch.performed_at));
        let known = pick(known, encounter, |known| (known.encounter_id, known.source.is_some()));
        let (before, mut after) = match known {
            Some(known) => (Some(known.clone()), known),
            None if patch.is_deleted => return Ok(()),
            None => (None, self.make(ProcedureRequest::of(patch.code.clone()))),
        };
        put_procedure(&mut after, patch, encounter);
        self.delete(&mut after, patch.is_deleted);
        self.keep(tx, before, &mut after).await?;
        Ok(())
    }

    fn make<T: ChartEntry>(&self, request: T::Request) -> T {
        let origin = Origin {
            patient: self.place.patient,
            by: &self.by,
            source: self.cause.origin,
            now: self.cause.now,
        };
        T::make(request, &origin)
    }

    fn delete<T: ChartEntry>(&self, entry: &mut T, is_deleted: bool) {
        if is_deleted {
            entry.set_error(EnteredInError {
                reason: "the sender took it back".to_owned(),
                by: self.by.clone(),
                at: self.cause.now,
            });
        }
    }

    /// Writes what is new or changed, and tells whether it was.
    async fn keep<T: ChartEntry + PartialEq>(
        &mut self,
        tx: &mut WriteTx,
        before: Option<T>,
        after: &mut T,
    ) -> Result<bool, ClinicalError> {
        match before {
            None => add(tx, after, self.cause).await?,
            Some(before) if before == *after || self.place.is_stale => return Ok(false),
            Some(_) => {
                if after.error().is_none() {
                    after.changed(&self.by, self.cause.now);
                }
                write(tx, after, self.cause).await?;
            }
        }
        self.has_changed = true;
        Ok(true)
    }
}
