//! `/api/v1/vitals`.

use axum::extract::State;
use nilecare_contracts::device::{DeviceAssociation, VitalBucket, VitalReading};
use nilecare_http::{ApiResult, Json, ListQuery, Query};
use nilecare_types::{Page, PatientId, Problem};

use crate::DeviceService;
use crate::app::{ReadingsQuery, SeriesQuery};

/// Lists a patient's readings, newest first.
#[utoipa::path(get, path = "/api/v1/vitals", tag = "vitals", params(ReadingsQuery, ListQuery), responses(
    (status = 200, description = "One page", body = Page<VitalReading>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_readings(
    State(devices): State<DeviceService>,
    Query(query): Query<ReadingsQuery>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<VitalReading>>> {
    Ok(Json(devices.readings(&query, list.after(), list.limit()).await?))
}

/// Gives one vital sign of a patient in parts of equal length, each with its least, most and mean; parts without values are left out.
#[utoipa::path(get, path = "/api/v1/vitals/series", tag = "vitals", params(SeriesQuery), responses(
    (status = 200, description = "The parts in their order", body = Vec<VitalBucket>),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn get_series(
    State(devices): State<DeviceService>,
    Query(query): Query<SeriesQuery>,
) -> ApiResult<Json<Vec<VitalBucket>>> {
    Ok(Json(devices.series(&query).await?))
}

/// Whose devices.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfPatient {
    /// Whose; any id of the person.
    patient: PatientId,
}

/// Lists the devices that measure a patient now.
#[utoipa::path(get, path = "/api/v1/vitals/devices", tag = "vitals", params(OfPatient), responses(
    (status = 200, description = "They", body = Vec<DeviceAssociation>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_devices_of_patient(
    State(devices): State<DeviceService>,
    Query(of): Query<OfPatient>,
) -> ApiResult<Json<Vec<DeviceAssociation>>> {
    Ok(Json(devices.associations_with(of.patient).await?))
}
