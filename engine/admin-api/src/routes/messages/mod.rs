//! Messages: found, read, processed and delivered again, removed, exported and imported.

mod again;
mod attachment;
mod bulk;
mod export;
mod filter;
mod import;
mod kinds;
mod send;
mod stream;
mod view;

use std::collections::BTreeMap;

use axum::extract::{DefaultBodyLimit, State};
use nilecare_http::{ApiError, ApiResult, ApiRoutes, Json, Path, Query, routes};
use nilecare_message_store::{ChannelKey, MessageQuery};
use nilecare_types::{ChannelId, MessageId, Problem, ProblemKind};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::{AdminApi, MESSAGES_EXPORT, MESSAGES_IMPORT, MESSAGES_OPERATE, MESSAGES_READ, MESSAGES_REMOVE, error};
use filter::{MessageFilter, Paging};
use view::{MessageDetailView, MessagePage, MessageView};

pub(crate) use view::ContentView;

/// So many of the messages that were processed again from one are told.
const LINEAGE_LIMIT: usize = 100;

/// Adds the routes, except the one that returns a message.
pub(crate) fn add(api: &AdminApi, routes: ApiRoutes<AdminApi>) -> ApiRoutes<AdminApi> {
    type Routes = UtoipaMethodRouter<AdminApi>;
    let change = |action, routes: Routes| api.audit(action, "message", false).over(routes);
    let change_many = |action, routes: Routes| api.audit(action, "", false).over(routes);
    let look = |action, target, routes: Routes| api.audit(action, target, true).over(routes);
    routes
        .permit(MESSAGES_READ, routes!(list))
        .permit(MESSAGES_READ, routes!(list_all))
        .permit(
            MESSAGES_READ,
            look("message.attachment", "message", routes!(attachment::get)),
        )
        .permit(
            MESSAGES_OPERATE,
            with_body(
                send::LIMIT,
                api.audit("message.send", "channel", false).over(routes!(send::send)),
            ),
        )
        .permit(MESSAGES_OPERATE, change("message.reprocess", routes!(again::reprocess)))
        .permit(MESSAGES_OPERATE, change("message.resend", routes!(again::resend)))
        .permit(MESSAGES_REMOVE, change("message.remove", routes!(again::remove)))
        .permit(
            MESSAGES_OPERATE,
            change_many("messages.reprocess", routes!(bulk::reprocess)),
        )
        .permit(MESSAGES_OPERATE, change_many("messages.resend", routes!(bulk::resend)))
        .permit(MESSAGES_REMOVE, change_many("messages.remove", routes!(bulk::remove)))
        .permit(MESSAGES_EXPORT, look("messages.export", "", routes!(export::all)))
        .permit(
            MESSAGES_EXPORT,
            look("messages.export", "channel", routes!(export::of_channel)),
        )
        .permit(MESSAGES_IMPORT, change_many("messages.import", routes!(import::import)))
}

/// Lets routes take larger bodies than others, in bytes.
pub(crate) fn with_body(
    limit: usize,
    (schemas, paths, methods): UtoipaMethodRouter<AdminApi>,
) -> UtoipaMethodRouter<AdminApi> {
    (schemas, paths, methods.layer(DefaultBodyLimit::max(limit)))
}

/// Lists a channel's messages, newest first, without contents. A search stops after 10 seconds and says where.
#[utoipa::path(get, path = "/api/v1/channels/{id}/messages", tag = "messages",
    params(("id" = String, Path,), MessageFilter, Paging),
    responses((status = 200, body = MessagePage), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn list(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> ApiResult<Json<MessagePage>> {
    let (filter, paging) = filter::read(pairs, |_, _| false)?;
    let channel = Some(id);
    page(&api, MessageFilter { channel, ..filter }, paging).await
}

/// Lists the messages of all channels, newest first, without contents. A search stops after 10 seconds and says where.
#[utoipa::path(get, path = "/api/v1/messages", tag = "messages", params(MessageFilter, Paging),
    responses((status = 200, body = MessagePage), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn list_all(
    State(api): State<AdminApi>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> ApiResult<Json<MessagePage>> {
    let (filter, paging) = filter::read(pairs, |_, _| false)?;
    page(&api, filter, paging).await
}

async fn page(api: &AdminApi, filter: MessageFilter, paging: Paging) -> ApiResult<Json<MessagePage>> {
    let query = filter.query(api, paging).await?;
    let store = api.engine.store();
    let page = store.search(query).await.map_err(error::store)?;
    let mut channels = Channels::default();
    let mut items = Vec::new();
    for summary in page.messages {
        let channel = channels.id(api, summary.channel).await?;
        items.push(MessageView::new(summary, channel));
    }
    Ok(Json(MessagePage {
        items,
        next: page.next,
        stopped_at: page.stopped_at,
    }))
}

/// Returns one message with all that is kept of it, and where it comes from.
#[utoipa::path(get, path = "/api/v1/messages/{id}", tag = "messages", params(("id" = String, Path,)),
    responses((status = 200, body = MessageDetailView), (status = 404, body = Problem)))]
pub(crate) async fn get(State(api): State<AdminApi>, Path(id): Path<MessageId>) -> ApiResult<Json<MessageDetailView>> {
    let store = api.engine.store();
    let detail = store.message(id).await.map_err(error::store)?.ok_or_else(not_there)?;
    let channel = store.channel_id(detail.channel).await.map_err(error::store)?;
    let made_from_it = MessageQuery {
        origin: Some(id),
        ..MessageQuery::all(LINEAGE_LIMIT)
    };
    let made_from_it = store.search(made_from_it).await.map_err(error::store)?.messages;
    let again = made_from_it.into_iter().map(|summary| summary.message).collect();
    Ok(Json(MessageDetailView::new(detail, channel, again)))
}

/// Finds the names of channels, each once.
#[derive(Default)]
struct Channels(BTreeMap<ChannelKey, Option<ChannelId>>);

impl Channels {
    async fn id(&mut self, api: &AdminApi, key: ChannelKey) -> ApiResult<Option<ChannelId>> {
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let id = api.engine.store().channel_id(key).await.map_err(error::store)?;
        self.0.insert(key, id.clone());
        Ok(id)
    }
}

fn not_there() -> ApiError {
    ApiError::new(
        ProblemKind::NotFound,
        "message-not-found",
        "There is no such message",
        "It may have been removed.",
    )
}
