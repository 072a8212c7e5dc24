//! Providers, what they tell, and disputes.

use axum::body::{Body, to_bytes};
use axum::extract::State;
use http::{HeaderMap, StatusCode};
use nilecare_contracts::payment::{Dispute, DisputeStatus, PaymentProvider, ProviderChange, ReceivedWebhook};
use nilecare_http::{ApiResult, ClientAddress, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_sql::json;
use nilecare_types::{FacilityId, Page, PatientId, Problem};

use super::clean::Clean;
use crate::app::ListWanted;
use crate::store::records::Record;
use crate::{PaymentError, PaymentService};

/// The largest webhook, in bytes; those of Stripe have some kilobytes.
const MAX_WEBHOOK_BYTES: usize = 256 * 1024;

/// Which disputes.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DisputeFilter {
    /// Whose; any id of the person. Absent: of all patients.
    patient: Option<PatientId>,
    /// Where. Absent: everywhere.
    facility: Option<FacilityId>,
    /// How far they are. Absent: all.
    #[param(inline)]
    status: Option<DisputeStatus>,
}

/// Which webhooks.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WebhookFilter {
    /// Whose. Absent: of all.
    provider: Option<String>,
    /// `false`: only those that wait. Absent: all.
    is_processed: Option<bool>,
}

/// Lists the providers with what they can do.
#[utoipa::path(get, path = "/api/v1/payments/providers", tag = "payment", responses(
    (status = 200, description = "All of them", body = Vec<PaymentProvider>),
))]
pub(super) async fn list_payment_providers(
    State(service): State<PaymentService>,
) -> ApiResult<Json<Vec<PaymentProvider>>> {
    Ok(Json(service.provider_list().await?))
}

/// Gives a provider; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/payments/providers/{code}", tag = "payment", params(("code" = String, Path)), responses(
    (status = 200, description = "The provider", body = PaymentProvider),
    (status = 404, description = "provider-not-found", body = Problem),
))]
pub(super) async fn get_payment_provider(
    State(service): State<PaymentService>,
    Path(code): Path<String>,
) -> ApiResult<Versioned<PaymentProvider>> {
    Ok(Versioned(service.provider_state(&code).await?))
}

/// Switches a provider on or off; what is on its way goes on.
#[utoipa::path(put, path = "/api/v1/payments/providers/{code}", tag = "payment", request_body = ProviderChange, params(("code" = String, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = PaymentProvider),
    (status = 404, description = "provider-not-found", body = Problem),
    (status = 409, description = "version-changed", body = Problem),
    (status = 422, description = "validation-failed, card-number-refused", body = Problem),
))]
pub(super) async fn change_payment_provider(
    State(service): State<PaymentService>,
    Path(code): Path<String>,
    version: IfMatch,
    Clean(request): Clean<ProviderChange>,
) -> ApiResult<Versioned<PaymentProvider>> {
    Ok(Versioned(service.change_provider(&code, version, &request).await?))
}

/// Takes what a provider tells. It is signed over the bytes of the body; the same event again changes nothing.
#[utoipa::path(post, path = "/api/v1/payments/webhook/{provider}", tag = "payment", request_body(content = Object, description = "As the provider documents it"), params(("provider" = String, Path)), responses(
    (status = 200, description = "It is kept"),
    (status = 400, description = "signature-wrong", body = Problem),
    (status = 404, description = "provider-not-found, webhook-not-found", body = Problem),
    (status = 413, description = "body-too-large", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
    (status = 429, description = "too-many-requests", body = Problem),
))]
pub(super) async fn receive_payment_webhook(
    State(service): State<PaymentService>,
    ClientAddress(address): ClientAddress,
    Path(provider): Path<String>,
    head: HeaderMap,
    body: Body,
) -> ApiResult<StatusCode> {
    let body = to_bytes(body, MAX_WEBHOOK_BYTES).await;
    let body = body.map_err(|_| PaymentError::TooLarge(MAX_WEBHOOK_BYTES))?;
    service.receive(&provider, address, &head, &body).await?;
    Ok(StatusCode::OK)
}

/// Lists what providers told, oldest first.
#[utoipa::path(get, path = "/api/v1/payments/webhooks", tag = "payment", params(WebhookFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<ReceivedWebhook>),
))]
pub(super) async fn list_payment_webhooks(
    State(service): State<PaymentService>,
    Query(filter): Query<WebhookFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<ReceivedWebhook>>> {
    let wanted = ListWanted {
        provider: filter.provider,
        is_processed: filter.is_processed,
        ..ListWanted::default()
    };
    let bounds = (list.after(), list.limit());
    let key = |row: &ReceivedWebhook| row.id.to_string();
    let columns = ["provider", "is_processed"];
    Ok(Json(
        service.page("payment_webhooks", &columns, wanted, bounds, key).await?,
    ))
}

/// Lists disputes, oldest first.
#[utoipa::path(get, path = "/api/v1/payments/disputes", tag = "payment", params(DisputeFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Dispute>),
    (status = 404, description = "patient-not-found", body = Problem),
))]
pub(super) async fn list_disputes(
    State(service): State<PaymentService>,
    Query(filter): Query<DisputeFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Dispute>>> {
    let wanted = ListWanted {
        patient: filter.patient,
        facility: filter.facility,
        status: filter.status.as_ref().map(json::name),
        ..ListWanted::default()
    };
    let bounds = (list.after(), list.limit());
    let key = |row: &Dispute| row.id.to_string();
    let columns = ["facility_id", "status"];
    Ok(Json(service.page(Dispute::TABLE, &columns, wanted, bounds, key).await?))
}
