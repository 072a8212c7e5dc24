//! The HTTP face of the service.

mod accounts;
mod charges;
mod claims;
mod invoices;
mod payments;
mod policies;
mod prices;
mod reports;

use nilecare_contracts::billing::{
    BILLING_APPROVE, BILLING_READ, CHARGES_WRITE, CLAIMS_WRITE, INVOICES_WRITE, PAYMENTS_WRITE, PRICES_WRITE,
};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::BillingService;

impl BillingService {
    /// Gives the routes below `/api/v1/billing`; every request about patients is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(BILLING_READ, routes!(prices::list_price_lists))
            .permit(BILLING_READ, routes!(prices::get_price_list))
            .permit(BILLING_READ, routes!(prices::list_prices))
            .permit(BILLING_READ, routes!(prices::get_billing_settings))
            .permit(PRICES_WRITE, routes!(prices::add_price_list))
            .permit(PRICES_WRITE, routes!(prices::change_price_list))
            .permit(PRICES_WRITE, routes!(prices::add_price))
            .permit(PRICES_WRITE, routes!(prices::change_price))
            .permit(PRICES_WRITE, routes!(prices::put_billing_settings))
            .permit(BILLING_READ, routes!(reports::get_aging))
            .permit(BILLING_READ, routes!(reports::get_cash_report))
            .permit(BILLING_READ, routes!(reports::get_trial_balance))
            .permit(BILLING_READ, routes!(accounts::list_billing_accounts))
            .permit(BILLING_READ, routes!(accounts::get_billing_account))
            .permit(BILLING_READ, routes!(accounts::get_account_balance))
            .permit(BILLING_READ, routes!(accounts::list_statements))
            .permit(BILLING_READ, routes!(accounts::get_statement))
            .permit(CHARGES_WRITE, routes!(accounts::open_billing_account))
            .permit(CHARGES_WRITE, routes!(accounts::close_billing_account))
            .permit(CHARGES_WRITE, routes!(accounts::make_statement))
            .permit(BILLING_READ, routes!(charges::list_charges))
            .permit(BILLING_READ, routes!(charges::get_charge))
            .permit(CHARGES_WRITE, routes!(charges::add_charge))
            .permit(CHARGES_WRITE, routes!(charges::price_charge))
            .permit(CHARGES_WRITE, routes!(charges::void_charge))
            .permit(BILLING_READ, routes!(invoices::list_invoices))
            .permit(BILLING_READ, routes!(invoices::get_invoice))
            .permit(BILLING_READ, routes!(invoices::list_adjustments))
            .permit(INVOICES_WRITE, routes!(invoices::draft_invoice))
            .permit(INVOICES_WRITE, routes!(invoices::issue_invoice))
            .permit(INVOICES_WRITE, routes!(invoices::cancel_draft_invoice))
            .permit(INVOICES_WRITE, routes!(invoices::void_invoice))
            .permit(INVOICES_WRITE, routes!(invoices::adjust_invoice))
            .permit(BILLING_APPROVE, routes!(invoices::approve_adjustment))
            .permit(BILLING_APPROVE, routes!(invoices::reject_adjustment))
            .permit(BILLING_READ, routes!(payments::list_payments))
            .permit(BILLING_READ, routes!(payments::get_payment))
            .permit(BILLING_READ, routes!(payments::list_allocations))
            .permit(BILLING_READ, routes!(payments::list_refunds))
            .permit(PAYMENTS_WRITE, routes!(payments::take_payment))
            .permit(PAYMENTS_WRITE, routes!(payments::allocate_payment))
            .permit(PAYMENTS_WRITE, routes!(payments::refund_payment))
            .permit(BILLING_APPROVE, routes!(payments::reverse_payment))
            .permit(BILLING_APPROVE, routes!(payments::approve_refund))
            .permit(BILLING_APPROVE, routes!(payments::reject_refund))
            .permit(BILLING_APPROVE, routes!(payments::reverse_refund))
            .permit(BILLING_READ, routes!(policies::list_policies))
            .permit(BILLING_READ, routes!(policies::get_policy))
            .permit(BILLING_READ, routes!(claims::list_claims))
            .permit(BILLING_READ, routes!(claims::get_claim))
            .permit(CLAIMS_WRITE, routes!(policies::add_policy))
            .permit(CLAIMS_WRITE, routes!(policies::change_policy))
            .permit(CLAIMS_WRITE, routes!(claims::draft_claim))
            .permit(CLAIMS_WRITE, routes!(claims::submit_claim))
            .permit(CLAIMS_WRITE, routes!(claims::accept_claim))
            .permit(CLAIMS_WRITE, routes!(claims::reject_claim))
            .permit(CLAIMS_WRITE, routes!(claims::deny_claim))
            .permit(CLAIMS_WRITE, routes!(claims::appeal_claim))
            .permit(CLAIMS_WRITE, routes!(claims::close_claim))
            .permit(CLAIMS_WRITE, routes!(claims::pay_claim))
            .into_router()
            .with_state(self.clone())
    }
}
