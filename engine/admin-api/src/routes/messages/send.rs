//! A message by hand.

use axum::extract::State;
use nilecare_engine_api::{RawMessage, SourceMap};
use nilecare_http::{ApiError, ApiResult, Json, Path};
use nilecare_types::{ChannelId, ConnectorId, MessageId, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ContentView;
use crate::{AdminApi, error};

/// The largest request, in bytes: 48 MiB of content in base64.
pub(super) const LIMIT: usize = 64 << 20;

/// A message for a channel.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendRequest {
    /// What the source would have received, without framing.
    content: ContentView,
    /// What scripts see as `source`.
    #[serde(default)]
    #[schema(value_type = Object)]
    source: SourceMap,
    /// Only for these destinations; for all where it is absent.
    #[schema(value_type = Option<Vec<String>>)]
    destinations: Option<Vec<ConnectorId>>,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct SentView {
    /// Its number.
    #[schema(value_type = String)]
    id: MessageId,
    /// What its sender would be answered; absent when the channel answers nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<ContentView>,
    /// Whether the reply says that the message was taken.
    is_positive: bool,
}

/// Takes a message into a channel as if its source had received it, and waits for the reply as a sender would. The channel
/// must be started or paused.
#[utoipa::path(post, path = "/api/v1/channels/{id}/messages", tag = "messages", params(("id" = String, Path,)),
    request_body = SendRequest,
    responses((status = 200, body = SentView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn send(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Json(request): Json<SendRequest>,
) -> ApiResult<Json<SentView>> {
    let content = request.content.bytes();
    let content = content.ok_or_else(|| ApiError::unprocessable(vec!["/content/base64: is no base64".to_owned()]))?;
    let message = RawMessage {
        source: request.source,
        ..RawMessage::new(content)
    };
    let destinations = request.destinations.as_deref();
    let accepted = api
        .engine
        .submit(&id, message, destinations)
        .await
        .map_err(error::engine)?;
    Ok(Json(SentView {
        id: accepted.message,
        reply: accepted.reply.map(ContentView::from),
        is_positive: accepted.is_positive,
    }))
}
