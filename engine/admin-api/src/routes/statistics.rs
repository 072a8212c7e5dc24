//! How many messages channels had.

use axum::extract::State;
use nilecare_http::{ApiResult, Json, Path, Query};
use nilecare_message_store::ConnectorCounts;
use nilecare_types::{ChannelId, Page, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::routes::channels::{deployed, not_found};
use crate::view::{ConnectorCountsView, CountsView, StatisticsView};
use crate::{AdminApi, error};

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
    responses((status = 200, body = StatisticsView), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Query(query): Query<StatisticsQuery>,
) -> ApiResult<Json<StatisticsView>> {
    find(&api, id, &query).await?.map(Json).ok_or_else(not_found)
}

/// Counts the messages of all deployed channels, in the order of their ids.
#[utoipa::path(get, path = "/api/v1/statistics", tag = "channels", params(StatisticsQuery),
    responses((status = 200, body = Page<StatisticsView>)))]
pub(crate) async fn list(
    State(api): State<AdminApi>,
    Query(query): Query<StatisticsQuery>,
) -> ApiResult<Json<Page<StatisticsView>>> {
    let items = all(&api, &query).await?;
    Ok(Json(Page { items, next: None }))
}

/// The counts of all channels that are deployed, since each was first deployed.
pub(crate) async fn views(api: &AdminApi) -> ApiResult<Vec<StatisticsView>> {
    all(api, &StatisticsQuery { since_reset: false }).await
}

async fn all(api: &AdminApi, query: &StatisticsQuery) -> ApiResult<Vec<StatisticsView>> {
    let ids = deployed(api).await;
    let mut items = Vec::with_capacity(ids.len());
    for id in ids {
        items.extend(find(api, id, query).await?);
    }
    Ok(items)
}

/// Counts the messages of a channel; `None` when it was never deployed.
async fn find(api: &AdminApi, id: ChannelId, query: &StatisticsQuery) -> ApiResult<Option<StatisticsView>> {
    let store = api.engine.store();
    let Some(channel) = store.find_channel(&id).await.map_err(error::store)? else {
        return Ok(None);
    };
    let counts = if query.since_reset {
        store.statistics_since_reset(channel).await
    } else {
        store.statistics(channel).await
    };
    Ok(Some(view(id, counts.map_err(error::store)?)))
}

fn view(channel: ChannelId, counts: Vec<ConnectorCounts>) -> StatisticsView {
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
    StatisticsView {
        channel,
        total,
        connectors: connectors.collect(),
    }
}
