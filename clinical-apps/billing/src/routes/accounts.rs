//! Accounts and their statements.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::billing::{
    AccountBalance, AccountRequest, AccountStatus, BillingAccount, Statement, StatementRequest,
};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{BillingAccountId, FacilityId, Page, PatientId, Problem, StatementId};

use crate::BillingService;
use crate::app::ListWanted;

/// Which accounts.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct AccountFilter {
    /// Whose; any id of the person, before or after a merge. Absent: of all patients.
    patient: Option<PatientId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// Open or closed. Absent: both.
    #[param(inline)]
    status: Option<AccountStatus>,
}

/// Lists accounts, oldest first.
#[utoipa::path(get, path = "/api/v1/billing/accounts", tag = "billing", params(AccountFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<BillingAccount>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_billing_accounts(
    State(service): State<BillingService>,
    Query(filter): Query<AccountFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<BillingAccount>>> {
    let wanted = ListWanted {
        patient: filter.patient,
        facility: filter.facility,
        ..ListWanted::default()
    };
    let page = service.accounts(&wanted, filter.status, list.after(), list.limit());
    Ok(Json(page.await?))
}

/// Opens an account; the one that is open for the patient, facility and currency is given back.
#[utoipa::path(post, path = "/api/v1/billing/accounts", tag = "billing", request_body = AccountRequest, responses(
    (status = 200, description = "The open account", body = BillingAccount),
    (status = 404, description = "patient-not-found, facility-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn open_billing_account(
    State(service): State<BillingService>,
    Json(request): Json<AccountRequest>,
) -> ApiResult<Versioned<BillingAccount>> {
    Ok(Versioned(service.open(&request).await?))
}

/// Gives an account; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/billing/accounts/{id}", tag = "billing", params(("id" = BillingAccountId, Path)), responses(
    (status = 200, description = "The account", body = BillingAccount),
    (status = 404, description = "account-not-found", body = Problem),
))]
pub(super) async fn get_billing_account(
    State(service): State<BillingService>,
    Path(id): Path<BillingAccountId>,
) -> ApiResult<Versioned<BillingAccount>> {
    Ok(Versioned(service.account(id).await?))
}

/// Tells what is open on an account and what credit it has, from the ledger.
#[utoipa::path(get, path = "/api/v1/billing/accounts/{id}/balance", tag = "billing", params(("id" = BillingAccountId, Path)), responses(
    (status = 200, description = "The balance", body = AccountBalance),
    (status = 404, description = "account-not-found", body = Problem),
))]
pub(super) async fn get_account_balance(
    State(service): State<BillingService>,
    Path(id): Path<BillingAccountId>,
) -> ApiResult<Json<AccountBalance>> {
    Ok(Json(service.balance(id).await?))
}

/// Closes an account of which nothing is open; the next charge opens another.
#[utoipa::path(post, path = "/api/v1/billing/accounts/{id}/close", tag = "billing", params(("id" = BillingAccountId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = BillingAccount),
    (status = 404, description = "account-not-found", body = Problem),
    (status = 409, description = "billing-state, something-first, version-changed", body = Problem),
))]
pub(super) async fn close_billing_account(
    State(service): State<BillingService>,
    Path(id): Path<BillingAccountId>,
    version: IfMatch,
) -> ApiResult<Versioned<BillingAccount>> {
    Ok(Versioned(service.close_account(id, version).await?))
}

/// Makes and keeps a statement: opening balance, what happened, closing balance.
#[utoipa::path(post, path = "/api/v1/billing/accounts/{id}/statements", tag = "billing", request_body = StatementRequest, params(("id" = BillingAccountId, Path)), responses(
    (status = 201, description = "The statement", body = Statement),
    (status = 404, description = "account-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 503, description = "clinical-unavailable, facility-unavailable", body = Problem),
))]
pub(super) async fn make_statement(
    State(service): State<BillingService>,
    Path(id): Path<BillingAccountId>,
    Json(request): Json<StatementRequest>,
) -> ApiResult<(StatusCode, Json<Statement>)> {
    let statement = service.make_statement(id, &request).await?;
    Ok((StatusCode::CREATED, Json(statement)))
}

/// Lists the statements of an account, oldest first.
#[utoipa::path(get, path = "/api/v1/billing/accounts/{id}/statements", tag = "billing", params(("id" = BillingAccountId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<Statement>),
    (status = 404, description = "account-not-found", body = Problem),
))]
pub(super) async fn list_statements(
    State(service): State<BillingService>,
    Path(id): Path<BillingAccountId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Statement>>> {
    Ok(Json(service.statements(id, list.after(), list.limit()).await?))
}

/// Gives a statement as it was made.
#[utoipa::path(get, path = "/api/v1/billing/statements/{id}", tag = "billing", params(("id" = StatementId, Path)), responses(
    (status = 200, description = "The statement", body = Statement),
    (status = 404, description = "statement-not-found", body = Problem),
))]
pub(super) async fn get_statement(
    State(service): State<BillingService>,
    Path(id): Path<StatementId>,
) -> ApiResult<Json<Statement>> {
    Ok(Json(service.statement(id).await?))
}
