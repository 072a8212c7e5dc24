//! The summary of a record: what is here, and what the others know. A section whose service did not answer says so.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_contracts::ClientError;
use nilecare_contracts::ehr::{CarePlanStatus, DocumentStatus, PatientSummary, SectionState, SummarySection};
use nilecare_contracts::medication::{Prescription, PrescriptionStatus};
use nilecare_http::Principal;
use nilecare_types::{FacilityId, Page, PatientId};

use super::entries::of_today;
use super::notes;
use crate::model::entry::Entry;
use crate::store::entries::{self, Filter};
use crate::store::soap::{self, NoteFilter};
use crate::{EhrError, EhrService};

/// Most entries of one section.
const MOST: usize = 500;
/// Most notes.
const MOST_NOTES: usize = 50;

impl EhrService {
    /// Puts the summary of a person together. Entries in error and what is confidential are left out.
    pub(crate) async fn summary(&self, id: PatientId, by: &Principal) -> Result<PatientSummary, EhrError> {
        let ids = self.ids_of(id).await?;
        let (today, all) = (ids.patient_id, ids.all());
        let patient = self.clinical.patient(today).await?;
        let patient = patient.ok_or(EhrError::NotFound("patient"))?;
        let mut days = Days::new(self);
        let mut summary = PatientSummary {
            patient_id: today,
            generated_at: self.clock.now(),
            generated_by: by.username.clone(),
            patient,
            problems: self.section(&all, today).await?,
            allergies: asked(self.clinical.allergies(today).await.map(|found| {
                found.map(|summary| Page {
                    items: vec![summary],
                    next: None,
                })
            })),
            medications: asked(self.medication.prescriptions(today).await),
            diagnoses: asked(self.clinical.conditions(today).await),
            immunizations: asked(self.clinical.immunizations(today).await),
            procedures: asked(self.clinical.procedures(today).await),
            care_plans: self.section(&all, today).await?,
            family_history: self.section(&all, today).await?,
            social_history: self.section(&all, today).await?,
            advance_directives: self.section(&all, today).await?,
            consents: self.section(&all, today).await?,
            care_team: self.section(&all, today).await?,
            documents: self.section(&all, today).await?,
            notes: self.signed_notes(&all, today).await?,
        };
        summary.medications.entries.retain(is_taken);
        summary
            .diagnoses
            .entries
            .retain(|entry| entry.entered_in_error.is_none());
        summary
            .immunizations
            .entries
            .retain(|entry| entry.entered_in_error.is_none());
        summary
            .procedures
            .entries
            .retain(|entry| entry.entered_in_error.is_none());
        let is_over = |status| matches!(status, CarePlanStatus::Completed | CarePlanStatus::Revoked);
        summary.care_plans.entries.retain(|plan| !is_over(plan.status));
        let is_done = |status| matches!(status, DocumentStatus::Finalized | DocumentStatus::Amended);
        summary.documents.entries.retain(|document| is_done(document.status));
        let directives = &mut summary.advance_directives.entries;
        for facility in directives.iter().map(|entry| entry.facility_id) {
            days.learn(facility).await;
        }
        directives.retain(|entry| entry.counts_on(days.of(entry.facility_id)));
        let consents = &mut summary.consents.entries;
        for facility in consents.iter().map(|entry| entry.facility_id) {
            days.learn(facility).await;
        }
        consents.retain(|entry| entry.counts_on(days.of(entry.facility_id)));
        let team = &mut summary.care_team.entries;
        for facility in team.iter().map(|entry| entry.facility_id) {
            days.learn(facility).await;
        }
        team.retain(|entry| entry.takes_part_on(days.of(entry.facility_id)));
        Ok(summary)
    }

    async fn section<T: Entry>(&self, all: &[PatientId], today: PatientId) -> Result<SummarySection<T>, EhrError> {
        let filter = Filter {
            patients: Some(all),
            fetch: MOST as i64 + 1,
            ..Filter::default()
        };
        let mut entries: Vec<T> = entries::list(self.db.readers(), filter).await?;
        let state = state(entries.len() > MOST);
        entries.truncate(MOST);
        entries.retain(|entry| entry.error().is_none());
        Ok(SummarySection {
            state,
            entries: entries.into_iter().map(|entry| of_today(entry, today)).collect(),
        })
    }

    async fn signed_notes(
        &self,
        all: &[PatientId],
        today: PatientId,
    ) -> Result<SummarySection<nilecare_contracts::ehr::SoapNote>, EhrError> {
        let filter = NoteFilter {
            patients: Some(all),
            only_signed: true,
            fetch: MOST_NOTES as i64 + 1,
            ..NoteFilter::default()
        };
        let mut rows = soap::list(self.db.readers(), filter).await?;
        let state = state(rows.len() > MOST_NOTES);
        rows.truncate(MOST_NOTES);
        Ok(SummarySection {
            state,
            entries: rows.into_iter().map(|note| notes::of_today(note, today)).collect(),
        })
    }
}

/// The day that it is where something was recorded; each place is asked once.
struct Days<'a> {
    service: &'a EhrService,
    known: BTreeMap<FacilityId, Date>,
}

impl<'a> Days<'a> {
    fn new(service: &'a EhrService) -> Self {
        Self {
            service,
            known: BTreeMap::new(),
        }
    }

    async fn learn(&mut self, facility: FacilityId) {
        if self.known.contains_key(&facility) {
            return;
        }
        if let Ok(day) = self.service.today_in(facility).await {
            self.known.insert(facility, day);
        }
    }

    /// In UTC when the place could not be asked: a summary a few hours off is better than none.
    fn of(&self, facility: FacilityId) -> Date {
        let utc = || self.service.clock.now().to_zoned(TimeZone::UTC).date();
        self.known.get(&facility).copied().unwrap_or_else(utc)
    }
}

fn asked<T>(answer: Result<Option<Page<T>>, ClientError>) -> SummarySection<T> {
    match answer {
        Ok(Some(page)) => SummarySection {
            state: state(page.next.is_some()),
            entries: page.items,
        },
        Ok(None) => unavailable(),
        Err(error) => {
            tracing::warn!(%error, "a section of a summary is missing");
            unavailable()
        }
    }
}

fn unavailable<T>() -> SummarySection<T> {
    SummarySection {
        state: SectionState::Unavailable,
        entries: Vec::new(),
    }
}

fn state(has_more: bool) -> SectionState {
    if has_more {
        SectionState::Truncated
    } else {
        SectionState::Complete
    }
}

fn is_taken(prescription: &Prescription) -> bool {
    matches!(
        prescription.status,
        PrescriptionStatus::Pending
            | PrescriptionStatus::Active
            | PrescriptionStatus::PartiallyDispensed
            | PrescriptionStatus::Dispensed
            | PrescriptionStatus::OnHold
    )
}
