//! Insurance of patients.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::billing::{Policy, PolicyRequest};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{Page, PatientId, PolicyId, Problem};

use crate::BillingService;

/// Whose policies.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PolicyFilter {
    /// Whose; any id of the person, before or after a merge.
    patient: PatientId,
}

/// Lists a patient's insurance.
#[utoipa::path(get, path = "/api/v1/billing/policies", tag = "billing", params(PolicyFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Policy>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_policies(
    State(service): State<BillingService>,
    Query(filter): Query<PolicyFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Policy>>> {
    Ok(Json(
        service.policies(filter.patient, list.after(), list.limit()).await?,
    ))
}

/// Notes an insurance of a patient.
#[utoipa::path(post, path = "/api/v1/billing/policies", tag = "billing", request_body = PolicyRequest, responses(
    (status = 201, description = "The policy", body = Policy),
    (status = 404, description = "patient-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn add_policy(
    State(service): State<BillingService>,
    Json(request): Json<PolicyRequest>,
) -> ApiResult<(StatusCode, Versioned<Policy>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_policy(request).await?)))
}

/// Gives a policy; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/billing/policies/{id}", tag = "billing", params(("id" = PolicyId, Path)), responses(
    (status = 200, description = "The policy", body = Policy),
    (status = 404, description = "policy-not-found", body = Problem),
))]
pub(super) async fn get_policy(
    State(service): State<BillingService>,
    Path(id): Path<PolicyId>,
) -> ApiResult<Versioned<Policy>> {
    Ok(Versioned(service.policy(id).await?))
}

/// Changes a policy; claims that were drafted keep what they say.
#[utoipa::path(put, path = "/api/v1/billing/policies/{id}", tag = "billing", request_body = PolicyRequest, params(("id" = PolicyId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Policy),
    (status = 404, description = "policy-not-found, patient-not-found", body = Problem),
    (status = 409, description = "version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn change_policy(
    State(service): State<BillingService>,
    Path(id): Path<PolicyId>,
    version: IfMatch,
    Json(request): Json<PolicyRequest>,
) -> ApiResult<Versioned<Policy>> {
    Ok(Versioned(service.change_policy(id, version, request).await?))
}
