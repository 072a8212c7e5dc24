//! Answers about patients and encounters.

use nilecare_contracts::clinical::{Encounter, MatchRequest, Patient, PatientIds, PatientMatch};
use nilecare_sql::Conn;
use nilecare_types::{EncounterId, Page, PatientId};

use crate::model::encounter::EncounterRecord;
use crate::model::patient::{PatientRecord, words};
use crate::store::{encounter, identifier, patient};
use crate::{ClinicalError, ClinicalService};

/// More words than this narrow nothing down.
const MAX_TERMS: usize = 6;

impl ClinicalService {
    /// Gives a patient, a merged one with the link to the survivor.
    ///
    /// # Errors
    /// When there is no such patient.
    pub async fn patient(&self, id: PatientId) -> Result<Patient, ClinicalError> {
        let record = patient::find(self.db.readers(), id)
            .await?
            .ok_or(ClinicalError::UnknownPatient)?;
        let mut connection = self.db.readers().acquire().await?;
        describe(&mut connection, record).await
    }

    /// Gives all ids of the person that `id` stands for.
    ///
    /// # Errors
    /// When there is no such patient.
    pub async fn patient_ids(&self, id: PatientId) -> Result<PatientIds, ClinicalError> {
        let record = patient::find(self.db.readers(), id)
            .await?
            .ok_or(ClinicalError::UnknownPatient)?;
        let survivor = record.replaced_by.unwrap_or(id);
        let former_ids = patient::former_ids(self.db.readers(), survivor).await?;
        Ok(PatientIds {
            patient_id: survivor,
            former_ids,
        })
    }

    /// Tells whose numbers these are.
    ///
    /// # Errors
    /// When they belong to different patients.
    pub async fn match_patient(&self, request: &MatchRequest) -> Result<PatientMatch, ClinicalError> {
        let problems = request.validate();
        if !problems.is_empty() {
            return Err(ClinicalError::Invalid(problems));
        }
        let mut connection = self.db.readers().acquire().await?;
        let mut owners = identifier::owners(&mut connection, &request.identifiers).await?;
        if owners.len() > 1 {
            return Err(ClinicalError::IdentifierConflict);
        }
        let patient_id = owners.pop_first();
        let former_ids = match patient_id {
            Some(id) => patient::former_ids(&mut *connection, id).await?,
            None => Vec::new(),
        };
        Ok(PatientMatch { patient_id, former_ids })
    }

    /// Finds patients by a number: its value in any system, or `system|value`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn patients_by_identifier(
        &self,
        text: &str,
        after: &str,
        limit: usize,
    ) -> Result<Page<Patient>, ClinicalError> {
        let pair = text.split_once('|');
        let ids = identifier::search(self.db.readers(), text, pair, after, limit as i64 + 1).await?;
        let page = Page::from_rows(ids, limit, ToString::to_string);
        let mut items = Vec::with_capacity(page.items.len());
        for id in page.items {
            items.push(self.patient(id).await?);
        }
        Ok(Page { items, next: page.next })
    }

    /// Finds active patients whose names hold a word beginning with each word of `name`; all of them when it is empty.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn patients_by_name(
        &self,
        name: &str,
        after: &str,
        limit: usize,
    ) -> Result<Page<Patient>, ClinicalError> {
        let mut terms = words(name);
        terms.truncate(MAX_TERMS);
        let rows = patient::by_name(self.db.readers(), &terms, after, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |record| record.id.to_string());
        let mut items = Vec::with_capacity(page.items.len());
        let mut connection = self.db.readers().acquire().await?;
        for record in page.items {
            items.push(describe(&mut connection, record).await?);
        }
        Ok(Page { items, next: page.next })
    }

    /// Gives an encounter.
    ///
    /// # Errors
    /// When there is no such encounter.
    pub async fn encounter(&self, id: EncounterId) -> Result<Encounter, ClinicalError> {
        let mut connection = self.db.readers().acquire().await?;
        let record = encounter::find(&mut connection, id).await?;
        record.map(describe_encounter).ok_or(ClinicalError::UnknownEncounter)
    }

    /// Lists the encounters of a patient, newest first; those of the survivor when the record was merged.
    ///
    /// # Errors
    /// When there is no such patient.
    pub async fn encounters(
        &self,
        id: PatientId,
        before: &str,
        limit: usize,
    ) -> Result<Page<Encounter>, ClinicalError> {
        let survivor = self.patient_ids(id).await?.patient_id;
        let mut connection = self.db.readers().acquire().await?;
        let rows = encounter::of_patient(&mut connection, survivor, before, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |record| record.id.to_string()).map(describe_encounter))
    }
}

pub(super) async fn describe(db: &mut Conn, record: PatientRecord) -> Result<Patient, ClinicalError> {
    Ok(Patient {
        identifiers: identifier::of_patient(&mut *db, record.id).await?,
        former_ids: patient::former_ids(&mut *db, record.id).await?,
        id: record.id,
        names: record.names.unwrap_or_default(),
        birth_date: record.birth_date,
        gender: record.gender.unwrap_or_default(),
        addresses: record.addresses.unwrap_or_default(),
        telecoms: record.telecoms.unwrap_or_default(),
        marital_status: record.marital_status,
        language: record.language,
        deceased: record.deceased,
        death_time: record.death_time,
        active: record.replaced_by.is_none(),
        replaced_by: record.replaced_by,
        created_at: record.created_at,
        updated_at: record.updated_at,
    })
}

pub(super) fn describe_encounter(record: EncounterRecord) -> Encounter {
    Encounter {
        location: record.location().cloned(),
        id: record.id,
        patient_id: record.patient_id,
        visit_number: record.visit_number,
        class: record.class,
        status: record.status,
        locations: record.locations,
        attending: record.attending,
        admit_time: record.admit_time,
        discharge_time: record.discharge_time,
        discharge_disposition: record.discharge_disposition,
        reason: record.reason,
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}
