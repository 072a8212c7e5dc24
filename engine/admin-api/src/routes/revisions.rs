//! The history of items.

use axum::extract::State;
use axum::response::Response;
use nilecare_channel_repository::RevisionId;
use nilecare_http::{ApiError, ApiResult, Json, ListQuery, Path, Principal, Query};
use nilecare_types::{Page, Problem, ProblemKind};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::AdminApi;
use crate::routes::items::{ItemPath, permit, told};
use crate::view::item::{ConflictView, DiffView, FileDiffView, RevisionView, SavedView};

/// Which two revisions.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DiffQuery {
    /// The older side; the one before `to` when absent.
    #[param(value_type = Option<i64>)]
    from: Option<RevisionId>,
    /// The newer side; the current one when absent.
    #[param(value_type = Option<i64>)]
    to: Option<RevisionId>,
}

/// Which revision becomes the current one.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct RestoreQuery {
    /// Its number.
    #[param(value_type = i64)]
    revision: RevisionId,
    /// The revision that is current; when it no longer is, nothing is restored. Whatever is current when absent.
    #[param(value_type = Option<i64>)]
    base: Option<RevisionId>,
    /// Restores it although it is not valid.
    #[serde(default)]
    draft: bool,
}

/// Lists the revisions of an item, newest first; also of one that was deleted.
#[utoipa::path(get, path = "/api/v1/items/{kind}/{name}/revisions", tag = "items",
    params(("kind" = String, Path,), ("name" = String, Path,), ListQuery),
    responses((status = 200, body = Page<RevisionView>), (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(api): State<AdminApi>,
    Path(path): Path<ItemPath>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<RevisionView>>> {
    let item = path.item()?;
    let before = match list.after() {
        "" => None,
        cursor => Some(cursor.parse().map_err(|_| cursor_problem())?),
    };
    let limit = list.limit();
    let rows = api
        .with_repository(move |repository| repository.history(&item, before, limit + 1))
        .await?;
    let page = Page::from_rows(rows, limit, |revision| revision.id.to_string());
    Ok(Json(page.map(RevisionView::from)))
}

pub(crate) fn cursor_problem() -> ApiError {
    let detail = "Give `next` of the page before, as it was.";
    ApiError::new(ProblemKind::Invalid, "query-invalid", "The cursor is none", detail)
}

/// Compares two revisions of an item, file by file.
#[utoipa::path(get, path = "/api/v1/items/{kind}/{name}/diff", tag = "items",
    params(("kind" = String, Path,), ("name" = String, Path,), DiffQuery),
    responses((status = 200, body = DiffView), (status = 404, body = Problem)))]
pub(crate) async fn diff(
    State(api): State<AdminApi>,
    Path(path): Path<ItemPath>,
    Query(query): Query<DiffQuery>,
) -> ApiResult<Json<DiffView>> {
    let item = path.item()?;
    let compare = move |repository: &nilecare_channel_repository::Repository| {
        let newest = repository.history(&item, query.to.map(|to| RevisionId(to.0 + 1)), 2)?;
        let to = query.to.or(newest.first().map(|revision| revision.id));
        let to = to.unwrap_or(RevisionId(1));
        let before = newest.get(1).map_or(to, |revision| revision.id);
        let from = query.from.unwrap_or(before);
        let files = repository.diff(&item, from, to)?;
        Ok(DiffView {
            from,
            to,
            files: files.into_iter().map(FileDiffView::from).collect(),
        })
    };
    Ok(Json(api.with_repository(compare).await?))
}

/// Makes an old state the current one, as a new revision.
#[utoipa::path(post, path = "/api/v1/items/{kind}/{name}/restore", tag = "items",
    params(("kind" = String, Path,), ("name" = String, Path,), RestoreQuery),
    responses((status = 200, body = SavedView), (status = 404, body = Problem), (status = 409, body = ConflictView)))]
pub(crate) async fn restore(
    State(api): State<AdminApi>,
    Path(path): Path<ItemPath>,
    Query(query): Query<RestoreQuery>,
    principal: Principal,
) -> ApiResult<Response> {
    let item = path.item()?;
    permit(&item, &principal)?;
    let author = principal.username;
    let work = move |repository: &nilecare_channel_repository::Repository| {
        repository.restore(&item, query.revision, query.base, &author, query.draft)
    };
    told(api.change_repository(work).await.map(SavedView::from))
}
