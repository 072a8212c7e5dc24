//! Charges, and the worklist of those without a price.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::billing::{Charge, ChargeRequest, ChargeStatus, PlaceRequest, ReasonRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{BillingAccountId, ChargeId, EncounterId, FacilityId, Page, PatientId, Problem};

use crate::BillingService;
use crate::app::ChargesWanted;

/// Which charges.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ChargeFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// On which account. Absent: on any or none.
    account: Option<BillingAccountId>,
    /// Where. Absent: everywhere, and where nobody told.
    facility: Option<FacilityId>,
    /// During which visit. Absent: any or none.
    encounter: Option<EncounterId>,
    /// How far they are; `unpriced` are those to be looked at. Absent: all.
    #[param(inline)]
    status: Option<ChargeStatus>,
}

/// Lists charges, oldest first.
#[utoipa::path(get, path = "/api/v1/billing/charges", tag = "billing", params(ChargeFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Charge>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_charges(
    State(service): State<BillingService>,
    Query(filter): Query<ChargeFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Charge>>> {
    let wanted = ChargesWanted {
        patient: filter.patient,
        account: filter.account,
        facility: filter.facility,
        encounter: filter.encounter,
        status: filter.status,
    };
    Ok(Json(service.charges(&wanted, list.after(), list.limit()).await?))
}

/// Charges something by hand; without a price it waits as `unpriced`.
#[utoipa::path(post, path = "/api/v1/billing/charges", tag = "billing", request_body = ChargeRequest, params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "The charge", body = Charge),
    (status = 404, description = "patient-not-found, facility-not-found", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn add_charge(
    State(service): State<BillingService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<ChargeRequest>,
) -> ApiResult<(StatusCode, Versioned<Charge>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.charge(&key, &request, &principal).await?),
    ))
}

/// Gives a charge; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/billing/charges/{id}", tag = "billing", params(("id" = ChargeId, Path)), responses(
    (status = 200, description = "The charge", body = Charge),
    (status = 404, description = "charge-not-found", body = Problem),
))]
pub(super) async fn get_charge(
    State(service): State<BillingService>,
    Path(id): Path<ChargeId>,
) -> ApiResult<Versioned<Charge>> {
    Ok(Versioned(service.charge_by_id(id).await?))
}

/// Prices a charge that had no price by the lists that there are now.
#[utoipa::path(post, path = "/api/v1/billing/charges/{id}/price", tag = "billing", request_body = PlaceRequest, params(("id" = ChargeId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now; still `unpriced` when no list has a price", body = Charge),
    (status = 404, description = "charge-not-found, facility-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn price_charge(
    State(service): State<BillingService>,
    Path(id): Path<ChargeId>,
    version: IfMatch,
    Json(request): Json<PlaceRequest>,
) -> ApiResult<Versioned<Charge>> {
    Ok(Versioned(service.price_charge(id, version, &request).await?))
}

/// Takes a charge back that is on no invoice.
#[utoipa::path(post, path = "/api/v1/billing/charges/{id}/void", tag = "billing", request_body = ReasonRequest, params(("id" = ChargeId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Charge),
    (status = 404, description = "charge-not-found", body = Problem),
    (status = 409, description = "billing-state, something-first, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn void_charge(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<ChargeId>,
    version: IfMatch,
    Json(request): Json<ReasonRequest>,
) -> ApiResult<Versioned<Charge>> {
    Ok(Versioned(service.void_charge(id, version, &request, &principal).await?))
}
