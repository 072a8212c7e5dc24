//! What the service tells others. The names are topics; the key of each event is the patient's id.

use serde::{Deserialize, Serialize};

use super::{Charge, Claim, Invoice, Payment, Refund};

/// Something that was done is to be paid for: a [`ChargeEvent`].
pub const CHARGE_CAPTURED: &str = "billing.charge.captured";
/// A charge that was captured without a price has one now: a [`ChargeEvent`].
pub const CHARGE_PRICED: &str = "billing.charge.priced";
/// It is not charged any more: a [`ChargeEvent`].
pub const CHARGE_VOIDED: &str = "billing.charge.voided";
/// An invoice was issued: an [`InvoiceEvent`].
pub const INVOICE_ISSUED: &str = "invoice.issued";
/// Nothing of an invoice is open any more: an [`InvoiceEvent`].
pub const INVOICE_PAID: &str = "invoice.paid";
/// An invoice was taken back: an [`InvoiceEvent`].
pub const INVOICE_VOIDED: &str = "invoice.voided";
/// Money was taken and is in the books: a [`PaymentEvent`].
pub const PAYMENT_POSTED: &str = "billing.payment.posted";
/// It is not any more: a [`PaymentEvent`].
pub const PAYMENT_REVERSED: &str = "billing.payment.reversed";
/// Money was given back: a [`RefundEvent`].
pub const REFUND_PAID: &str = "billing.refund.paid";
/// A claim went to the insurer, for the first time or again: a [`ClaimEvent`].
pub const CLAIM_SUBMITTED: &str = "claim.submitted";
/// A claim is in another state: a [`ClaimEvent`].
pub const CLAIM_CHANGED: &str = "claim.changed";

/// A charge as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChargeEvent {
    /// The charge.
    pub charge: Charge,
}

/// An invoice as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceEvent {
    /// The invoice.
    pub invoice: Invoice,
}

/// A payment as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentEvent {
    /// The payment.
    pub payment: Payment,
}

/// A refund as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundEvent {
    /// The refund.
    pub refund: Refund,
}

/// A claim as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimEvent {
    /// The claim.
    pub claim: Claim,
}
