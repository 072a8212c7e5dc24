//! Structured notes: drafts, locks, signatures, versions.

use axum::Extension;
use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::AddendumRequest;
use nilecare_contracts::ehr::{
    CosignRequest, LockRequest, SignRequest, SoapAmendmentRequest, SoapDifference, SoapIntegrity, SoapNote,
    SoapNoteRequest, SoapNoteStatus,
};
use nilecare_http::{
    ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, PatientsSeen, Principal, Query, Versioned,
};
use nilecare_types::{EncounterId, FacilityId, Page, PatientId, Problem, SoapNoteId};

use super::entry::command_route;
use crate::EhrService;
use crate::app::NotesWanted;

/// Which notes; a patient or an author is needed.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct NoteSearch {
    /// Whose; any id of the person, before or after a merge.
    patient: Option<PatientId>,
    /// Who wrote them.
    author: Option<String>,
    /// Words that each must be in it, at most 5; at most 100 characters.
    text: Option<String>,
    /// Written in this facility only.
    facility: Option<FacilityId>,
    /// Of this encounter only.
    encounter: Option<EncounterId>,
    /// In this state only.
    #[param(inline)]
    status: Option<SoapNoteStatus>,
}

/// Which two versions.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TwoVersions {
    /// The earlier one.
    from: u64,
    /// The later one.
    to: u64,
}

/// Finds notes, newest first. Drafts of others are found by who may write; confidential ones by who may see them.
#[utoipa::path(get, path = "/api/v1/ehr/soap-notes", tag = "ehr", params(NoteSearch, ListQuery), responses(
    (status = 200, description = "One page", body = Page<SoapNote>),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn find_soap_notes(
    State(ehr): State<EhrService>,
    principal: Principal,
    Query(search): Query<NoteSearch>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<SoapNote>>> {
    let wanted = NotesWanted {
        patient: search.patient,
        facility: search.facility,
        encounter: search.encounter,
        author: search.author,
        status: search.status,
        text: search.text,
    };
    let page = (list.after(), list.limit());
    Ok(Json(ehr.find_soap_notes(&wanted, &principal, page).await?))
}

/// Begins a draft, with the lock for its author.
///
/// The same `Idempotency-Key` again gets the first reply and changes nothing.
#[utoipa::path(post, path = "/api/v1/ehr/patients/{id}/soap-notes", tag = "ehr", request_body = SoapNoteRequest,
    params(("id" = PatientId, Path),
        ("Idempotency-Key" = String, Header, description = "The same for each attempt of one note")),
    responses(
    (status = 201, description = "The draft", body = SoapNote),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn begin_soap_note(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<PatientId>,
    key: IdempotencyKey,
    Json(request): Json<SoapNoteRequest>,
) -> ApiResult<(StatusCode, Versioned<SoapNote>)> {
    let note = ehr.begin_soap_note(&key, id, request, &principal).await?;
    Ok((StatusCode::CREATED, Versioned(note)))
}

/// Gives a note; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/ehr/soap-notes/{id}", tag = "ehr", params(("id" = SoapNoteId, Path)), responses(
    (status = 200, description = "As it is now", body = SoapNote),
    (status = 404, description = "note-not-found", body = Problem),
))]
pub(super) async fn get_soap_note(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<SoapNoteId>,
) -> ApiResult<Versioned<SoapNote>> {
    Ok(Versioned(ehr.soap_note(id, &principal).await?))
}

/// Saves a draft as it is now, as often as the screen likes; it takes or keeps the lock. With `If-Match` a second window cannot overwrite the
/// first.
#[utoipa::path(put, path = "/api/v1/ehr/soap-notes/{id}", tag = "ehr", request_body = SoapNoteRequest,
    params(("id" = SoapNoteId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = SoapNote),
    (status = 404, description = "note-not-found", body = Problem),
    (status = 409, description = "record-state, note-locked, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn save_soap_note(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<SoapNoteId>,
    version: IfMatch,
    Json(request): Json<SoapNoteRequest>,
) -> ApiResult<Versioned<SoapNote>> {
    Ok(Versioned(ehr.save_soap_note(id, version, request, &principal).await?))
}

/// Takes the lock of a draft; with `take_over` from who holds it, who is told by `ehr.note.lock-taken`.
#[utoipa::path(post, path = "/api/v1/ehr/soap-notes/{id}/lock", tag = "ehr", request_body = LockRequest,
    params(("id" = SoapNoteId, Path)), responses(
    (status = 200, description = "The note with the lock", body = SoapNote),
    (status = 404, description = "note-not-found", body = Problem),
    (status = 409, description = "record-state, note-locked", body = Problem),
))]
pub(super) async fn lock_soap_note(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<SoapNoteId>,
    Json(request): Json<LockRequest>,
) -> ApiResult<Versioned<SoapNote>> {
    Ok(Versioned(ehr.lock_soap_note(id, &request, &principal).await?))
}

