//! Social history.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{SocialHistory, SocialHistoryRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{Page, PatientId, Problem, SocialHistoryId};

use super::entry::entry_routes;
use crate::EhrService;

entry_routes! {
    SocialHistory(SocialHistoryId) of SocialHistoryRequest,
    list list_social_histories "/api/v1/ehr/patients/{id}/social-history"
        "Lists how a patient lives and lived, newest first.",
    record record_social_history "Records how a patient lives in one respect.",
    get get_social_history "/api/v1/ehr/social-history/{id}" "social-history-not-found" "Gives one respect of how a patient lives.",
    change change_social_history "Replaces one respect of how a patient lives.",
    error mark_social_history_error "/api/v1/ehr/social-history/{id}/entered-in-error",
    versions list_social_history_versions "/api/v1/ehr/social-history/{id}/versions",
}
