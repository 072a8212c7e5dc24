//! Messages.

use axum::extract::State;
use nilecare_http::{ApiError, ApiResult, Json, Path, Query};
use nilecare_message_store::{MessageQuery, Status};
use nilecare_types::{ChannelId, MessageId, Page, Problem, ProblemKind, Timestamp};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::routes::channels::not_found;
use crate::view::{MessageDetailView, MessageView};
use crate::{AdminApi, error};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 500;

/// Which messages.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct MessagesQuery {
    /// With this status at the source or any destination: `received`, `filtered`, `transformed`, `queued`, `sent`, `error`.
    #[param(value_type = Option<String>)]
    status: Option<Status>,
    /// With this sender's number (MSH-10).
    control_id: Option<String>,
    /// Of this kind, such as `ADT^A01`.
    message_type: Option<String>,
    /// Received at or after.
    #[param(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
    /// Received before.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// How many, 1 to 500.
    limit: Option<usize>,
    /// `next` of the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<MessageId>,
}

/// Lists a channel's messages, newest first, without contents.
#[utoipa::path(get, path = "/api/v1/channels/{id}/messages", tag = "messages",
    params(("id" = String, Path,), MessagesQuery),
    responses((status = 200, body = Page<MessageView>), (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Query(query): Query<MessagesQuery>,
) -> ApiResult<Json<Page<MessageView>>> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        return Err(ApiError::unprocessable(vec![format!(
            "/limit: must be from 1 to {MAX_LIMIT}"
        )]));
    }
    let store = api.engine.store();
    let channel = store
        .find_channel(&id)
        .await
        .map_err(error::store)?
        .ok_or_else(not_found)?;
    let mut search = MessageQuery {
        statuses: query.status.into_iter().collect(),
        control_id: query.control_id,
        message_type: query.message_type,
        since: query.since,
        until: query.until,
        before: query.cursor,
        ..MessageQuery::newest(channel, limit + 1)
    };
    let mut found = Vec::new();
    loop {
        let page = store.search(search.clone()).await.map_err(error::store)?;
        found.extend(page.messages);
        // The search stops when it takes long; the page is not full then.
        let Some(stopped_at) = page.stopped_at else { break };
        search.before = Some(stopped_at);
        search.limit = limit + 1 - found.len();
    }
    let page = Page::from_rows(found, limit, |message| message.message.to_string());
    Ok(Json(page.map(MessageView::from)))
}

/// Returns one message with all that is kept of it.
#[utoipa::path(get, path = "/api/v1/messages/{id}", tag = "messages", params(("id" = String, Path,)),
    responses((status = 200, body = MessageDetailView), (status = 404, body = Problem)))]
pub(crate) async fn get(State(api): State<AdminApi>, Path(id): Path<MessageId>) -> ApiResult<Json<MessageDetailView>> {
    let store = api.engine.store();
    let detail = store.message(id).await.map_err(error::store)?.ok_or_else(|| {
        ApiError::new(
            ProblemKind::NotFound,
            "message-not-found",
            "There is no such message",
            "It may have been removed.",
        )
    })?;
    let channel = store.channel_id(detail.channel).await.map_err(error::store)?;
    Ok(Json(MessageDetailView::new(detail, channel)))
}
