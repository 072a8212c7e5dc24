//! Queues of destinations, and counts that begin anew.

use axum::extract::State;
use axum::http::StatusCode;
use nilecare_engine_runtime::DestinationQueue;
use nilecare_http::{ApiResult, ApiRoutes, Json, Path, routes};
use nilecare_types::{ChannelId, ConnectorId, MessageId, Page, Problem, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::routes::channels::{deployed, not_found};
use crate::{AdminApi, CHANNELS_OPERATE, CHANNELS_READ, error};

/// Adds the routes.
pub(crate) fn add(api: &AdminApi, routes: ApiRoutes<AdminApi>) -> ApiRoutes<AdminApi> {
    let change = |action, routes| api.audit(action, "channel", false).over(routes);
    routes
        .permit(CHANNELS_READ, routes!(list))
        .permit(CHANNELS_READ, routes!(list_all))
        .permit(CHANNELS_OPERATE, change("destination.pause", routes!(pause)))
        .permit(CHANNELS_OPERATE, change("destination.resume", routes!(resume)))
        .permit(CHANNELS_OPERATE, change("destination.retry", routes!(retry)))
        .permit(CHANNELS_OPERATE, change("statistics.reset", routes!(reset)))
}

/// The queue of a destination.
#[derive(Debug, Serialize, ToSchema)]
pub struct QueueView {
    /// The destination.
    #[schema(value_type = String)]
    pub id: ConnectorId,
    /// How many messages wait.
    pub depth: u64,
    /// The number of the first of them.
    #[schema(value_type = Option<String>)]
    oldest: Option<MessageId>,
    /// When it was received.
    #[schema(value_type = Option<String>, format = DateTime)]
    oldest_received_at: Option<Timestamp>,
    /// How long ago that is, in seconds.
    pub oldest_age_seconds: Option<i64>,
    /// Whether it is given no message; absent while the channel is stopped.
    pub is_paused: Option<bool>,
}

impl QueueView {
    fn new(queue: DestinationQueue, now: Timestamp) -> Self {
        let (oldest, received_at) = queue.state.oldest.unzip();
        Self {
            id: queue.id,
            depth: queue.state.depth,
            oldest,
            oldest_received_at: received_at,
            oldest_age_seconds: received_at.map(|at| now.duration_since(at).as_secs().max(0)),
            is_paused: queue.is_paused,
        }
    }
}

/// Tells how long the queues of a channel's enabled destinations are.
#[utoipa::path(get, path = "/api/v1/channels/{id}/queues", tag = "channels", params(("id" = String, Path,)),
    responses((status = 200, body = Page<QueueView>), (status = 404, body = Problem)))]
pub(crate) async fn list(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<Json<Page<QueueView>>> {
    let queues = api.engine.queues(&id).await.map_err(error::engine)?;
    let now = api.engine.now();
    let items = queues.into_iter().map(|queue| QueueView::new(queue, now)).collect();
    Ok(Json(Page { items, next: None }))
}

/// The queues of a channel.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChannelQueuesView {
    /// The channel.
    #[schema(value_type = String)]
    pub channel: ChannelId,
    /// Those of its enabled destinations.
    pub queues: Vec<QueueView>,
}

/// Tells how long the queues of all deployed channels are, in the order of their ids.
#[utoipa::path(get, path = "/api/v1/queues", tag = "channels", responses((status = 200, body = Page<ChannelQueuesView>)))]
pub(crate) async fn list_all(State(api): State<AdminApi>) -> ApiResult<Json<Page<ChannelQueuesView>>> {
    let items = views(&api).await;
    Ok(Json(Page { items, next: None }))
}

/// The queues of all channels that are deployed.
pub(crate) async fn views(api: &AdminApi) -> Vec<ChannelQueuesView> {
    let mut items = Vec::new();
    for channel in deployed(api).await {
        // One that was undeployed meanwhile has no queues.
        if let Ok(queues) = api.engine.queues(&channel).await {
            let now = api.engine.now();
            let queues = queues.into_iter().map(|queue| QueueView::new(queue, now)).collect();
            items.push(ChannelQueuesView { channel, queues });
        }
    }
    items
}

/// Gives a destination no more messages; they wait in its queue. After the next start of its channel it goes on.
#[utoipa::path(post, path = "/api/v1/channels/{id}/destinations/{destination}/pause", tag = "channels",
    params(("id" = String, Path,), ("destination" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn pause(
    State(api): State<AdminApi>,
    Path((id, destination)): Path<(ChannelId, ConnectorId)>,
) -> ApiResult<StatusCode> {
    let done = api.engine.pause_destination(&id, &destination, true).await;
    done.map_err(error::engine).map(|()| StatusCode::NO_CONTENT)
}

/// Gives a destination that was paused its messages again.
#[utoipa::path(post, path = "/api/v1/channels/{id}/destinations/{destination}/resume", tag = "channels",
    params(("id" = String, Path,), ("destination" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn resume(
    State(api): State<AdminApi>,
    Path((id, destination)): Path<(ChannelId, ConnectorId)>,
) -> ApiResult<StatusCode> {
    let done = api.engine.pause_destination(&id, &destination, false).await;
    done.map_err(error::engine).map(|()| StatusCode::NO_CONTENT)
}

/// Tries the messages of a destination that wait for their next attempt now.
#[utoipa::path(post, path = "/api/v1/channels/{id}/destinations/{destination}/retry", tag = "channels",
    params(("id" = String, Path,), ("destination" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn retry(
    State(api): State<AdminApi>,
    Path((id, destination)): Path<(ChannelId, ConnectorId)>,
) -> ApiResult<StatusCode> {
    let done = api.engine.retry_now(&id, &destination).await;
    done.map_err(error::engine).map(|()| StatusCode::NO_CONTENT)
}

/// Begins the count of `statistics?since_reset=true` anew; the count since the first deployment goes on.
#[utoipa::path(post, path = "/api/v1/channels/{id}/statistics/reset", tag = "channels", params(("id" = String, Path,)),
    responses((status = 204), (status = 404, body = Problem)))]
pub(crate) async fn reset(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<StatusCode> {
    let store = api.engine.store();
    let channel = store
        .find_channel(&id)
        .await
        .map_err(error::store)?
        .ok_or_else(not_found)?;
    let done = store.reset_statistics(channel, api.engine.now()).await;
    done.map_err(error::store).map(|()| StatusCode::NO_CONTENT)
}
