//! Family history.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{FamilyHistory, FamilyHistoryRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{FamilyHistoryId, Page, PatientId, Problem};

use super::entry::entry_routes;
use crate::EhrService;

entry_routes! {
    FamilyHistory(FamilyHistoryId) of FamilyHistoryRequest,
    list list_family_histories "/api/v1/ehr/patients/{id}/family-history"
        "Lists what is known of a patient's relatives, newest first.",
    record record_family_history "Records what is known of a relative.",
    get get_family_history "/api/v1/ehr/family-history/{id}" "family-history-not-found" "Gives what is known of a relative.",
    change change_family_history "Replaces what is known of a relative.",
    error mark_family_history_error "/api/v1/ehr/family-history/{id}/entered-in-error",
    versions list_family_history_versions "/api/v1/ehr/family-history/{id}/versions",
}
