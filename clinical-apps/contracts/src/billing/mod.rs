//! Accounts, prices, charges, invoices, payments, insurance claims, and the reports on them.

mod account;
mod adjustment;
mod charge;
mod claim;
mod event;
mod invoice;
mod life;
mod payment;
mod policy;
mod price;
mod refund;
mod report;
mod settings;

use nilecare_http::Permission;

pub use account::{AccountBalance, AccountKind, AccountRequest, AccountStatus, BillingAccount};
pub use adjustment::{Adjustment, AdjustmentKind, AdjustmentRequest, AdjustmentStatus};
pub use charge::{Charge, ChargeCategory, ChargeRequest, ChargeSource, ChargeStatus, PlaceRequest, UnpricedReason};
pub use claim::{
    Claim, ClaimDecision, ClaimHistory, ClaimLine, ClaimPayment, ClaimPaymentLine, ClaimReason, ClaimRequest,
    ClaimStatus,
};
pub use event::{
    CHARGE_CAPTURED, CHARGE_PRICED, CHARGE_VOIDED, CLAIM_CHANGED, CLAIM_SUBMITTED, ChargeEvent, ClaimEvent,
    INVOICE_ISSUED, INVOICE_PAID, INVOICE_VOIDED, InvoiceEvent, PAYMENT_POSTED, PAYMENT_REVERSED, PaymentEvent,
    REFUND_PAID, RefundEvent,
};
pub use invoice::{Invoice, InvoiceLine, InvoiceRequest, InvoiceStatus, ReasonRequest};
pub use payment::{AllocationRequest, Payment, PaymentAllocation, PaymentMethod, PaymentRequest, PaymentStatus};
pub use policy::{Policy, PolicyOrder, PolicyRequest};
pub use price::{PriceItem, PriceItemRequest, PriceList, PriceListRequest};
pub use refund::{Refund, RefundRequest, RefundStatus};
pub use report::{
    AgingBucket, AgingReport, AgingSum, CashReport, CashSum, LedgerAccount, LedgerBalance, Statement, StatementLine,
    StatementRequest, TrialBalance,
};
pub use settings::{BillingSettings, BillingSettingsRecord};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "billing";

/// Reading accounts, charges, invoices, payments, claims and reports.
pub const BILLING_READ: Permission = Permission::new("billing:read");
/// Charging by hand, pricing and voiding charges; opening and closing accounts.
pub const CHARGES_WRITE: Permission = Permission::new("charges:write");
/// Drafting, issuing and voiding invoices, and asking for adjustments.
pub const INVOICES_WRITE: Permission = Permission::new("invoices:write");
/// Taking money, allocating it, asking for refunds.
pub const PAYMENTS_WRITE: Permission = Permission::new("payments:write");
/// Insurance of patients, and claims.
pub const CLAIMS_WRITE: Permission = Permission::new("claims:write");
/// Agreeing as the second person, and reversing payments and refunds.
pub const BILLING_APPROVE: Permission = Permission::new("billing:approve");
/// Price lists, and what a facility has settled for billing.
pub const PRICES_WRITE: Permission = Permission::new("prices:write");
