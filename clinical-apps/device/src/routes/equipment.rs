//! `/api/v1/devices`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::device::{
    AssociationRequest, Calibration, CalibrationRequest, Device, DeviceAssociation, DeviceLogEntry, DeviceRequest,
    DeviceStatusRequest, Maintenance, MaintenanceRequest,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{DeviceId, Page, Problem};

use crate::DeviceService;

/// Which devices.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DeviceFilter {
    /// In which facility.
    facility: Option<String>,
    /// Heard of lately, or not.
    online: Option<bool>,
}

/// Lists devices, oldest first.
#[utoipa::path(get, path = "/api/v1/devices", tag = "devices", params(DeviceFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Device>),
))]
pub(super) async fn list_devices(
    State(devices): State<DeviceService>,
    Query(filter): Query<DeviceFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Device>>> {
    let page = devices.devices(filter.facility.as_deref(), filter.online, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Registers a device; what one sends that is not registered is refused.
#[utoipa::path(post, path = "/api/v1/devices", tag = "devices", request_body = DeviceRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt")), responses(
    (status = 201, description = "The device", body = Device),
    (status = 409, description = "device-exists", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn register_device(
    State(devices): State<DeviceService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<DeviceRequest>,
) -> ApiResult<(StatusCode, Versioned<Device>)> {
    let registered = devices.register(&key, &request, &principal).await?;
    Ok((StatusCode::CREATED, Versioned(registered)))
}

/// Gives a device.
#[utoipa::path(get, path = "/api/v1/devices/{id}", tag = "devices", params(("id" = DeviceId, Path)), responses(
    (status = 200, description = "The device", body = Device),
    (status = 404, description = "device-not-found", body = Problem),
))]
pub(super) async fn get_device(
    State(devices): State<DeviceService>,
    Path(id): Path<DeviceId>,
) -> ApiResult<Versioned<Device>> {
    Ok(Versioned(devices.device(id).await?))
}

/// Changes what is registered of a device.
#[utoipa::path(put, path = "/api/v1/devices/{id}", tag = "devices", request_body = DeviceRequest,
    params(("id" = DeviceId, Path)), responses(
    (status = 200, description = "As it is now", body = Device),
    (status = 404, description = "device-not-found", body = Problem),
    (status = 409, description = "device-exists, device-version, device-status", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_device(
    State(devices): State<DeviceService>,
    Path(id): Path<DeviceId>,
    IfMatch(seen): IfMatch,
    Json(request): Json<DeviceRequest>,
) -> ApiResult<Versioned<Device>> {
    Ok(Versioned(devices.change_device(id, seen, &request).await?))
}

/// Puts a device to use, or away. One that is not active measures nobody, and what it sends is refused.
#[utoipa::path(post, path = "/api/v1/devices/{id}/status", tag = "devices", request_body = DeviceStatusRequest,
    params(("id" = DeviceId, Path)), responses(
    (status = 200, description = "As it is now", body = Device),
    (status = 404, description = "device-not-found", body = Problem),
    (status = 409, description = "device-status, device-version", body = Problem),
))]
pub(super) async fn set_device_status(
    State(devices): State<DeviceService>,
    principal: Principal,
    Path(id): Path<DeviceId>,
    IfMatch(seen): IfMatch,
    Json(request): Json<DeviceStatusRequest>,
) -> ApiResult<Versioned<Device>> {
    Ok(Versioned(devices.set_status(id, seen, &request, &principal).await?))
}

/// Lists calibrations of a device, newest first.
#[utoipa::path(get, path = "/api/v1/devices/{id}/calibrations", tag = "devices", params(("id" = DeviceId, Path)),
    responses(
    (status = 200, description = "The last 200", body = Vec<Calibration>),
    (status = 404, description = "device-not-found", body = Problem),
))]
pub(super) async fn list_calibrations(
    State(devices): State<DeviceService>,
    Path(id): Path<DeviceId>,
) -> ApiResult<Json<Vec<Calibration>>> {
    Ok(Json(devices.calibrations(id).await?))
}

