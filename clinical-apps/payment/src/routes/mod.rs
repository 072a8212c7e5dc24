//! The HTTP face of the service.

mod clean;
mod drawers;
mod instalments;
mod providers;
mod reconciliation;
mod refunds;
mod transactions;

use nilecare_contracts::payment::{
    PAYMENTS_MANAGE, PAYMENTS_READ, PAYMENTS_RECONCILE, PAYMENTS_REFUND, PAYMENTS_VERIFY, PAYMENTS_WRITE,
};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::PaymentService;

impl PaymentService {
    /// Gives the routes below `/api/v1/payments`; every request about patients is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            // Providers do not sign in; they sign what they send.
            .public(routes!(providers::receive_payment_webhook))
            .audited(self.auditor.clone())
            .permit(PAYMENTS_READ, routes!(transactions::list_transactions))
            .permit(PAYMENTS_READ, routes!(transactions::get_transaction))
            .permit(PAYMENTS_READ, routes!(transactions::get_payment_analytics))
            .permit(PAYMENTS_WRITE, routes!(transactions::initiate_payment))
            .permit(PAYMENTS_WRITE, routes!(transactions::cancel_transaction))
            .permit(PAYMENTS_VERIFY, routes!(transactions::verify_transaction))
            .permit(PAYMENTS_VERIFY, routes!(transactions::reject_transaction))
            .permit(PAYMENTS_VERIFY, routes!(transactions::release_transaction))
            .permit(PAYMENTS_READ, routes!(refunds::list_transaction_refunds))
            .permit(PAYMENTS_READ, routes!(refunds::get_transaction_refund))
            .permit(PAYMENTS_WRITE, routes!(refunds::ask_transaction_refund))
            .permit(PAYMENTS_REFUND, routes!(refunds::approve_transaction_refund))
            .permit(PAYMENTS_REFUND, routes!(refunds::reject_transaction_refund))
            .permit(PAYMENTS_REFUND, routes!(refunds::retry_transaction_refund))
            .permit(PAYMENTS_WRITE, routes!(drawers::list_drawers))
            .permit(PAYMENTS_WRITE, routes!(drawers::open_drawer))
            .permit(PAYMENTS_WRITE, routes!(drawers::close_drawer))
            .permit(PAYMENTS_RECONCILE, routes!(drawers::get_drawer))
            .permit(PAYMENTS_READ, routes!(instalments::list_instalment_plans))
            .permit(PAYMENTS_READ, routes!(instalments::get_instalment_plan))
            .permit(PAYMENTS_WRITE, routes!(instalments::make_instalment_plan))
            .permit(PAYMENTS_WRITE, routes!(instalments::pay_instalment))
            .permit(PAYMENTS_WRITE, routes!(instalments::cancel_instalment_plan))
            .permit(PAYMENTS_READ, routes!(providers::list_payment_providers))
            .permit(PAYMENTS_READ, routes!(providers::get_payment_provider))
            .permit(PAYMENTS_MANAGE, routes!(providers::change_payment_provider))
            .permit(PAYMENTS_READ, routes!(providers::list_disputes))
            .permit(PAYMENTS_RECONCILE, routes!(providers::list_payment_webhooks))
            .permit(PAYMENTS_RECONCILE, routes!(reconciliation::take_provider_statement))
            .permit(PAYMENTS_RECONCILE, routes!(reconciliation::list_reconciliation))
            .permit(PAYMENTS_RECONCILE, routes!(reconciliation::get_reconciliation_item))
            .permit(PAYMENTS_RECONCILE, routes!(reconciliation::resolve_reconciliation_item))
            .into_router()
            .with_state(self.clone())
    }
}
