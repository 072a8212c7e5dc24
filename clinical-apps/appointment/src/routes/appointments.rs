//! Booking, and what there is.

use axum::extract::State;
use http::StatusCode;
use jiff::civil::Date;
use nilecare_contracts::appointment::{
    Appointment, AppointmentReminder, AppointmentRequest, AppointmentSeries, AppointmentStatus, FreeSlot, SeriesRequest,
};
use nilecare_http::{ApiResult, IdempotencyKey, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{AppointmentId, FacilityId, Page, PatientId, Problem, StaffId, Timestamp};

use crate::AppointmentService;
use crate::app::Wanted;

/// Which appointments.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AppointmentFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// With whom. Absent: with anybody.
    provider: Option<StaffId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<AppointmentStatus>,
    /// Those that begin at or after this moment.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Those that begin before this moment.
    #[param(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

/// Which free slots.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SlotFilter {
    /// With whom.
    provider: StaffId,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// From which day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// Up to and with which day; at most 31 in all.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// How long the appointment takes, in minutes. Absent: as long as a slot of the schedule.
    minutes: Option<u32>,
}

/// Lists appointments in the order of time.
#[utoipa::path(get, path = "/api/v1/appointments", tag = "appointment", params(AppointmentFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Appointment>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_appointments(
    State(service): State<AppointmentService>,
    Query(filter): Query<AppointmentFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Appointment>>> {
    let wanted = Wanted {
        patient: filter.patient,
        provider: filter.provider,
        facility: filter.facility,
        status: filter.status,
        from: filter.from,
        until: filter.until,
    };
    Ok(Json(service.appointments(&wanted, list.after(), list.limit()).await?))
}

/// Books an appointment.
///
/// It must lie in the provider's schedule, and nothing that it needs may be taken. The same `Idempotency-Key` again gets the first reply.
#[utoipa::path(post, path = "/api/v1/appointments", tag = "appointment", request_body = AppointmentRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one booking")), responses(
    (status = 201, description = "The appointment", body = Appointment),
    (status = 404, description = "patient-not-found, staff-not-found, facility-not-found", body = Problem),
    (status = 409, description = "appointment-conflict, outside-schedule", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable, business-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn book_appointment(
    State(service): State<AppointmentService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<AppointmentRequest>,
) -> ApiResult<(StatusCode, Versioned<Appointment>)> {
    let appointment = service.book(&key, &request, &principal).await?;
    Ok((StatusCode::CREATED, Versioned(appointment)))
}

/// Books a series of appointments, all of them or none. The time of day stays the same when clocks change.
#[utoipa::path(post, path = "/api/v1/appointment-series", tag = "appointment", request_body = SeriesRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one booking")), responses(
    (status = 201, description = "The appointments", body = AppointmentSeries),
    (status = 404, description = "patient-not-found, staff-not-found, facility-not-found", body = Problem),
    (status = 409, description = "appointment-conflict, outside-schedule", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable, business-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn book_appointment_series(
    State(service): State<AppointmentService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<SeriesRequest>,
) -> ApiResult<(StatusCode, Json<AppointmentSeries>)> {
    let series = service.book_series(&key, &request, &principal).await?;
    Ok((StatusCode::CREATED, Json(series)))
}

/// Gives an appointment; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/appointments/{id}", tag = "appointment", params(("id" = AppointmentId, Path)), responses(
    (status = 200, description = "The appointment", body = Appointment),
    (status = 404, description = "appointment-not-found", body = Problem),
))]
pub(super) async fn get_appointment(
    State(service): State<AppointmentService>,
    Path(id): Path<AppointmentId>,
) -> ApiResult<Versioned<Appointment>> {
    Ok(Versioned(service.appointment(id).await?))
}

/// Lists the reminders of an appointment, those of times before it was moved among them.
#[utoipa::path(get, path = "/api/v1/appointments/{id}/reminders", tag = "appointment", params(("id" = AppointmentId, Path)), responses(
    (status = 200, description = "By their time", body = Vec<AppointmentReminder>),
    (status = 404, description = "appointment-not-found", body = Problem),
))]
pub(super) async fn list_appointment_reminders(
    State(service): State<AppointmentService>,
    Path(id): Path<AppointmentId>,
) -> ApiResult<Json<Vec<AppointmentReminder>>> {
    Ok(Json(service.reminders(id).await?))
}

/// Lists times that can be booked: in the provider's schedule, not taken, not over.
#[utoipa::path(get, path = "/api/v1/free-slots", tag = "appointment", params(SlotFilter), responses(
    (status = 200, description = "In the order of time", body = Vec<FreeSlot>),
    (status = 404, description = "staff-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "business-unavailable", body = Problem),
))]
pub(super) async fn list_free_slots(
    State(service): State<AppointmentService>,
    Query(filter): Query<SlotFilter>,
) -> ApiResult<Json<Vec<FreeSlot>>> {
    let days = (filter.from, filter.to);
    let slots = service.free_slots(filter.provider, filter.facility, days, filter.minutes);
    Ok(Json(slots.await?))
}
