//! What the books say.

use jiff::civil::Date;
use nilecare_types::{BillingAccountId, FacilityId, PatientId, StatementId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PaymentMethod;
use crate::{Currency, Money};

/// An account of the ledger. Amounts above 0 are debits, those below are credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LedgerAccount {
    /// What patients owe (asset).
    Receivable,
    /// What patients have paid and is not allocated (liability).
    Unapplied,
    /// Notes and coins (asset).
    Cash,
    /// Transfers and cheques (asset).
    Bank,
    /// What card acquirers owe us (asset).
    Card,
    /// What operators of wallets owe us (asset).
    MobileMoney,
    /// What insurers have remitted (asset).
    InsuranceReceipts,
    /// What was charged, without tax (income).
    Revenue,
    /// Tax to be handed on (liability).
    TaxPayable,
    /// Discounts (expense).
    Discounts,
    /// What contracts with insurers take away (expense).
    ContractualAllowances,
    /// What charity takes away (expense).
    CharityCare,
    /// What was given up (expense).
    WriteOffs,
    /// Corrections of what was charged (income, less).
    Corrections,
}

/// The sum of one account of the ledger in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LedgerBalance {
    /// Which account.
    pub ledger_account: LedgerAccount,
    /// Its sum.
    pub balance: Money,
}

/// The sums of all accounts of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TrialBalance {
    /// By account and currency.
    pub balances: Vec<LedgerBalance>,
    /// Whether they sum to nothing in each currency, as they must.
    pub is_balanced: bool,
}

/// How long what is open has been due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AgingBucket {
    /// Not due yet, or today.
    Current,
    /// For 1 to 30 days.
    #[serde(rename = "days-1-30")]
    Days30,
    /// For 31 to 60 days.
    #[serde(rename = "days-31-60")]
    Days60,
    /// For 61 to 90 days.
    #[serde(rename = "days-61-90")]
    Days90,
    /// For more than 90 days.
    Older,
}

/// What is open in a facility, by how long it has been due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgingReport {
    /// Where.
    pub facility_id: FacilityId,
    /// On which day, in the facility's zone.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// The sums; a bucket and currency without an open invoice is left out.
    pub sums: Vec<AgingSum>,
}

/// One sum of the ageing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgingSum {
    /// How long it has been due.
    pub bucket: AgingBucket,
    /// How many invoices.
    pub n_invoices: u32,
    /// What is open of them.
    pub open: Money,
}

/// What a cashier took and gave back on one day by one method.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CashSum {
    /// The cashier.
    pub by: String,
    /// By which method.
    pub method: PaymentMethod,
    /// How many payments, refunds and reversals.
    pub n_entries: u32,
    /// What was taken.
    pub taken: Money,
    /// What was given back: refunds, and payments that were reversed.
    pub given: Money,
    /// `taken` less `given`; for cash what the drawer must have more.
    pub net: Money,
}

/// The cash report of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CashReport {
    /// Where.
    pub facility_id: FacilityId,
    /// On which day, in the facility's zone.
    #[schema(value_type = String, format = Date)]
    pub on: Date,
    /// By cashier, method and currency.
    pub sums: Vec<CashSum>,
}

/// The statement of a time, both days included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementRequest {
    /// The first day, in the facility's zone.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
}

/// What happened at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatementLine {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What, such as `invoice-issued` or `payment`.
    pub kind: String,
    /// The number or id of what it tells of.
    pub reference: String,
    /// By how much more is to be paid; below 0: by how much less.
    pub amount: Money,
    /// What was to be paid after it.
    pub balance: Money,
}

/// A statement of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Statement {
    /// The id.
    pub id: StatementId,
    /// Our number, `ST-` and the id's last ten characters.
    pub statement_number: String,
    /// Of which account.
    pub account_id: BillingAccountId,
    /// Whose.
    pub patient_id: PatientId,
    /// In which currency.
    pub currency: Currency,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    pub to: Date,
    /// What was to be paid before the first day.
    pub opening: Money,
    /// What happened, in order.
    pub lines: Vec<StatementLine>,
    /// What was to be paid after the last day.
    pub closing: Money,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}
