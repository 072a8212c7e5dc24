//! What a facility decides for itself.

use nilecare_contracts::facility::{FacilitySettings, SettingsRecord};
use nilecare_http::IfMatch;
use nilecare_sql::documents;
use nilecare_types::FacilityId;

use super::places::{allow, facility_of};
use super::valid;
use crate::store::SETTINGS;
use crate::{FacilityError, FacilityService};

impl FacilityService {
    /// Gives the settings; those of a facility that never changed them are the default ones, version 0.
    pub(crate) async fn settings(&self, id: FacilityId) -> Result<SettingsRecord, FacilityError> {
        let facility = self.facility(id).await?;
        let found = documents::find(self.db.readers(), SETTINGS, &id.to_string()).await?;
        Ok(found.unwrap_or_else(|| default(id, facility.created_at)))
    }

    /// Changes the settings.
    pub(crate) async fn change_settings(
        &self,
        id: FacilityId,
        version: IfMatch,
        request: FacilitySettings,
    ) -> Result<SettingsRecord, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let facility = facility_of(&mut *tx, id).await?;
        let found: Option<SettingsRecord> = documents::find(&mut *tx, SETTINGS, &id.to_string()).await?;
        let is_new = found.is_none();
        let mut settings = found.unwrap_or_else(|| default(id, facility.created_at));
        allow(version, settings.version)?;
        settings.replace(request, self.clock.now());
        if is_new {
            documents::insert(&mut tx, SETTINGS, &id.to_string(), &[], &settings).await?;
        } else {
            documents::update(&mut tx, SETTINGS, &id.to_string(), &[], &settings).await?;
        }
        tx.commit().await?;
        Ok(settings)
    }
}

fn default(id: FacilityId, at: nilecare_types::Timestamp) -> SettingsRecord {
    SettingsRecord {
        version: 0,
        ..SettingsRecord::new(id, FacilitySettings::default(), at)
    }
}
