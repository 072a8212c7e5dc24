//! Beds, and who lies in them.

use nilecare_types::{BedAssignmentId, BedId, EncounterId, EventId, FacilityId, PatientId, Timestamp, WardId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;
use crate::record::record;

/// What a bed is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum BedKind {
    Standard,
    Icu,
    Isolation,
    Maternity,
    Pediatric,
    Bariatric,
    Observation,
    Recovery,
}

/// How a bed is.
///
/// `available → reserved → occupied → cleaning → available`; `maintenance`, `blocked` and `out-of-service` from all but occupied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BedStatus {
    /// Free.
    Available,
    /// Kept for an encounter.
    Reserved,
    /// Somebody lies in it.
    Occupied,
    /// To be cleaned.
    Cleaning,
    /// Under repair.
    Maintenance,
    /// Not to be used until somebody lifts it.
    Blocked,
    /// Taken out of use.
    OutOfService,
}

/// For whom a bed is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BedReservation {
    /// For which encounter.
    pub encounter_id: EncounterId,
    /// Whose it is.
    pub patient_id: PatientId,
}

record! {
    /// A bed to be made, or as it is to be from now on.
    request BedRequest
    /// A bed.
    record Bed(BedId)
    own {
        /// In which facility.
        facility_id: FacilityId,
        /// On which ward.
        ward_id: WardId,
        /// How it is.
        status: BedStatus,
        /// For whom it is kept.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reservation: Option<BedReservation>,
        /// Who lies in it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assignment: Option<BedAssignment>,
        /// When it was last cleaned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = DateTime)]
        last_cleaned_at: Option<Timestamp>,
    }
    fields {
        /// The number, unique on the ward.
        number: String,
        /// What it is for.
        kind: BedKind,
        /// The room.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        room: Option<String>,
        /// Whether there is oxygen.
        #[serde(default)]
        has_oxygen: bool,
        /// Whether there is a monitor.
        #[serde(default)]
        has_monitor: bool,
        /// Whether there is a ventilator.
        #[serde(default)]
        has_ventilator: bool,
        /// Whether a patient can be isolated.
        #[serde(default)]
        can_isolate: bool,
    }
}

/// The stay of a patient in a bed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BedAssignment {
    /// The id.
    pub id: BedAssignmentId,
    /// Which bed.
    pub bed_id: BedId,
    /// During which encounter.
    pub encounter_id: EncounterId,
    /// Who.
    pub patient_id: PatientId,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub from: Timestamp,
    /// Until when; absent while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// When the patient is expected to leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expected_discharge_at: Option<Timestamp>,
    /// Who assigned it.
    pub by: String,
}

/// A change of a bed's status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BedChange {
    /// The id; a later change has a greater one.
    pub id: EventId,
    /// Which bed.
    pub bed_id: BedId,
    /// How it was; absent when it was new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<BedStatus>,
    /// How it became.
    pub to: BedStatus,
    /// For which encounter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// Who changed it.
    pub by: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Brings a bed to another status; `occupied` is reached by assigning only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BedStatusRequest {
    /// How it is to be.
    pub status: BedStatus,
    /// For which encounter; needed for `reserved`, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// Why; needed for `maintenance`, `blocked` and `out-of-service`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Puts a patient into a bed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BedAssignRequest {
    /// During which encounter; it tells who the patient is, and must be in progress.
    pub encounter_id: EncounterId,
    /// When the patient is expected to leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub expected_discharge_at: Option<Timestamp>,
}

/// Takes a patient out of a bed, which is to be cleaned then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BedReleaseRequest {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Brings the patient of a bed to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BedTransferRequest {
    /// Where to.
    pub to_bed_id: BedId,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// How full a ward is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Occupancy {
    /// Which ward.
    pub ward_id: WardId,
    /// Its name.
    pub ward: String,
    /// How many beds it has.
    pub n_beds: u32,
    /// How many are free.
    pub n_available: u32,
    /// How many are kept for somebody.
    pub n_reserved: u32,
    /// In how many somebody lies.
    pub n_occupied: u32,
    /// How many are to be cleaned.
    pub n_cleaning: u32,
    /// How many cannot be used.
    pub n_closed: u32,
    /// Occupied of those that can be used, in per cent, rounded down; 0 when none can be used.
    pub percent: u32,
}

impl BedRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.number, 32, "/number");
        check.optional(self.room.as_deref(), 50, "/room");
        check.finish()
    }
}

impl BedStatusRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_reserved = self.status == BedStatus::Reserved;
        check.that(
            is_reserved == self.encounter_id.is_some(),
            "/encounter_id",
            "is needed for reserved, and only there",
        );
        let has_reason = self.reason.as_deref().is_some_and(|text| !text.trim().is_empty());
        check.that(
            !self.status.is_closed() || has_reason,
            "/reason",
            "is needed to take a bed out of use",
        );
        check.optional(self.reason.as_deref(), 500, "/reason");
        check.finish()
    }
}

impl BedStatus {
    /// Tells whether the bed cannot be used.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Maintenance | Self::Blocked | Self::OutOfService)
    }
}