/// Notes a calibration. After one that failed the device is in error and measures nobody.
#[utoipa::path(post, path = "/api/v1/devices/{id}/calibrations", tag = "devices", request_body = CalibrationRequest,
    params(("id" = DeviceId, Path)), responses(
    (status = 201, description = "As it was noted", body = Calibration),
    (status = 404, description = "device-not-found", body = Problem),
    (status = 409, description = "device-status", body = Problem),
))]
pub(super) async fn note_calibration(
    State(devices): State<DeviceService>,
    principal: Principal,
    Path(id): Path<DeviceId>,
    Json(request): Json<CalibrationRequest>,
) -> ApiResult<(StatusCode, Json<Calibration>)> {
    let noted = devices.calibrate(id, &request, &principal).await?;
    Ok((StatusCode::CREATED, Json(noted)))
}

/// Lists work on a device, newest first.
#[utoipa::path(get, path = "/api/v1/devices/{id}/maintenance", tag = "devices", params(("id" = DeviceId, Path)),
    responses(
    (status = 200, description = "The last 200", body = Vec<Maintenance>),
    (status = 404, description = "device-not-found", body = Problem),
))]
pub(super) async fn list_maintenance(
    State(devices): State<DeviceService>,
    Path(id): Path<DeviceId>,
) -> ApiResult<Json<Vec<Maintenance>>> {
    Ok(Json(devices.maintenance(id).await?))
}

/// Notes work on a device.
#[utoipa::path(post, path = "/api/v1/devices/{id}/maintenance", tag = "devices", request_body = MaintenanceRequest,
    params(("id" = DeviceId, Path)), responses(
    (status = 201, description = "As it was noted", body = Maintenance),
    (status = 404, description = "device-not-found", body = Problem),
))]
pub(super) async fn note_maintenance(
    State(devices): State<DeviceService>,
    principal: Principal,
    Path(id): Path<DeviceId>,
    Json(request): Json<MaintenanceRequest>,
) -> ApiResult<(StatusCode, Json<Maintenance>)> {
    let noted = devices.note_maintenance(id, &request, &principal).await?;
    Ok((StatusCode::CREATED, Json(noted)))
}

/// Lists what a device went through, newest first: its status, and what it reported.
#[utoipa::path(get, path = "/api/v1/devices/{id}/history", tag = "devices", params(("id" = DeviceId, Path)), responses(
    (status = 200, description = "The last 200", body = Vec<DeviceLogEntry>),
    (status = 404, description = "device-not-found", body = Problem),
))]
pub(super) async fn list_history(
    State(devices): State<DeviceService>,
    Path(id): Path<DeviceId>,
) -> ApiResult<Json<Vec<DeviceLogEntry>>> {
    Ok(Json(devices.history(id).await?))
}

/// Lists whom a device measured, newest first.
#[utoipa::path(get, path = "/api/v1/devices/{id}/associations", tag = "devices", params(("id" = DeviceId, Path)),
    responses(
    (status = 200, description = "The last 200", body = Vec<DeviceAssociation>),
    (status = 404, description = "device-not-found", body = Problem),
))]
pub(super) async fn list_associations(
    State(devices): State<DeviceService>,
    Path(id): Path<DeviceId>,
) -> ApiResult<Json<Vec<DeviceAssociation>>> {
    Ok(Json(devices.associations_of(id).await?))
}

/// Connects a device with a patient from now on. A device measures one patient at a time.
#[utoipa::path(post, path = "/api/v1/devices/{id}/association", tag = "devices", request_body = AssociationRequest,
    params(("id" = DeviceId, Path)), responses(
    (status = 201, description = "The connection", body = DeviceAssociation),
    (status = 404, description = "device-not-found, patient-not-found", body = Problem),
    (status = 409, description = "device-associated, device-status", body = Problem),
))]
pub(super) async fn associate_device(
    State(devices): State<DeviceService>,
    principal: Principal,
    Path(id): Path<DeviceId>,
    Json(request): Json<AssociationRequest>,
) -> ApiResult<(StatusCode, Json<DeviceAssociation>)> {
    let begun = devices.associate(id, &request, &principal).await?;
    Ok((StatusCode::CREATED, Json(begun)))
}

/// Ends the connection of a device with its patient.
#[utoipa::path(delete, path = "/api/v1/devices/{id}/association", tag = "devices", params(("id" = DeviceId, Path)),
    responses(
    (status = 204, description = "It is ended"),
    (status = 404, description = "device-not-found", body = Problem),
    (status = 409, description = "device-not-associated", body = Problem),
))]
pub(super) async fn dissociate_device(
    State(devices): State<DeviceService>,
    principal: Principal,
    Path(id): Path<DeviceId>,
) -> ApiResult<StatusCode> {
    devices.dissociate(id, &principal).await?;
    Ok(StatusCode::NO_CONTENT)
}
