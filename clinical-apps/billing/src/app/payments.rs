//! Money that comes in: posted, allocated, reversed.

use nilecare_contracts::Money;
use nilecare_contracts::billing::{
    AllocationRequest, BillingAccount, LedgerAccount, PAYMENT_POSTED, PAYMENT_REVERSED, Payment, PaymentAllocation,
    PaymentMethod, PaymentRequest, PaymentStatus, ReasonRequest,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{DbError, Executor, WriteTx, documents, json};
use nilecare_types::{ClaimId, InvoiceId, PaymentId};

use super::accounts::account_of;
use super::gateway::refuse_gateway;
use super::invoices::{invoice_of, settle};
use super::{Begun, Cause, allocations, allow, events, number, valid};
use crate::model::payment as money;
use crate::model::posting::{Posting, PostingKind, money_account};
use crate::store::records::{self, PAYMENTS};
use crate::store::{allocation, ledger};
use crate::{BillingError, BillingService};

/// Money as it comes in.
pub(super) struct Incoming {
    pub amount: Money,
    pub method: PaymentMethod,
    pub reference: Option<String>,
    pub payer: Option<String>,
    pub claim_id: Option<ClaimId>,
}

impl BillingService {
    /// Posts money that a cashier takes.
    pub(crate) async fn take_payment(
        &self,
        key: &IdempotencyKey,
        request: &PaymentRequest,
        by: &Principal,
    ) -> Result<Payment, BillingError> {
        valid(request.validate())?;
        let content = json::write(request);
        let command = Command::new("payment", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        let account = account_of(&mut *tx, request.account_id).await?;
        let incoming = Incoming {
            amount: request.amount,
            method: request.method,
            reference: request.reference.clone(),
            payer: request.payer.clone(),
            claim_id: None,
        };
        let payment = post(&mut tx, &account, incoming, request.allocations.as_deref(), cause).await?;
        self.finish(tx, &command, &payment).await?;
        Ok(payment)
    }

    /// Allocates what is free of a payment; nothing asked: to the invoices that are due first.
    pub(crate) async fn allocate(
        &self,
        id: PaymentId,
        key: &IdempotencyKey,
        asked: Option<Vec<AllocationRequest>>,
        by: &Principal,
    ) -> Result<Payment, BillingError> {
        let content = format!("{id}{}", json::write(&asked));
        let command = Command::new("allocate", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        let mut payment = payment_of(&mut *tx, id).await?;
        let account = account_of(&mut *tx, payment.account_id).await?;
        allocations::allocate(&mut tx, &account, &mut payment, asked.as_deref(), cause).await?;
        self.finish(tx, &command, &payment).await?;
        Ok(payment)
    }

    /// Reverses a payment: the bank took it back, or it was an error. What it paid is open again.
    pub(crate) async fn reverse_payment(
        &self,
        id: PaymentId,
        version: IfMatch,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<Payment, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut payment = payment_of(&mut *tx, id).await?;
        allow(version, payment.version)?;
        refuse_gateway(&mut tx, id).await?;
        if payment.status == PaymentStatus::Posted && !(payment.refunded.is_zero() && payment.held.is_zero()) {
            return Err(BillingError::Before(
                "a part of the payment was refunded or is to be; reverse or reject the refund first",
            ));
        }
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        let account = account_of(&mut *tx, payment.account_id).await?;
        for paid in allocations_of(&mut *tx, &payment).await? {
            let mut invoice = invoice_of(&mut *tx, paid.invoice_id).await?;
            allocations::release_one(&mut tx, &account, &mut payment, &mut invoice, paid.amount, true, cause).await?;
            settle(&mut tx, &mut invoice, cause.now).await?;
        }
        money::reverse(&mut payment, &request.reason, cause.by, cause.now)?;
        let sides = (LedgerAccount::Unapplied, money_account(payment.method));
        let kind = PostingKind::PaymentReversed;
        let posting = Posting::from_to(kind, id, &payment.receipt_number, payment.amount, sides)?;
        ledger::post(&mut tx, &account, &posting, cause.by, cause.now).await?;
        records::update(&mut tx, &payment).await?;
        events::tell_payment(&mut tx, PAYMENT_REVERSED, &payment, cause.now).await?;
        self.commit(tx).await?;
        Ok(payment)
    }

    pub(crate) async fn payment(&self, id: PaymentId) -> Result<Payment, BillingError> {
        payment_of(self.db.readers(), id).await
    }

    /// Lists for which invoices a payment is.
    pub(crate) async fn allocations(&self, id: PaymentId) -> Result<Vec<PaymentAllocation>, BillingError> {
        let payment = payment_of(self.db.readers(), id).await?;
        allocations_of(self.db.readers(), &payment).await
    }
}

/// Puts money into the books and allocates it.
pub(super) async fn post(
    tx: &mut WriteTx,
    account: &BillingAccount,
    incoming: Incoming,
    asked: Option<&[AllocationRequest]>,
    cause: Cause<'_>,
) -> Result<Payment, BillingError> {
    let zero = Money::zero(account.currency);
    let id = PaymentId::generate();
    let mut payment = Payment {
        id,
        receipt_number: number("RC", id),
        version: 1,
        account_id: account.id,
        patient_id: account.patient_id,
        facility_id: account.facility_id,
        amount: incoming.amount,
        method: incoming.method,
        reference: incoming.reference,
        payer: incoming.payer,
        claim_id: incoming.claim_id,
        allocated: zero,
        refunded: zero,
        held: zero,
        // An amount in another currency than the account's stops here.
        unallocated: zero.plus(incoming.amount)?,
        status: PaymentStatus::Posted,
        reversal_reason: None,
        reversed_by: None,
        by: cause.by.to_owned(),
        created_at: cause.now,
        updated_at: cause.now,
    };
    let there = "a payment of this method has this reference already; look at that one";
    let inserted = records::insert(tx, &payment).await;
    inserted.map_err(|error| BillingError::from(error).if_there(there))?;
    let sides = (money_account(payment.method), LedgerAccount::Unapplied);
    let posting = Posting::from_to(PostingKind::Payment, id, &payment.receipt_number, payment.amount, sides)?;
    ledger::post(tx, account, &posting, cause.by, cause.now).await?;
    allocations::allocate(tx, account, &mut payment, asked, cause).await?;
    events::tell_payment(tx, PAYMENT_POSTED, &payment, cause.now).await?;
    Ok(payment)
}

pub(super) async fn payment_of(db: impl Executor<'_>, id: PaymentId) -> Result<Payment, BillingError> {
    let found = documents::find(db, PAYMENTS, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("payment"))
}

async fn allocations_of(db: impl Executor<'_>, payment: &Payment) -> Result<Vec<PaymentAllocation>, BillingError> {
    let mut all = Vec::new();
    for (invoice, amount) in allocation::of_payment(db, payment.id).await? {
        let invoice_id: InvoiceId = invoice.parse().map_err(|_| DbError::Corrupt {
            table: "payment_allocations",
            column: "invoice_id",
        })?;
        let amount = Money::new(amount, payment.amount.currency);
        all.push(PaymentAllocation { invoice_id, amount });
    }
    Ok(all)
}
