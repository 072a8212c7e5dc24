//! Advance directives.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{AdvanceDirective, AdvanceDirectiveRequest, DirectiveStatusChange};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{AdvanceDirectiveId, Page, PatientId, Problem};

use super::entry::{command_route, entry_routes};
use crate::EhrService;

entry_routes! {
    AdvanceDirective(AdvanceDirectiveId) of AdvanceDirectiveRequest,
    list list_advance_directives "/api/v1/ehr/patients/{id}/advance-directives"
        "Lists a patient's advance directives, newest first.",
    record record_advance_directive "Records an advance directive; it is a draft until it is confirmed.",
    get get_advance_directive "/api/v1/ehr/advance-directives/{id}" "advance-directive-not-found" "Gives an advance directive.",
    change change_advance_directive "Replaces what a draft says.",
    error mark_advance_directive_error "/api/v1/ehr/advance-directives/{id}/entered-in-error",
    versions list_advance_directive_versions "/api/v1/ehr/advance-directives/{id}/versions",
}

command_route! {
    "Confirms a directive, or takes it back, with the reason."
    change_directive_status change_directive_status(AdvanceDirectiveId) "/api/v1/ehr/advance-directives/{id}/status" DirectiveStatusChange -> AdvanceDirective,
    missing "advance-directive-not-found", conflicts "record-state, version-changed"
}
