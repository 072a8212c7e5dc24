//! What people want to be told, and when not.

use axum::extract::State;
use nilecare_contracts::notification::{
    NotificationCategory, NotificationChannel, Recipient, Subscription, SubscriptionCheck, SubscriptionRequest,
};
use nilecare_http::{ApiResult, IfMatch, Json, Path, Principal, Query, Versioned};
use nilecare_types::{PatientId, Problem};

use crate::NotificationService;

/// What of.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CheckOf {
    /// By which channel.
    #[param(inline)]
    channel: NotificationChannel,
    /// Which category.
    #[param(inline)]
    category: NotificationCategory,
}

/// Lists what one wants to be told; what is not said is wanted.
#[utoipa::path(get, path = "/api/v1/notifications/subscriptions", tag = "notification", responses(
    (status = 200, description = "All of them", body = Vec<Subscription>),
))]
pub(super) async fn list_subscriptions(
    State(service): State<NotificationService>,
    principal: Principal,
) -> ApiResult<Json<Vec<Subscription>>> {
    Ok(Json(service.subscriptions(&Recipient::user(&principal.user_id)).await?))
}

/// Says what one wants of a category by a channel, in place of what was said before.
#[utoipa::path(put, path = "/api/v1/notifications/subscriptions", tag = "notification", request_body = SubscriptionRequest, params(("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Subscription),
    (status = 409, description = "version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn subscribe(
    State(service): State<NotificationService>,
    principal: Principal,
    version: IfMatch,
    Json(request): Json<SubscriptionRequest>,
) -> ApiResult<Versioned<Subscription>> {
    let own = Recipient::user(&principal.user_id);
    let said = service.subscribe(&own, version, request, &principal.username).await?;
    Ok(Versioned(said))
}

/// Wants everything by every channel; quiet hours stay.
#[utoipa::path(post, path = "/api/v1/notifications/subscriptions/subscribe-all", tag = "notification", responses(
    (status = 200, description = "As they are now", body = Vec<Subscription>),
))]
pub(super) async fn subscribe_all(
    State(service): State<NotificationService>,
    principal: Principal,
) -> ApiResult<Json<Vec<Subscription>>> {
    let own = Recipient::user(&principal.user_id);
    Ok(Json(service.subscribe_all(&own, true, &principal.username).await?))
}

/// Wants nothing but critical alerts and what protects the account.
#[utoipa::path(post, path = "/api/v1/notifications/subscriptions/unsubscribe-all", tag = "notification", responses(
    (status = 200, description = "As they are now", body = Vec<Subscription>),
))]
pub(super) async fn unsubscribe_all(
    State(service): State<NotificationService>,
    principal: Principal,
) -> ApiResult<Json<Vec<Subscription>>> {
    let own = Recipient::user(&principal.user_id);
    Ok(Json(service.subscribe_all(&own, false, &principal.username).await?))
}

/// Tells what would become of a notification for oneself now.
#[utoipa::path(get, path = "/api/v1/notifications/subscriptions/check", tag = "notification", params(CheckOf), responses(
    (status = 200, description = "What would", body = SubscriptionCheck),
))]
pub(super) async fn check_subscription(
    State(service): State<NotificationService>,
    principal: Principal,
    Query(of): Query<CheckOf>,
) -> ApiResult<Json<SubscriptionCheck>> {
    let own = Recipient::user(&principal.user_id);
    Ok(Json(service.check_subscription(&own, of.channel, of.category).await?))
}

/// Lists what a patient wants to be told.
#[utoipa::path(get, path = "/api/v1/notifications/patients/{id}/subscriptions", tag = "notification", params(("id" = PatientId, Path)), responses(
    (status = 200, description = "All of them", body = Vec<Subscription>),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn list_patient_subscriptions(
    State(service): State<NotificationService>,
    Path(id): Path<PatientId>,
) -> ApiResult<Json<Vec<Subscription>>> {
    let patient = service.patient_recipient(id).await?;
    Ok(Json(service.subscriptions(&patient).await?))
}

/// Says what a patient wants of a category by a channel; without a category and not enabled, the patient is told nothing by it.
#[utoipa::path(put, path = "/api/v1/notifications/patients/{id}/subscriptions", tag = "notification", request_body = SubscriptionRequest, params(("id" = PatientId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Subscription),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 409, description = "version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn subscribe_patient(
    State(service): State<NotificationService>,
    principal: Principal,
    Path(id): Path<PatientId>,
    version: IfMatch,
    Json(request): Json<SubscriptionRequest>,
) -> ApiResult<Versioned<Subscription>> {
    let patient = service.patient_recipient(id).await?;
    let said = service
        .subscribe(&patient, version, request, &principal.username)
        .await?;
    Ok(Versioned(said))
}
