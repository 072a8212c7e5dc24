//! Channels and the whole tree as one zip file, out and in.

use axum::body::Bytes;
use axum::extract::{Extension, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use nilecare_channel_repository::{Delete, Files, ItemId, ItemKind, Repository, RepositoryError, Save};
use nilecare_http::{ApiError, ApiResult, Json, Path, Principal, Query};
use nilecare_types::{ChannelId, Page, Problem, ProblemKind};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use crate::audit::EventDetail;
use crate::routes::items::permit;
use crate::{AdminApi, archive, error};

/// How a zip is taken in.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ImportQuery {
    /// Replaces items that are there and differ; otherwise nothing is taken in when there are any.
    #[serde(default)]
    overwrite: bool,
}

/// How a backup is put back.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct RestoreQuery {
    /// Deletes items that are not in the backup. Their history stays.
    #[serde(default)]
    exact: bool,
}

/// What became of one item.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemOutcome {
    /// The item, such as `channel/adt-inbound`.
    pub item: String,
    /// `created`, `changed`, `unchanged`, `deleted` or `failed`.
    #[schema(value_type = String, example = "created")]
    pub result: &'static str,
    /// Why it failed, or what is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// Returns a channel and the libraries that it names as a zip file.
#[utoipa::path(get, path = "/api/v1/channels/{id}/export", tag = "channels", params(("id" = String, Path,)),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>), (status = 404, body = Problem)))]
pub(crate) async fn export(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<Response> {
    let standing = api.deployment.standings().await?.remove(&id);
    let libraries = standing
        .and_then(|standing| standing.channel)
        .map(|channel| channel.libraries);
    let items = api.with_repository(move |repository| {
        let item = ItemId::from(&id);
        let mut items = vec![(item.clone(), repository.get(&item, None)?.files)];
        let libraries = libraries.unwrap_or_default();
        for library in libraries
            .iter()
            .filter_map(|name| ItemId::new(ItemKind::Library, name).ok())
        {
            let files = repository.get(&library, None)?.files;
            items.push((library, files));
        }
        Ok((format!("{}.zip", item.name()), items))
    });
    let (name, items) = items.await?;
    zipped(&name, items).await
}

/// Returns the whole tree as a zip file. Secrets in it stay sealed with this hub's key, which is not in it.
#[utoipa::path(get, path = "/api/v1/backup", tag = "backup",
    responses((status = 200, content_type = "application/zip", body = Vec<u8>)))]
pub(crate) async fn backup(State(api): State<AdminApi>) -> ApiResult<Response> {
    let items = api.with_repository(|repository| {
        let mut items = Vec::new();
        for item in all(repository)? {
            let files = repository.get(&item, None)?.files;
            items.push((item, files));
        }
        Ok(items)
    });
    zipped("nilecare-configuration.zip", items.await?).await
}

fn all(repository: &Repository) -> Result<Vec<ItemId>, RepositoryError> {
    let mut items = Vec::new();
    for kind in ItemKind::ALL {
        let there = repository.list(kind)?.into_iter();
        items.extend(there.filter(|item| item.revision.is_some()).map(|item| item.item));
    }
    Ok(items)
}

async fn zipped(name: &str, items: Vec<(ItemId, Files)>) -> ApiResult<Response> {
    let packed = tokio::task::spawn_blocking(move || archive::write(&items)).await;
    let packed = match packed {
        Ok(packed) => packed.map_err(|error| ApiError::internal(&error))?,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    };
    let headers: [(HeaderName, String); 2] = [
        (header::CONTENT_TYPE, "application/zip".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, packed).into_response())
}

type Told = ApiResult<(Extension<EventDetail>, Json<Page<ItemOutcome>>)>;

fn told(items: Vec<ItemOutcome>) -> Told {
    let of = |outcome: &ItemOutcome| json!({ "item": outcome.item, "result": outcome.result });
    let detail = json!({ "items": items.iter().map(of).collect::<Vec<_>>() });
    Ok((Extension(EventDetail(detail)), Json(Page { items, next: None })))
}

