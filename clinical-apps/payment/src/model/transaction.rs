//! What becomes of a payment, and what of it may go back.

use nilecare_contracts::Money;
use nilecare_contracts::life::{refused, step};
use nilecare_contracts::payment::{Transaction, TransactionStatus};
use nilecare_types::Timestamp;

use crate::PaymentError;

/// Tells whether the money of a payment is or was there.
pub(crate) fn counts(status: TransactionStatus) -> bool {
    matches!(
        status,
        TransactionStatus::Confirmed
            | TransactionStatus::PartiallyRefunded
            | TransactionStatus::Refunded
            | TransactionStatus::Disputed
    )
}

fn touch(transaction: &mut Transaction, now: Timestamp) {
    transaction.version += 1;
    transaction.updated_at = now;
}

/// Brings it to a state without more.
pub(crate) fn move_to(
    transaction: &mut Transaction,
    to: TransactionStatus,
    now: Timestamp,
) -> Result<(), PaymentError> {
    step(&mut transaction.status, to)?;
    touch(transaction, now);
    Ok(())
}

/// Ends it before the money moved.
pub(crate) fn end(
    transaction: &mut Transaction,
    to: TransactionStatus,
    reason: &str,
    now: Timestamp,
) -> Result<(), PaymentError> {
    step(&mut transaction.status, to)?;
    transaction.end_reason = Some(reason.to_owned());
    transaction.is_under_review = false;
    touch(transaction, now);
    Ok(())
}

/// Confirms that the money is there: `how` it was seen, and by whom when that was a second person.
pub(crate) fn confirm(
    transaction: &mut Transaction,
    how: &str,
    by: Option<&str>,
    now: Timestamp,
) -> Result<(), PaymentError> {
    if transaction.status != TransactionStatus::Verified {
        step(&mut transaction.status, TransactionStatus::Verified)?;
    }
    step(&mut transaction.status, TransactionStatus::Confirmed)?;
    transaction.verified_how = Some(how.to_owned());
    transaction.verified_by = by.map(str::to_owned);
    transaction.end_reason = None;
    transaction.attention = None;
    transaction.confirmed_at = Some(now);
    transaction.refundable = transaction.amount;
    touch(transaction, now);
    Ok(())
}

/// Keeps a part for a refund.
pub(crate) fn hold(transaction: &mut Transaction, amount: Money, now: Timestamp) -> Result<(), PaymentError> {
    let status = transaction.status;
    if !matches!(
        status,
        TransactionStatus::Confirmed | TransactionStatus::PartiallyRefunded
    ) {
        return Err(refused(status, "given back").into());
    }
    if amount.minus(transaction.refundable)?.is_positive() {
        return Err(PaymentError::Exceeds {
            what: "what may still be given back",
            available: transaction.refundable,
        });
    }
    transaction.held = transaction.held.plus(amount)?;
    transaction.refundable = transaction.refundable.minus(amount)?;
    touch(transaction, now);
    Ok(())
}

/// Frees a part that was kept for a refund which is not made.
pub(crate) fn release(transaction: &mut Transaction, amount: Money, now: Timestamp) -> Result<(), PaymentError> {
    transaction.held = transaction.held.minus(amount)?;
    transaction.refundable = transaction.refundable.plus(amount)?;
    touch(transaction, now);
    Ok(())
}

/// Counts a part that was kept for a refund as given back.
pub(crate) fn give_back(transaction: &mut Transaction, amount: Money, now: Timestamp) -> Result<(), PaymentError> {
    transaction.held = transaction.held.minus(amount)?;
    transaction.refunded = transaction.refunded.plus(amount)?;
    if transaction.status != TransactionStatus::Disputed {
        settle(transaction)?;
    }
    touch(transaction, now);
    Ok(())
}

/// Counts a part as given back that the provider took by itself; at most what is not given back or kept, which is told.
pub(crate) fn take_back(transaction: &mut Transaction, amount: Money, now: Timestamp) -> Result<Money, PaymentError> {
    let taken = Money::new(amount.amount.min(transaction.refundable.amount), amount.currency);
    // Another currency stops here.
    transaction.refundable = transaction.refundable.minus(taken)?;
    transaction.refunded = transaction.refunded.plus(taken)?;
    if transaction.status != TransactionStatus::Disputed {
        settle(transaction)?;
    }
    touch(transaction, now);
    Ok(taken)
}

/// Ends a dispute: it is as it was before, but for what was given back.
pub(crate) fn end_dispute(transaction: &mut Transaction, now: Timestamp) -> Result<(), PaymentError> {
    if transaction.refunded.is_zero() {
        step(&mut transaction.status, TransactionStatus::Confirmed)?;
    } else {
        settle(transaction)?;
    }
    touch(transaction, now);
    Ok(())
}

fn settle(transaction: &mut Transaction) -> Result<(), PaymentError> {
    let to = match transaction.refunded {
        refunded if refunded == transaction.amount => TransactionStatus::Refunded,
        refunded if refunded.is_positive() => TransactionStatus::PartiallyRefunded,
        _ => return Ok(()),
    };
    if transaction.status != to {
        step(&mut transaction.status, to)?;
    }
    Ok(())
}
