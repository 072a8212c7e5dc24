//! What a provider or bank says that it booked, compared with what we have.

use jiff::civil::Date;
use nilecare_http::HasVersion;
use nilecare_types::{ProviderStatementId, ReconciliationItemId, Timestamp, TransactionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Money};

/// How far an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReconciliationStatus {
    /// Both sides are the same.
    Matched,
    /// They are not; somebody is to look.
    Mismatch,
    /// Somebody looks.
    Investigating,
    /// It was explained or put right.
    Resolved,
    /// It was given up.
    WrittenOff,
}

/// What is not the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// The amounts.
    Amount,
    /// The payment is ours and not confirmed, or was confirmed more days apart than is usual.
    Timing,
    /// One side does not have it.
    Missing,
    /// The statement has it twice.
    Duplicate,
}

/// A statement that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProviderStatement {
    /// The id.
    pub id: ProviderStatementId,
    /// Whose.
    pub provider: String,
    /// SHA-256 of the file in hexadecimal; each is taken once.
    pub digest: String,
    /// The first day that it is about.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The last day that it is about.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// How many lines it has.
    pub n_lines: u32,
    /// How many of them match.
    pub n_matched: u32,
    /// How many differences there are, those that the statement does not have among them.
    pub n_differences: u32,
    /// Who sent it.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// A line of a statement, or a payment that a statement should have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReconciliationItem {
    /// The id.
    pub id: ReconciliationItemId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Of which statement; absent when a webhook told of another amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement_id: Option<ProviderStatementId>,
    /// Whose.
    pub provider: String,
    /// The line, from 1; absent when the statement does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The reference, of the statement or ours.
    pub reference: String,
    /// What the statement says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_amount: Option<Money>,
    /// The fee that the statement says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_fee: Option<Money>,
    /// When it was booked there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub booked_on: Option<Date>,
    /// The payment, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<TransactionId>,
    /// What we have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_amount: Option<Money>,
    /// How far it is.
    pub status: ReconciliationStatus,
    /// What is not the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Difference>,
    /// Why it is as it is, by who looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who looked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_by: Option<String>,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for ReconciliationItem {
    fn version(&self) -> u64 {
        self.version
    }
}

/// Says what became of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResolveRequest {
    /// `investigating`, `resolved` or `written-off`.
    pub status: ReconciliationStatus,
    /// Why, 1 to 500 characters.
    pub reason: String,
}

impl ResolveRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_end = !matches!(
            self.status,
            ReconciliationStatus::Matched | ReconciliationStatus::Mismatch
        );
        check.that(is_end, "/status", "must be investigating, resolved or written-off");
        check.text(&self.reason, 500, "/reason");
        check.finish()
    }
}
