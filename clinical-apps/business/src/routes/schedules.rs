//! Weekly rules, exceptions, and availability.

use axum::extract::State;
use http::StatusCode;
use jiff::civil::Date;
use nilecare_contracts::business::{
    Availability, Schedule, ScheduleException, ScheduleExceptionRequest, ScheduleRequest,
};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{FacilityId, Page, Problem, ScheduleExceptionId, ScheduleId, StaffId};

use crate::BusinessService;

/// Which days.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Days {
    /// From which day.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// Up to and with which day; at most 62 in all.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// In which facility. Absent: in all.
    facility: Option<FacilityId>,
}

/// Lists the weekly rules of somebody.
#[utoipa::path(get, path = "/api/v1/staff/{id}/schedules", tag = "business", params(("id" = StaffId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<Schedule>),
    (status = 404, description = "staff-not-found", body = Problem),
))]
pub(super) async fn list_schedules(
    State(service): State<BusinessService>,
    Path(id): Path<StaffId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Schedule>>> {
    Ok(Json(service.schedules(id, list.after(), list.limit()).await?))
}

/// Adds a weekly rule.
#[utoipa::path(post, path = "/api/v1/staff/{id}/schedules", tag = "business", request_body = ScheduleRequest,
    params(("id" = StaffId, Path)), responses(
    (status = 201, description = "The rule", body = Schedule),
    (status = 404, description = "staff-not-found", body = Problem),
    (status = 409, description = "schedule-conflict", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn add_schedule(
    State(service): State<BusinessService>,
    Path(id): Path<StaffId>,
    Json(request): Json<ScheduleRequest>,
) -> ApiResult<(StatusCode, Versioned<Schedule>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_schedule(id, request).await?)))
}

/// Changes a weekly rule; what is booked stays booked.
#[utoipa::path(put, path = "/api/v1/schedules/{id}", tag = "business", request_body = ScheduleRequest,
    params(("id" = ScheduleId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Schedule),
    (status = 404, description = "schedule-not-found", body = Problem),
    (status = 409, description = "schedule-conflict, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn change_schedule(
    State(service): State<BusinessService>,
    Path(id): Path<ScheduleId>,
    version: IfMatch,
    Json(request): Json<ScheduleRequest>,
) -> ApiResult<Versioned<Schedule>> {
    Ok(Versioned(service.change_schedule(id, version, request).await?))
}

/// Removes a weekly rule; what is booked stays booked.
#[utoipa::path(delete, path = "/api/v1/schedules/{id}", tag = "business", params(("id" = ScheduleId, Path)), responses(
    (status = 204, description = "It is gone"),
    (status = 404, description = "schedule-not-found", body = Problem),
))]
pub(super) async fn remove_schedule(
    State(service): State<BusinessService>,
    Path(id): Path<ScheduleId>,
) -> ApiResult<StatusCode> {
    service.remove_schedule(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists exceptions that are not over, by their end.
#[utoipa::path(get, path = "/api/v1/staff/{id}/schedule-exceptions", tag = "business", params(("id" = StaffId, Path)), responses(
    (status = 200, description = "At most 500", body = Vec<ScheduleException>),
    (status = 404, description = "staff-not-found", body = Problem),
))]
pub(super) async fn list_schedule_exceptions(
    State(service): State<BusinessService>,
    Path(id): Path<StaffId>,
) -> ApiResult<Json<Vec<ScheduleException>>> {
    Ok(Json(service.exceptions(id).await?))
}

/// Adds leave, a break, a meeting or an extra hour.
#[utoipa::path(post, path = "/api/v1/staff/{id}/schedule-exceptions", tag = "business", request_body = ScheduleExceptionRequest,
    params(("id" = StaffId, Path)), responses(
    (status = 201, description = "The exception", body = ScheduleException),
    (status = 404, description = "staff-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn add_schedule_exception(
    State(service): State<BusinessService>,
    Path(id): Path<StaffId>,
    Json(request): Json<ScheduleExceptionRequest>,
) -> ApiResult<(StatusCode, Versioned<ScheduleException>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.add_exception(id, request).await?),
    ))
}

/// Removes an exception.
#[utoipa::path(delete, path = "/api/v1/schedule-exceptions/{id}", tag = "business", params(("id" = ScheduleExceptionId, Path)), responses(
    (status = 204, description = "It is gone"),
    (status = 404, description = "exception-not-found", body = Problem),
))]
pub(super) async fn remove_schedule_exception(
    State(service): State<BusinessService>,
    Path(id): Path<ScheduleExceptionId>,
) -> ApiResult<StatusCode> {
    service.remove_exception(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells when somebody can be visited: the weekly rules without leave, with extra hours. What is booked is not taken off.
#[utoipa::path(get, path = "/api/v1/staff/{id}/availability", tag = "business", params(("id" = StaffId, Path), Days), responses(
    (status = 200, description = "The times, in order", body = Availability),
    (status = 404, description = "staff-not-found", body = Problem),
    (status = 409, description = "time-zone-unknown", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "facility-unavailable", body = Problem),
))]
pub(super) async fn get_availability(
    State(service): State<BusinessService>,
    Path(id): Path<StaffId>,
    Query(days): Query<Days>,
) -> ApiResult<Json<Availability>> {
    Ok(Json(service.availability(id, days.facility, days.from, days.to).await?))
}
