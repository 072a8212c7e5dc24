//! Who moves money: one trait, and what each of them does.
//!
//! A provider answers what became of a payment, or says whether it may have been done all the same: only a refusal and a request that
//! never left are failures. No card's number comes by here.

mod by_hand;
mod presets;
mod stripe;
mod wallet;

use async_trait::async_trait;
use http::HeaderMap;
use nilecare_contracts::Money;
use nilecare_contracts::payment::{NextStep, ProviderCapabilities, ProviderKind, Transaction, TransactionRefund};
use nilecare_http_client::HttpClientError;
use nilecare_types::{Timestamp, TransactionId};

use serde::{Deserialize, Serialize};

pub(crate) use presets::{PresetError, providers};
pub use wallet::Wire;

/// What became of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Standing {
    /// The payer or the provider is still at it.
    Waiting,
    /// A second person is to compare the proof.
    NeedsVerification,
    /// The money is there.
    Paid,
    /// It did not happen; a code of the provider's.
    Failed(String),
}

/// What a provider says of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub standing: Standing,
    /// The provider's own id of it.
    pub external_reference: Option<String>,
    /// How much was paid, where it says so.
    pub amount: Option<Money>,
    /// Told to the payer and not kept.
    #[serde(skip)]
    pub next_step: Option<NextStep>,
}

impl Answer {
    pub(crate) fn of(standing: Standing) -> Self {
        Self {
            standing,
            external_reference: None,
            amount: None,
            next_step: None,
        }
    }
}

/// What became of a refund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RefundAnswer {
    /// The money went back.
    Completed(Option<String>),
    /// The provider is still at it.
    Waiting(Option<String>),
    /// It did not happen; a code of the provider's.
    Failed(String),
}

/// A call that did not bring an answer. The texts hold nothing of the payment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ProviderError {
    /// It was not done.
    #[error("the provider could not be reached: {0}")]
    NotSent(String),
    /// It may have been done: ask again.
    #[error("the provider's answer is not known: {0}")]
    Unknown(String),
}

impl From<HttpClientError> for ProviderError {
    fn from(error: HttpClientError) -> Self {
        match error {
            HttpClientError::NotSent(text) => Self::NotSent(text),
            HttpClientError::Unknown(text) => Self::Unknown(text),
        }
    }
}

/// What a provider tells of by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notice {
    /// The provider's id of the event.
    pub event_id: String,
    /// What happened, in its words.
    pub event_type: String,
    /// The payment by our id or number, when it says so.
    pub own: Option<Own>,
    /// The payment by the provider's id.
    pub external_reference: Option<String>,
    pub what: Told,
}

/// How a provider names a payment of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Own {
    Id(TransactionId),
    Number(String),
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Told {
    /// How a payment stands.
    Payment(Answer),
    /// So much was given back of it in all.
    Refunded(Money),
    /// The payer's bank wants money back.
    Disputed { id: String, amount: Money, reason: String },
    /// The bank decided.
    DisputeClosed { id: String, is_won: bool },
    /// Something that changes nothing here.
    Other,
}

/// A webhook that is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WebhookError {
    /// The provider sends none, or its secret is not set.
    NotSetUp,
    /// Not signed with a secret that we know.
    Forged,
    /// Signed, and not near our time.
    Late,
    /// Signed, and not of the form that the provider documents.
    Unreadable,
}

impl From<nilecare_signature::Unsigned> for WebhookError {
    fn from(why: nilecare_signature::Unsigned) -> Self {
        match why {
            nilecare_signature::Unsigned::Wrong => Self::Forged,
            nilecare_signature::Unsigned::Old => Self::Late,
        }
    }
}

/// Someone who moves money.
#[async_trait]
pub(crate) trait Provider: std::fmt::Debug + Send + Sync {
    /// Returns its name in requests.
    fn code(&self) -> &str;
    /// Returns what people call it.
    fn name(&self) -> &str;
    /// Tells how it works.
    fn kind(&self) -> ProviderKind;
    /// Tells what it can do.
    fn capabilities(&self) -> &ProviderCapabilities;
    /// Tells whether its address and secrets are set.
    fn is_configured(&self) -> bool;
    /// Tells whether it answers at once without calling anybody, so that it can be asked within a transaction.
    fn is_local(&self) -> bool;

    /// Begins a payment. With the same payment again it is the same one.
    async fn initiate(&self, transaction: &Transaction, msisdn: Option<&str>) -> Result<Answer, ProviderError>;

    /// Asks what became of a payment.
    async fn query(&self, transaction: &Transaction) -> Result<Answer, ProviderError>;

    /// Gives money back. With the same refund again it is the same one.
    async fn refund(
        &self,
        transaction: &Transaction,
        refund: &TransactionRefund,
    ) -> Result<RefundAnswer, ProviderError>;

    /// Reads a webhook, whose signature is over the bytes as they came.
    fn webhook(&self, head: &HeaderMap, body: &[u8], now: Timestamp) -> Result<Notice, WebhookError>;
}

/// Keeps of a provider's code only what a code has, so that no text of a payer gets into the records.
pub(crate) fn code_of(text: &str) -> String {
    let is_code = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let code: String = text.chars().filter(|c| is_code(*c)).take(60).collect();
    // A code has letters; digits alone may be a number of something.
    if code.chars().any(|c| c.is_ascii_alphabetic()) {
        code
    } else {
        "unknown".to_owned()
    }
}

fn header<'a>(head: &'a HeaderMap, name: &str) -> Option<&'a str> {
    head.get(name).and_then(|value| value.to_str().ok())
}
