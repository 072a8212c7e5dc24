//! `POST /api/v1/clinical/adt-events`

use axum::extract::State;
use nilecare_contracts::clinical::{AdtEvent, AdtReply};
use nilecare_http::{ApiResult, IdempotencyKey, Json};
use nilecare_types::Problem;

use crate::ClinicalService;

/// Files an ADT event.
///
/// Admit, register, transfer, discharge, update, cancellation and merge of HL7 v2.5.1 chapter 3. The same `Idempotency-Key` again gets
/// the first reply and changes nothing. A field that is absent leaves what is stored, `null` deletes it.
#[utoipa::path(post, path = "/api/v1/clinical/adt-events", tag = "clinical", request_body = AdtEvent,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one event")),
    responses(
    (status = 200, description = "What it came to", body = AdtReply),
    (status = 400, description = "idempotency-key-missing, json-invalid", body = Problem),
    (status = 409, description = "patient-identifier-conflict, visit-of-another-patient, encounter-state", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn file_adt_event(
    State(clinical): State<ClinicalService>,
    key: IdempotencyKey,
    Json(event): Json<AdtEvent>,
) -> ApiResult<Json<AdtReply>> {
    Ok(Json(clinical.file_adt_event(&key, &event).await?))
}
