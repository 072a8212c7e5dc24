//! The waiting list.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::appointment::{Appointment, WaitlistEntry, WaitlistRequest, WaitlistStatus};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{FacilityId, Page, Problem, WaitlistEntryId};

use crate::AppointmentService;

/// Which wishes.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WaitlistFilter {
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// How far they are; `offered` are those to be called. Absent: all.
    #[param(inline)]
    status: Option<WaitlistStatus>,
}

/// Lists who waits, oldest first.
#[utoipa::path(get, path = "/api/v1/waitlist", tag = "appointment", params(WaitlistFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<WaitlistEntry>),
))]
pub(super) async fn list_waitlist(
    State(service): State<AppointmentService>,
    Query(filter): Query<WaitlistFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<WaitlistEntry>>> {
    let page = service.waiting_list(filter.facility, filter.status, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Puts somebody on the waiting list; time that becomes free is offered by urgency, then by waiting time.
#[utoipa::path(post, path = "/api/v1/waitlist", tag = "appointment", request_body = WaitlistRequest, responses(
    (status = 201, description = "The entry", body = WaitlistEntry),
    (status = 404, description = "patient-not-found, staff-not-found, facility-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, business-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn add_to_waitlist(
    State(service): State<AppointmentService>,
    Json(request): Json<WaitlistRequest>,
) -> ApiResult<(StatusCode, Versioned<WaitlistEntry>)> {
    Ok((StatusCode::CREATED, Versioned(service.wait(request).await?)))
}

/// Gives an entry; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/waitlist/{id}", tag = "appointment", params(("id" = WaitlistEntryId, Path)), responses(
    (status = 200, description = "The entry", body = WaitlistEntry),
    (status = 404, description = "waitlist-entry-not-found", body = Problem),
))]
pub(super) async fn get_waitlist_entry(
    State(service): State<AppointmentService>,
    Path(id): Path<WaitlistEntryId>,
) -> ApiResult<Versioned<WaitlistEntry>> {
    Ok(Versioned(service.waitlist_entry(id).await?))
}

/// Books what is offered. When somebody was first, the entry waits on.
#[utoipa::path(post, path = "/api/v1/waitlist/{id}/accept", tag = "appointment",
    params(("id" = WaitlistEntryId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 201, description = "The appointment", body = Appointment),
    (status = 404, description = "waitlist-entry-not-found", body = Problem),
    (status = 409, description = "no-offer, appointment-conflict, outside-schedule, version-changed", body = Problem),
    (status = 503, description = "clinical-unavailable, business-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn accept_offer(
    State(service): State<AppointmentService>,
    principal: Principal,
    Path(id): Path<WaitlistEntryId>,
    version: IfMatch,
) -> ApiResult<(StatusCode, Versioned<Appointment>)> {
    let appointment = service.accept(id, version, &principal).await?;
    Ok((StatusCode::CREATED, Versioned(appointment)))
}

/// Does not take what is offered; the next is asked, and the entry waits on.
#[utoipa::path(post, path = "/api/v1/waitlist/{id}/decline", tag = "appointment",
    params(("id" = WaitlistEntryId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = WaitlistEntry),
    (status = 404, description = "waitlist-entry-not-found", body = Problem),
    (status = 409, description = "no-offer, version-changed", body = Problem),
))]
pub(super) async fn decline_offer(
    State(service): State<AppointmentService>,
    Path(id): Path<WaitlistEntryId>,
    version: IfMatch,
) -> ApiResult<Versioned<WaitlistEntry>> {
    Ok(Versioned(service.decline(id, version).await?))
}

/// Waits no more.
#[utoipa::path(post, path = "/api/v1/waitlist/{id}/cancel", tag = "appointment",
    params(("id" = WaitlistEntryId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = WaitlistEntry),
    (status = 404, description = "waitlist-entry-not-found", body = Problem),
    (status = 409, description = "no-offer, version-changed", body = Problem),
))]
pub(super) async fn leave_waitlist(
    State(service): State<AppointmentService>,
    Path(id): Path<WaitlistEntryId>,
    version: IfMatch,
) -> ApiResult<Versioned<WaitlistEntry>> {
    Ok(Versioned(service.stop_waiting(id, version).await?))
}
