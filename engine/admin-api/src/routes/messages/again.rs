//! One message once more, or never again.

use axum::extract::State;
use axum::http::StatusCode;
use nilecare_http::{ApiError, ApiResult, Json, Path};
use nilecare_types::{ConnectorId, MessageId, Problem, ProblemKind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::not_there;
use crate::{AdminApi, error};

/// For whom a message is processed again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReprocessRequest {
    /// Only for these destinations; for all where it is absent.
    #[schema(value_type = Option<Vec<String>>)]
    destinations: Option<Vec<ConnectorId>>,
}

/// A message that was taken in.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenView {
    /// Its number.
    #[schema(value_type = String)]
    id: MessageId,
}

/// Takes a message in once more, with the scripts of now, as a new message that tells where it comes from.
#[utoipa::path(post, path = "/api/v1/messages/{id}/reprocess", tag = "messages", params(("id" = String, Path,)),
    request_body = ReprocessRequest,
    responses((status = 200, body = TakenView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn reprocess(
    State(api): State<AdminApi>,
    Path(id): Path<MessageId>,
    Json(request): Json<ReprocessRequest>,
) -> ApiResult<Json<TakenView>> {
    let destinations = request.destinations.as_deref();
    let id = api.engine.reprocess(id, destinations).await.map_err(error::engine)?;
    Ok(Json(TakenView { id }))
}

/// Delivers a message again to one destination, with the content of that time. It is marked as a possible duplicate where the
/// destination has had it.
#[utoipa::path(post, path = "/api/v1/messages/{id}/destinations/{destination}/resend", tag = "messages",
    params(("id" = String, Path,), ("destination" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn resend(
    State(api): State<AdminApi>,
    Path((id, destination)): Path<(MessageId, ConnectorId)>,
) -> ApiResult<StatusCode> {
    let store = api.engine.store();
    let detail = store.message(id).await.map_err(error::store)?.ok_or_else(not_there)?;
    let channel = store.channel_id(detail.channel).await.map_err(error::store)?;
    let channel = channel.ok_or_else(not_there)?;
    let is_queued = api.engine.resend(&channel, id, &destination).await;
    if is_queued.map_err(error::engine)? {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(ApiError::new(
        ProblemKind::Conflict,
        "message-not-resent",
        "The message cannot be delivered again there",
        "It waits for delivery already, was never meant for this destination, or its content is no longer kept; \
         process it again instead.",
    ))
}

/// Removes a message with all that is kept of it, also when it waits for delivery.
#[utoipa::path(delete, path = "/api/v1/messages/{id}", tag = "messages", params(("id" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn remove(State(api): State<AdminApi>, Path(id): Path<MessageId>) -> ApiResult<StatusCode> {
    let n_removed = api.engine.remove(&[id]).await.map_err(error::engine)?;
    if n_removed > 0 {
        return Ok(StatusCode::NO_CONTENT);
    }
    let store = api.engine.store();
    store.message(id).await.map_err(error::store)?.ok_or_else(not_there)?;
    Err(ApiError::new(
        ProblemKind::Conflict,
        "message-not-processed",
        "The message is not processed yet",
        "Try again when it is; start its channel if it is stopped.",
    ))
}
