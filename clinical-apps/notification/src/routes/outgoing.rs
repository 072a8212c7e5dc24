//! What was sent to whom, and what became of it.

use axum::extract::State;
use nilecare_contracts::notification::{
    Delivery, Notification, NotificationChannel, NotificationStats, NotificationStatus,
};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{NotificationId, Page, PatientId, Problem};

use crate::NotificationService;

/// Which.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OutgoingFilter {
    /// By which channel. Absent: by all.
    #[param(inline)]
    channel: Option<NotificationChannel>,
    /// How far. Absent: all.
    #[param(inline)]
    status: Option<NotificationStatus>,
}

/// Which time.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StatsTime {
    /// Of the last so many hours, 1 to 8784; 24 when absent.
    #[serde(default = "day")]
    #[param(minimum = 1, maximum = 8784, default = 24)]
    hours: u16,
}

fn day() -> u16 {
    24
}

/// Lists what was told to anybody, newest first.
#[utoipa::path(get, path = "/api/v1/notifications/outgoing", tag = "notification", params(OutgoingFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Notification>),
))]
pub(super) async fn list_outgoing(
    State(service): State<NotificationService>,
    Query(filter): Query<OutgoingFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Notification>>> {
    let page = service.outgoing(filter.channel, filter.status, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Gives one, whoever was told; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/notifications/outgoing/{id}", tag = "notification", params(("id" = NotificationId, Path)), responses(
    (status = 200, description = "The notification", body = Notification),
    (status = 404, description = "notification-not-found", body = Problem),
))]
pub(super) async fn get_outgoing(
    State(service): State<NotificationService>,
    Path(id): Path<NotificationId>,
) -> ApiResult<Versioned<Notification>> {
    Ok(Versioned(service.any_one(id).await?))
}

/// Lists what providers said of one, in the order of time.
#[utoipa::path(get, path = "/api/v1/notifications/outgoing/{id}/deliveries", tag = "notification", params(("id" = NotificationId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<Delivery>),
    (status = 404, description = "notification-not-found", body = Problem),
))]
pub(super) async fn list_deliveries(
    State(service): State<NotificationService>,
    Path(id): Path<NotificationId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Delivery>>> {
    Ok(Json(service.deliveries(id, list.after(), list.limit()).await?))
}

/// Sends one again that failed or was not sent.
#[utoipa::path(post, path = "/api/v1/notifications/outgoing/{id}/send-again", tag = "notification", params(("id" = NotificationId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Notification),
    (status = 404, description = "notification-not-found", body = Problem),
    (status = 409, description = "notification-state, version-changed", body = Problem),
))]
pub(super) async fn send_again(
    State(service): State<NotificationService>,
    Path(id): Path<NotificationId>,
    version: IfMatch,
) -> ApiResult<Versioned<Notification>> {
    Ok(Versioned(service.send_again(id, version).await?))
}

/// Counts by channel, category and status.
#[utoipa::path(get, path = "/api/v1/notifications/stats", tag = "notification", params(StatsTime), responses(
    (status = 200, description = "The counts", body = NotificationStats),
))]
pub(super) async fn get_stats(
    State(service): State<NotificationService>,
    Query(time): Query<StatsTime>,
) -> ApiResult<Json<NotificationStats>> {
    Ok(Json(service.stats(time.hours.clamp(1, 8784)).await?))
}

/// Lists what a patient was told, newest first.
#[utoipa::path(get, path = "/api/v1/notifications/patients/{id}", tag = "notification", params(("id" = PatientId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<Notification>),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn list_patient_notifications(
    State(service): State<NotificationService>,
    Path(id): Path<PatientId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Notification>>> {
    Ok(Json(service.of_patient(id, list.after(), list.limit()).await?))
}
