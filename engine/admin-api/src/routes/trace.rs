//! What a channel makes of a message, told and not done.

use std::collections::BTreeMap;

use axum::extract::State;
use nilecare_channel_model::ChannelFolder;
use nilecare_engine_api::SourceMap;
use nilecare_engine_runtime::{SimulatedOutcome, SimulatedStatus, TraceError, TraceOptions, TraceStage};
use nilecare_http::{ApiError, ApiResult, ApiRoutes, Json, Path, routes};
use nilecare_types::{ChannelId, ConnectorId, Problem};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::routes::messages::{ContentView, with_body};
use crate::{AdminApi, CHANNELS_TRACE, error};

/// The largest request, in bytes: a message and the files of a channel.
const LIMIT: usize = 16 << 20;
/// The most files of a channel.
const FILES: usize = 1_000;

/// Adds the route.
pub(crate) fn add(api: &AdminApi, routes: ApiRoutes<AdminApi>) -> ApiRoutes<AdminApi> {
    let trace = api.audit_seldom("channel.trace", "channel").over(routes!(trace));
    routes.permit(CHANNELS_TRACE, with_body(LIMIT, trace))
}

/// A message to be tried.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TraceRequest {
    /// What the source would have received, without framing.
    content: ContentView,
    /// What scripts see as `source`.
    #[serde(default)]
    #[schema(value_type = Object)]
    source: SourceMap,
    /// The channel's files by name, `channel.yaml` among them, where they are not saved yet; the channel as deployed where it is
    /// absent.
    files: Option<BTreeMap<String, String>>,
    /// What the receivers would have done, by destination; the others take the message and answer nothing.
    #[serde(default)]
    #[schema(value_type = Object)]
    outcomes: BTreeMap<ConnectorId, OutcomeRequest>,
    /// Tell of these destinations only; the others run all the same.
    #[schema(value_type = Option<Vec<String>>)]
    destinations: Option<Vec<ConnectorId>>,
    /// Stop after this stage: `attachments`, `received`, `preprocessor`, `source_filter`, `source_transformer`, `metadata`, `route`,
    /// `destination_filter`, `destination_transformer`, `content`, `order_key`, `response_validation`, `response_transformer`,
    /// `postprocessor` or `reply`.
    #[schema(value_type = Option<String>)]
    stop_after: Option<TraceStage>,
    /// Run the step at this place alone, over the message as received: `/source/transformer/2`.
    only: Option<String>,
}

/// What a receiver would have done.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OutcomeRequest {
    /// `sent`, the default, `error` or `queued`.
    #[schema(value_type = String)]
    status: SimulatedStatus,
    /// What it answered.
    response: Option<ContentView>,
    /// Why it did not take the message.
    error: Option<String>,
}

/// Runs a message through a channel and tells what each stage, rule and step did: what changed from what to what, in the message
/// and in the maps, log lines, times, and the text after each stage. No connector is opened, nothing is kept, and the shared
/// maps are copies. At most 5,000 events; texts of at most 64 KiB.
#[utoipa::path(post, path = "/api/v1/channels/{id}/trace", tag = "channels", params(("id" = String, Path,)),
    request_body = TraceRequest,
    responses((status = 200, body = Object), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn trace(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Json(request): Json<TraceRequest>,
) -> ApiResult<Json<Value>> {
    let wrong = |problem: &str| ApiError::unprocessable(vec![problem.to_owned()]);
    let content = request
        .content
        .bytes()
        .ok_or_else(|| wrong("/content/base64: is no base64"))?;
    let mut outcomes = BTreeMap::new();
    for (destination, outcome) in request.outcomes {
        let response = outcome.response.map(|response| {
            let place = format!("/outcomes/{destination}/response/base64: is no base64");
            response.bytes().ok_or_else(|| wrong(&place))
        });
        let outcome = SimulatedOutcome {
            status: outcome.status,
            response: response.transpose()?,
            error: outcome.error,
        };
        outcomes.insert(destination, outcome);
    }
    let options = TraceOptions {
        now: api.engine.now(),
        outcomes,
        stop_after: request.stop_after,
        only: request.only,
        destinations: request.destinations,
    };
    if request.files.as_ref().is_some_and(|files| files.len() > FILES) {
        return Err(wrong("/files: at most 1000 files"));
    }
    let deployed = match request.files {
        None => Some(api.engine.trial(&id).await.map_err(error::engine)?),
        Some(_) => None,
    };
    let (files, source) = (request.files.unwrap_or_default(), request.source);
    // Scripts may take their time.
    let work = tokio::task::spawn_blocking(move || {
        let rig = match deployed {
            Some(rig) => rig,
            None => {
                let folder = ChannelFolder::from_files(&files).map_err(|failure| error::folder(&failure))?;
                api.engine.trial_of(folder).map_err(error::engine)?
            }
        };
        let trace = rig
            .trace(&content, source, &options)
            .map_err(|failure| refused(&failure))?;
        serde_json::to_value(trace).map_err(|failure| ApiError::internal(&failure))
    });
    match work.await {
        Ok(trace) => trace.map(Json),
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

fn refused(error: &TraceError) -> ApiError {
    let place = match error {
        TraceError::NoStep { .. } => "/only",
        TraceError::NoDestination(_) => "/destinations",
        TraceError::Unreadable(_) => "/content",
    };
    ApiError::unprocessable(vec![format!("{place}: {error}")])
}
