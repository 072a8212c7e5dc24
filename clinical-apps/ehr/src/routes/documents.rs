//! Clinical documents and their contents.

use axum::Extension;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::response::IntoResponse;
use http::{HeaderMap, StatusCode, header};
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{ClinicalDocument, ClinicalDocumentRequest, DocumentStatusChange};
use nilecare_http::{
    ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, PatientsSeen, Principal, Query, Versioned,
};
use nilecare_types::{ClinicalDocumentId, Page, PatientId, Problem};

use super::entry::{command_route, entry_routes};
use crate::app::Download;
use crate::model::content;
use crate::{EhrError, EhrService};

entry_routes! {
    ClinicalDocument(ClinicalDocumentId) of ClinicalDocumentRequest,
    list list_clinical_documents "/api/v1/ehr/patients/{id}/documents"
        "Lists a patient's documents, newest first.",
    record record_clinical_document "Describes a document; its content follows.",
    get get_clinical_document "/api/v1/ehr/documents/{id}" "document-not-found" "Gives the description of a document.",
    change change_clinical_document "Describes a draft anew.",
    error mark_clinical_document_error "/api/v1/ehr/documents/{id}/entered-in-error",
    versions list_clinical_document_versions "/api/v1/ehr/documents/{id}/versions",
}

command_route! {
    "Makes a document final, or puts it away, with the reason."
    change_document_status change_document_status(ClinicalDocumentId) "/api/v1/ehr/documents/{id}/status" DocumentStatusChange -> ClinicalDocument,
    missing "document-not-found", conflicts "record-state, something-first, version-changed"
}

/// Which content, and why.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ContentQuery {
    /// The version of the document; absent: as it is now.
    version: Option<u64>,
    /// Why the content of a document that is done is changed; at most 1000 characters.
    reason: Option<String>,
}

/// Brings the content of a document: of a draft as often as needed, of one that is done with `reason`, which makes it `amended`.
#[utoipa::path(put, path = "/api/v1/ehr/documents/{id}/content", tag = "ehr",
    request_body(content = Vec<u8>, content_type = "application/pdf", description = "The bytes: PDF, JPEG, PNG or UTF-8 text, as `Content-Type` says"),
    params(("id" = ClinicalDocumentId, Path), ContentQuery,
        ("If-Match" = Option<String>, Header, description = "The version that was read")),
    responses(
    (status = 200, description = "The document with its content's hash", body = ClinicalDocument),
    (status = 404, description = "document-not-found", body = Problem),
    (status = 409, description = "record-state, version-changed", body = Problem),
    (status = 413, description = "body-too-large", body = Problem),
    (status = 422, description = "validation-failed, content-type-refused, content-differs", body = Problem),
))]
pub(super) async fn put_document_content(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<ClinicalDocumentId>,
    Query(query): Query<ContentQuery>,
    version: IfMatch,
    headers: HeaderMap,
    body: Body,
) -> ApiResult<Versioned<ClinicalDocument>> {
    let header = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content::accepted(header)?;
    if query
        .reason
        .as_ref()
        .is_some_and(|reason| reason.chars().count() > 1000)
    {
        let problem = "reason: must have at most 1000 characters".to_owned();
        return Err(EhrError::Invalid(vec![problem]).into());
    }
    let bytes = whole(body, ehr.options.max_document_bytes()).await?;
    let document = ehr.put_content(id, version, (content_type, &bytes), query.reason.as_deref(), &principal);
    Ok(Versioned(document.await?))
}

/// Gives the content of a document, to be saved and never to be shown as a page.
#[utoipa::path(get, path = "/api/v1/ehr/documents/{id}/content", tag = "ehr",
    params(("id" = ClinicalDocumentId, Path), ContentQuery), responses(
    (status = 200, description = "The bytes; `ETag` is their SHA-256", content_type = "application/octet-stream"),
    (status = 404, description = "document-not-found, document-content-not-found", body = Problem),
))]
pub(super) async fn get_document_content(
    State(ehr): State<EhrService>,
    principal: Principal,
    Path(id): Path<ClinicalDocumentId>,
    Query(query): Query<ContentQuery>,
) -> ApiResult<impl IntoResponse> {
    let Download {
        patient,
        id,
        about,
        bytes,
    } = ehr.content(id, query.version, &principal).await?;
    let ending = match about.content_type.as_str() {
        "application/pdf" => "pdf",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        _ => "txt",
    };
    let headers = [
        (header::CONTENT_TYPE, about.content_type),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{id}.{ending}\""),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox".to_owned(),
        ),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
        (header::ETAG, format!("\"{}\"", about.sha256)),
    ];
    Ok((Extension(PatientsSeen(vec![patient.to_string()])), headers, bytes))
}

/// Reads a body of at most `limit` bytes. What breaks off is refused in the same way: nothing tells the two apart.
async fn whole(body: Body, limit: usize) -> Result<Bytes, EhrError> {
    to_bytes(body, limit).await.map_err(|_| EhrError::TooLarge(limit))
}
