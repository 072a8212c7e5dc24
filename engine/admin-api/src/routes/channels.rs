//! Channels.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use nilecare_channel_repository::ItemKind;
use nilecare_http::{ApiResult, Json, Path, Query};
use nilecare_types::{ChannelId, Page, ProblemKind};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::AdminApi;
use crate::view::ChannelView;

/// Which channels.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ChannelsQuery {
    /// Of this group.
    group: Option<String>,
    /// With this tag.
    tag: Option<String>,
}

/// Lists the channels: those in the folder, also when they are not valid, and those that are deployed.
#[utoipa::path(get, path = "/api/v1/channels", tag = "channels", params(ChannelsQuery),
    responses((status = 200, body = Page<ChannelView>)))]
pub(crate) async fn list(
    State(api): State<AdminApi>,
    Query(query): Query<ChannelsQuery>,
) -> ApiResult<Json<Page<ChannelView>>> {
    let mut items = views(&api).await?;
    items.retain(|channel| {
        let is_of_group = query.group.as_ref().is_none_or(|group| *group == channel.group);
        is_of_group && query.tag.as_ref().is_none_or(|tag| channel.tags.contains(tag))
    });
    Ok(Json(Page { items, next: None }))
}

/// Returns one channel.
#[utoipa::path(get, path = "/api/v1/channels/{id}", tag = "channels", params(("id" = String, Path,)),
    responses((status = 200, body = ChannelView), (status = 404, body = nilecare_types::Problem)))]
pub(crate) async fn get(State(api): State<AdminApi>, Path(id): Path<ChannelId>) -> ApiResult<Json<ChannelView>> {
    view(&api, &id).await.map(Json)
}

pub(crate) async fn view(api: &AdminApi, id: &ChannelId) -> ApiResult<ChannelView> {
    let views = views(api).await?;
    views.into_iter().find(|view| view.id == *id).ok_or_else(not_found)
}

/// Lists the ids of the deployed channels, in their order.
pub(crate) async fn deployed(api: &AdminApi) -> Vec<ChannelId> {
    let mut ids = Vec::new();
    for status in api.engine.statuses().await {
        ids.push(status.id);
    }
    ids.sort();
    ids
}

/// Brings together what the folder has and what is deployed.
pub(crate) async fn views(api: &AdminApi) -> ApiResult<Vec<ChannelView>> {
    let items = api
        .with_repository(|repository| repository.list(ItemKind::Channel))
        .await?;
    let items = items.into_iter().filter_map(|item| Some((item.item.channel()?, item)));
    let mut items = items.collect::<BTreeMap<_, _>>();
    let mut standings = api.deployment.standings().await?;
    let statuses = api.engine.statuses().await.into_iter();
    let mut statuses = statuses
        .map(|status| (status.id.clone(), status))
        .collect::<BTreeMap<_, _>>();
    let ids = items.keys().chain(statuses.keys()).cloned().collect::<BTreeSet<_>>();
    let view = |id: ChannelId| {
        let standing = standings.remove(&id).unwrap_or_default();
        let (item, status) = (items.remove(&id), statuses.remove(&id));
        ChannelView::new(id, item, standing, status)
    };
    Ok(ids.into_iter().map(view).collect())
}

pub(crate) fn not_found() -> nilecare_http::ApiError {
    nilecare_http::ApiError::new(
        ProblemKind::NotFound,
        "channel-not-found",
        "There is no such channel",
        "Look at GET /api/v1/channels.",
    )
}
