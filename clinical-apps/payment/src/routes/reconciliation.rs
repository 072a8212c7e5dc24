//! Statements of providers and banks, and what does not match.

use axum::body::{Body, to_bytes};
use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::holds_card_number;
use nilecare_contracts::payment::{
    Difference, ProviderStatement, ReconciliationItem, ReconciliationStatus, ResolveRequest,
};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_sql::json;
use nilecare_types::{Page, Problem, ReconciliationItemId};

use super::clean::{Clean, refused};
use crate::app::ListWanted;
use crate::store::records::Record;
use crate::{PaymentError, PaymentService};

/// The largest statement, in bytes.
const MAX_STATEMENT_BYTES: usize = 2 * 1024 * 1024;

/// Of which provider a statement is.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StatementQuery {
    /// Its code.
    provider: String,
}

/// Which items.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ItemFilter {
    /// Of which provider. Absent: of all.
    provider: Option<String>,
    /// How far they are; `mismatch` are those to be looked at. Absent: all.
    #[param(inline)]
    status: Option<ReconciliationStatus>,
    /// What is not the same. Absent: anything.
    #[param(inline)]
    difference: Option<Difference>,
}

/// Takes a statement: CSV (RFC 4180) in UTF-8, at most 10000 lines and 2 MiB, with the header
/// `reference,amount,currency,fee,booked_on`. `reference` is the number of the payment, the provider's id or the proof's reference,
/// `amount` such as 125.50, `booked_on` such as 2026-11-28. One line that is wrong refuses all.
#[utoipa::path(post, path = "/api/v1/payments/reconciliation/statements", tag = "payment", request_body(content = String, content_type = "text/csv"), params(StatementQuery, ("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "How many lines match and how many differences there are", body = ProviderStatement),
    (status = 404, description = "provider-not-found", body = Problem),
    (status = 409, description = "exists-already", body = Problem),
    (status = 413, description = "body-too-large", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused, idempotency-key-reused", body = Problem),
))]
pub(super) async fn take_provider_statement(
    State(service): State<PaymentService>,
    principal: Principal,
    Query(query): Query<StatementQuery>,
    key: IdempotencyKey,
    body: Body,
) -> ApiResult<(StatusCode, Json<ProviderStatement>)> {
    if holds_card_number(key.as_str()) {
        return Err(refused(vec![
            "Idempotency-Key: looks like the number of a card".to_owned(),
        ]));
    }
    let body = to_bytes(body, MAX_STATEMENT_BYTES).await;
    let body = body.map_err(|_| PaymentError::TooLarge(MAX_STATEMENT_BYTES))?;
    let text = String::from_utf8(body.into());
    let text = text.map_err(|_| PaymentError::Invalid(vec!["/: must be text in UTF-8".to_owned()]))?;
    let statement = service.take_statement(&key, &query.provider, &text, &principal).await?;
    Ok((StatusCode::CREATED, Json(statement)))
}

/// Lists lines of statements and what statements should have, oldest first.
#[utoipa::path(get, path = "/api/v1/payments/reconciliation", tag = "payment", params(ItemFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<ReconciliationItem>),
))]
pub(super) async fn list_reconciliation(
    State(service): State<PaymentService>,
    Query(filter): Query<ItemFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<ReconciliationItem>>> {
    let wanted = ListWanted {
        provider: filter.provider,
        status: filter.status.as_ref().map(json::name),
        difference: filter.difference.as_ref().map(json::name),
        ..ListWanted::default()
    };
    let bounds = (list.after(), list.limit());
    let key = |row: &ReconciliationItem| row.id.to_string();
    let columns = ["provider", "status", "difference"];
    Ok(Json(
        service
            .page(ReconciliationItem::TABLE, &columns, wanted, bounds, key)
            .await?,
    ))
}

/// Gives an item; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/payments/reconciliation/{id}", tag = "payment", params(("id" = ReconciliationItemId, Path)), responses(
    (status = 200, description = "The item", body = ReconciliationItem),
    (status = 404, description = "reconciliation-item-not-found", body = Problem),
))]
pub(super) async fn get_reconciliation_item(
    State(service): State<PaymentService>,
    Path(id): Path<ReconciliationItemId>,
) -> ApiResult<Versioned<ReconciliationItem>> {
    Ok(Versioned(service.reconciliation_item(id).await?))
}

/// Says what became of a difference, and why.
#[utoipa::path(post, path = "/api/v1/payments/reconciliation/{id}/resolve", tag = "payment", request_body = ResolveRequest, params(("id" = ReconciliationItemId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = ReconciliationItem),
    (status = 404, description = "reconciliation-item-not-found", body = Problem),
    (status = 409, description = "payment-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn resolve_reconciliation_item(
    State(service): State<PaymentService>,
    principal: Principal,
    Path(id): Path<ReconciliationItemId>,
    version: IfMatch,
    Clean(request): Clean<ResolveRequest>,
) -> ApiResult<Versioned<ReconciliationItem>> {
    Ok(Versioned(service.resolve(id, version, &request, &principal).await?))
}
