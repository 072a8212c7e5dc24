//! Giving doses.

use jiff::SignedDuration;
use nilecare_contracts::medication::{Administration, AdministrationOutcome, AdministrationRequest, DueState, Slot};
use nilecare_http::Principal;
use nilecare_types::{AdministrationId, PatientId, PrescriptionId, Timestamp};

use super::{MOST, events};
use crate::model::dose_times;
use crate::model::prescription::{Record, is_given, word};
use crate::store::entry;
use crate::store::prescription::{self, Filter};
use crate::{MedicationError, MedicationService};

/// Longest time that a record of doses is given for.
const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);
/// Most doses of one prescription in it.
const MOST_DOSES: usize = 1000;

impl MedicationService {
    /// Notes what became of a dose.
    pub(crate) async fn administer(
        &self,
        id: PrescriptionId,
        request: &AdministrationRequest,
        by: &Principal,
    ) -> Result<Administration, MedicationError> {
        let problems = request.validate();
        if !problems.is_empty() {
            return Err(MedicationError::Invalid(problems));
        }
        let ids = self.ids_of(self.record(id).await?.prescription.patient_id).await?;
        if request.patient_scan.is_some_and(|scan| !ids.all().contains(&scan)) {
            return Err(MedicationError::WrongPatient);
        }
        let mut tx = self.db.begin_write().await?;
        let found = prescription::find(&mut *tx, id).await?;
        let mut record = found.ok_or(MedicationError::PrescriptionNotFound)?;
        let now = self.clock.now();
        record.end_by(now);
        let prescription = &record.prescription;
        if !is_given(prescription.status) {
            let is = word(prescription.status);
            return Err(MedicationError::NotGiven { is });
        }
        if request
            .drug_scan
            .as_ref()
            .is_some_and(|scan| *scan != prescription.prescription_number)
        {
            return Err(MedicationError::WrongDrug);
        }
        let around = dose_times::around(prescription, now);
        let noted = {
            let day = SignedDuration::from_hours(24 * 8);
            entry::of_prescription(&mut *tx, id, now - day, now + day, MOST_DOSES as i64).await?
        };
        let is_free = |at: &Timestamp| noted.iter().all(|entry| entry.due_at != *at);
        let due_at = match request.due_at {
            Some(at) => Some(at).filter(|at| dose_times::is_time(prescription, *at)),
            None => around.into_iter().find(is_free),
        };
        let due_at = due_at.filter(is_free).ok_or(MedicationError::NoDose)?;
        check(&record, request, by, due_at, now)?;
        let is_there = request.outcome == AdministrationOutcome::Given;
        let administration = Administration {
            id: AdministrationId::generate(),
            prescription_id: id,
            patient_id: ids.patient_id,
            outcome: request.outcome,
            due_at,
            noted_at: now,
            amount: is_there.then(|| request.amount.unwrap_or(prescription.dose.amount)),
            patient_scanned: request.patient_scan.is_some(),
            drug_scanned: request.drug_scan.is_some(),
            by: by.username.clone(),
            witness: request.witness.clone(),
            reason: request.reason.clone(),
        };
        entry::insert(&mut tx, &administration).await.map_err(|error| {
            // A dose further back than was looked at.
            if error.kind() == nilecare_sql::DbErrorKind::UniqueViolation {
                MedicationError::NoDose
            } else {
                error.into()
            }
        })?;
        if is_there {
            events::tell_given(&mut tx, prescription, &administration, now).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(administration)
    }

    /// Gives the record of a patient's doses from `from` to before `to`, in the order of time.
    pub(crate) async fn record_of_doses(
        &self,
        patient: PatientId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Slot>, MedicationError> {
        if to <= from || to.duration_since(from) > LONGEST {
            let wrong = "/to: must be after from, by at most 31 days".to_owned();
            return Err(MedicationError::Invalid(vec![wrong]));
        }
        let all = self.ids_of(patient).await?.all();
        let filter = Filter {
            patients: Some(&all),
            fetch: MOST,
            ..Filter::default()
        };
        let now = self.clock.now();
        let mut slots = Vec::new();
        for mut record in prescription::list(self.db.readers(), &filter).await? {
            record.end_by(now);
            let prescription = &record.prescription;
            let entries =
                entry::of_prescription(self.db.readers(), prescription.id, from, to, MOST_DOSES as i64).await?;
            let slot = |due_at, state, administration| Slot {
                prescription_id: prescription.id,
                drug: prescription
                    .drug
                    .name
                    .clone()
                    .or_else(|| prescription.drug.rxcui.clone())
                    .unwrap_or_default(),
                due_at,
                state,
                administration,
            };
            if is_given(prescription.status) {
                let times = dose_times::between(prescription, from, to, MOST_DOSES);
                let open = times
                    .into_iter()
                    .filter(|at| entries.iter().all(|entry| entry.due_at != *at));
                slots.extend(open.map(|at| slot(at, dose_times::state(at, now), None)));
            }
            slots.extend(
                entries
                    .into_iter()
                    .map(|entry| slot(entry.due_at, DueState::Noted, Some(entry))),
            );
        }
        slots.sort_by_key(|slot| (slot.due_at, slot.prescription_id));
        Ok(slots)
    }
}

/// Demands what giving a dose needs: scans, a second person, a reason.
fn check(
    record: &Record,
    request: &AdministrationRequest,
    by: &Principal,
    due_at: Timestamp,
    now: Timestamp,
) -> Result<(), MedicationError> {
    let prescription = &record.prescription;
    let is_given = request.outcome == AdministrationOutcome::Given;
    let witness = request
        .witness
        .as_deref()
        .map(str::trim)
        .filter(|name| !name.is_empty());
    if is_given && prescription.high_alert && witness.is_none_or(|name| name == by.username) {
        return Err(MedicationError::WitnessNeeded);
    }
    let is_scanned = request.patient_scan.is_some() && request.drug_scan.is_some();
    let is_as_prescribed = request.amount.is_none_or(|amount| amount == prescription.dose.amount);
    let is_in_time = dose_times::state(due_at, now) == DueState::Due;
    let has_reason = request.reason.as_deref().is_some_and(|text| !text.trim().is_empty());
    let needs: [(bool, &str); 4] = [
        (!is_given, "when the dose was not given"),
        (is_given && !is_scanned, "without the scans of wristband and pack"),
        (is_given && !is_as_prescribed, "for another amount than prescribed"),
        (
            is_given && !is_in_time,
            "more than an hour before or after the dose's time",
        ),
    ];
    let problems: Vec<String> = needs
        .into_iter()
        .filter(|(needed, _)| *needed && !has_reason)
        .map(|(_, when)| format!("/reason: is needed {when}"))
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(MedicationError::Invalid(problems))
    }
}
