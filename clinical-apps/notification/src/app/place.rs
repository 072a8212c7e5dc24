//! Where something is: facility decides.

use jiff::tz::TimeZone;
use nilecare_contracts::facility::{Facility, FacilitySettings};
use nilecare_types::FacilityId;

use crate::model::facts::Where;
use crate::{NotificationError, NotificationService};

impl NotificationService {
    /// Reads a facility; `None` when there is none of this id.
    pub(super) async fn place(&self, id: FacilityId) -> Result<Option<Where>, NotificationError> {
        match self.facility.facility(id).await? {
            Some(facility) => self.place_of(facility).await.map(Some),
            None => Ok(None),
        }
    }

    /// Reads the facility with a code. Devices may name one that nobody has made: then that name is all there is.
    pub(super) async fn place_of_code(&self, code: &str) -> Result<Where, NotificationError> {
        let known = self.facility.facilities().await?;
        match known
            .into_iter()
            .find(|facility| facility.code.eq_ignore_ascii_case(code))
        {
            Some(facility) => self.place_of(facility).await,
            None => Ok(Where {
                id: None,
                name: code.to_owned(),
                phone: None,
                zone: TimeZone::UTC,
                language: FacilitySettings::default().language,
            }),
        }
    }

    async fn place_of(&self, facility: Facility) -> Result<Where, NotificationError> {
        let settings = self.facility.settings(facility.id).await?;
        let language = settings.map_or_else(|| FacilitySettings::default().language, |settings| settings.language);
        Ok(Where {
            id: Some(facility.id),
            name: facility.name,
            phone: facility.phone,
            zone: TimeZone::get(&facility.time_zone).unwrap_or(TimeZone::UTC),
            language,
        })
    }
}
