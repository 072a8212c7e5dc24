//! Whether a provider can take a payment, and the record of it before anybody is asked.

use std::sync::Arc;

use nilecare_contracts::payment::{ProviderKind, Risk, Transaction, TransactionStatus};
use nilecare_contracts::{Money, MoneyError};
use nilecare_http::Principal;
use nilecare_sql::WriteTx;
use nilecare_types::TransactionId;

use super::initiate::Start;
use super::place::Zone;
use super::{number, valid};
use crate::model::risk;
use crate::options::span;
use crate::provider::Provider;
use crate::store::transactions;
use crate::{PaymentError, PaymentService};

impl PaymentService {
    /// Finds the provider, when it can take this.
    pub(super) async fn usable(&self, start: &Start<'_>) -> Result<Arc<dyn Provider>, PaymentError> {
        let provider = self.provider(start.provider)?;
        let state = self.provider_state(start.provider).await?;
        if !state.is_active {
            return Err(PaymentError::Before("the provider is switched off; use another one"));
        }
        if !provider.is_configured() {
            return Err(PaymentError::Before(
                "the provider's address and secrets are not set (payment.providers); use another one",
            ));
        }
        let able = provider.capabilities();
        let mut problems = Vec::new();
        if !able.currencies.contains(&start.amount.currency) {
            problems.push("/amount/currency: is not one that the provider takes".to_owned());
        }
        if !(able.min_amount..=able.max_amount).contains(&start.amount.amount) {
            let text = format!(
                "/amount/amount: must be {} to {} minor units with this provider",
                able.min_amount, able.max_amount
            );
            problems.push(text);
        }
        if able.needs_verification && start.proof.is_none() {
            problems.push("/proof: is needed with this provider".to_owned());
        }
        if provider.kind() == ProviderKind::MobileMoney && start.msisdn.is_none() {
            problems.push("/msisdn: is needed with this provider".to_owned());
        }
        valid(problems)?;
        Ok(provider)
    }

    /// Makes the record, of what billing says of invoice and account.
    pub(super) async fn draft(
        &self,
        start: &Start<'_>,
        provider: &dyn Provider,
        by: &Principal,
    ) -> Result<Transaction, PaymentError> {
        let account_id = match start.invoice_id {
            Some(id) => {
                let invoice = self.open_invoice(id).await?;
                let most = invoice.balance.plus(start.besides)?;
                if start.amount.minus(most)?.is_positive() {
                    return Err(PaymentError::Exceeds {
                        what: "what is open of the invoice",
                        available: most,
                    });
                }
                invoice.account_id
            }
            None => start.account_id.ok_or(PaymentError::NotFound("account"))?,
        };
        let account = self.account(account_id).await?;
        if account.currency != start.amount.currency {
            return Err(MoneyError::OtherCurrency.into());
        }
        let id = TransactionId::generate();
        let (zero, now) = (Money::zero(account.currency), self.clock.now());
        let fee = start.amount.share(provider.capabilities().fee)?;
        let ending = |msisdn: &str| msisdn[msisdn.len() - 4..].to_owned();
        Ok(Transaction {
            id,
            transaction_number: number("PAY", id),
            version: 1,
            account_id,
            invoice_id: start.invoice_id,
            patient_id: account.patient_id,
            facility_id: account.facility_id,
            provider: provider.code().to_owned(),
            provider_kind: provider.kind(),
            amount: start.amount,
            fee,
            net: start.amount.minus(fee)?,
            status: TransactionStatus::Pending,
            risk: None,
            is_under_review: false,
            released_by: None,
            external_reference: None,
            proof: start.proof.clone(),
            msisdn_ending: start.msisdn.map(ending),
            payer: start.payer.clone(),
            drawer_id: None,
            plan_id: start.plan.map(|(plan, _)| plan),
            instalment: start.plan.map(|(_, part)| part),
            refunded: zero,
            held: zero,
            refundable: zero,
            end_reason: None,
            attention: None,
            verified_how: None,
            verified_by: None,
            confirmed_at: None,
            by: by.username.clone(),
            created_at: now,
            updated_at: now,
        })
    }

    pub(super) async fn score(
        &self,
        tx: &mut WriteTx,
        transaction: &Transaction,
        zone: &Zone,
    ) -> Result<Risk, PaymentError> {
        let (settings, now) = (&self.options.risk, transaction.created_at);
        let recent = now - span(settings.velocity_within);
        let bad = now - span(settings.bad_within);
        let history = transactions::history(&mut **tx, transaction.patient_id, recent, bad).await?;
        Ok(risk::score(settings, transaction.amount, zone.time(now), history))
    }
}
