//! Many messages at once: by their numbers, or all that a filter chooses.

use std::time::{Duration, Instant};

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use nilecare_engine_runtime::EngineError;
use nilecare_http::{ApiError, ApiResult, Json};
use nilecare_message_store::{MessageQuery, Status};
use nilecare_types::{ConnectorId, MessageId, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::filter::{MessageFilter, Paging};
use crate::audit::EventDetail;
use crate::{AdminApi, error};

/// The most messages of one call.
const CALL_LIMIT: usize = 10_000;
/// So many messages are looked for at once.
const PAGE: usize = 500;
/// The most failures that are told one by one.
const FAILURES_TOLD: usize = 100;
/// Choosing stops after this time, and working after the next: a request may take 30 seconds.
const CHOOSING: Duration = Duration::from_secs(8);
const WORKING: Duration = Duration::from_secs(24);

/// Which messages, and for whom. Either `ids` or `filter`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkRequest {
    /// These messages; at most 10,000.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    ids: Vec<MessageId>,
    /// The messages that it chooses; it needs at least one condition.
    filter: Option<MessageFilter>,
    /// With `filter`: only numbers below; `next` of the call before.
    #[schema(value_type = Option<String>)]
    before: Option<MessageId>,
    /// Only for these destinations. Where it is absent: to process again, all; to deliver again, those where the message is in
    /// error.
    #[schema(value_type = Option<Vec<String>>)]
    destinations: Option<Vec<ConnectorId>>,
    /// Count the messages and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What was done with many messages.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkView {
    /// So many messages were chosen for this call, the newest of all that match.
    n_chosen: usize,
    /// So many were processed again, delivered again or removed. 0 when nothing was to be changed.
    n_done: usize,
    /// So many could not be, or did not need to be.
    n_skipped: usize,
    /// Why, for the first 100 of them.
    skipped: Vec<SkippedView>,
    /// So many that match are left for the next call.
    n_left: usize,
    /// Whether there may be more than `n_left`, since counting them took too long.
    has_more: bool,
    /// Call again with it as `before` for what is left.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<MessageId>,
    /// Time did not suffice for all that were chosen: call again with the same `before`, and with this number as `from` of the
    /// filter or with the `ids` from it on. Absent when all were worked on.
    #[schema(value_type = Option<String>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    resume_from: Option<MessageId>,
}

/// A message with which nothing was done.
#[derive(Debug, Serialize, ToSchema)]
pub struct SkippedView {
    /// Which.
    #[schema(value_type = String)]
    id: MessageId,
    /// Why.
    reason: String,
}

/// What is done with each message.
#[derive(Debug, Clone, Copy)]
enum Work {
    Reprocess,
    Resend,
    Remove,
}

/// Takes many messages in once more, the oldest first. At most 10,000 a call; `n_left` tells how many are left.
#[utoipa::path(post, path = "/api/v1/messages/reprocess", tag = "messages", request_body = BulkRequest,
    responses((status = 200, body = BulkView), (status = 422, body = Problem)))]
pub(crate) async fn reprocess(State(api): State<AdminApi>, Json(request): Json<BulkRequest>) -> ApiResult<Response> {
    run(&api, request, Work::Reprocess).await
}

/// Delivers many messages again, the oldest first. At most 10,000 a call; `n_left` tells how many are left.
#[utoipa::path(post, path = "/api/v1/messages/resend", tag = "messages", request_body = BulkRequest,
    responses((status = 200, body = BulkView), (status = 422, body = Problem)))]
pub(crate) async fn resend(State(api): State<AdminApi>, Json(request): Json<BulkRequest>) -> ApiResult<Response> {
    run(&api, request, Work::Resend).await
}

/// Removes many messages. At most 10,000 a call; `n_left` tells how many are left.
#[utoipa::path(post, path = "/api/v1/messages/remove", tag = "messages", request_body = BulkRequest,
    responses((status = 200, body = BulkView), (status = 422, body = Problem)))]
pub(crate) async fn remove(State(api): State<AdminApi>, Json(request): Json<BulkRequest>) -> ApiResult<Response> {
    run(&api, request, Work::Remove).await
}

async fn run(api: &AdminApi, request: BulkRequest, work: Work) -> ApiResult<Response> {
    let started = Instant::now();
    let destinations = request.destinations.clone();
    let (dry_run, is_by_filter) = (request.dry_run, request.filter.is_some());
    let mut chosen = choose(api, request, started).await?;
    let mut view = BulkView {
        n_chosen: chosen.ids.len(),
        n_done: 0,
        n_skipped: 0,
        skipped: Vec::new(),
        n_left: chosen.n_left,
        has_more: chosen.has_more,
        resume_from: None,
        next: chosen
            .ids
            .last()
            .copied()
            .filter(|_| is_by_filter && (chosen.n_left > 0 || chosen.has_more)),
    };
    if dry_run {
        return Ok(recorded(view, true));
    }
    // The oldest first, so that they keep their order; what time does not suffice for is among the newest.
    chosen.ids.sort_unstable();
    let at_once = if matches!(work, Work::Remove) { PAGE } else { 1 };
    for ids in chosen.ids.chunks(at_once) {
        if started.elapsed() > WORKING {
            let n_unworked = chosen.ids.len() - view.n_done - view.n_skipped;
            view.n_chosen -= n_unworked;
            view.n_left += n_unworked;
            view.resume_from = Some(ids[0]);
            break;
        }
        match work {
            Work::Remove => remove_all(api, ids, &mut view).await?,
            _ => one(api, ids[0], destinations.as_deref(), work, &mut view).await?,
        }
    }
    Ok(recorded(view, false))
}

