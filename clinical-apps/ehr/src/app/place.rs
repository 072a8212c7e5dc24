//! Whose and where: clinical and facility decide.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_contracts::clinical::PatientIds;
use nilecare_types::{EncounterId, FacilityId, PatientId};

use crate::model::entry::Links;
use crate::{EhrError, EhrService};

impl EhrService {
    /// Gives all ids of a person.
    pub(super) async fn ids_of(&self, id: PatientId) -> Result<PatientIds, EhrError> {
        let known = self.clinical.patient_ids(id).await?;
        known.ok_or(EhrError::NotFound("patient"))
    }

    /// Demands that there is such a facility, and that the encounter is one of the person.
    pub(super) async fn demand_place(
        &self,
        facility: FacilityId,
        encounter: Option<EncounterId>,
        all: &[PatientId],
    ) -> Result<(), EhrError> {
        let mut problems = Vec::new();
        if self.facility.facility(facility).await?.is_none() {
            problems.push("/facility_id: is no facility".to_owned());
        }
        if let Some(id) = encounter {
            let found = self.clinical.encounter(id).await?;
            if found.is_none_or(|encounter| !all.contains(&encounter.patient_id)) {
                problems.push("/encounter_id: is no encounter of this patient".to_owned());
            }
        }
        super::valid(problems)
    }

    /// Demands that the diagnosis that a request points to is one of the person.
    pub(super) async fn demand_condition(&self, links: &Links, all: &[PatientId]) -> Result<(), EhrError> {
        let Some(id) = links.condition else { return Ok(()) };
        let found = self.clinical.condition(id).await?;
        if found.is_some_and(|condition| all.contains(&condition.patient_id)) {
            return Ok(());
        }
        let problem = "/condition_id: is no condition of this patient".to_owned();
        Err(EhrError::Invalid(vec![problem]))
    }

    /// Returns the day that it is in a facility; in UTC when its time zone is not known here.
    pub(super) async fn today_in(&self, facility: FacilityId) -> Result<Date, EhrError> {
        let facility = self.facility.facility(facility).await?;
        let zone = facility.and_then(|facility| TimeZone::get(&facility.time_zone).ok());
        Ok(self.clock.now().to_zoned(zone.unwrap_or(TimeZone::UTC)).date())
    }
}
