//! Who moves money, and what they told.

use nilecare_http::HasVersion;
use nilecare_types::{ReceivedWebhookId, Timestamp, TransactionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{BasisPoints, Check, Currency};

/// How a provider works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProviderKind {
    /// Notes and coins, into the cashier's drawer.
    Cash,
    /// A cheque; its number is the proof, and a second person sees that it is good.
    Cheque,
    /// A transfer that the payer made; a second person compares its proof with the bank.
    BankTransfer,
    /// Stripe's PaymentIntents.
    Stripe,
    /// An operator's wallet.
    MobileMoney,
}

/// How money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RefundWay {
    /// Out of a drawer.
    Drawer,
    /// Somebody makes a transfer or cheque, and tells its reference.
    ByHand,
    /// The provider does it.
    Provider,
}

/// What a provider can do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProviderCapabilities {
    /// In which currencies it takes money.
    pub currencies: Vec<Currency>,
    /// The least amount, in minor units.
    pub min_amount: i64,
    /// The largest amount, in minor units; at most 999999999999.
    pub max_amount: i64,
    /// Its fee as a share of the amount.
    pub fee: BasisPoints,
    /// Whether a second person verifies a proof before the payment counts.
    pub needs_verification: bool,
    /// Whether the risk of a payment is scored.
    pub is_screened: bool,
    /// How money goes back.
    pub refunds: RefundWay,
}

/// A provider as it is set up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PaymentProvider {
    /// Its name in requests, such as `cash` or `stripe`.
    pub code: String,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// What people call it.
    pub name: String,
    /// How it works.
    pub kind: ProviderKind,
    /// What it can do.
    pub capabilities: ProviderCapabilities,
    /// Whether its address and secrets are set; one that is not set up takes nothing.
    pub is_configured: bool,
    /// Whether it is switched on.
    pub is_active: bool,
    /// Why it is switched off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it was last switched.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for PaymentProvider {
    fn version(&self) -> u64 {
        self.version
    }
}

/// Switches a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProviderChange {
    /// On or off. What is on its way goes on.
    pub is_active: bool,
    /// Why, 1 to 500 characters.
    pub reason: String,
}

impl ProviderChange {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 500, "/reason");
        check.finish()
    }
}

/// What a provider told, signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReceivedWebhook {
    /// The id.
    pub id: ReceivedWebhookId,
    /// Which provider.
    pub provider: String,
    /// The provider's id of the event; each is dealt with once.
    pub event_id: String,
    /// What happened, in the provider's words.
    pub event_type: String,
    /// SHA-256 of the body as it came, in hexadecimal.
    pub digest: String,
    /// The body without secrets and without what tells of cards and payers.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
    /// Whether it was dealt with.
    pub is_processed: bool,
    /// How often it was tried.
    pub attempts: u32,
    /// What became of it: `applied`, `ignored`, `not-ours`, `unmatched`, `out-of-order`.
    pub outcome: String,
    /// The transaction it is about, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<TransactionId>,
    /// When it came.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Timestamp,
}
