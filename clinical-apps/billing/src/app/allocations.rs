//! Which payment is for which invoice. Credit of the account goes to an invoice, and comes back.

use nilecare_contracts::Money;
use nilecare_contracts::billing::{AllocationRequest, BillingAccount, Invoice, LedgerAccount, Payment};
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{PaymentId, PostingId};

use super::Cause;
use super::invoices::{invoice_of, settle};
use super::payments::payment_of;
use crate::BillingError;
use crate::model::invoice as paper;
use crate::model::payment::{Part, take};
use crate::model::posting::{Posting, PostingKind};
use crate::store::{allocation, invoice, ledger, records};

/// Most invoices that one payment goes to by itself.
const MOST_INVOICES: i64 = 500;

/// Allocates what is free of a payment: as asked, or to the invoices that are due first.
pub(super) async fn allocate(
    tx: &mut WriteTx,
    account: &BillingAccount,
    payment: &mut Payment,
    asked: Option<&[AllocationRequest]>,
    cause: Cause<'_>,
) -> Result<(), BillingError> {
    let Some(asked) = asked else {
        for mut open in invoice::open_of(&mut **tx, account.id, MOST_INVOICES).await? {
            let amount = Money::new(payment.unallocated.amount.min(open.balance.amount), open.currency);
            if !amount.is_positive() {
                break;
            }
            one(tx, account, payment, &mut open, amount, cause).await?;
        }
        return Ok(());
    };
    for (at, wanted) in asked.iter().enumerate() {
        let mut bill = invoice_of(&mut **tx, wanted.invoice_id).await?;
        if bill.account_id != account.id {
            return Err(BillingError::Invalid(vec![format!(
                "/allocations/{at}/invoice_id: is not on this account"
            )]));
        }
        one(tx, account, payment, &mut bill, wanted.amount, cause).await?;
    }
    Ok(())
}

async fn one(
    tx: &mut WriteTx,
    account: &BillingAccount,
    payment: &mut Payment,
    bill: &mut Invoice,
    amount: Money,
    cause: Cause<'_>,
) -> Result<(), BillingError> {
    paper::demand_issued(bill, "paid")?;
    if amount.minus(bill.balance)?.is_positive() {
        return Err(BillingError::Exceeds {
            what: "what is open of the invoice",
            available: bill.balance,
        });
    }
    take(payment, Part::Allocated, amount, cause.now)?;
    paper::pay(bill, amount)?;
    allocation::add(tx, payment.id, bill.id, amount.amount).await?;
    let sides = (LedgerAccount::Unapplied, LedgerAccount::Receivable);
    post(tx, account, PostingKind::Allocation, bill, amount, sides, cause).await?;
    settle(tx, bill, cause.now).await?;
    records::update(tx, payment).await?;
    Ok(())
}

/// Makes so much of what is paid on an invoice credit of the account again, of the newest payments first. The invoice is not settled.
pub(super) async fn release(
    tx: &mut WriteTx,
    account: &BillingAccount,
    bill: &mut Invoice,
    amount: Money,
    cause: Cause<'_>,
) -> Result<(), BillingError> {
    let mut left = amount;
    for (payment, allocated) in allocation::of_invoice(&mut **tx, bill.id).await? {
        if !left.is_positive() {
            break;
        }
        let mut payment = payment_of(&mut **tx, payment_id(&payment)?).await?;
        let part = Money::new(allocated.min(left.amount), bill.currency);
        release_one(tx, account, &mut payment, bill, part, allocated == part.amount, cause).await?;
        left = left.minus(part)?;
    }
    Ok(())
}

/// Makes a part of what a payment has on an invoice credit again; `is_all` when that is all it has there.
pub(super) async fn release_one(
    tx: &mut WriteTx,
    account: &BillingAccount,
    payment: &mut Payment,
    bill: &mut Invoice,
    part: Money,
    is_all: bool,
    cause: Cause<'_>,
) -> Result<(), BillingError> {
    take(payment, Part::Allocated, part.negated()?, cause.now)?;
    paper::pay(bill, part.negated()?)?;
    allocation::take(tx, payment.id, bill.id, part.amount, is_all).await?;
    let sides = (LedgerAccount::Receivable, LedgerAccount::Unapplied);
    post(tx, account, PostingKind::Release, bill, part, sides, cause).await?;
    records::update(tx, payment).await?;
    Ok(())
}

async fn post(
    tx: &mut WriteTx,
    account: &BillingAccount,
    kind: PostingKind,
    bill: &Invoice,
    amount: Money,
    sides: (LedgerAccount, LedgerAccount),
    cause: Cause<'_>,
) -> Result<(), BillingError> {
    let label = bill.invoice_number.clone().unwrap_or_default();
    // A payment may go to an invoice, come back and go there again: each time is a thing of its own.
    let posting = Posting::from_to(kind, PostingId::generate(), &label, amount, sides)?;
    Ok(ledger::post(tx, account, &posting, cause.by, cause.now).await?)
}

fn payment_id(text: &str) -> Result<PaymentId, DbError> {
    text.parse().map_err(|_| DbError::Corrupt {
        table: "payment_allocations",
        column: "payment_id",
    })
}
