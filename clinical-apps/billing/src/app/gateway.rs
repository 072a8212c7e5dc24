//! Payments and refunds that the payment service tells of: each is posted once.

use nilecare_contracts::Money;
use nilecare_contracts::billing::{AllocationRequest, InvoiceStatus, Payment, PaymentMethod, Refund, RefundStatus};
use nilecare_contracts::payment::{ProviderKind, SERVICE, Transaction, TransactionRefund};
use nilecare_sql::WriteTx;
use nilecare_types::{PaymentId, RefundId};

use super::accounts::account_of;
use super::invoices::{invoice_of, settle};
use super::payments::{self, Incoming, payment_of};
use super::{Cause, allocations, refunds};
use crate::model::payment::{Part, take};
use crate::store::{allocation, gateway, records};
use crate::{BillingError, BillingService};

impl BillingService {
    /// Posts a payment whose money is there. It goes to its invoice, as far as something is open of it, and the rest is credit; without an
    /// invoice it goes to those that are due first.
    pub(crate) async fn post_gateway_payment(&self, paid: &Transaction) -> Result<(), BillingError> {
        let mut tx = self.db.begin_write().await?;
        if gateway::payment_of(&mut *tx, paid.id).await?.is_some() {
            return Ok(());
        }
        let cause = Cause {
            by: &paid.by,
            now: self.clock.now(),
        };
        let account = account_of(&mut *tx, paid.account_id).await?;
        let incoming = Incoming {
            amount: paid.amount,
            method: method(paid.provider_kind),
            // Cash has no reference, and ours is what leads back to the payment.
            reference: Some(paid.transaction_number.clone()),
            payer: paid.payer.clone(),
            claim_id: None,
        };
        let asked = wanted(&mut tx, paid).await?;
        let payment = payments::post(&mut tx, &account, incoming, asked.as_deref(), cause).await?;
        gateway::note_payment(&mut tx, paid.id, payment.id).await?;
        self.commit(tx).await
    }

    /// Posts money that went back: what it had paid is open again as far as the payment has nothing free.
    pub(crate) async fn post_gateway_refund(
        &self,
        back: &TransactionRefund,
        of: &Transaction,
    ) -> Result<(), BillingError> {
        let mut tx = self.db.begin_write().await?;
        if gateway::has_refund(&mut *tx, back.id).await? {
            return Ok(());
        }
        let known = gateway::payment_of(&mut *tx, of.id).await?;
        let id = known.ok_or(BillingError::NotFound("payment"))?;
        let cause = Cause {
            by: back.decided_by.as_deref().unwrap_or(SERVICE),
            now: self.clock.now(),
        };
        let mut payment = free(&mut tx, id, back.amount, cause).await?;
        take(&mut payment, Part::Held, back.amount, cause.now)?;
        let mut refund = record(&payment, back, of, cause);
        records::insert(&mut tx, &refund).await?;
        refunds::pay_out(&mut tx, &mut payment, &mut refund, cause).await?;
        records::update(&mut tx, &payment).await?;
        gateway::note_refund(&mut tx, back.id, refund.id).await?;
        self.commit(tx).await
    }
}

/// What came by the payment service goes back by it: else it could go back twice.
pub(super) async fn refuse_gateway(tx: &mut WriteTx, id: PaymentId) -> Result<(), BillingError> {
    if gateway::is_from(&mut **tx, id).await? {
        return Err(BillingError::Before(
            "the payment came by the payment service; refund it there, and it is posted here",
        ));
    }
    Ok(())
}

/// What of the payment is for its invoice; nothing when that is not open any more.
async fn wanted(tx: &mut WriteTx, paid: &Transaction) -> Result<Option<Vec<AllocationRequest>>, BillingError> {
    let Some(invoice_id) = paid.invoice_id else {
        return Ok(None);
    };
    let invoice = invoice_of(&mut **tx, invoice_id).await?;
    let is_open = matches!(invoice.status, InvoiceStatus::Issued | InvoiceStatus::PartlyPaid);
    let amount = Money::new(paid.amount.amount.min(invoice.balance.amount), invoice.currency);
    let is_its = invoice.account_id == paid.account_id && is_open && amount.is_positive();
    let asked = is_its.then_some(AllocationRequest { invoice_id, amount });
    Ok(Some(asked.into_iter().collect()))
}

/// Makes so much of a payment free, of the invoices it went to, and gives it.
async fn free(tx: &mut WriteTx, id: PaymentId, amount: Money, cause: Cause<'_>) -> Result<Payment, BillingError> {
    let mut payment = payment_of(&mut **tx, id).await?;
    let account = account_of(&mut **tx, payment.account_id).await?;
    for (invoice, allocated) in allocation::of_payment(&mut **tx, id).await? {
        let lacking = amount.minus(payment.unallocated)?;
        if !lacking.is_positive() {
            break;
        }
        let invoice = invoice.parse().map_err(|_| nilecare_sql::DbError::Corrupt {
            table: "payment_allocations",
            column: "invoice_id",
        })?;
        let mut bill = invoice_of(&mut **tx, invoice).await?;
        let part = Money::new(allocated.min(lacking.amount), amount.currency);
        let is_all = part.amount == allocated;
        allocations::release_one(tx, &account, &mut payment, &mut bill, part, is_all, cause).await?;
        settle(tx, &mut bill, cause.now).await?;
    }
    Ok(payment)
}

fn record(payment: &Payment, back: &TransactionRefund, of: &Transaction, cause: Cause<'_>) -> Refund {
    Refund {
        id: RefundId::generate(),
        version: 1,
        payment_id: payment.id,
        account_id: payment.account_id,
        patient_id: payment.patient_id,
        facility_id: payment.facility_id,
        amount: back.amount,
        method: method(of.provider_kind),
        reference: back.external_reference.clone(),
        reason: back.reason.clone(),
        status: RefundStatus::Pending,
        by: back.by.clone(),
        decided_by: back.decided_by.clone(),
        end_reason: None,
        paid_at: None,
        created_at: cause.now,
        updated_at: cause.now,
    }
}

fn method(kind: ProviderKind) -> PaymentMethod {
    match kind {
        ProviderKind::Cash => PaymentMethod::Cash,
        ProviderKind::Cheque => PaymentMethod::Cheque,
        ProviderKind::BankTransfer => PaymentMethod::BankTransfer,
        ProviderKind::Stripe => PaymentMethod::Card,
        ProviderKind::MobileMoney => PaymentMethod::MobileMoney,
    }
}
