//! Payments through providers: cash, transfers, cards by Stripe, mobile wallets; refunds, instalments, disputes, reconciliation.

mod dispute;
mod drawer;
mod event;
mod instalment;
mod life;
mod provider;
mod reconciliation;
mod refund;
mod risk;
mod transaction;

use nilecare_http::Permission;

pub use super::billing::PAYMENTS_WRITE;
pub use dispute::{Dispute, DisputeStatus};
pub use drawer::{CashDrawer, DrawerClose, DrawerRequest, DrawerStatus};
pub use event::{
    INSTALMENT_OVERDUE, InstalmentEvent, PAYMENT_COMPLETED, PAYMENT_DISPUTED, PAYMENT_FAILED, PAYMENT_REFUNDED,
    TransactionEvent, TransactionRefundEvent,
};
pub use instalment::{
    Frequency, Instalment, InstalmentPayment, InstalmentPlan, InstalmentPlanRequest, InstalmentPlanStatus,
    InstalmentStatus,
};
pub use provider::{PaymentProvider, ProviderCapabilities, ProviderChange, ProviderKind, ReceivedWebhook, RefundWay};
pub use reconciliation::{Difference, ProviderStatement, ReconciliationItem, ReconciliationStatus, ResolveRequest};
pub use refund::{RefundApproval, TransactionRefund, TransactionRefundRequest, TransactionRefundStatus};
pub use risk::{Risk, RiskDecision, RiskReason};
pub use transaction::{
    DailyTakings, Initiation, NextStep, Proof, Transaction, TransactionRequest, TransactionStatus, VerifyRequest,
};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "payment";

/// Reading transactions, refunds, plans, disputes, providers and takings. Taking money is [`PAYMENTS_WRITE`].
pub const PAYMENTS_READ: Permission = Permission::new("payments:read");
/// Verifying what somebody else took, and releasing what is under review.
pub const PAYMENTS_VERIFY: Permission = Permission::new("payments:verify");
/// Agreeing to refunds as the second person.
pub const PAYMENTS_REFUND: Permission = Permission::new("payments:refund");
/// Statements of providers and banks, and differences.
pub const PAYMENTS_RECONCILE: Permission = Permission::new("payments:reconcile");
/// Switching providers on and off.
pub const PAYMENTS_MANAGE: Permission = Permission::new("payments:manage");
