//! `/api/v1/cds/alerts`.

use axum::extract::State;
use nilecare_contracts::cds::{Alert, OverrideRequest};
use nilecare_http::{ApiResult, Json, ListQuery, Path, Principal, Query};
use nilecare_types::{CdsAlertId, Page, PatientId, Problem};

use crate::CdsService;

/// How an alert may stand.
#[derive(Debug, Clone, Copy, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AlertStatus {
    Active,
    Acknowledged,
    Overridden,
}

/// Which alerts.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AlertFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// How they stand. Absent: all.
    #[param(inline)]
    status: Option<AlertStatus>,
}

/// Lists alerts, newest first.
#[utoipa::path(get, path = "/api/v1/cds/alerts", tag = "cds", params(AlertFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Alert>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_alerts(
    State(cds): State<CdsService>,
    Query(filter): Query<AlertFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Alert>>> {
    let status = filter.status.map(|status| match status {
        AlertStatus::Active => "active",
        AlertStatus::Acknowledged => "acknowledged",
        AlertStatus::Overridden => "overridden",
    });
    Ok(Json(
        cds.alerts(filter.patient, status, list.after(), list.limit()).await?,
    ))
}

/// Gives an alert.
#[utoipa::path(get, path = "/api/v1/cds/alerts/{id}", tag = "cds", params(("id" = CdsAlertId, Path)), responses(
    (status = 200, description = "The alert", body = Alert),
    (status = 404, description = "cds-alert-not-found", body = Problem),
))]
pub(super) async fn get_alert(State(cds): State<CdsService>, Path(id): Path<CdsAlertId>) -> ApiResult<Json<Alert>> {
    Ok(Json(cds.alert(id).await?))
}

/// Notes that somebody has seen an alert. A blocking one cannot be acknowledged.
#[utoipa::path(post, path = "/api/v1/cds/alerts/{id}/acknowledge", tag = "cds", params(("id" = CdsAlertId, Path)),
    responses(
    (status = 200, description = "As it stands now", body = Alert),
    (status = 404, description = "cds-alert-not-found", body = Problem),
    (status = 409, description = "cds-alert-state, cds-alert-blocks", body = Problem),
))]
pub(super) async fn acknowledge_alert(
    State(cds): State<CdsService>,
    principal: Principal,
    Path(id): Path<CdsAlertId>,
) -> ApiResult<Json<Alert>> {
    Ok(Json(cds.acknowledge(id, &principal).await?))
}

/// Notes that somebody orders in spite of an alert, and why.
#[utoipa::path(post, path = "/api/v1/cds/alerts/{id}/override", tag = "cds", request_body = OverrideRequest,
    params(("id" = CdsAlertId, Path)), responses(
    (status = 200, description = "As it stands now", body = Alert),
    (status = 404, description = "cds-alert-not-found", body = Problem),
    (status = 409, description = "cds-alert-state", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn override_alert(
    State(cds): State<CdsService>,
    principal: Principal,
    Path(id): Path<CdsAlertId>,
    Json(request): Json<OverrideRequest>,
) -> ApiResult<Json<Alert>> {
    Ok(Json(cds.override_alert(id, &request, &principal).await?))
}
