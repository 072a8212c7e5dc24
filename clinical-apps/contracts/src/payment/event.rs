//! What the service tells others. The names are topics; the key of each event is the patient's id.

use serde::{Deserialize, Serialize};

use super::{InstalmentPlan, Transaction, TransactionRefund};

/// The money is there: a [`TransactionEvent`].
pub const PAYMENT_COMPLETED: &str = "payment.completed";
/// It did not come, or was not taken: a [`TransactionEvent`].
pub const PAYMENT_FAILED: &str = "payment.failed";
/// Money went back: a [`TransactionRefundEvent`].
pub const PAYMENT_REFUNDED: &str = "payment.refunded";
/// The payer's bank wants it back: a [`TransactionEvent`].
pub const PAYMENT_DISPUTED: &str = "payment.disputed";
/// An instalment is late: an [`InstalmentEvent`].
pub const INSTALMENT_OVERDUE: &str = "payment.instalment.overdue";

/// A payment as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionEvent {
    /// The payment.
    pub transaction: Transaction,
}

/// A refund as it is now, with its payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransactionRefundEvent {
    /// The refund.
    pub refund: TransactionRefund,
    /// The payment.
    pub transaction: Transaction,
}

/// A plan with the instalment that is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalmentEvent {
    /// The plan.
    pub plan: InstalmentPlan,
    /// Which of its instalments.
    pub instalment: u32,
}
