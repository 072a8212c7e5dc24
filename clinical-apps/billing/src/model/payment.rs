//! What of a payment is free, and what became of it.

use nilecare_contracts::Money;
use nilecare_contracts::billing::{Payment, PaymentStatus};
use nilecare_types::Timestamp;

use crate::BillingError;
use nilecare_contracts::life::{refused, step};

/// Parts of a payment that change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What is allocated to invoices.
    Allocated,
    /// What was given back.
    Refunded,
    /// What is kept for refunds that are to be agreed to.
    Held,
}

/// Takes so much of what is free for a part; below 0 gives it back.
pub(crate) fn take(payment: &mut Payment, part: Part, amount: Money, now: Timestamp) -> Result<(), BillingError> {
    if payment.status != PaymentStatus::Posted {
        return Err(refused(payment.status, "allocated or refunded").into());
    }
    if amount.amount > payment.unallocated.amount {
        return Err(BillingError::Exceeds {
            what: "what is free of the payment",
            available: payment.unallocated,
        });
    }
    let field = match part {
        Part::Allocated => &mut payment.allocated,
        Part::Refunded => &mut payment.refunded,
        Part::Held => &mut payment.held,
    };
    *field = field.plus(amount)?;
    payment.unallocated = payment.unallocated.minus(amount)?;
    payment.version += 1;
    payment.updated_at = now;
    Ok(())
}

/// Reverses it; nothing of it may be allocated, refunded or held any more.
pub(crate) fn reverse(payment: &mut Payment, reason: &str, by: &str, now: Timestamp) -> Result<(), BillingError> {
    step(&mut payment.status, PaymentStatus::Reversed)?;
    payment.unallocated = Money::zero(payment.amount.currency);
    payment.reversal_reason = Some(reason.to_owned());
    payment.reversed_by = Some(by.to_owned());
    payment.version += 1;
    payment.updated_at = now;
    Ok(())
}
