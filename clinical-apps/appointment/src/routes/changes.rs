//! The life of an appointment.

use axum::extract::State;
use nilecare_contracts::appointment::{Appointment, AppointmentReason, AppointmentStatus, RescheduleRequest};
use nilecare_http::{ApiResult, IfMatch, Json, Path, Principal, Versioned};
use nilecare_types::{AppointmentId, Problem};

use crate::AppointmentService;

/// Notes that the patient has said to come.
#[utoipa::path(post, path = "/api/v1/appointments/{id}/confirm", tag = "appointment",
    params(("id" = AppointmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Appointment),
    (status = 404, description = "appointment-not-found", body = Problem),
    (status = 409, description = "appointment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn confirm_appointment(
    State(service): State<AppointmentService>,
    principal: Principal,
    Path(id): Path<AppointmentId>,
    version: IfMatch,
) -> ApiResult<Versioned<Appointment>> {
    let to = AppointmentStatus::Confirmed;
    Ok(Versioned(service.bring(id, version, to, None, &principal).await?))
}

/// Notes that the patient is here.
#[utoipa::path(post, path = "/api/v1/appointments/{id}/check-in", tag = "appointment",
    params(("id" = AppointmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Appointment),
    (status = 404, description = "appointment-not-found", body = Problem),
    (status = 409, description = "appointment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn check_in_appointment(
    State(service): State<AppointmentService>,
    principal: Principal,
    Path(id): Path<AppointmentId>,
    version: IfMatch,
) -> ApiResult<Versioned<Appointment>> {
    let to = AppointmentStatus::CheckedIn;
    Ok(Versioned(service.bring(id, version, to, None, &principal).await?))
}

/// Notes that it goes on.
#[utoipa::path(post, path = "/api/v1/appointments/{id}/start", tag = "appointment",
    params(("id" = AppointmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Appointment),
    (status = 404, description = "appointment-not-found", body = Problem),
    (status = 409, description = "appointment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn start_appointment(
    State(service): State<AppointmentService>,
    principal: Principal,
    Path(id): Path<AppointmentId>,
    version: IfMatch,
) -> ApiResult<Versioned<Appointment>> {
    let to = AppointmentStatus::InProgress;
    Ok(Versioned(service.bring(id, version, to, None, &principal).await?))
}

/// Notes that it is over.
#[utoipa::path(post, path = "/api/v1/appointments/{id}/complete", tag = "appointment",
    params(("id" = AppointmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Appointment),
    (status = 404, description = "appointment-not-found", body = Problem),
    (status = 409, description = "appointment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn complete_appointment(
    State(service): State<AppointmentService>,
    principal: Principal,
    Path(id): Path<AppointmentId>,
    version: IfMatch,
) -> ApiResult<Versioned<Appointment>> {
    let to = AppointmentStatus::Completed;
    Ok(Versioned(service.bring(id, version, to, None, &principal).await?))
}

/// Cancels it with a reason and gives the time free; with a patient who has checked in it needs `appointments:override`.
#[utoipa::path(post, path = "/api/v1/appointments/{id}/cancel", tag = "appointment", request_body = AppointmentReason,
    params(("id" = AppointmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Appointment),
    (status = 404, description = "appointment-not-found", body = Problem),
    (status = 409, description = "appointment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn cancel_appointment(
    State(service): State<AppointmentService>,
    principal: Principal,
    Path(id): Path<AppointmentId>,
    version: IfMatch,
    Json(request): Json<AppointmentReason>,
) -> ApiResult<Versioned<Appointment>> {
    let to = AppointmentStatus::Cancelled;
    Ok(Versioned(
        service.bring(id, version, to, Some(request.reason), &principal).await?,
    ))
}

/// Notes that the patient did not come, some minutes after the beginning.
#[utoipa::path(post, path = "/api/v1/appointments/{id}/no-show", tag = "appointment",
    params(("id" = AppointmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Appointment),
    (status = 404, description = "appointment-not-found", body = Problem),
    (status = 409, description = "appointment-state, version-changed, too-early", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn mark_no_show(
    State(service): State<AppointmentService>,
    principal: Principal,
    Path(id): Path<AppointmentId>,
    version: IfMatch,
) -> ApiResult<Versioned<Appointment>> {
    let to = AppointmentStatus::NoShow;
    Ok(Versioned(service.bring(id, version, to, None, &principal).await?))
}

/// Moves it; it keeps its id and number and is to be confirmed again.
#[utoipa::path(post, path = "/api/v1/appointments/{id}/reschedule", tag = "appointment", request_body = RescheduleRequest,
    params(("id" = AppointmentId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Appointment),
    (status = 404, description = "appointment-not-found, staff-not-found", body = Problem),
    (status = 409, description = "appointment-state, appointment-conflict, outside-schedule, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, business-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn reschedule_appointment(
    State(service): State<AppointmentService>,
    principal: Principal,
    Path(id): Path<AppointmentId>,
    version: IfMatch,
    Json(request): Json<RescheduleRequest>,
) -> ApiResult<Versioned<Appointment>> {
    Ok(Versioned(service.reschedule(id, version, &request, &principal).await?))
}
