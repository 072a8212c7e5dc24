//! How full wards are.

use nilecare_contracts::facility::{Occupancy, Ward};
use nilecare_sql::documents;
use nilecare_types::{FacilityId, WardId};

use crate::model::occupancy::count;
use crate::store::{WARDS, bed};
use crate::{FacilityError, FacilityService};

/// More wards than this no facility has.
const MOST_WARDS: i64 = 500;

impl FacilityService {
    /// Tells how full a ward is.
    pub(crate) async fn occupancy_of_ward(&self, id: WardId) -> Result<Occupancy, FacilityError> {
        let ward = self.ward(id).await?;
        let statuses = bed::statuses(self.db.readers(), id).await?;
        Ok(count(&ward, statuses.into_iter()))
    }

    /// Tells how full the wards of a facility are.
    pub(crate) async fn occupancy_of_facility(&self, id: FacilityId) -> Result<Vec<Occupancy>, FacilityError> {
        self.facility(id).await?;
        let equal = [("facility_id", id.to_string())];
        let wards: Vec<Ward> = documents::list(self.db.readers(), WARDS, &equal, "", MOST_WARDS).await?;
        let mut all = Vec::with_capacity(wards.len());
        for ward in wards {
            let statuses = bed::statuses(self.db.readers(), ward.id).await?;
            all.push(count(&ward, statuses.into_iter()));
        }
        Ok(all)
    }
}
