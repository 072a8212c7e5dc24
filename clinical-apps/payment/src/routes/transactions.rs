//! Payments.

use axum::extract::State;
use http::StatusCode;
use jiff::civil::Date;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::payment::{
    DailyTakings, Initiation, Transaction, TransactionRequest, TransactionStatus, VerifyRequest,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_sql::json;
use nilecare_types::{FacilityId, InvoiceId, Page, PatientId, Problem, TransactionId};

use super::clean::Clean;
use crate::PaymentService;
use crate::app::ListWanted;
use crate::store::transactions::TRANSACTIONS;

/// Which payments.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TransactionFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// For which invoice. Absent: for all.
    invoice: Option<InvoiceId>,
    /// Through whom. Absent: through all.
    provider: Option<String>,
    /// How far they are; `awaiting-verification` are those to be compared with the bank. Absent: all.
    #[param(inline)]
    status: Option<TransactionStatus>,
    /// `true`: only those that somebody is to release.
    is_under_review: Option<bool>,
}

/// Which days of which facility.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TakingsFilter {
    /// Where.
    facility: FacilityId,
    /// The first day, in the facility's zone.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day, at most 366 days later.
    #[param(value_type = String, format = Date)]
    until: Date,
}

/// Lists payments, oldest first.
#[utoipa::path(get, path = "/api/v1/payments", tag = "payment", params(TransactionFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Transaction>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_transactions(
    State(service): State<PaymentService>,
    Query(filter): Query<TransactionFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Transaction>>> {
    let wanted = ListWanted {
        patient: filter.patient,
        facility: filter.facility,
        invoice: filter.invoice,
        provider: filter.provider,
        status: filter.status.as_ref().map(json::name),
        is_under_review: filter.is_under_review,
        ..ListWanted::default()
    };
    let columns = ["facility_id", "invoice_id", "provider", "status", "is_under_review"];
    let bounds = (list.after(), list.limit());
    let page = service.page(TRANSACTIONS, &columns, wanted, bounds, |row: &Transaction| {
        row.id.to_string()
    });
    Ok(Json(page.await?))
}

/// Begins a payment. Cash is confirmed at once; a proof waits for a second person; a provider that does not answer is asked again. There is
/// no field for a card: with `next_step` its number goes from the browser to the provider.
#[utoipa::path(post, path = "/api/v1/payments/initiate", tag = "payment", request_body = TransactionRequest, params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "The payment, with what the payer does next", body = Initiation),
    (status = 404, description = "invoice-not-found, account-not-found, provider-not-found", body = Problem),
    (status = 409, description = "amount-exceeded, exists-already, something-first", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused, idempotency-key-reused", body = Problem),
))]
pub(super) async fn initiate_payment(
    State(service): State<PaymentService>,
    principal: Principal,
    key: IdempotencyKey,
    Clean(request): Clean<TransactionRequest>,
) -> ApiResult<(StatusCode, Versioned<Initiation>)> {
    Ok((
        StatusCode::CREATED,
        Versioned(service.initiate(&key, &request, &principal).await?),
    ))
}

/// Gives a payment; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/payments/{id}", tag = "payment", params(("id" = TransactionId, Path)), responses(
    (status = 200, description = "The payment", body = Transaction),
    (status = 404, description = "payment-not-found", body = Problem),
))]
pub(super) async fn get_transaction(
    State(service): State<PaymentService>,
    Path(id): Path<TransactionId>,
) -> ApiResult<Versioned<Transaction>> {
    Ok(Versioned(service.transaction(id).await?))
}

/// Says as the second person that the proof was compared with the bank: the payment is confirmed.
#[utoipa::path(post, path = "/api/v1/payments/{id}/verify", tag = "payment", request_body = VerifyRequest, params(("id" = TransactionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Transaction),
    (status = 403, description = "second-person-needed", body = Problem),
    (status = 404, description = "payment-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn verify_transaction(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<TransactionId>,
    version: IfMatch,
    Clean(request): Clean<VerifyRequest>,
) -> ApiResult<Versioned<Transaction>> {
    Ok(Versioned(service.verify(id, version, &request, &principal).await?))
}

/// Says as the second person that the proof is none, or that what is under review is not taken.
#[utoipa::path(post, path = "/api/v1/payments/{id}/reject", tag = "payment", request_body = ReasonRequest, params(("id" = TransactionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Transaction),
    (status = 403, description = "second-person-needed", body = Problem),
    (status = 404, description = "payment-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn reject_transaction(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<TransactionId>,
    version: IfMatch,
    Clean(request): Clean<ReasonRequest>,
) -> ApiResult<Versioned<Transaction>> {
    Ok(Versioned(service.reject(id, version, &request, &principal).await?))
}

/// Gives a payment up before the money moved.
#[utoipa::path(post, path = "/api/v1/payments/{id}/cancel", tag = "payment", request_body = ReasonRequest, params(("id" = TransactionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Transaction),
    (status = 404, description = "payment-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn cancel_transaction(
    State(service): State<PaymentService>,
    Path(id): Path<TransactionId>,
    version: IfMatch,
    Clean(request): Clean<ReasonRequest>,
) -> ApiResult<Versioned<Transaction>> {
    Ok(Versioned(service.cancel(id, version, &request).await?))
}

/// Releases as the second person what is under review; the provider is asked now.
#[utoipa::path(post, path = "/api/v1/payments/{id}/release", tag = "payment", params(("id" = TransactionId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Initiation),
    (status = 403, description = "second-person-needed", body = Problem),
    (status = 404, description = "payment-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
))]
pub(super) async fn release_transaction(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<TransactionId>,
    version: IfMatch,
) -> ApiResult<Versioned<Initiation>> {
    Ok(Versioned(service.release(id, version, &principal).await?))
}

/// Gives what came in and went out by day, provider and currency.
#[utoipa::path(get, path = "/api/v1/payments/analytics", tag = "payment", params(TakingsFilter), responses(
    (status = 200, description = "The days on which something happened", body = Vec<DailyTakings>),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn get_payment_analytics(
    State(service): State<PaymentService>,
    Query(filter): Query<TakingsFilter>,
) -> ApiResult<Json<Vec<DailyTakings>>> {
    let days = (filter.from, filter.until);
    Ok(Json(service.takings(filter.facility, days).await?))
}