/// Takes in a zip file as `export` makes it: channels, libraries, lookup tables, scripts, alerts. Nothing is taken in when
/// an item is there and differs, unless it is to be overwritten.
#[utoipa::path(post, path = "/api/v1/import", tag = "channels", params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/zip"),
    responses((status = 200, body = Page<ItemOutcome>), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn import(
    State(api): State<AdminApi>,
    Query(query): Query<ImportQuery>,
    principal: Principal,
    body: Bytes,
) -> Told {
    let items = unpacked(body).await?;
    for (item, _) in &items {
        permit(item, &principal)?;
    }
    let author = principal.username;
    let imported = api.change_with(move |repository, refresh| {
        let existing = existing(repository, &items)?;
        if !query.overwrite && !existing.is_empty() {
            return Ok(Err(existing));
        }
        save_all(repository, items, &author, "imported", false, refresh).map(Ok)
    });
    match imported.await.map_err(error::repository)? {
        Ok(outcomes) => told(outcomes),
        Err(existing) => {
            let detail = "Say that they are to be overwritten, or export them first.";
            let problem = Problem::new(
                ProblemKind::Conflict,
                "items-exist",
                "Some items are there and differ",
                detail,
            );
            Err(problem.with_problems(existing).into())
        }
    }
}

/// Puts a backup back: every item in it becomes the current state, as a new revision. Nothing is deployed by it.
#[utoipa::path(post, path = "/api/v1/restore", tag = "backup", params(RestoreQuery),
    request_body(content = Vec<u8>, content_type = "application/zip"),
    responses((status = 200, body = Page<ItemOutcome>), (status = 422, body = Problem)))]
pub(crate) async fn restore(
    State(api): State<AdminApi>,
    Query(query): Query<RestoreQuery>,
    principal: Principal,
    body: Bytes,
) -> Told {
    let items = unpacked(body).await?;
    let author = principal.username;
    let restored = api.change_with(move |repository, refresh| {
        let kept = items.iter().map(|(item, _)| item.clone()).collect::<Vec<_>>();
        let mut outcomes = save_all(repository, items, &author, "restored from a backup", true, refresh)?;
        if query.exact {
            let others = all(repository)?.into_iter().filter(|item| !kept.contains(item));
            for item in others {
                outcomes.push(delete(repository, item, &author)?);
            }
        }
        Ok(outcomes)
    });
    told(restored.await.map_err(error::repository)?)
}

async fn unpacked(body: Bytes) -> ApiResult<Vec<(ItemId, Files)>> {
    let read = tokio::task::spawn_blocking(move || archive::read(&body)).await;
    let read = read.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    read.map_err(|problems| {
        let detail = "Send a zip file as an export or a backup makes it.";
        let problem = Problem::new(
            ProblemKind::Unprocessable,
            "archive-refused",
            "The zip file is not taken",
            detail,
        );
        problem.with_problems(problems).into()
    })
}

/// Finds items that are there with other files.
fn existing(repository: &Repository, items: &[(ItemId, Files)]) -> Result<Vec<String>, RepositoryError> {
    let mut existing = Vec::new();
    for (item, files) in items {
        match repository.get(item, None) {
            Ok(stored) if stored.files != *files => existing.push(item.to_string()),
            Ok(_) | Err(RepositoryError::NotFound(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(existing)
}

fn save_all(
    repository: &Repository,
    items: Vec<(ItemId, Files)>,
    author: &str,
    comment: &str,
    is_draft: bool,
    refresh: &dyn Fn() -> Result<(), RepositoryError>,
) -> Result<Vec<ItemOutcome>, RepositoryError> {
    let mut outcomes = Vec::new();
    for (item, files) in items {
        let base = match repository.refresh(&item) {
            Ok(revision) => Some(revision.id),
            Err(error) if is_fault_of_item(&error) => None,
            Err(error) => return Err(error),
        };
        let saved = repository.save(Save {
            item: item.clone(),
            files,
            base,
            author: author.to_owned(),
            comment: comment.to_owned(),
            is_draft,
        });
        let (result, problems) = match saved {
            Ok(saved) if Some(saved.revision.id) == base => ("unchanged", saved.problems),
            Ok(saved) if base.is_some() => ("changed", saved.problems),
            Ok(saved) => ("created", saved.problems),
            Err(error) if is_fault_of_item(&error) => ("failed", vec![error.to_string()]),
            Err(error) => return Err(error),
        };
        if item.kind() == ItemKind::Library {
            refresh()?;
        }
        outcomes.push(ItemOutcome {
            item: item.to_string(),
            result,
            problems,
        });
    }
    Ok(outcomes)
}

fn delete(repository: &Repository, item: ItemId, author: &str) -> Result<ItemOutcome, RepositoryError> {
    let base = repository.refresh(&item).map(|revision| revision.id);
    let deleted = base.and_then(|base| {
        repository.delete(&Delete {
            item: item.clone(),
            base,
            author: author.to_owned(),
            comment: "not in the backup".to_owned(),
        })
    });
    let (result, problems) = match deleted {
        Ok(_) => ("deleted", Vec::new()),
        Err(error) if is_fault_of_item(&error) => ("failed", vec![error.to_string()]),
        Err(error) => return Err(error),
    };
    let item = item.to_string();
    Ok(ItemOutcome { item, result, problems })
}

/// Tells whether the other items may still do.
fn is_fault_of_item(error: &RepositoryError) -> bool {
    !matches!(
        error,
        RepositoryError::Read { .. } | RepositoryError::Write { .. } | RepositoryError::Database(_)
    )
}
