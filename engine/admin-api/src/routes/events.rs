//! The record of who did what.

use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use nilecare_event_log::{Event, EventId, EventQuery, Outcome};
use nilecare_http::{ApiError, ApiResult, Json, Query};
use nilecare_types::{Page, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::AdminApi;
use crate::audit::log_error;

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 500;
/// An export reads so many at once.
const EXPORT_STEP: usize = 500;

/// Which events.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct EventsQuery {
    /// By this user.
    user: Option<String>,
    /// This action, such as `channel.deploy`; `channel.*` for all that begin so.
    action: Option<String>,
    /// With this target, such as `channel/adt-inbound` or `message/42`.
    target: Option<String>,
    /// `success`, `refused` or `failed`.
    #[param(value_type = Option<String>)]
    outcome: Option<Outcome>,
    /// At or after.
    #[param(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
    /// Before.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
    /// How many, 1 to 500; an export has all.
    limit: Option<usize>,
    /// `next` of the page before.
    #[param(value_type = Option<i64>)]
    cursor: Option<String>,
}

/// Something that was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventView {
    /// Its number, rising in the order of recording.
    pub id: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// By whom; `hub` for what nobody asked for.
    pub user: String,
    /// From where, as far as it is known.
    pub address: Option<String>,
    /// What was done.
    #[schema(example = "channel.deploy")]
    pub action: String,
    /// With what.
    #[schema(example = "channel/adt-inbound")]
    pub target: String,
    /// `success`, `refused` or `failed`.
    #[schema(value_type = String, example = "success")]
    pub outcome: Outcome,
    /// More about it.
    #[schema(value_type = Object)]
    pub detail: serde_json::Value,
}

impl From<Event> for EventView {
    fn from(event: Event) -> Self {
        Self {
            id: event.id.0,
            at: event.at,
            user: event.user,
            address: event.address,
            action: event.action,
            target: event.target,
            outcome: event.outcome,
            detail: event.detail,
        }
    }
}

impl EventsQuery {
    fn query(self, limit: usize) -> ApiResult<EventQuery> {
        let before = self.cursor.as_deref().map(str::parse).transpose();
        let before = before.map_err(|_| super::revisions::cursor_problem())?;
        Ok(EventQuery {
            user: self.user,
            action: self.action,
            target: self.target,
            outcome: self.outcome,
            since: self.since,
            until: self.until,
            before: before.map(EventId),
            limit,
        })
    }
}

/// Lists events, newest first.
#[utoipa::path(get, path = "/api/v1/events", tag = "events", params(EventsQuery),
    responses((status = 200, body = Page<EventView>)))]
pub(crate) async fn list(
    State(api): State<AdminApi>,
    Query(query): Query<EventsQuery>,
) -> ApiResult<Json<Page<EventView>>> {
    let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MAX_LIMIT).contains(&limit) {
        let text = format!("/limit: must be from 1 to {MAX_LIMIT}");
        return Err(ApiError::unprocessable(vec![text]));
    }
    let query = query.query(limit + 1)?;
    let found = api.events.search(query).await.map_err(|error| log_error(&error))?;
    let page = Page::from_rows(found, limit, |event| event.id.to_string());
    Ok(Json(page.map(EventView::from)))
}

/// Returns all events that the filter finds, newest first, one JSON line each (NDJSON).
#[utoipa::path(get, path = "/api/v1/events/export", tag = "events", params(EventsQuery),
    responses((status = 200, content_type = "application/x-ndjson", body = String)))]
pub(crate) async fn export(State(api): State<AdminApi>, Query(query): Query<EventsQuery>) -> ApiResult<Response> {
    let query = query.query(EXPORT_STEP)?;
    // Page after page while the client reads, so that memory stays bounded.
    let pages = futures_util::stream::try_unfold(Some(query), move |query| {
        let events = api.events.clone();
        async move {
            let Some(mut query) = query else { return Ok(None) };
            let page = events.search(query.clone()).await.map_err(std::io::Error::other)?;
            let mut text = String::new();
            for event in &page {
                text.push_str(&serde_json::to_string(event).map_err(std::io::Error::other)?);
                text.push('\n');
            }
            query.before = page.last().map(|event| event.id);
            let next = (page.len() == EXPORT_STEP).then_some(query);
            Ok::<_, std::io::Error>(Some((text, next)))
        }
    });
    let kind = [(header::CONTENT_TYPE, "application/x-ndjson")];
    Ok((kind, Body::from_stream(pages)).into_response())
}
