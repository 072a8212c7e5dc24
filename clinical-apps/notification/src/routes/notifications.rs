//! One's own notifications, and telling others something.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::notification::{
    AnnouncementReply, AnnouncementRequest, ChannelSetup, Notification, UnreadCount,
};
use nilecare_http::{ApiResult, IdempotencyKey, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{NotificationId, Page, Problem};

use crate::NotificationService;

/// Which of one's own.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OwnFilter {
    /// Only those that are not read.
    #[serde(default)]
    unread: bool,
}

/// Lists one's own notifications in the application, newest first.
#[utoipa::path(get, path = "/api/v1/notifications", tag = "notification", params(OwnFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Notification>),
))]
pub(super) async fn list_notifications(
    State(service): State<NotificationService>,
    principal: Principal,
    Query(filter): Query<OwnFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Notification>>> {
    let page = service.own(&principal.user_id, filter.unread, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Counts those that are not read.
#[utoipa::path(get, path = "/api/v1/notifications/unread-count", tag = "notification", responses(
    (status = 200, description = "How many", body = UnreadCount),
))]
pub(super) async fn count_unread(
    State(service): State<NotificationService>,
    principal: Principal,
) -> ApiResult<Json<UnreadCount>> {
    Ok(Json(service.unread(&principal.user_id).await?))
}

/// Gives one of one's own.
#[utoipa::path(get, path = "/api/v1/notifications/{id}", tag = "notification", params(("id" = NotificationId, Path)), responses(
    (status = 200, description = "The notification", body = Notification),
    (status = 404, description = "notification-not-found", body = Problem),
))]
pub(super) async fn get_notification(
    State(service): State<NotificationService>,
    principal: Principal,
    Path(id): Path<NotificationId>,
) -> ApiResult<Versioned<Notification>> {
    Ok(Versioned(service.own_one(&principal.user_id, id).await?))
}

/// Notes that one has read one of them. That is no answer to a critical alert: it goes to the next role until somebody acknowledges it where it was raised.
#[utoipa::path(post, path = "/api/v1/notifications/{id}/read", tag = "notification", params(("id" = NotificationId, Path)), responses(
    (status = 200, description = "As it is now", body = Notification),
    (status = 404, description = "notification-not-found", body = Problem),
))]
pub(super) async fn mark_read(
    State(service): State<NotificationService>,
    principal: Principal,
    Path(id): Path<NotificationId>,
) -> ApiResult<Versioned<Notification>> {
    Ok(Versioned(service.mark_read(&principal.user_id, id).await?))
}

/// Notes that one has read all of them that are not critical; those are read one by one.
#[utoipa::path(post, path = "/api/v1/notifications/read-all", tag = "notification", responses(
    (status = 200, description = "How many are left", body = UnreadCount),
))]
pub(super) async fn mark_all_read(
    State(service): State<NotificationService>,
    principal: Principal,
) -> ApiResult<Json<UnreadCount>> {
    Ok(Json(service.mark_all_read(&principal.user_id).await?))
}

/// Tells which channels are set up.
#[utoipa::path(get, path = "/api/v1/notifications/channels", tag = "notification", responses(
    (status = 200, description = "The channels", body = Vec<ChannelSetup>),
))]
pub(super) async fn list_channels(State(service): State<NotificationService>) -> ApiResult<Json<Vec<ChannelSetup>>> {
    Ok(Json(service.setup()))
}

/// Tells users or a patient something. No patient's data: it is read on the way and on locked screens.
#[utoipa::path(post, path = "/api/v1/notifications/send", tag = "notification", request_body = AnnouncementRequest, params(("Idempotency-Key" = String, Header, description = "The same for each attempt")), responses(
    (status = 202, description = "The notifications", body = AnnouncementReply),
    (status = 404, description = "user-not-found, patient-not-found, facility-not-found", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable, business-unavailable", body = Problem),
))]
pub(super) async fn send_notification(
    State(service): State<NotificationService>,
    key: IdempotencyKey,
    Json(request): Json<AnnouncementRequest>,
) -> ApiResult<(StatusCode, Json<AnnouncementReply>)> {
    Ok((StatusCode::ACCEPTED, Json(service.send(key.as_str(), request).await?)))
}
