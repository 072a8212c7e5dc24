//! Facilities, departments and wards.

use nilecare_contracts::facility::{
    Department, DepartmentRequest, FACILITY_CREATED, FACILITY_UPDATED, Facility, FacilityRequest, Ward, WardRequest,
};
use nilecare_http::IfMatch;
use nilecare_sql::{Executor, documents};
use nilecare_types::{DepartmentId, FacilityId, Page, WardId};

use super::{events, or_exists, valid};
use crate::store::{DEPARTMENTS, FACILITIES, WARDS};
use crate::{FacilityError, FacilityService};

impl FacilityService {
    pub(crate) async fn add_facility(&self, request: FacilityRequest) -> Result<Facility, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let facility = Facility::new(FacilityId::generate(), request, now);
        let columns = [("code", Some(facility.code.clone()))];
        let added = documents::insert(&mut tx, FACILITIES, &facility.id.to_string(), &columns, &facility).await;
        added.map_err(|error| or_exists(error, "facility"))?;
        events::tell_facility(&mut tx, FACILITY_CREATED, &facility, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(facility)
    }

    pub(crate) async fn change_facility(
        &self,
        id: FacilityId,
        version: IfMatch,
        request: FacilityRequest,
    ) -> Result<Facility, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut facility = facility_of(&mut *tx, id).await?;
        allow(version, facility.version)?;
        let now = self.clock.now();
        facility.replace(request, now);
        let columns = [("code", Some(facility.code.clone()))];
        let changed = documents::update(&mut tx, FACILITIES, &id.to_string(), &columns, &facility).await;
        changed.map_err(|error| or_exists(error, "facility"))?;
        events::tell_facility(&mut tx, FACILITY_UPDATED, &facility, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(facility)
    }

    pub(crate) async fn facility(&self, id: FacilityId) -> Result<Facility, FacilityError> {
        facility_of(self.db.readers(), id).await
    }

    pub(crate) async fn facilities(&self, after: &str, limit: usize) -> Result<Page<Facility>, FacilityError> {
        let rows = documents::list(self.db.readers(), FACILITIES, &[], after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |facility: &Facility| {
            facility.id.to_string()
        }))
    }

    pub(crate) async fn add_department(
        &self,
        facility_id: FacilityId,
        request: DepartmentRequest,
    ) -> Result<Department, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        facility_of(&mut *tx, facility_id).await?;
        let department = Department::new(DepartmentId::generate(), facility_id, request, self.clock.now());
        let columns = [
            ("facility_id", Some(facility_id.to_string())),
            ("code", Some(department.code.clone())),
        ];
        let added = documents::insert(&mut tx, DEPARTMENTS, &department.id.to_string(), &columns, &department).await;
        added.map_err(|error| or_exists(error, "department"))?;
        tx.commit().await?;
        Ok(department)
    }

    pub(crate) async fn change_department(
        &self,
        id: DepartmentId,
        version: IfMatch,
        request: DepartmentRequest,
    ) -> Result<Department, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let found: Option<Department> = documents::find(&mut *tx, DEPARTMENTS, &id.to_string()).await?;
        let mut department = found.ok_or(FacilityError::NotFound("department"))?;
        allow(version, department.version)?;
        department.replace(request, self.clock.now());
        let columns = [("code", Some(department.code.clone()))];
        let changed = documents::update(&mut tx, DEPARTMENTS, &id.to_string(), &columns, &department).await;
        changed.map_err(|error| or_exists(error, "department"))?;
        tx.commit().await?;
        Ok(department)
    }

    pub(crate) async fn department(&self, id: DepartmentId) -> Result<Department, FacilityError> {
        let found = documents::find(self.db.readers(), DEPARTMENTS, &id.to_string()).await?;
        found.ok_or(FacilityError::NotFound("department"))
    }

    pub(crate) async fn departments(
        &self,
        facility: FacilityId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Department>, FacilityError> {
        self.facility(facility).await?;
        let equal = [("facility_id", facility.to_string())];
        let rows = documents::list(self.db.readers(), DEPARTMENTS, &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |department: &Department| {
            department.id.to_string()
        }))
    }

    pub(crate) async fn add_ward(&self, facility_id: FacilityId, request: WardRequest) -> Result<Ward, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        facility_of(&mut *tx, facility_id).await?;
        check_department(&mut *tx, facility_id, request.department_id).await?;
        let ward = Ward::new(WardId::generate(), facility_id, request, self.clock.now());
        let columns = [
            ("facility_id", Some(facility_id.to_string())),
            ("code", Some(ward.code.clone())),
        ];
        let added = documents::insert(&mut tx, WARDS, &ward.id.to_string(), &columns, &ward).await;
        added.map_err(|error| or_exists(error, "ward"))?;
        tx.commit().await?;
        Ok(ward)
    }

    pub(crate) async fn change_ward(
        &self,
        id: WardId,
        version: IfMatch,
        request: WardRequest,
    ) -> Result<Ward, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut ward = ward_of(&mut *tx, id).await?;
        allow(version, ward.version)?;
        check_department(&mut *tx, ward.facility_id, request.department_id).await?;
        ward.replace(request, self.clock.now());
        let columns = [("code", Some(ward.code.clone()))];
        let changed = documents::update(&mut tx, WARDS, &id.to_string(), &columns, &ward).await;
        changed.map_err(|error| or_exists(error, "ward"))?;
        tx.commit().await?;
        Ok(ward)
    }

    pub(crate) async fn ward(&self, id: WardId) -> Result<Ward, FacilityError> {
        ward_of(self.db.readers(), id).await
    }

    pub(crate) async fn wards(
        &self,
        facility: FacilityId,
        after: &str,
        limit: usize,
    ) -> Result<Page<Ward>, FacilityError> {
        self.facility(facility).await?;
        let equal = [("facility_id", facility.to_string())];
        let rows = documents::list(self.db.readers(), WARDS, &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |ward: &Ward| ward.id.to_string()))
    }
}

pub(super) async fn facility_of(db: impl Executor<'_>, id: FacilityId) -> Result<Facility, FacilityError> {
    let found = documents::find(db, FACILITIES, &id.to_string()).await?;
    found.ok_or(FacilityError::NotFound("facility"))
}

pub(super) async fn ward_of(db: impl Executor<'_>, id: WardId) -> Result<Ward, FacilityError> {
    let found = documents::find(db, WARDS, &id.to_string()).await?;
    found.ok_or(FacilityError::NotFound("ward"))
}

pub(super) fn allow(version: IfMatch, is: u64) -> Result<(), FacilityError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(FacilityError::OtherVersion { is })
    }
}

/// Demands that the department is one of the same facility.
async fn check_department(
    db: impl Executor<'_>,
    facility: FacilityId,
    department: Option<DepartmentId>,
) -> Result<(), FacilityError> {
    let Some(id) = department else {
        return Ok(());
    };
    let found: Option<Department> = documents::find(db, DEPARTMENTS, &id.to_string()).await?;
    let is_of_facility = found.is_some_and(|department| department.facility_id == facility);
    let problem = "/department_id: must be a department of the same facility".to_owned();
    valid(if is_of_facility { Vec::new() } else { vec![problem] })
}
