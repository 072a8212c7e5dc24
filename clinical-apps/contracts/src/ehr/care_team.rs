//! Who takes part in a patient's care, and since when.

use jiff::civil::Date;
use nilecare_types::CareTeamMemberId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{days, entry};
use crate::{Check, Practitioner};

/// Which part somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum CareTeamRole {
    AttendingPhysician,
    PrimaryCarePhysician,
    Consultant,
    Resident,
    Nurse,
    CaseManager,
    Pharmacist,
    Dietitian,
    Physiotherapist,
    SocialWorker,
    Caregiver,
    Other,
}

/// Whether somebody takes part. `active → ended`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CareTeamStatus {
    /// They do.
    Active,
    /// They did.
    Ended,
}

/// Ends somebody's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CareTeamEnd {
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// Why; 1 to 1000 characters.
    pub reason: String,
}

entry! {
    /// Somebody's part in a patient's care, as somebody records it.
    request CareTeamMemberRequest
    /// Somebody's part in a patient's care.
    record CareTeamMember(CareTeamMemberId)
    own {
        /// Whether they take part.
        status: CareTeamStatus = CareTeamStatus::Active,
        /// Why it ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status_reason: Option<String> = None,
    }
    fields {
        /// Who.
        member: Practitioner,
        /// The name that they sign in with here; at most 200 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        username: Option<String>,
        /// Which part.
        role: CareTeamRole,
        /// From which day.
        #[schema(value_type = String, format = Date)]
        from: jiff::civil::Date,
        /// The last day; absent: until it is ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        until: Option<jiff::civil::Date>,
        /// What else is to be known; at most 1000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl CareTeamMemberRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.member.check(&mut check, "/member");
        let has_name = self.member.family.is_some() || self.member.given.is_some();
        check.that(has_name, "/member", "needs a family or a given name");
        check.optional(self.username.as_deref(), 200, "/username");
        days(&mut check, Some(self.from), self.until, "/until");
        check.optional(self.note.as_deref(), 1000, "/note");
        check.finish()
    }
}

impl CareTeamEnd {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}

impl CareTeamMember {
    /// Tells whether they take part on a day.
    pub fn takes_part_on(&self, day: Date) -> bool {
        self.entered_in_error.is_none() && self.from <= day && self.until.is_none_or(|last| day <= last)
    }
}
