//! Deploy, undeploy, start, pause and stop many channels, in the order of what they depend on.

use axum::extract::{Extension, State};
use nilecare_engine_runtime::ChannelState;
use nilecare_http::{ApiResult, Json};
use nilecare_types::{Page, Problem};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::AdminApi;
use crate::audit::EventDetail;
use crate::deployment::{ChannelOutcome, DeployOptions, Selection};

/// Which channels are deployed, and how.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeployRequest {
    /// Which.
    #[serde(default)]
    select: Selection,
    /// Leaves those alone that are deployed as they are in the folder.
    #[serde(default)]
    only_changed: bool,
    /// Deploys those that the channels depend on too.
    #[serde(default)]
    with_dependencies: bool,
}

/// Which channels are taken out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndeployRequest {
    /// Which.
    #[serde(default)]
    select: Selection,
    /// Takes out those too that depend on the channels.
    #[serde(default)]
    with_dependents: bool,
}

/// Which channels are meant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangeRequest {
    /// Which.
    #[serde(default)]
    select: Selection,
}

type Told = ApiResult<(Extension<EventDetail>, Json<Page<ChannelOutcome>>)>;

fn told(outcomes: Vec<ChannelOutcome>) -> Told {
    let of = |outcome: &ChannelOutcome| json!({ "channel": outcome.channel, "result": outcome.result });
    let detail = json!({ "channels": outcomes.iter().map(of).collect::<Vec<_>>() });
    let page = Page {
        items: outcomes,
        next: None,
    };
    Ok((Extension(EventDetail(detail)), Json(page)))
}

/// Deploys channels, each after those that it depends on. What fails for one keeps no other from being deployed, but those
/// that depend on it.
#[utoipa::path(post, path = "/api/v1/operations/deploy", tag = "channels", request_body = DeployRequest,
    responses((status = 200, body = Page<ChannelOutcome>), (status = 422, body = Problem)))]
pub(crate) async fn deploy(State(api): State<AdminApi>, Json(request): Json<DeployRequest>) -> Told {
    let options = DeployOptions {
        only_changed: request.only_changed,
        with_dependencies: request.with_dependencies,
    };
    told(api.deployment.deploy(&request.select, options).await?)
}

/// Takes channels out, each before those that it depends on; their messages stay. Refused when a deployed channel depends
/// on one of them, unless it is to go too.
#[utoipa::path(post, path = "/api/v1/operations/undeploy", tag = "channels", request_body = UndeployRequest,
    responses((status = 200, body = Page<ChannelOutcome>), (status = 409, body = Problem)))]
pub(crate) async fn undeploy(State(api): State<AdminApi>, Json(request): Json<UndeployRequest>) -> Told {
    let outcomes = api
        .deployment
        .undeploy(&request.select, request.with_dependents)
        .await?;
    told(outcomes)
}

/// Starts deployed channels, each after those that it depends on.
#[utoipa::path(post, path = "/api/v1/operations/start", tag = "channels", request_body = ChangeRequest,
    responses((status = 200, body = Page<ChannelOutcome>)))]
pub(crate) async fn start(State(api): State<AdminApi>, Json(request): Json<ChangeRequest>) -> Told {
    told(api.deployment.change(&request.select, ChannelState::Started).await?)
}

/// Pauses deployed channels: they receive nothing and go on delivering.
#[utoipa::path(post, path = "/api/v1/operations/pause", tag = "channels", request_body = ChangeRequest,
    responses((status = 200, body = Page<ChannelOutcome>)))]
pub(crate) async fn pause(State(api): State<AdminApi>, Json(request): Json<ChangeRequest>) -> Told {
    told(api.deployment.change(&request.select, ChannelState::Paused).await?)
}

/// Stops deployed channels, each before those that it depends on; what is queued waits.
#[utoipa::path(post, path = "/api/v1/operations/stop", tag = "channels", request_body = ChangeRequest,
    responses((status = 200, body = Page<ChannelOutcome>)))]
pub(crate) async fn stop(State(api): State<AdminApi>, Json(request): Json<ChangeRequest>) -> Told {
    told(api.deployment.change(&request.select, ChannelState::Stopped).await?)
}
