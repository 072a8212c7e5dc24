//! Facilities, departments and wards.

use nilecare_types::{DepartmentId, FacilityId, WardId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;
use crate::record::record;

/// What kind of site it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FacilityKind {
    /// A hospital.
    Hospital,
    /// A clinic.
    Clinic,
    /// A laboratory.
    Lab,
    /// A pharmacy.
    Pharmacy,
    /// Rehabilitation.
    Rehabilitation,
    /// Urgent care.
    UrgentCare,
    /// A diagnostic centre.
    DiagnosticCenter,
    /// A clinic of one speciality.
    SpecialtyClinic,
}

/// Whether a place is in use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceStatus {
    /// In use.
    #[default]
    Active,
    /// Closed; kept for the record.
    Inactive,
}

record! {
    /// A facility to be made, or as it is to be from now on.
    request FacilityRequest
    /// A hospital, clinic or other site.
    record Facility(FacilityId)
    own {}
    fields {
        /// Short code, unique, such as `KRT`.
        code: String,
        /// The name.
        name: String,
        /// What kind of site.
        kind: FacilityKind,
        /// The time zone, by its name in the tz database, such as `Africa/Khartoum`.
        time_zone: String,
        /// Whether it is in use.
        #[serde(default)]
        status: PlaceStatus,
        /// The number of its licence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        licence: Option<String>,
        /// Street, town, state.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
        /// The telephone number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        phone: Option<String>,
        /// What is done there, in a word each.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        services: Vec<String>,
        /// Whether it is open day and night.
        #[serde(default)]
        always_open: bool,
    }
}

/// What a department does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum DepartmentKind {
    Emergency,
    Icu,
    Surgery,
    Radiology,
    Laboratory,
    Pharmacy,
    Cardiology,
    Oncology,
    Pediatrics,
    Obstetrics,
    Other,
}

record! {
    /// A department to be made, or as it is to be from now on.
    request DepartmentRequest
    /// A department of a facility.
    record Department(DepartmentId)
    own {
        /// Where it is.
        facility_id: FacilityId,
    }
    fields {
        /// Short code, unique in the facility.
        code: String,
        /// The name.
        name: String,
        /// What it does.
        kind: DepartmentKind,
        /// Whether it is in use.
        #[serde(default)]
        status: PlaceStatus,
        /// Who heads it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        head: Option<String>,
        /// The building.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        building: Option<String>,
        /// The floor.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        floor: Option<String>,
    }
}

/// What a ward is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum WardKind {
    General,
    Icu,
    Emergency,
    Maternity,
    Pediatric,
    Surgical,
    Medical,
    Psychiatric,
    Isolation,
}

/// Whom a ward takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WardGender {
    /// Men.
    Male,
    /// Women.
    Female,
    /// Both.
    #[default]
    Mixed,
}

record! {
    /// A ward to be made, or as it is to be from now on.
    request WardRequest
    /// A ward of a facility.
    record Ward(WardId)
    own {
        /// Where it is.
        facility_id: FacilityId,
    }
    fields {
        /// Short code, unique in the facility.
        code: String,
        /// The name.
        name: String,
        /// What it is for.
        kind: WardKind,
        /// To which department it belongs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        department_id: Option<DepartmentId>,
        /// Whom it takes.
        #[serde(default)]
        gender: WardGender,
        /// Whether it is in use.
        #[serde(default)]
        status: PlaceStatus,
        /// The telephone number of its station.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        station_phone: Option<String>,
    }
}

fn code_and_name(check: &mut Check, code: &str, name: &str) {
    check.text(code, 32, "/code");
    check.text(name, 200, "/name");
}

impl FacilityRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        code_and_name(&mut check, &self.code, &self.name);
        let is_zone = jiff::tz::TimeZone::get(&self.time_zone).is_ok();
        check.that(
            is_zone,
            "/time_zone",
            "must be a name of the tz database, such as Africa/Khartoum",
        );
        check.optional(self.licence.as_deref(), 100, "/licence");
        check.optional(self.address.as_deref(), 500, "/address");
        check.optional(self.phone.as_deref(), 50, "/phone");
        check.that(self.services.len() <= 100, "/services", "has more than 100 entries");
        for (at, service) in self.services.iter().enumerate() {
            check.text(service, 100, format_args!("/services/{at}"));
        }
        check.finish()
    }
}

impl DepartmentRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        code_and_name(&mut check, &self.code, &self.name);
        check.optional(self.head.as_deref(), 200, "/head");
        check.optional(self.building.as_deref(), 100, "/building");
        check.optional(self.floor.as_deref(), 100, "/floor");
        check.finish()
    }
}

impl WardRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        code_and_name(&mut check, &self.code, &self.name);
        check.optional(self.station_phone.as_deref(), 50, "/station_phone");
        check.finish()
    }
}
