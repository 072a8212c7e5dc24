//! Critical results: somebody who can act is told, reads the value back, and until then it goes on.

use nilecare_http::HasVersion;
use nilecare_types::{CriticalResultId, FacilityId, LabOrderId, LabResultId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Code};

/// How far it is: `open → acknowledged | withdrawn`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CriticalStatus {
    /// Nobody who can act has read it back.
    Open,
    /// Somebody has.
    Acknowledged,
    /// The result was corrected and is not critical any more.
    Withdrawn,
}

/// A try to tell somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CriticalCallRequest {
    /// Who was called: name and role.
    pub to: String,
    /// Whether somebody was reached.
    pub reached: bool,
    /// The value as they read it back; needed when somebody was reached. It must be the value of the result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_back: Option<String>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A clinician has seen it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CriticalAcknowledgement {
    /// The value as it is read; it must be the value of the result.
    pub read_back: String,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A try to tell somebody, as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CriticalCall {
    /// Who was called.
    pub to: String,
    /// Who called.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Whether somebody was reached and read the value back.
    pub reached: bool,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A critical result that somebody must know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CriticalResult {
    /// The id.
    pub id: CriticalResultId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Which result.
    pub result_id: LabResultId,
    /// Of which order.
    pub order_id: LabOrderId,
    /// Whose it is; the survivor after a merge.
    pub patient_id: PatientId,
    /// Where it was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
    /// What was examined.
    pub code: Code,
    /// How far it is.
    pub status: CriticalStatus,
    /// How often it was passed on to the next in charge, because nobody acknowledged it.
    pub level: u32,
    /// When it is passed on next; absent when that is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub escalates_at: Option<Timestamp>,
    /// Who was called, oldest first.
    pub calls: Vec<CriticalCall>,
    /// Who acknowledged it: who was reached, or who signed in and read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub acknowledged_at: Option<Timestamp>,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for CriticalResult {
    fn version(&self) -> u64 {
        self.version
    }
}

impl CriticalCallRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.to, 200, "/to");
        check.that(
            self.reached == self.read_back.is_some(),
            "/read_back",
            "is needed when somebody was reached, and only then",
        );
        check.optional(self.read_back.as_deref(), 500, "/read_back");
        check.optional(self.note.as_deref(), 500, "/note");
        check.finish()
    }
}

impl CriticalAcknowledgement {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.read_back, 500, "/read_back");
        check.optional(self.note.as_deref(), 500, "/note");
        check.finish()
    }
}
