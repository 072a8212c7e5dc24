//! Consents: withdrawn, never changed or deleted.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{Consent, ConsentRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{ConsentId, Page, PatientId, Problem};

use super::entry::{command_route, entry_routes};
use crate::EhrService;

entry_routes! {
    Consent(ConsentId) of ConsentRequest,
    list list_consents "/api/v1/ehr/patients/{id}/consents"
        "Lists a patient's consents and refusals, newest first.",
    record record_consent "Records a consent or refusal.",
    get get_consent "/api/v1/ehr/consents/{id}" "consent-not-found" "Gives a consent.",
    error mark_consent_error "/api/v1/ehr/consents/{id}/entered-in-error",
    versions list_consent_versions "/api/v1/ehr/consents/{id}/versions",
}

command_route! {
    "Notes that a consent was taken back, with the reason. It stays on record."
    withdraw_consent withdraw_consent(ConsentId) "/api/v1/ehr/consents/{id}/withdraw" ReasonRequest -> Consent,
    missing "consent-not-found", conflicts "record-state, version-changed"
}
