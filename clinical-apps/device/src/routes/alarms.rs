//! `/api/v1/vitals/alarms`.

use axum::extract::State;
use nilecare_contracts::device::{AlarmNote, AlarmState, DeviceAlarm};
use nilecare_http::{ApiResult, Json, ListQuery, Path, Principal, Query};
use nilecare_types::{AlarmId, Page, PatientId, Problem};

use crate::DeviceService;

/// Which alarms.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AlarmFilter {
    /// Whose; any id of the person. Absent: of all, and of devices.
    patient: Option<PatientId>,
    /// In which facility.
    facility: Option<String>,
    /// How far they are.
    state: Option<AlarmState>,
}

/// Lists alarms, newest first.
#[utoipa::path(get, path = "/api/v1/vitals/alarms", tag = "vitals", params(AlarmFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<DeviceAlarm>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_alarms(
    State(devices): State<DeviceService>,
    Query(filter): Query<AlarmFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<DeviceAlarm>>> {
    let facility = filter.facility.as_deref();
    let page = devices.alarms(filter.patient, facility, filter.state, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Gives an alarm.
#[utoipa::path(get, path = "/api/v1/vitals/alarms/{id}", tag = "vitals", params(("id" = AlarmId, Path)), responses(
    (status = 200, description = "The alarm", body = DeviceAlarm),
    (status = 404, description = "alarm-not-found", body = Problem),
))]
pub(super) async fn get_alarm(
    State(devices): State<DeviceService>,
    Path(id): Path<AlarmId>,
) -> ApiResult<Json<DeviceAlarm>> {
    Ok(Json(devices.alarm(id).await?))
}

/// Says that you see to an alarm. It ends by itself when the values are back within the limits, and becomes active again when they get worse.
#[utoipa::path(post, path = "/api/v1/vitals/alarms/{id}/acknowledge", tag = "vitals", request_body = AlarmNote,
    params(("id" = AlarmId, Path)), responses(
    (status = 200, description = "As it is now", body = DeviceAlarm),
    (status = 404, description = "alarm-not-found", body = Problem),
    (status = 409, description = "alarm-state", body = Problem),
))]
pub(super) async fn acknowledge_alarm(
    State(devices): State<DeviceService>,
    principal: Principal,
    Path(id): Path<AlarmId>,
    Json(note): Json<AlarmNote>,
) -> ApiResult<Json<DeviceAlarm>> {
    Ok(Json(devices.acknowledge_alarm(id, &note, &principal).await?))
}

/// Ends an alarm by hand. The next value beyond the limits raises a new one.
#[utoipa::path(post, path = "/api/v1/vitals/alarms/{id}/resolve", tag = "vitals", request_body = AlarmNote,
    params(("id" = AlarmId, Path)), responses(
    (status = 200, description = "As it is now", body = DeviceAlarm),
    (status = 404, description = "alarm-not-found", body = Problem),
    (status = 409, description = "alarm-state", body = Problem),
))]
pub(super) async fn resolve_alarm(
    State(devices): State<DeviceService>,
    principal: Principal,
    Path(id): Path<AlarmId>,
    Json(note): Json<AlarmNote>,
) -> ApiResult<Json<DeviceAlarm>> {
    Ok(Json(devices.resolve_alarm(id, &note, &principal).await?))
}
