//! Deploy, undeploy, start, pause, stop.

use axum::extract::State;
use nilecare_engine_runtime::ChannelState;
use nilecare_http::{ApiResult, Json, Path};
use nilecare_types::{ChannelId, Problem};

use crate::view::ChannelView;
use crate::{AdminApi, error};

/// Deploys a channel from its folder, in place of what is deployed of it.
#[utoipa::path(post, path = "/api/v1/channels/{id}/deploy", tag = "channels", params(("id" = String, Path,)),
    responses((status = 200, body = ChannelView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn deploy(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<Json<ChannelView>> {
    let status = api
        .engine
        .deploy(&api.channels.join(id.as_str()))
        .await
        .map_err(error::engine)?;
    Ok(Json(status.into()))
}

/// Stops a channel and takes it out; its messages stay.
#[utoipa::path(post, path = "/api/v1/channels/{id}/undeploy", tag = "channels", params(("id" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn undeploy(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
) -> ApiResult<axum::http::StatusCode> {
    api.engine.undeploy(&id).await.map_err(error::engine)?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Starts a channel.
#[utoipa::path(post, path = "/api/v1/channels/{id}/start", tag = "channels", params(("id" = String, Path,)),
    responses((status = 200, body = ChannelView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn start(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<Json<ChannelView>> {
    change(&api, &id, ChannelState::Started).await
}

/// Pauses a channel: it receives nothing and goes on delivering.
#[utoipa::path(post, path = "/api/v1/channels/{id}/pause", tag = "channels", params(("id" = String, Path,)),
    responses((status = 200, body = ChannelView), (status = 404, body = Problem)))]
pub(crate) async fn pause(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<Json<ChannelView>> {
    change(&api, &id, ChannelState::Paused).await
}

/// Stops a channel; what is queued waits.
#[utoipa::path(post, path = "/api/v1/channels/{id}/stop", tag = "channels", params(("id" = String, Path,)),
    responses((status = 200, body = ChannelView), (status = 404, body = Problem)))]
pub(crate) async fn stop(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<Json<ChannelView>> {
    change(&api, &id, ChannelState::Stopped).await
}

async fn change(api: &AdminApi, id: &ChannelId, to: ChannelState) -> ApiResult<Json<ChannelView>> {
    let status = api.engine.change(id, to).await.map_err(error::engine)?;
    Ok(Json(status.into()))
}
