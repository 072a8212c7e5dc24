//! A payment on its way.

use jiff::civil::Date;
use nilecare_http::HasVersion;
use nilecare_types::{
    BillingAccountId, CashDrawerId, FacilityId, InstalmentPlanId, InvoiceId, PatientId, Timestamp, TransactionId,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Risk;
use crate::{Check, Currency, Money};

/// How far a payment is.
///
/// ```text
/// pending ─► processing ─► awaiting-verification ─► verified ─► confirmed ─┬► partially-refunded ─► refunded
///    │           ├───────────────────────────────────►                      └► disputed ─► confirmed, refunded
///    └► rejected, cancelled   └► failed            └► rejected, cancelled
/// ```
///
/// Money that comes after all for what failed or was cancelled is verified: it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TransactionStatus {
    /// Nobody was asked yet; it is under review.
    Pending,
    /// The provider was asked, and has not said what became of it.
    Processing,
    /// A second person is to compare the proof.
    AwaitingVerification,
    /// The money is there.
    Verified,
    /// It counts, and billing is told.
    Confirmed,
    /// It was not taken: its risk, or its proof.
    Rejected,
    /// The provider says that it did not happen.
    Failed,
    /// It was given up before the money moved.
    Cancelled,
    /// A part was given back.
    PartiallyRefunded,
    /// All was given back.
    Refunded,
    /// The payer's bank wants it back.
    Disputed,
}

/// What shows that a payer paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The bank's reference or the cheque's number, 1 to 100 characters; each counts once for a provider.
    pub reference: String,
    /// SHA-256 of the file that shows it, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Where the file is; `https`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A payment to be made. There is no field for a card: its number goes from the payer's browser to the provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransactionRequest {
    /// The invoice to be paid, or else the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<InvoiceId>,
    /// The account whose invoices are paid, those first that are due first; what is left is its credit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<BillingAccountId>,
    /// Through whom.
    pub provider: String,
    /// How much, in the account's currency; of an invoice at most what is open.
    pub amount: Money,
    /// What shows that it was paid; needed for transfers and cheques.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// The number of the wallet that pays, with `+` and the country's code; needed for mobile money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub msisdn: Option<String>,
    /// Who pays, when it is not the patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
}

/// A payment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Transaction {
    /// The id.
    pub id: TransactionId,
    /// Our number, `PAY-` and the id's last ten characters: what the provider and billing are told.
    pub transaction_number: String,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// For which account.
    pub account_id: BillingAccountId,
    /// For which invoice; absent: those that are due first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invoice_id: Option<InvoiceId>,
    /// Whose.
    pub patient_id: PatientId,
    /// Where.
    pub facility_id: FacilityId,
    /// Through whom.
    pub provider: String,
    /// How that provider works.
    pub provider_kind: super::ProviderKind,
    /// How much.
    pub amount: Money,
    /// The provider's fee.
    pub fee: Money,
    /// What is left of the amount after the fee.
    pub net: Money,
    /// How far it is.
    pub status: TransactionStatus,
    /// How unusual it is; absent where that is not looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk: Option<Risk>,
    /// Whether somebody is to release it.
    pub is_under_review: bool,
    /// Who released it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_by: Option<String>,
    /// The provider's own id of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_reference: Option<String>,
    /// What shows that it was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proof: Option<Proof>,
    /// The last four digits of the wallet's number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub msisdn_ending: Option<String>,
    /// Who paid, when it was not the patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payer: Option<String>,
    /// The drawer that the cash is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawer_id: Option<CashDrawerId>,
    /// The plan that it pays an instalment of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_id: Option<InstalmentPlanId>,
    /// Which instalment; 0 is the down payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalment: Option<u32>,
    /// What was given back.
    pub refunded: Money,
    /// What is kept for refunds that are on their way.
    pub held: Money,
    /// What may still be given back: the amount less the two above; 0 before it is confirmed.
    pub refundable: Money,
    /// Why it failed, was rejected or cancelled: a code of the provider's, or a person's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<String>,
    /// What a person should look at, such as `amount-differs` or `no-answer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attention: Option<String>,
    /// How it was seen that the money is there: `cash-receipt`, `person`, `api` or `webhook`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_how: Option<String>,
    /// The second person, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<String>,
    /// When it was confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub confirmed_at: Option<Timestamp>,
    /// The cashier.
    pub by: String,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Transaction {
    fn version(&self) -> u64 {
        self.version
    }
}

/// What the payer does next. It is told once and not kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NextStep {
    /// What the provider's script in the browser is given (Stripe's `client_secret`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// Where the payer goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_url: Option<String>,
}

/// A payment that was asked for, with what comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Initiation {
    /// The payment.
    #[serde(flatten)]
    pub transaction: Transaction,
    /// What the payer does next, when there is something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_step: Option<NextStep>,
}

impl HasVersion for Initiation {
    fn version(&self) -> u64 {
        self.transaction.version
    }
}

/// Says that a proof was compared with the bank.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyRequest {
    /// What was seen, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What came in and went out on a day in a facility through a provider.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DailyTakings {
    /// Which day, in the facility's zone.
    #[schema(value_type = String, format = Date)]
    pub day: Date,
    /// Where.
    pub facility_id: FacilityId,
    /// Through whom.
    pub provider: String,
    /// In which currency.
    pub currency: Currency,
    /// How many were confirmed.
    pub n_confirmed: i64,
    /// Their sum.
    pub confirmed: Money,
    /// The fees of these.
    pub fees: Money,
    /// How many failed or were rejected.
    pub n_failed: i64,
    /// How many refunds were made.
    pub n_refunds: i64,
    /// Their sum.
    pub refunded: Money,
}

impl Proof {
    pub(super) fn check(&self, check: &mut Check, path: &str) {
        check.text(&self.reference, 100, format_args!("{path}/reference"));
        let is_digest = |text: &String| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        check.that(
            self.sha256.as_ref().is_none_or(is_digest),
            format_args!("{path}/sha256"),
            "must be 64 hexadecimal digits",
        );
        let is_url = |url: &String| url.starts_with("https://") && url.len() <= 500 && url.is_ascii();
        check.that(
            self.url.as_ref().is_none_or(is_url),
            format_args!("{path}/url"),
            "must begin with https:// and have at most 500 characters",
        );
    }
}

pub(super) fn check_msisdn(check: &mut Check, msisdn: Option<&str>) {
    // E.164: at most 15 digits.
    let is_number = |text: &str| {
        let digits = text.strip_prefix('+').unwrap_or_default();
        (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    check.that(
        msisdn.is_none_or(is_number),
        "/msisdn",
        "must be + and 8 to 15 digits (E.164)",
    );
}

impl TransactionRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_one = self.invoice_id.is_some() != self.account_id.is_some();
        check.that(is_one, "", "name either invoice_id or account_id");
        check.text(&self.provider, 50, "/provider");
        self.amount.check_positive(&mut check, "/amount/amount");
        if let Some(proof) = &self.proof {
            proof.check(&mut check, "/proof");
        }
        check_msisdn(&mut check, self.msisdn.as_deref());
        check.optional(self.payer.as_deref(), 200, "/payer");
        check.finish()
    }
}

impl VerifyRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.note.as_deref(), 500, "/note");
        check.finish()
    }
}
