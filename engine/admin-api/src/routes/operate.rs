//! Deploy, undeploy, start, pause, stop one channel.

use axum::extract::State;
use nilecare_engine_runtime::ChannelState;
use nilecare_http::{ApiResult, Json, Path, Query};
use nilecare_types::{ChannelId, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::deployment::{ChannelOutcome, DeployOptions, Selection};
use crate::view::ChannelView;
use crate::{AdminApi, error};

/// How a channel is deployed.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct DeployQuery {
    /// Deploys those that it depends on too.
    #[serde(default)]
    with_dependencies: bool,
}

/// How a channel is taken out.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct UndeployQuery {
    /// Takes out those too that depend on it.
    #[serde(default)]
    with_dependents: bool,
}

/// Deploys a channel from its folder, in place of what is deployed of it.
#[utoipa::path(post, path = "/api/v1/channels/{id}/deploy", tag = "channels", params(("id" = String, Path,), DeployQuery),
    responses((status = 200, body = ChannelView), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn deploy(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Query(query): Query<DeployQuery>,
) -> ApiResult<Json<ChannelView>> {
    let options = DeployOptions {
        only_changed: false,
        with_dependencies: query.with_dependencies,
    };
    demand_good(api.deployment.deploy(&Selection::one(&id), options).await?)?;
    view(&api, &id).await
}

/// Stops a channel and takes it out; its messages stay. Refused when a deployed channel depends on it, unless that is to
/// go too.
#[utoipa::path(post, path = "/api/v1/channels/{id}/undeploy", tag = "channels",
    params(("id" = String, Path,), UndeployQuery),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn undeploy(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Query(query): Query<UndeployQuery>,
) -> ApiResult<axum::http::StatusCode> {
    demand_good(
        api.deployment
            .undeploy(&Selection::one(&id), query.with_dependents)
            .await?,
    )?;
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
    demand_good(api.deployment.change(&Selection::one(id), to).await?)?;
    view(api, id).await
}

/// Returns the first thing that went wrong.
fn demand_good(outcomes: Vec<ChannelOutcome>) -> ApiResult<()> {
    let problem = outcomes.into_iter().find_map(|outcome| outcome.problem);
    problem.map_or(Ok(()), |problem| Err(problem.into()))
}

async fn view(api: &AdminApi, id: &ChannelId) -> ApiResult<Json<ChannelView>> {
    api.engine.status(id).await.map_err(error::engine)?;
    super::channels::view(api, id).await.map(Json)
}
