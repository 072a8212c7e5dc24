//! Accounts of patients.

use nilecare_http::HasVersion;
use nilecare_types::{BillingAccountId, FacilityId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Currency, Money};

/// Who is to pay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccountKind {
    /// The patient.
    #[default]
    SelfPay,
    /// An insurer, at least in part.
    Insurance,
    /// Nobody: charity.
    CharityCare,
    /// The employer of somebody injured at work.
    WorkersCompensation,
    /// The state.
    Government,
}

/// Whether an account takes charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AccountStatus {
    /// It does.
    Open,
    /// It does not; the next charge opens another.
    Closed,
}

/// An account to be opened; one that is open already is given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountRequest {
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// In which currency. Absent: the facility's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Who is to pay.
    #[serde(default)]
    pub kind: AccountKind,
}

/// Charges, invoices and payments of a patient in one facility and currency; only one of them is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillingAccount {
    /// The id.
    pub id: BillingAccountId,
    /// Our number, `BA-` and the id's last ten characters.
    pub account_number: String,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Whose; as it was when it was opened, and after a merge one of the survivor's former ids.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// In which currency.
    pub currency: Currency,
    /// Who is to pay.
    pub kind: AccountKind,
    /// Whether it takes charges.
    pub status: AccountStatus,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for BillingAccount {
    fn version(&self) -> u64 {
        self.version
    }
}

/// What the ledger says of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AccountBalance {
    /// Which account.
    pub account_id: BillingAccountId,
    /// Whose.
    pub patient_id: PatientId,
    /// What is open of its invoices.
    pub receivable: Money,
    /// What was paid and is not allocated to an invoice.
    pub credit: Money,
    /// What is to be paid: `receivable` less `credit`; below 0 when the patient has money with us.
    pub balance: Money,
}