/// Gives one's own lock back.
#[utoipa::path(delete, path = "/api/v1/ehr/soap-notes/{id}/lock", tag = "ehr", params(("id" = SoapNoteId, Path)), responses(
    (status = 200, description = "The note", body = SoapNote),
    (status = 404, description = "note-not-found", body = Problem),
    (status = 409, description = "record-state", body = Problem),
))]
pub(super) async fn unlock_soap_note(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<SoapNoteId>,
) -> ApiResult<Versioned<SoapNote>> {
    Ok(Versioned(ehr.unlock_soap_note(id, &principal).await?))
}

command_route! {
    "Signs one's own draft: nobody changes its content any more, and the hash of what was signed is kept."
    sign_soap_note sign_soap_note(SoapNoteId) "/api/v1/ehr/soap-notes/{id}/sign" SignRequest -> SoapNote,
    missing "note-not-found", conflicts "record-state, note-locked, other-author, version-changed"
}

command_route! {
    "Changes one's own signed note: another version with a reason, signed anew; what was before stays readable."
    amend_soap_note amend_soap_note(SoapNoteId) "/api/v1/ehr/soap-notes/{id}/amend" SoapAmendmentRequest -> SoapNote,
    missing "note-not-found", conflicts "record-state, other-author, version-changed"
}

command_route! {
    "Adds to a signed note, dated and with a name."
    add_to_soap_note add_to_soap_note(SoapNoteId) "/api/v1/ehr/soap-notes/{id}/addenda" AddendumRequest -> SoapNote,
    missing "note-not-found", conflicts "record-state, version-changed"
}

command_route! {
    "Asks somebody to co-sign one's own signed note, in place of who was asked before."
    ask_soap_cosigner ask_cosigner(SoapNoteId) "/api/v1/ehr/soap-notes/{id}/cosigner" CosignRequest -> SoapNote,
    missing "note-not-found", conflicts "record-state, other-author, version-changed"
}

command_route! {
    "Co-signs as the one who was asked."
    cosign_soap_note cosign_soap_note(SoapNoteId) "/api/v1/ehr/soap-notes/{id}/cosign" SignRequest -> SoapNote,
    missing "note-not-found", conflicts "record-state, version-changed"
}

command_route! {
    "Declines to co-sign, with the reason."
    decline_soap_cosignature decline_cosignature(SoapNoteId) "/api/v1/ehr/soap-notes/{id}/decline-cosign"
        ReasonRequest -> SoapNote,
    missing "note-not-found", conflicts "record-state, version-changed"
}

command_route! {
    "Gives one's own draft up, or says that one's own signed note should never have been there; both are final."
    mark_soap_note_error mark_soap_note_error(SoapNoteId) "/api/v1/ehr/soap-notes/{id}/entered-in-error"
        ReasonRequest -> SoapNote,
    missing "note-not-found", conflicts "record-state, other-author, version-changed"
}

/// Lists the signed versions of a note, newest first.
#[utoipa::path(get, path = "/api/v1/ehr/soap-notes/{id}/versions", tag = "ehr",
    params(("id" = SoapNoteId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<SoapNote>),
    (status = 404, description = "note-not-found", body = Problem),
))]
pub(super) async fn list_soap_note_versions(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<SoapNoteId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<SoapNote>>> {
    let page = (list.after(), list.limit());
    Ok(Json(ehr.soap_note_versions(id, &principal, page).await?))
}

/// Compares two signed versions, field by field and line by line.
#[utoipa::path(get, path = "/api/v1/ehr/soap-notes/{id}/diff", tag = "ehr",
    params(("id" = SoapNoteId, Path), TwoVersions), responses(
    (status = 200, description = "The fields that differ", body = SoapDifference),
    (status = 404, description = "note-not-found, signed-version-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn compare_soap_note_versions(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<SoapNoteId>,
    Query(two): Query<TwoVersions>,
) -> ApiResult<(Extension<PatientsSeen>, Json<SoapDifference>)> {
    let (patient, difference) = ehr.soap_note_difference(id, (two.from, two.to), &principal).await?;
    Ok((Extension(PatientsSeen(vec![patient.to_string()])), Json(difference)))
}

/// Compares what is kept of each signed version with the hash that was signed.
#[utoipa::path(get, path = "/api/v1/ehr/soap-notes/{id}/integrity", tag = "ehr", params(("id" = SoapNoteId, Path)), responses(
    (status = 200, description = "The versions that are not what was signed; none when all is well", body = SoapIntegrity),
    (status = 404, description = "note-not-found", body = Problem),
))]
pub(super) async fn check_soap_note_integrity(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<SoapNoteId>,
) -> ApiResult<(Extension<PatientsSeen>, Json<SoapIntegrity>)> {
    let (patient, integrity) = ehr.soap_note_integrity(id, &principal).await?;
    Ok((Extension(PatientsSeen(vec![patient.to_string()])), Json(integrity)))
}
