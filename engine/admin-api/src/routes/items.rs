//! The files that analysts edit.

use axum::extract::{Extension, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use nilecare_channel_repository::{Delete, ItemId, ItemKind, RepositoryError, RevisionId, Save};
use nilecare_http::{ApiError, ApiResult, Json, PROBLEM_JSON, Path, Principal, Query};
use nilecare_types::{Page, Problem, ProblemKind};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

use crate::audit::EventDetail;
use crate::routes::precondition::{Base, entity_tag};
use crate::view::item::{ConflictView, ItemFiles, ItemFilesView, ItemView, RevisionView, SavedView, ValidationView};
use crate::{AdminApi, error};

/// The kind and name in a path.
#[derive(Debug, Deserialize)]
pub(crate) struct ItemPath {
    kind: ItemKind,
    name: String,
}

impl ItemPath {
    pub(crate) fn item(&self) -> ApiResult<ItemId> {
        item(self.kind, &self.name)
    }
}

pub(crate) fn item(kind: ItemKind, name: &str) -> ApiResult<ItemId> {
    ItemId::new(kind, name).map_err(|error| {
        let text = error.to_string();
        ApiError::new(ProblemKind::Invalid, "path-invalid", "There can be no such item", text)
    })
}

/// Which revision.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct RevisionQuery {
    /// Its number; the current one when absent.
    #[param(value_type = Option<i64>)]
    revision: Option<RevisionId>,
}

/// How it is saved.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SaveQuery {
    /// Keeps it although it is not valid; it cannot be deployed then, also not at the next start of the hub.
    #[serde(default)]
    draft: bool,
}

/// Why it is deleted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DeleteQuery {
    /// For the history.
    #[serde(default)]
    comment: String,
}

/// Lists the items of a kind: `channel`, `library`, `lookup`, `script`, `alert` or `configuration`.
#[utoipa::path(get, path = "/api/v1/items/{kind}", tag = "items", params(("kind" = String, Path,)),
    responses((status = 200, body = Page<ItemView>)))]
pub(crate) async fn list(State(api): State<AdminApi>, Path(kind): Path<ItemKind>) -> ApiResult<Json<Page<ItemView>>> {
    let items = api.with_repository(move |repository| repository.list(kind)).await?;
    let items = items.into_iter().map(ItemView::from).collect();
    Ok(Json(Page { items, next: None }))
}

/// Returns an item with its files. Its ETag is what a change must name.
#[utoipa::path(get, path = "/api/v1/items/{kind}/{name}", tag = "items",
    params(("kind" = String, Path,), ("name" = String, Path,), RevisionQuery),
    responses((status = 200, body = ItemFilesView), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(api): State<AdminApi>,
    Path(path): Path<ItemPath>,
    Query(query): Query<RevisionQuery>,
) -> ApiResult<Response> {
    let item = path.item()?;
    let wanted = item.clone();
    let stored = api
        .with_repository(move |repository| repository.get(&wanted, query.revision))
        .await?;
    let tag = entity_tag(stored.revision.id);
    Ok((tag, Json(ItemFilesView::new(&item, stored))).into_response())
}

/// Saves an item: all of its files from now on. Needs `If-Match` with the ETag of what was changed, or `If-None-Match: *`
/// for a new item. When somebody else, or the folder, changed it meanwhile, nothing is saved and the answer has all three
/// sides.
#[utoipa::path(put, path = "/api/v1/items/{kind}/{name}", tag = "items", request_body = ItemFiles,
    params(("kind" = String, Path,), ("name" = String, Path,), SaveQuery),
    responses((status = 200, body = SavedView), (status = 409, body = ConflictView), (status = 422, body = Problem)))]
pub(crate) async fn put(
    State(api): State<AdminApi>,
    Path(path): Path<ItemPath>,
    Query(query): Query<SaveQuery>,
    Base(base): Base,
    principal: Principal,
    Json(body): Json<ItemFiles>,
) -> ApiResult<Response> {
    let item = path.item()?;
    permit(&item, &principal)?;
    let comment = body.comment.clone();
    let files = body.files(&item).map_err(ApiError::unprocessable)?;
    let save = Save {
        item,
        files,
        base,
        author: principal.username,
        comment,
        is_draft: query.draft,
    };
    let saved = api.change_repository(move |repository| repository.save(save)).await;
    told(saved.map(SavedView::from))
}

