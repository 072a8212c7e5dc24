//! `/api/v1/lab/tests` and `/api/v1/lab/panels`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::lab::{LabPanel, LabPanelRequest, LabTest, LabTestRequest, TestCategory};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{LabPanelId, LabTestId, Page, Problem};

use crate::LabService;
use crate::app::TestsWanted;

/// Which tests.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TestFilter {
    /// With this code. Absent: with any.
    code: Option<String>,
    /// Of this part of the laboratory. Absent: of all.
    #[param(inline)]
    category: Option<TestCategory>,
    /// Those that may be ordered, or those that may not. Absent: both.
    active: Option<bool>,
}

/// Which panels.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PanelFilter {
    /// Those that may be ordered, or those that may not. Absent: both.
    active: Option<bool>,
}

/// Lists the tests of the catalogue, oldest first.
#[utoipa::path(get, path = "/api/v1/lab/tests", tag = "lab", params(TestFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<LabTest>),
))]
pub(super) async fn list_tests(
    State(lab): State<LabService>,
    Query(filter): Query<TestFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<LabTest>>> {
    let wanted = TestsWanted {
        code: filter.code,
        category: filter.category,
        active: filter.active,
    };
    Ok(Json(lab.tests(wanted, list.after(), list.limit()).await?))
}

/// Adds a test.
#[utoipa::path(post, path = "/api/v1/lab/tests", tag = "lab", request_body = LabTestRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = LabTest),
    (status = 409, description = "exists-already", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn add_test(
    State(lab): State<LabService>,
    key: IdempotencyKey,
    Json(request): Json<LabTestRequest>,
) -> ApiResult<(StatusCode, Versioned<LabTest>)> {
    Ok((StatusCode::CREATED, Versioned(lab.add_test(&key, &request).await?)))
}

/// Gives a test; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/lab/tests/{id}", tag = "lab", params(("id" = LabTestId, Path)), responses(
    (status = 200, description = "What there is", body = LabTest),
    (status = 404, description = "lab-test-not-found", body = Problem),
))]
pub(super) async fn get_test(
    State(lab): State<LabService>,
    Path(id): Path<LabTestId>,
) -> ApiResult<Versioned<LabTest>> {
    Ok(Versioned(lab.test(id).await?))
}

/// Changes a test; results that were entered before stay as they are.
#[utoipa::path(put, path = "/api/v1/lab/tests/{id}", tag = "lab", request_body = LabTestRequest,
    params(("id" = LabTestId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = LabTest),
    (status = 404, description = "lab-test-not-found", body = Problem),
    (status = 409, description = "exists-already, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_test(
    State(lab): State<LabService>,
    Path(id): Path<LabTestId>,
    version: IfMatch,
    Json(request): Json<LabTestRequest>,
) -> ApiResult<Versioned<LabTest>> {
    Ok(Versioned(lab.change_test(id, version, &request).await?))
}

/// Lists panels, oldest first.
#[utoipa::path(get, path = "/api/v1/lab/panels", tag = "lab", params(PanelFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<LabPanel>),
))]
pub(super) async fn list_panels(
    State(lab): State<LabService>,
    Query(filter): Query<PanelFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<LabPanel>>> {
    Ok(Json(lab.panels(filter.active, list.after(), list.limit()).await?))
}

/// Adds a panel.
#[utoipa::path(post, path = "/api/v1/lab/panels", tag = "lab", request_body = LabPanelRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = LabPanel),
    (status = 409, description = "exists-already", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn add_panel(
    State(lab): State<LabService>,
    key: IdempotencyKey,
    Json(request): Json<LabPanelRequest>,
) -> ApiResult<(StatusCode, Versioned<LabPanel>)> {
    Ok((StatusCode::CREATED, Versioned(lab.add_panel(&key, &request).await?)))
}

/// Gives a panel; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/lab/panels/{id}", tag = "lab", params(("id" = LabPanelId, Path)), responses(
    (status = 200, description = "What there is", body = LabPanel),
    (status = 404, description = "lab-panel-not-found", body = Problem),
))]
pub(super) async fn get_panel(
    State(lab): State<LabService>,
    Path(id): Path<LabPanelId>,
) -> ApiResult<Versioned<LabPanel>> {
    Ok(Versioned(lab.panel(id).await?))
}

/// Changes a panel; orders that were placed before stay as they are.
#[utoipa::path(put, path = "/api/v1/lab/panels/{id}", tag = "lab", request_body = LabPanelRequest,
    params(("id" = LabPanelId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = LabPanel),
    (status = 404, description = "lab-panel-not-found", body = Problem),
    (status = 409, description = "exists-already, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_panel(
    State(lab): State<LabService>,
    Path(id): Path<LabPanelId>,
    version: IfMatch,
    Json(request): Json<LabPanelRequest>,
) -> ApiResult<Versioned<LabPanel>> {
    Ok(Versioned(lab.change_panel(id, version, &request).await?))
}
