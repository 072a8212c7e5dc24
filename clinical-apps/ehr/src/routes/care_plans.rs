//! Care plans.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{CarePlan, CarePlanRequest, CarePlanStatusChange};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{CarePlanId, Page, PatientId, Problem};

use super::entry::{command_route, entry_routes};
use crate::EhrService;

entry_routes! {
    CarePlan(CarePlanId) of CarePlanRequest,
    list list_care_plans "/api/v1/ehr/patients/{id}/care-plans"
        "Lists a patient's care plans, newest first.",
    record record_care_plan "Writes a care plan; it is a draft.",
    get get_care_plan "/api/v1/ehr/care-plans/{id}" "care-plan-not-found" "Gives a care plan.",
    change change_care_plan "Replaces what a care plan says, while it is not over.",
    error mark_care_plan_error "/api/v1/ehr/care-plans/{id}/entered-in-error",
    versions list_care_plan_versions "/api/v1/ehr/care-plans/{id}/versions",
}

command_route! {
    "Changes how far a care plan is, with the reason. It becomes active with at least one goal."
    change_care_plan_status change_care_plan_status(CarePlanId) "/api/v1/ehr/care-plans/{id}/status" CarePlanStatusChange -> CarePlan,
    missing "care-plan-not-found", conflicts "record-state, something-first, version-changed"
}