/// Puts on record how many messages it was.
fn recorded(view: BulkView, dry_run: bool) -> Response {
    let detail = json!({ "chosen": view.n_chosen, "done": view.n_done, "skipped": view.n_skipped, "dry_run": dry_run });
    let mut response = Json(view).into_response();
    response.extensions_mut().insert(EventDetail(detail));
    response
}

/// The messages of a call, the newest first.
struct Chosen {
    ids: Vec<MessageId>,
    n_left: usize,
    has_more: bool,
}

async fn choose(api: &AdminApi, request: BulkRequest, started: Instant) -> ApiResult<Chosen> {
    let problem = |text: &str| Err(ApiError::unprocessable(vec![text.to_owned()]));
    let filter = match (request.filter, request.ids.is_empty()) {
        (Some(filter), true) if !filter.is_empty() => filter,
        (Some(_), true) => return problem("/filter: name at least one condition"),
        (None, false) if request.ids.len() <= CALL_LIMIT => {
            let mut ids = request.ids;
            ids.sort_unstable_by(|a, b| b.cmp(a));
            ids.dedup();
            return Ok(Chosen {
                ids,
                n_left: 0,
                has_more: false,
            });
        }
        (None, false) => return problem("/ids: at most 10000 messages a call"),
        _ => return problem("/: either ids or filter"),
    };
    let paging = Paging {
        limit: Some(PAGE),
        before: request.before,
    };
    let mut query = filter.query(api, paging).await?;
    query.budget = CHOOSING / 4;
    let mut chosen = Chosen {
        ids: Vec::new(),
        n_left: 0,
        has_more: false,
    };
    loop {
        let Some(found) = next_page(api, &mut query).await? else {
            return Ok(chosen);
        };
        let room = CALL_LIMIT - chosen.ids.len();
        chosen.n_left += found.len().saturating_sub(room);
        chosen.ids.extend(found.into_iter().take(room));
        if started.elapsed() > CHOOSING {
            chosen.has_more = true;
            return Ok(chosen);
        }
    }
}

/// Finds the next messages of a query; `None` at the end. A search that took long gives what it found so far.
pub(super) async fn next_page(api: &AdminApi, query: &mut MessageQuery) -> ApiResult<Option<Vec<MessageId>>> {
    if query.limit == 0 {
        return Ok(None);
    }
    let page = api.engine.store().search(query.clone()).await.map_err(error::store)?;
    match page.next.or(page.stopped_at) {
        Some(before) => query.before = Some(before),
        None => query.limit = 0,
    }
    Ok(Some(page.messages.into_iter().map(|summary| summary.message).collect()))
}

async fn remove_all(api: &AdminApi, ids: &[MessageId], view: &mut BulkView) -> ApiResult<()> {
    let n_removed = api.engine.remove(ids).await.map_err(error::engine)?;
    view.n_done += n_removed;
    let n_kept = ids.len() - n_removed;
    if n_kept == 0 {
        return Ok(());
    }
    view.n_skipped += n_kept;
    for id in ids {
        let is_there = view.skipped.len() < FAILURES_TOLD
            && api.engine.store().message(*id).await.map_err(error::store)?.is_some();
        if is_there {
            let reason = "it is not processed yet".to_owned();
            view.skipped.push(SkippedView { id: *id, reason });
        }
    }
    Ok(())
}

async fn one(
    api: &AdminApi,
    id: MessageId,
    destinations: Option<&[ConnectorId]>,
    work: Work,
    view: &mut BulkView,
) -> ApiResult<()> {
    let done = match work {
        Work::Resend => resend_one(api, id, destinations).await,
        _ => api.engine.reprocess(id, destinations).await.map(|_| true),
    };
    let reason = match done {
        Ok(true) => {
            view.n_done += 1;
            return Ok(());
        }
        Ok(false) => "it is not in error there, waits already, or its content is no longer kept".to_owned(),
        // The store will not do better with the next message.
        Err(EngineError::Store(failure)) => return Err(error::store(failure)),
        Err(failure) => failure.to_string(),
    };
    view.n_skipped += 1;
    if view.skipped.len() < FAILURES_TOLD {
        view.skipped.push(SkippedView { id, reason });
    }
    Ok(())
}

async fn resend_one(api: &AdminApi, id: MessageId, destinations: Option<&[ConnectorId]>) -> Result<bool, EngineError> {
    let store = api.engine.store();
    let Some(detail) = store.message(id).await? else {
        return Err(EngineError::NoMessage(id));
    };
    let Some(channel) = store.channel_id(detail.channel).await? else {
        return Err(EngineError::NoMessage(id));
    };
    let in_error = detail.connectors.into_iter().map(|connector| connector.summary);
    let in_error = in_error.filter(|summary| !summary.is_source && summary.status == Status::Error);
    let destinations = match destinations {
        Some(destinations) => destinations.to_vec(),
        None => in_error.map(|summary| summary.connector).collect(),
    };
    let mut is_any = false;
    for destination in &destinations {
        is_any |= api.engine.resend(&channel, id, destination).await?;
    }
    Ok(is_any)
}
