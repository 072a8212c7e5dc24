//! The care team.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{CareTeamEnd, CareTeamMember, CareTeamMemberRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{CareTeamMemberId, Page, PatientId, Problem};

use super::entry::{command_route, entry_routes};
use crate::EhrService;

entry_routes! {
    CareTeamMember(CareTeamMemberId) of CareTeamMemberRequest,
    list list_care_team "/api/v1/ehr/patients/{id}/care-team"
        "Lists who takes and took part in a patient's care, newest first.",
    record add_care_team_member "Adds somebody to a patient's care team.",
    get get_care_team_member "/api/v1/ehr/care-team/{id}" "care-team-member-not-found" "Gives somebody's part in the care.",
    change change_care_team_member "Replaces what is said of somebody's part, while it has not ended.",
    error mark_care_team_member_error "/api/v1/ehr/care-team/{id}/entered-in-error",
    versions list_care_team_member_versions "/api/v1/ehr/care-team/{id}/versions",
}

command_route! {
    "Ends somebody's part in the care, with the reason."
    end_care_team_member end_care_team_member(CareTeamMemberId) "/api/v1/ehr/care-team/{id}/end" CareTeamEnd -> CareTeamMember,
    missing "care-team-member-not-found", conflicts "record-state, version-changed"
}
