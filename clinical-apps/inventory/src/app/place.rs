//! Who the patient is, and where: clinical and facility decide.

use jiff::tz::TimeZone;
use nilecare_contracts::clinical::EncounterStatus;
use nilecare_contracts::facility::{Facility, PlaceStatus};
use nilecare_contracts::inventory::{InventorySettings, InventorySettingsRecord};
use nilecare_sql::WriteTx;
use nilecare_types::{EncounterId, FacilityId, PatientId};

use crate::store::records;
use crate::{InventoryError, InventoryService};

impl InventoryService {
    /// Gives the id that a person has now, when one is named.
    pub(super) async fn person(&self, id: Option<PatientId>) -> Result<Option<PatientId>, InventoryError> {
        let Some(id) = id else { return Ok(None) };
        let known = self.clinical.patient_ids(id).await?;
        let ids = known.ok_or(InventoryError::NotFound("patient"))?;
        Ok(Some(ids.patient_id))
    }

    /// Reads a facility whose time zone is known here.
    pub(super) async fn place(&self, id: FacilityId) -> Result<Facility, InventoryError> {
        let facility = self.facility.facility(id).await?;
        let facility = facility.ok_or(InventoryError::NotFound("facility"))?;
        TimeZone::get(&facility.time_zone).map_err(|_| InventoryError::UnknownZone)?;
        Ok(facility)
    }

    /// Finds the facility of an encounter, or of the one that the patient is in; the only facility that is in use, when these name none.
    pub(super) async fn facility_of(
        &self,
        encounter: Option<EncounterId>,
        patient: PatientId,
    ) -> Result<Option<FacilityId>, InventoryError> {
        let mut facilities = self.facility.facilities().await?;
        facilities.retain(|facility| facility.status == PlaceStatus::Active);
        let encounter = match encounter {
            Some(id) => self.clinical.encounter(id).await?,
            None => {
                let mut all = self.clinical.encounters(patient).await?.into_iter();
                all.find(|encounter| encounter.status == EncounterStatus::InProgress)
            }
        };
        let location = encounter.and_then(|encounter| encounter.location);
        let code = location.and_then(|location| location.facility);
        let named = code.and_then(|code| {
            facilities
                .iter()
                .find(|facility| facility.code.eq_ignore_ascii_case(&code))
        });
        Ok(match (named, facilities.as_slice()) {
            (Some(facility), _) | (None, [facility]) => Some(facility.id),
            _ => None,
        })
    }
}

/// Reads what a facility has settled for its stock.
pub(super) async fn settings_of(tx: &mut WriteTx, id: FacilityId) -> Result<InventorySettings, InventoryError> {
    let kept: Option<InventorySettingsRecord> = records::find(&mut **tx, id).await?;
    Ok(kept.map_or_else(InventorySettings::default, |kept| InventorySettings {
        reservation_minutes: kept.reservation_minutes,
        expiring_days: kept.expiring_days,
    }))
}
