//! Who the patient is, and where: clinical and facility decide.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_contracts::Currency;
use nilecare_contracts::billing::BillingSettings;
use nilecare_contracts::clinical::{EncounterStatus, Location, PatientIds};
use nilecare_contracts::facility::{Facility, FacilitySettings, PlaceStatus};
use nilecare_sql::documents;
use nilecare_types::{EncounterId, FacilityId, PatientId, Timestamp};

use crate::model::bed_days::{local_day, start_of};
use crate::store::records::SETTINGS;
use crate::{BillingError, BillingService};

/// A facility with what billing needs of it.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub facility: Facility,
    pub zone: TimeZone,
    pub currency: Currency,
}

impl Place {
    /// Returns the day of a moment there.
    pub(super) fn day(&self, at: Timestamp) -> Date {
        local_day(at, &self.zone)
    }

    /// Returns when a day begins there.
    pub(super) fn start(&self, day: Date) -> Result<Timestamp, BillingError> {
        start_of(day, &self.zone).ok_or_else(|| {
            BillingError::Invalid(vec![
                "the day is beyond what the calendar has; choose another".to_owned(),
            ])
        })
    }
}

impl BillingService {
    /// Gives all ids of a person, before and after merges.
    pub(super) async fn ids_of(&self, id: PatientId) -> Result<PatientIds, BillingError> {
        let known = self.clinical.patient_ids(id).await?;
        known.ok_or(BillingError::NotFound("patient"))
    }

    /// Gives all ids of a person when one is asked for.
    pub(super) async fn all_ids(&self, id: Option<PatientId>) -> Result<Option<Vec<PatientId>>, BillingError> {
        match id {
            Some(id) => Ok(Some(self.ids_of(id).await?.all())),
            None => Ok(None),
        }
    }

    /// Reads a facility with its zone and currency.
    pub(super) async fn place(&self, id: FacilityId) -> Result<Place, BillingError> {
        let facility = self.facility.facility(id).await?;
        let facility = facility.ok_or(BillingError::NotFound("facility"))?;
        let settings = self.facility.settings(id).await?;
        let code = settings.map_or_else(|| FacilitySettings::default().currency, |settings| settings.currency);
        let zone = TimeZone::get(&facility.time_zone).map_err(|_| BillingError::UnknownZone)?;
        Ok(Place {
            zone,
            currency: code.parse()?,
            facility,
        })
    }

    /// Finds the facility that a place of an encounter names by its code; the only one that is in use, when there is no other.
    pub(super) async fn facility_at(&self, location: Option<&Location>) -> Result<Option<FacilityId>, BillingError> {
        let mut facilities = self.facility.facilities().await?;
        facilities.retain(|facility| facility.status == PlaceStatus::Active);
        let code = location.and_then(|location| location.facility.as_deref());
        let named = code.and_then(|code| {
            facilities
                .iter()
                .find(|facility| facility.code.eq_ignore_ascii_case(code))
        });
        Ok(match (named, facilities.as_slice()) {
            (Some(facility), _) | (None, [facility]) => Some(facility.id),
            _ => None,
        })
    }

    /// Finds the facility of an encounter.
    pub(super) async fn facility_of_encounter(&self, id: EncounterId) -> Result<Option<FacilityId>, BillingError> {
        let encounter = self.clinical.encounter(id).await?;
        let location = encounter.as_ref().and_then(|encounter| encounter.location.as_ref());
        self.facility_at(location).await
    }

    /// Finds the encounter that a person is in: the newest one that is in progress.
    pub(super) async fn present_encounter(
        &self,
        patient: PatientId,
    ) -> Result<(Option<EncounterId>, Option<FacilityId>), BillingError> {
        let encounters = self.clinical.encounters(patient).await?;
        let present = encounters
            .iter()
            .find(|encounter| encounter.status == EncounterStatus::InProgress);
        let location = present.and_then(|encounter| encounter.location.as_ref());
        Ok((present.map(|encounter| encounter.id), self.facility_at(location).await?))
    }

    /// Reads what a facility has settled for billing.
    pub(super) async fn settings_of(&self, id: FacilityId) -> Result<BillingSettings, BillingError> {
        let kept: Option<nilecare_contracts::billing::BillingSettingsRecord> =
            documents::find(self.db.readers(), SETTINGS, &id.to_string()).await?;
        Ok(kept.map_or_else(BillingSettings::default, |kept| BillingSettings {
            due_days: kept.due_days,
            adjustment_limit: kept.adjustment_limit,
            refund_limit: kept.refund_limit,
        }))
    }
}
