//! Organisations and staff.

use nilecare_types::{DepartmentId, FacilityId, OrganizationId, StaffId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;
use crate::record::record;

record! {
    /// An organisation to be made, or as it is to be from now on.
    request OrganizationRequest
    /// Who runs facilities.
    record Organization(OrganizationId)
    own {}
    fields {
        /// Short code, unique.
        code: String,
        /// The name.
        name: String,
        /// The organisation that it belongs to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        part_of: Option<OrganizationId>,
        /// The telephone number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
    }
}

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum StaffRole {
    Doctor,
    Nurse,
    Receptionist,
    Admin,
    Technician,
    Therapist,
    Pharmacist,
}

/// Whether somebody works.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StaffStatus {
    /// Works.
    #[default]
    Active,
    /// Is away for long.
    OnLeave,
    /// May not work until somebody lifts it.
    Suspended,
    /// Has left.
    Terminated,
}

record! {
    /// Somebody to be put on the staff, or as the record is to be from now on.
    request StaffRequest
    /// Somebody who works here.
    record StaffMember(StaffId)
    own {}
    fields {
        /// The number, unique; what other systems know the person by.
        number: String,
        /// Family name.
        family: String,
        /// Given names.
        given: String,
        /// What the person does.
        role: StaffRole,
        /// Whether the person works.
        #[serde(default)]
        status: StaffStatus,
        /// The organisation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organization_id: Option<OrganizationId>,
        /// Where the person works; the home facility first.
        facility_ids: Vec<FacilityId>,
        /// In which department.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department_id: Option<DepartmentId>,
        /// The speciality.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        specialization: Option<String>,
        /// The number of the licence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        licence: Option<String>,
        /// The name that the person signs in with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        username: Option<String>,
        /// The mail address.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        email: Option<String>,
        /// The telephone number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
    }
}

impl OrganizationRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.code, 32, "/code");
        check.text(&self.name, 200, "/name");
        check.optional(self.phone.as_deref(), 50, "/phone");
        check.finish()
    }
}

impl StaffRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.number, 32, "/number");
        check.text(&self.family, 200, "/family");
        check.text(&self.given, 200, "/given");
        let n_facilities = self.facility_ids.len();
        check.that(
            (1..=50).contains(&n_facilities),
            "/facility_ids",
            "must have 1 to 50 entries",
        );
        for (name, text) in [
            ("specialization", &self.specialization),
            ("licence", &self.licence),
            ("username", &self.username),
            ("email", &self.email),
            ("phone", &self.phone),
        ] {
            check.optional(text.as_deref(), 200, format_args!("/{name}"));
        }
        check.finish()
    }
}
