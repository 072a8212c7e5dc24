//! Appointments as iCalendar (RFC 5545).

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use nilecare_http::{ApiResult, Path};
use nilecare_types::{AppointmentId, Problem, StaffId};

use crate::AppointmentService;

/// Gives an appointment as iCalendar. Nothing of the patient is in it.
#[utoipa::path(get, path = "/api/v1/appointments/{id}/calendar", tag = "appointment", params(("id" = AppointmentId, Path)), responses(
    (status = 200, description = "A calendar with one event", content_type = "text/calendar", body = String),
    (status = 404, description = "appointment-not-found", body = Problem),
))]
pub(super) async fn get_appointment_calendar(
    State(service): State<AppointmentService>,
    Path(id): Path<AppointmentId>,
) -> ApiResult<Response> {
    Ok(calendar(service.calendar_of(id).await?))
}

/// Gives the appointments of a provider as iCalendar, from a month ago to half a year ahead. Nothing of patients is in it.
#[utoipa::path(get, path = "/api/v1/staff/{id}/calendar", tag = "appointment", params(("id" = StaffId, Path)), responses(
    (status = 200, description = "A calendar, which may have no events", content_type = "text/calendar", body = String),
))]
pub(super) async fn get_provider_calendar(
    State(service): State<AppointmentService>,
    Path(id): Path<StaffId>,
) -> ApiResult<Response> {
    Ok(calendar(service.feed(id).await?))
}

fn calendar(text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, text).into_response()
}
