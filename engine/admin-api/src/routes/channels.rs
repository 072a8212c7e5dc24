//! Channels and their statistics.

use std::collections::BTreeSet;

use axum::extract::State;
use nilecare_channel_model::ChannelFolder;
use nilecare_http::{ApiResult, Json, Path, Query};
use nilecare_types::{ChannelId, Page, ProblemKind};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::view::{ChannelView, ConnectorCountsView, CountsView, StatisticsView};
use crate::{AdminApi, error};

/// Lists the channels: those that are deployed, and those that are only in the folder.
#[utoipa::path(get, path = "/api/v1/channels", tag = "channels",
    responses((status = 200, body = Page<ChannelView>)))]
pub(crate) async fn list(State(api): State<AdminApi>) -> ApiResult<Json<Page<ChannelView>>> {
    let mut items = api
        .engine
        .statuses()
        .await
        .into_iter()
        .map(ChannelView::from)
        .collect::<Vec<_>>();
    let deployed = items.iter().map(|channel| channel.id.clone()).collect::<BTreeSet<_>>();
    for folder in folders(&api).await? {
        if !deployed.contains(&folder.channel.id) {
            items.push(undeployed(folder));
        }
    }
    items.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(Json(Page { items, next: None }))
}

/// Returns one channel.
#[utoipa::path(get, path = "/api/v1/channels/{id}", tag = "channels", params(("id" = String, Path,)),
    responses((status = 200, body = ChannelView), (status = 404, body = nilecare_types::Problem)))]
pub(crate) async fn get(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<Json<ChannelView>> {
    if let Ok(status) = api.engine.status(&id).await {
        return Ok(Json(ChannelView::from(status)));
    }
    let path = api.channels.join(id.as_str());
    let folder = tokio::task::spawn_blocking(move || ChannelFolder::load(&path))
        .await
        .ok()
        .and_then(Result::ok);
    let folder = folder.ok_or_else(not_found)?;
    Ok(Json(undeployed(folder)))
}

/// Since when messages are counted.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct StatisticsQuery {
    /// Count since the statistics were last reset, and not since the channel was first deployed.
    #[serde(default)]
    since_reset: bool,
}

/// Counts the messages of a channel.
#[utoipa::path(get, path = "/api/v1/channels/{id}/statistics", tag = "channels",
    params(("id" = String, Path,), StatisticsQuery),
    responses((status = 200, body = StatisticsView), (status = 404, body = nilecare_types::Problem)))]
pub(crate) async fn statistics(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Query(query): Query<StatisticsQuery>,
) -> ApiResult<Json<StatisticsView>> {
    let store = api.engine.store();
    let channel = store
        .find_channel(&id)
        .await
        .map_err(error::store)?
        .ok_or_else(not_found)?;
    let counts = if query.since_reset {
        store.statistics_since_reset(channel).await
    } else {
        store.statistics(channel).await
    };
    let counts = counts.map_err(error::store)?;
    let mut total = CountsView::default();
    for (index, (_, counts)) in counts.iter().enumerate() {
        if index == 0 {
            total.received = counts.received;
        }
        total.filtered += counts.filtered;
        total.queued += counts.queued;
        total.sent += counts.sent;
        total.error += counts.error;
    }
    let connectors = counts.into_iter().map(|(id, counts)| ConnectorCountsView {
        id: id.to_string(),
        counts: counts.into(),
    });
    Ok(Json(StatisticsView {
        channel: id,
        total,
        connectors: connectors.collect(),
    }))
}

async fn folders(api: &AdminApi) -> ApiResult<Vec<ChannelFolder>> {
    let root = api.channels.clone();
    let read = tokio::task::spawn_blocking(move || {
        let paths = ChannelFolder::list(&root).unwrap_or_default();
        // A folder that is not valid is told when it is deployed.
        paths
            .iter()
            .filter_map(|path| ChannelFolder::load(path).ok())
            .collect::<Vec<_>>()
    });
    Ok(read.await.unwrap_or_default())
}

fn undeployed(folder: ChannelFolder) -> ChannelView {
    ChannelView {
        id: folder.channel.id,
        name: folder.channel.name,
        state: "undeployed",
        revision: None,
        deployed_at: None,
        connectors: Vec::new(),
    }
}

pub(crate) fn not_found() -> nilecare_http::ApiError {
    nilecare_http::ApiError::new(
        ProblemKind::NotFound,
        "channel-not-found",
        "There is no such channel",
        "Look at GET /api/v1/channels.",
    )
}
