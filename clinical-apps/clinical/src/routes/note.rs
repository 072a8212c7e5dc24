//! `/api/v1/notes` and a patient's notes.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::{AddendumRequest, AmendmentRequest, Note, NoteRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{NoteId, Page, PatientId, Problem};

use super::chart::EntryFilter;
use crate::ClinicalService;

/// Lists a patient's notes, newest first: signed ones, and one's own drafts.
#[utoipa::path(get, path = "/api/v1/patients/{id}/notes", tag = "clinical",
    params(("id" = PatientId, Path), EntryFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Note>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_notes(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<PatientId>,
    Query(filter): Query<EntryFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Note>>> {
    let page = clinical.notes(id, filter.encounter, &principal.username, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Begins a draft, which its author alone sees.
///
/// The same `Idempotency-Key` again gets the first reply and changes nothing.
#[utoipa::path(post, path = "/api/v1/patients/{id}/notes", tag = "clinical", request_body = NoteRequest,
    params(("id" = PatientId, Path),
        ("Idempotency-Key" = String, Header, description = "The same for each attempt of one note")),
    responses(
    (status = 201, description = "The draft", body = Note),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn begin_note(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<PatientId>,
    key: IdempotencyKey,
    Json(request): Json<NoteRequest>,
) -> ApiResult<(StatusCode, Versioned<Note>)> {
    let note = clinical.begin_note(&key, id, request, &principal.username).await?;
    Ok((StatusCode::CREATED, Versioned(note)))
}

/// Gives a note; a draft to its author only.
#[utoipa::path(get, path = "/api/v1/notes/{id}", tag = "clinical", params(("id" = NoteId, Path)), responses(
    (status = 200, description = "As it is now; `ETag` is its version", body = Note),
    (status = 404, description = "note-not-found", body = Problem),
))]
pub(super) async fn get_note(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<NoteId>,
) -> ApiResult<Versioned<Note>> {
    Ok(Versioned(clinical.note(id, &principal.username).await?))
}

/// Saves a draft as it is now, as often as the author's screen likes. With `If-Match` a second window cannot overwrite the first.
#[utoipa::path(put, path = "/api/v1/notes/{id}", tag = "clinical", request_body = NoteRequest,
    params(("id" = NoteId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Note),
    (status = 404, description = "note-not-found", body = Problem),
    (status = 409, description = "note-state, note-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn save_note(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<NoteId>,
    version: IfMatch,
    Json(request): Json<NoteRequest>,
) -> ApiResult<Versioned<Note>> {
    let note = clinical.save_note(id, version, request, &principal.username).await?;
    Ok(Versioned(note))
}

/// Signs a draft: everybody sees it, and nobody changes its text any more.
#[utoipa::path(post, path = "/api/v1/notes/{id}/sign", tag = "clinical",
    params(("id" = NoteId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Note),
    (status = 404, description = "note-not-found", body = Problem),
    (status = 409, description = "note-state, note-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn sign_note(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<NoteId>,
    version: IfMatch,
) -> ApiResult<Versioned<Note>> {
    Ok(Versioned(clinical.sign_note(id, version, &principal.username).await?))
}

/// Adds to a signed note, dated and with a name.
#[utoipa::path(post, path = "/api/v1/notes/{id}/addenda", tag = "clinical", request_body = AddendumRequest,
    params(("id" = NoteId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Note),
    (status = 404, description = "note-not-found", body = Problem),
    (status = 409, description = "note-state, note-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_to_note(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<NoteId>,
    version: IfMatch,
    Json(request): Json<AddendumRequest>,
) -> ApiResult<Versioned<Note>> {
    let note = clinical.add_to_note(id, version, request, &principal.username).await?;
    Ok(Versioned(note))
}

/// Changes the text of one's own signed note, with a reason; the text before stays among the versions.
#[utoipa::path(post, path = "/api/v1/notes/{id}/amend", tag = "clinical", request_body = AmendmentRequest,
    params(("id" = NoteId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Note),
    (status = 404, description = "note-not-found", body = Problem),
    (status = 409, description = "note-author, note-state, note-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn amend_note(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<NoteId>,
    version: IfMatch,
    Json(request): Json<AmendmentRequest>,
) -> ApiResult<Versioned<Note>> {
    let note = clinical.amend_note(id, version, request, &principal.username).await?;
    Ok(Versioned(note))
}

/// Says that one's own note should never have been there; a draft is discarded by it.
#[utoipa::path(post, path = "/api/v1/notes/{id}/entered-in-error", tag = "clinical", request_body = ReasonRequest,
    params(("id" = NoteId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "As it is now", body = Note),
    (status = 404, description = "note-not-found", body = Problem),
    (status = 409, description = "note-author, note-state, note-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn mark_note_error(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<NoteId>,
    version: IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Note>> {
    let note = clinical
        .mark_note_error(id, version, request, &principal.username)
        .await?;
    Ok(Versioned(note))
}

/// Lists the signed versions of a note, newest first.
#[utoipa::path(get, path = "/api/v1/notes/{id}/versions", tag = "clinical", params(("id" = NoteId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<Note>),
    (status = 404, description = "note-not-found", body = Problem),
))]
pub(super) async fn list_note_versions(
    State(clinical): State<ClinicalService>,
    principal: Principal,
    Path(id): Path<NoteId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Note>>> {
    let page = clinical.note_versions(id, &principal.username, list.after(), list.limit());
    Ok(Json(page.await?))
}