/// Deletes an item; its history stays. Needs `If-Match`. A deployed channel must be undeployed first.
#[utoipa::path(delete, path = "/api/v1/items/{kind}/{name}", tag = "items",
    params(("kind" = String, Path,), ("name" = String, Path,), DeleteQuery),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = ConflictView)))]
pub(crate) async fn delete(
    State(api): State<AdminApi>,
    Path(path): Path<ItemPath>,
    Query(query): Query<DeleteQuery>,
    Base(base): Base,
    principal: Principal,
) -> ApiResult<Response> {
    let item = path.item()?;
    permit(&item, &principal)?;
    if let Some(channel) = item.channel()
        && api.engine.status(&channel).await.is_ok()
    {
        return Err(ApiError::new(
            ProblemKind::Conflict,
            "channel-deployed",
            "The channel is deployed",
            "Undeploy it first.",
        ));
    }
    let Some(base) = base else {
        return Err(ApiError::new(
            ProblemKind::Invalid,
            "base-missing",
            "Say which revision is meant",
            "Send the header If-Match with the item's ETag.",
        ));
    };
    let delete = Delete {
        item,
        base,
        author: principal.username,
        comment: query.comment,
    };
    let deleted = api
        .change_repository(move |repository| repository.delete(&delete))
        .await;
    match deleted {
        Ok(_) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(error) => told::<SavedView>(Err(error)),
    }
}

/// Tells what would be wrong with files, and keeps nothing.
#[utoipa::path(post, path = "/api/v1/items/{kind}/{name}/validate", tag = "items", request_body = ItemFiles,
    params(("kind" = String, Path,), ("name" = String, Path,)),
    responses((status = 200, body = ValidationView)))]
pub(crate) async fn validate(
    State(api): State<AdminApi>,
    Path(path): Path<ItemPath>,
    Json(body): Json<ItemFiles>,
) -> ApiResult<Json<ValidationView>> {
    let item = path.item()?;
    let problems = match body.files(&item) {
        Ok(files) => {
            api.with_repository(move |repository| repository.validate(&item, &files))
                .await?
        }
        Err(problems) => problems,
    };
    Ok(Json(ValidationView {
        is_valid: problems.is_empty(),
        problems,
    }))
}

/// The configuration map has a permission of its own, since it decides where data goes.
pub(crate) fn permit(item: &ItemId, principal: &Principal) -> ApiResult<()> {
    let needed = crate::CONFIGURATION_EDIT;
    if item.kind() != ItemKind::Configuration || principal.may(needed) {
        return Ok(());
    }
    Err(ApiError::new(
        ProblemKind::Forbidden,
        "permission-missing",
        "Your roles do not permit this",
        format!("The permission {needed} is needed; ask an administrator for a role that holds it."),
    ))
}

/// Has a revision, which becomes the answer's entity tag.
pub(crate) trait HasRevision {
    fn revision(&self) -> &RevisionView;
}

impl HasRevision for SavedView {
    fn revision(&self) -> &RevisionView {
        &self.revision
    }
}

/// Answers with what was saved, or with the conflict and all its sides.
pub(crate) fn told<T: HasRevision + serde::Serialize>(saved: Result<T, RepositoryError>) -> ApiResult<Response> {
    match saved {
        Ok(view) => {
            let detail = EventDetail(json!({ "revision": view.revision().id }));
            let tag = entity_tag(RevisionId(view.revision().id));
            Ok((Extension(detail), tag, Json(view)).into_response())
        }
        Err(RepositoryError::Conflict(conflict)) => {
            let problem = Problem::new(
                ProblemKind::Conflict,
                "item-changed",
                "It was changed meanwhile",
                "Look at `theirs` and `yours`, merge what is in `both`, and save again over the current revision.",
            );
            let view = ConflictView::new(problem, *conflict);
            let kind = [(header::CONTENT_TYPE, PROBLEM_JSON)];
            Ok((StatusCode::CONFLICT, kind, axum::Json(view)).into_response())
        }
        Err(error) => Err(error::repository(error)),
    }
}
