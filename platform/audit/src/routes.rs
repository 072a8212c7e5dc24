//! `/api/v1/audit`: search, export, check.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;
use http::header;
use nilecare_http::{
    ApiError, ApiResult, ApiRoutes, Json, ListQuery, OpenApiRouter, Permission, Query, TokenVerifier, routes,
};
use nilecare_types::{Page, Problem};

use crate::search::{AuditQuery, StoredEntry};
use crate::{AuditLog, Recorder, Verification};

/// Searching the audit log.
pub const AUDIT_READ: Permission = Permission::new("audit:read");
/// Taking the audit log away.
pub const AUDIT_EXPORT: Permission = Permission::new("audit:export");

/// How many entries are in memory at once while exporting.
const EXPORT_PAGE: i64 = 500;

impl AuditLog {
    /// Gives the routes below `/api/v1`; looking at the log is on record too.
    pub fn router(&self, verifier: &TokenVerifier, recorder: Recorder) -> OpenApiRouter {
        ApiRoutes::new(verifier)
            .audited(Some(Arc::new(recorder)))
            .permit(AUDIT_READ, routes!(search))
            .permit(AUDIT_READ, routes!(verify))
            .permit(AUDIT_EXPORT, routes!(export))
            .into_router()
            .with_state(self.clone())
    }
}

/// Searches the audit log, latest first.
#[utoipa::path(get, path = "/api/v1/audit/entries", tag = "audit", params(AuditQuery, ListQuery), responses(
    (status = 200, description = "One page", body = Page<StoredEntry>),
    (status = 400, description = "cursor-invalid", body = Problem),
))]
async fn search(
    State(log): State<AuditLog>,
    Query(query): Query<AuditQuery>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<StoredEntry>>> {
    let before = match list.after() {
        "" => i64::MAX,
        cursor => cursor.parse().map_err(|_| bad_cursor())?,
    };
    let rows = log.search(&query, before, list.fetch()).await?;
    Ok(Json(Page::from_rows(rows, list.limit(), |row| row.entry.n.to_string())))
}

/// Checks the chain of the audit log from end to end.
#[utoipa::path(get, path = "/api/v1/audit/verification", tag = "audit", responses(
    (status = 200, description = "What was found", body = Verification),
))]
async fn verify(State(log): State<AuditLog>) -> ApiResult<Json<Verification>> {
    Ok(Json(log.verify().await?))
}

/// Gives entries as lines of JSON, latest first, however many there are.
#[utoipa::path(get, path = "/api/v1/audit/export", tag = "audit", params(AuditQuery), responses(
    (status = 200, description = "One entry a line", content_type = "application/x-ndjson", body = String),
))]
async fn export(State(log): State<AuditLog>, Query(query): Query<AuditQuery>) -> Response {
    let pages = stream::try_unfold(Some(i64::MAX), move |before| {
        let (log, query) = (log.clone(), query.clone());
        async move {
            let Some(before) = before else { return Ok(None) };
            let rows = log
                .search(&query, before, EXPORT_PAGE)
                .await
                .map_err(std::io::Error::other)?;
            let next = rows.last().map(|row| row.entry.n);
            if rows.is_empty() {
                return Ok(None);
            }
            Ok::<_, std::io::Error>(Some((lines(&rows), next)))
        }
    });
    (
        [(header::CONTENT_TYPE, "application/x-ndjson")],
        Body::from_stream(pages),
    )
        .into_response()
}

fn lines(rows: &[StoredEntry]) -> Bytes {
    let mut text = String::new();
    for row in rows {
        text.push_str(&nilecare_sql::json::write(row));
        text.push('\n');
    }
    text.into()
}

fn bad_cursor() -> ApiError {
    let title = "The cursor is not one of ours";
    let detail = "Give next of the page before, or nothing.";
    ApiError::new(nilecare_types::ProblemKind::Invalid, "cursor-invalid", title, detail)
}
