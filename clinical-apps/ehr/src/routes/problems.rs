//! The problem list.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{ListedProblem, ListedProblemRequest, ProblemStatusChange};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{ListedProblemId, Page, PatientId, Problem};

use super::entry::{command_route, entry_routes};
use crate::EhrService;

entry_routes! {
    ListedProblem(ListedProblemId) of ListedProblemRequest,
    list list_problems "/api/v1/ehr/patients/{id}/problems"
        "Lists a patient's problems, newest first.",
    record record_problem "Puts a problem on the list.",
    get get_problem "/api/v1/ehr/problems/{id}" "problem-not-found" "Gives a problem.",
    change change_problem "Replaces what is said of a problem; its status may become only what may follow.",
    error mark_problem_error "/api/v1/ehr/problems/{id}/entered-in-error",
    versions list_problem_versions "/api/v1/ehr/problems/{id}/versions",
}

command_route! {
    "Changes how a problem is, with the reason: resolves it, or brings it back."
    change_problem_status change_problem_status(ListedProblemId) "/api/v1/ehr/problems/{id}/status" ProblemStatusChange -> ListedProblem,
    missing "problem-not-found", conflicts "record-state, version-changed"
}
