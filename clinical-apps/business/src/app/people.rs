//! Organisations and staff.

use nilecare_contracts::business::{
    Organization, OrganizationRequest, STAFF_CREATED, STAFF_UPDATED, StaffMember, StaffRequest, StaffRole, StaffStatus,
};
use nilecare_http::IfMatch;
use nilecare_sql::{Executor, documents, json};
use nilecare_types::{FacilityId, OrganizationId, Page, StaffId};
use serde_json::json;

use super::{allow, or_exists, tell, valid};
use crate::store::{ORGANIZATIONS, STAFF};
use crate::{BusinessError, BusinessService};

impl BusinessService {
    pub(crate) async fn add_organization(&self, request: OrganizationRequest) -> Result<Organization, BusinessError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        if let Some(id) = request.part_of {
            organization_of(&mut *tx, id).await?;
        }
        let organization = Organization::new(OrganizationId::generate(), request, self.clock.now());
        let columns = [("code", Some(organization.code.clone()))];
        let id = organization.id.to_string();
        let added = documents::insert(&mut tx, ORGANIZATIONS, &id, &columns, &organization).await;
        added.map_err(|error| or_exists(error, "organization"))?;
        tx.commit().await?;
        Ok(organization)
    }

    pub(crate) async fn change_organization(
        &self,
        id: OrganizationId,
        version: IfMatch,
        request: OrganizationRequest,
    ) -> Result<Organization, BusinessError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut organization = organization_of(&mut *tx, id).await?;
        allow(version, organization.version)?;
        if let Some(whole) = request.part_of {
            // A part of itself, at any distance, would have no top.
            let mut above = Some(whole);
            while let Some(next) = above {
                if next == id {
                    let problem = "/part_of: must not be the organisation itself or a part of it".to_owned();
                    return Err(BusinessError::Invalid(vec![problem]));
                }
                above = organization_of(&mut *tx, next).await?.part_of;
            }
        }
        organization.replace(request, self.clock.now());
        let columns = [("code", Some(organization.code.clone()))];
        let changed = documents::update(&mut tx, ORGANIZATIONS, &id.to_string(), &columns, &organization).await;
        changed.map_err(|error| or_exists(error, "organization"))?;
        tx.commit().await?;
        Ok(organization)
    }

    pub(crate) async fn organization(&self, id: OrganizationId) -> Result<Organization, BusinessError> {
        organization_of(self.db.readers(), id).await
    }

    pub(crate) async fn organizations(&self, after: &str, limit: usize) -> Result<Page<Organization>, BusinessError> {
        let rows = documents::list(self.db.readers(), ORGANIZATIONS, &[], after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |organization: &Organization| {
            organization.id.to_string()
        }))
    }

    pub(crate) async fn add_staff(&self, request: StaffRequest) -> Result<StaffMember, BusinessError> {
        self.check_staff(&request).await?;
        let mut tx = self.db.begin_write().await?;
        if let Some(id) = request.organization_id {
            organization_of(&mut *tx, id).await?;
        }
        let now = self.clock.now();
        let member = StaffMember::new(StaffId::generate(), request, now);
        let id = member.id.to_string();
        let added = documents::insert(&mut tx, STAFF, &id, &columns(&member), &member).await;
        added.map_err(|error| or_exists(error, "staff"))?;
        tell(&mut tx, STAFF_CREATED, &id, now, json!({ "staff": member })).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(member)
    }

    pub(crate) async fn change_staff(
        &self,
        id: StaffId,
        version: IfMatch,
        request: StaffRequest,
    ) -> Result<StaffMember, BusinessError> {
        self.check_staff(&request).await?;
        let mut tx = self.db.begin_write().await?;
        let mut member = staff_of(&mut *tx, id).await?;
        allow(version, member.version)?;
        if let Some(id) = request.organization_id {
            organization_of(&mut *tx, id).await?;
        }
        let now = self.clock.now();
        member.replace(request, now);
        let id = id.to_string();
        let changed = documents::update(&mut tx, STAFF, &id, &columns(&member), &member).await;
        changed.map_err(|error| or_exists(error, "staff"))?;
        tell(&mut tx, STAFF_UPDATED, &id, now, json!({ "staff": member })).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(member)
    }

    pub(crate) async fn staff_member(&self, id: StaffId) -> Result<StaffMember, BusinessError> {
        staff_of(self.db.readers(), id).await
    }

    pub(crate) async fn staff(
        &self,
        role: Option<StaffRole>,
        status: Option<StaffStatus>,
        facility: Option<FacilityId>,
        after: &str,
        limit: usize,
    ) -> Result<Page<StaffMember>, BusinessError> {
        let mut equal = Vec::new();
        equal.extend(role.map(|role| ("role", json::name(&role))));
        equal.extend(status.map(|status| ("status", json::name(&status))));
        equal.extend(facility.map(|id| ("home_facility_id", id.to_string())));
        let rows = documents::list(self.db.readers(), STAFF, &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |member: &StaffMember| {
            member.id.to_string()
        }))
    }

    /// Demands that what is told holds, and that the facilities exist.
    async fn check_staff(&self, request: &StaffRequest) -> Result<(), BusinessError> {
        valid(request.validate())?;
        for (at, id) in request.facility_ids.iter().enumerate() {
            if self.facility.facility(*id).await?.is_none() {
                return Err(BusinessError::Invalid(vec![format!(
                    "/facility_ids/{at}: there is no such facility"
                )]));
            }
        }
        Ok(())
    }
}

async fn organization_of(db: impl Executor<'_>, id: OrganizationId) -> Result<Organization, BusinessError> {
    let found = documents::find(db, ORGANIZATIONS, &id.to_string()).await?;
    found.ok_or(BusinessError::NotFound("organization"))
}

pub(super) async fn staff_of(db: impl Executor<'_>, id: StaffId) -> Result<StaffMember, BusinessError> {
    let found = documents::find(db, STAFF, &id.to_string()).await?;
    found.ok_or(BusinessError::NotFound("staff"))
}

fn columns(member: &StaffMember) -> [documents::Column; 5] {
    [
        ("number", Some(member.number.clone())),
        ("role", Some(json::name(&member.role))),
        ("status", Some(json::name(&member.status))),
        ("home_facility_id", member.facility_ids.first().map(ToString::to_string)),
        ("department_id", member.department_id.map(|id| id.to_string())),
    ]
}
