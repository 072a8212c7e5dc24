//! What channels file: `/api/v1/vitals/readings` and `/api/v1/device-reports`.

use axum::extract::State;
use nilecare_contracts::device::{DeviceReport, DeviceReportReply, ReadingBatch, ReadingBatchReply};
use nilecare_http::{ApiResult, IdempotencyKey, Json};
use nilecare_types::Problem;

use crate::DeviceService;

/// Files readings, all of a batch or none.
///
/// The same `Idempotency-Key` again gets the first reply and changes nothing. A reading of a device and time that is there already
/// is left as it is. What no patient can have is kept apart and raises no alarm. Readings of a device without a patient are kept and shown to
/// nobody.
#[utoipa::path(post, path = "/api/v1/vitals/readings", tag = "vitals", request_body = ReadingBatch,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one batch")),
    responses(
    (status = 200, description = "What it came to", body = ReadingBatchReply),
    (status = 422, description = "validation-failed, device-unknown", body = Problem),
))]
pub(super) async fn file_readings(
    State(devices): State<DeviceService>,
    key: IdempotencyKey,
    Json(batch): Json<ReadingBatch>,
) -> ApiResult<Json<ReadingBatchReply>> {
    Ok(Json(devices.file_readings(&key, &batch).await?))
}

/// Files what a device tells of itself: its connection, battery and signal, and what is wrong with it.
#[utoipa::path(post, path = "/api/v1/device-reports", tag = "devices", request_body = DeviceReport,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one report")),
    responses(
    (status = 200, description = "What it came to", body = DeviceReportReply),
    (status = 422, description = "validation-failed, device-unknown", body = Problem),
))]
pub(super) async fn file_device_report(
    State(devices): State<DeviceService>,
    key: IdempotencyKey,
    Json(report): Json<DeviceReport>,
) -> ApiResult<Json<DeviceReportReply>> {
    Ok(Json(devices.file_report(&key, &report).await?))
}
