//! Insurance of patients.

use jiff::civil::Date;
use nilecare_types::{PatientId, PolicyId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::record::record;
use crate::{BasisPoints, Check};

/// In which order insurers are asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyOrder {
    /// First.
    #[default]
    Primary,
    /// For what the first does not pay.
    Secondary,
    /// For what is left.
    Tertiary,
}

record! {
    /// An insurance to be noted, or as it is to be from now on.
    request PolicyRequest
    /// The insurance of a patient.
    record Policy(PolicyId)
    own {}
    fields {
        /// Whose.
        patient_id: PatientId,
        /// The insurer's name.
        insurer: String,
        /// The insurer's id with payers, such as in X12 837 loop 2010BB.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payer_id: Option<String>,
        /// The number of the policy.
        policy_number: String,
        /// The number of the group.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        group_number: Option<String>,
        /// In which order it is asked.
        #[serde(default)]
        order: PolicyOrder,
        /// Which share of a charge it pays.
        coverage: BasisPoints,
        /// The first day on which it counts.
        #[schema(value_type = String, format = Date)]
        valid_from: Date,
        /// The last day. Absent: for good.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        valid_until: Option<Date>,
    }
}

impl PolicyRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.insurer, 200, "/insurer");
        check.optional(self.payer_id.as_deref(), 50, "/payer_id");
        check.text(&self.policy_number, 50, "/policy_number");
        check.optional(self.group_number.as_deref(), 50, "/group_number");
        let is_share = self.coverage.get() > 0;
        check.that(is_share, "/coverage", "must be more than 0");
        let is_order = self.valid_until.is_none_or(|until| until >= self.valid_from);
        check.that(is_order, "/valid_until", "must not be before valid_from");
        check.finish()
    }
}
