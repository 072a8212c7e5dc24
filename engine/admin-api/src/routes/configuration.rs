//! The configuration map. Secrets go in and never come out.

use axum::extract::{Extension, State};
use axum::http::StatusCode;
use nilecare_channel_repository::{
    ConfigurationError, ConfigurationMap, EntryValue, ItemId, RepositoryError, ValueKind,
};
use nilecare_http::{ApiError, ApiResult, Json, Path, Principal};
use nilecare_types::{Page, Problem, ProblemKind, Secret};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::AdminApi;
use crate::audit::EventDetail;

/// A value.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConfigurationView {
    /// Its name.
    pub name: String,
    /// `text`, `number`, `boolean`, `json` or `secret`.
    #[schema(value_type = String, example = "text")]
    pub kind: ValueKind,
    /// The value; `***` for a secret.
    #[schema(value_type = Object)]
    pub value: Value,
    /// What it is for.
    pub comment: String,
}

/// A new value: either `value` or `secret`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewValue {
    /// Text, a number, true or false, a list or a map.
    #[schema(value_type = Option<Object>)]
    #[serde(default)]
    value: Option<Value>,
    /// A text that is sealed and never shown again.
    #[serde(default)]
    secret: Option<String>,
    /// What it is for; stays as it was when absent.
    #[serde(default)]
    comment: Option<String>,
}

fn views(map: &ConfigurationMap) -> Vec<ConfigurationView> {
    let view = |(name, entry): (&str, &nilecare_channel_repository::ConfigurationEntry)| ConfigurationView {
        name: name.to_owned(),
        kind: entry.value.kind(),
        value: match &entry.value {
            EntryValue::Plain(value) => value.clone(),
            EntryValue::Sealed(_) | EntryValue::Open(_) => json!("***"),
        },
        comment: entry.comment.clone(),
    };
    map.iter().map(view).collect()
}

/// Lists the values by name.
#[utoipa::path(get, path = "/api/v1/configuration", tag = "configuration",
    responses((status = 200, body = Page<ConfigurationView>)))]
pub(crate) async fn list(State(api): State<AdminApi>) -> ApiResult<Json<Page<ConfigurationView>>> {
    let (map, _) = api.with_repository(|repository| repository.configuration()).await?;
    Ok(Json(Page {
        items: views(&map),
        next: None,
    }))
}

/// Sets a value. Channels see it at once.
#[utoipa::path(put, path = "/api/v1/configuration/{name}", tag = "configuration", request_body = NewValue,
    params(("name" = String, Path,)),
    responses((status = 200, body = ConfigurationView), (status = 422, body = Problem)))]
pub(crate) async fn put(
    State(api): State<AdminApi>,
    Path(name): Path<String>,
    principal: Principal,
    Json(body): Json<NewValue>,
) -> ApiResult<(Extension<EventDetail>, Json<ConfigurationView>)> {
    let NewValue { value, secret, comment } = body;
    let value = match (value, secret) {
        (Some(value), None) => EntryValue::Plain(value),
        (None, Some(secret)) => EntryValue::Open(Secret::new(secret)),
        _ => {
            return Err(ApiError::unprocessable(vec![
                "/: needs either value or secret".to_owned(),
            ]));
        }
    };
    let (author, wanted) = (principal.username, name.clone());
    let set = move |repository: &nilecare_channel_repository::Repository| {
        let said = format!("set {wanted}");
        let saved = repository.change_configuration(&author, &said, |map| {
            Ok(map.set(&wanted, value.clone(), comment.clone())?)
        })?;
        Ok((saved, repository.configuration()?.0))
    };
    let (saved, map) = api.change_repository(set).await.map_err(crate::error::repository)?;
    let view = views(&map).into_iter().find(|view| view.name == name);
    let view = view.ok_or_else(not_found)?;
    let detail = json!({ "revision": saved.revision.id });
    Ok((Extension(EventDetail(detail)), Json(view)))
}

/// Removes a value.
#[utoipa::path(delete, path = "/api/v1/configuration/{name}", tag = "configuration", params(("name" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn delete(
    State(api): State<AdminApi>,
    Path(name): Path<String>,
    principal: Principal,
) -> ApiResult<StatusCode> {
    let author = principal.username;
    let unset = move |repository: &nilecare_channel_repository::Repository| {
        let said = format!("removed {name}");
        repository.change_configuration(&author, &said, |map| {
            // The map itself is there in any case, so this is about the value.
            let absent = || RepositoryError::NotFound(ItemId::configuration());
            map.unset(&name).then_some(()).ok_or_else(absent)
        })
    };
    match api.change_repository(unset).await {
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(RepositoryError::NotFound(_)) => Err(not_found()),
        Err(RepositoryError::Configuration(ConfigurationError::Name)) => Err(not_found()),
        Err(error) => Err(crate::error::repository(error)),
    }
}

fn not_found() -> ApiError {
    ApiError::new(
        ProblemKind::NotFound,
        "value-not-found",
        "The configuration map has no such value",
        "Look at GET /api/v1/configuration.",
    )
}
