//! Claims.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::billing::{Claim, ClaimDecision, ClaimPayment, ClaimReason, ClaimRequest, ClaimStatus};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_sql::json;
use nilecare_types::{ClaimId, FacilityId, InvoiceId, Page, PatientId, Problem};

use crate::app::{ClaimStep, ListWanted};
use crate::{BillingError, BillingService};

/// Which claims.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ClaimFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// Of which invoice. Absent: of all.
    invoice: Option<InvoiceId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<ClaimStatus>,
}

/// Lists claims, oldest first.
#[utoipa::path(get, path = "/api/v1/billing/claims", tag = "billing", params(ClaimFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Claim>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_claims(
    State(service): State<BillingService>,
    Query(filter): Query<ClaimFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Claim>>> {
    let wanted = ListWanted {
        patient: filter.patient,
        invoice: filter.invoice,
        facility: filter.facility,
        status: filter.status.as_ref().map(json::name),
        ..ListWanted::default()
    };
    Ok(Json(service.claims(wanted, list.after(), list.limit()).await?))
}

/// Drafts a claim for an issued invoice: of each line the share that the policy covers.
#[utoipa::path(post, path = "/api/v1/billing/claims", tag = "billing", request_body = ClaimRequest, responses(
    (status = 201, description = "The draft", body = Claim),
    (status = 404, description = "invoice-not-found, policy-not-found", body = Problem),
    (status = 409, description = "billing-state, exists-already", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn draft_claim(
    State(service): State<BillingService>,
    principal: Principal,
    Json(request): Json<ClaimRequest>,
) -> ApiResult<(StatusCode, Versioned<Claim>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.draft_claim(&request, &principal).await?),
    ))
}

/// Gives a claim; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/billing/claims/{id}", tag = "billing", params(("id" = ClaimId, Path)), responses(
    (status = 200, description = "The claim", body = Claim),
    (status = 404, description = "claim-not-found", body = Problem),
))]
pub(super) async fn get_claim(
    State(service): State<BillingService>,
    Path(id): Path<ClaimId>,
) -> ApiResult<Versioned<Claim>> {
    Ok(Versioned(service.claim(id).await?))
}

/// Notes that a claim went to the insurer, for the first time or again after a rejection.
#[utoipa::path(post, path = "/api/v1/billing/claims/{id}/submit", tag = "billing", params(("id" = ClaimId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Claim),
    (status = 404, description = "claim-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
))]
pub(super) async fn submit_claim(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<ClaimId>,
    version: IfMatch,
) -> ApiResult<Versioned<Claim>> {
    let step = ClaimStep {
        to: ClaimStatus::Submitted,
        reason: None,
        payer_claim_number: None,
    };
    Ok(Versioned(service.bring_claim(id, version, step, &principal).await?))
}

/// Notes that the insurer has taken a claim.
#[utoipa::path(post, path = "/api/v1/billing/claims/{id}/accept", tag = "billing", request_body = ClaimDecision, params(("id" = ClaimId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Claim),
    (status = 404, description = "claim-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn accept_claim(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<ClaimId>,
    version: IfMatch,
    Json(request): Json<ClaimDecision>,
) -> ApiResult<Versioned<Claim>> {
    valid(request.validate())?;
    let step = ClaimStep {
        to: ClaimStatus::Accepted,
        reason: None,
        payer_claim_number: request.payer_claim_number,
    };
    Ok(Versioned(service.bring_claim(id, version, step, &principal).await?))
}

/// Notes that the insurer did not take a claim.
#[utoipa::path(post, path = "/api/v1/billing/claims/{id}/reject", tag = "billing", request_body = ClaimReason, params(("id" = ClaimId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Claim),
    (status = 404, description = "claim-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn reject_claim(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<ClaimId>,
    version: IfMatch,
    Json(request): Json<ClaimReason>,
) -> ApiResult<Versioned<Claim>> {
    bring(&service, id, version, (ClaimStatus::Rejected, request), &principal).await
}

/// Notes that the insurer does not pay.
#[utoipa::path(post, path = "/api/v1/billing/claims/{id}/deny", tag = "billing", request_body = ClaimReason, params(("id" = ClaimId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Claim),
    (status = 404, description = "claim-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn deny_claim(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<ClaimId>,
    version: IfMatch,
    Json(request): Json<ClaimReason>,
) -> ApiResult<Versioned<Claim>> {
    bring(&service, id, version, (ClaimStatus::Denied, request), &principal).await
}

/// Asks the insurer to look again.
#[utoipa::path(post, path = "/api/v1/billing/claims/{id}/appeal", tag = "billing", request_body = ClaimReason, params(("id" = ClaimId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Claim),
    (status = 404, description = "claim-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn appeal_claim(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<ClaimId>,
    version: IfMatch,
    Json(request): Json<ClaimReason>,
) -> ApiResult<Versioned<Claim>> {
    bring(&service, id, version, (ClaimStatus::Appealed, request), &principal).await
}

/// Closes a claim: nothing more is to come.
#[utoipa::path(post, path = "/api/v1/billing/claims/{id}/close", tag = "billing", request_body = ClaimReason, params(("id" = ClaimId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Claim),
    (status = 404, description = "claim-not-found", body = Problem),
    (status = 409, description = "billing-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn close_claim(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<ClaimId>,
    version: IfMatch,
    Json(request): Json<ClaimReason>,
) -> ApiResult<Versioned<Claim>> {
    bring(&service, id, version, (ClaimStatus::Closed, request), &principal).await
}

/// Takes an insurer's remittance, once: the payment goes to the claim's invoice.
#[utoipa::path(post, path = "/api/v1/billing/claims/{id}/payments", tag = "billing", request_body = ClaimPayment, params(("id" = ClaimId, Path), ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 200, description = "The claim as it is now", body = Claim),
    (status = 404, description = "claim-not-found", body = Problem),
    (status = 409, description = "billing-state, exists-already, amount-exceeded", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
))]
pub(super) async fn pay_claim(
    State(service): State<BillingService>,
    principal: Principal,
    Path(id): Path<ClaimId>,
    key: IdempotencyKey,
    Json(request): Json<ClaimPayment>,
) -> ApiResult<Versioned<Claim>> {
    Ok(Versioned(service.pay_claim(id, &key, &request, &principal).await?))
}

/// Brings a claim to another state for a reason.
async fn bring(
    service: &BillingService,
    id: ClaimId,
    version: IfMatch,
    (to, reason): (ClaimStatus, ClaimReason),
    principal: &Principal,
) -> ApiResult<Versioned<Claim>> {
    valid(reason.validate())?;
    let step = ClaimStep {
        to,
        reason: Some(reason),
        payer_claim_number: None,
    };
    Ok(Versioned(service.bring_claim(id, version, step, principal).await?))
}

fn valid(problems: Vec<String>) -> Result<(), BillingError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(BillingError::Invalid(problems))
    }
}
