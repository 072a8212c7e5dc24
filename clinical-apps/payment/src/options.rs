//! What a site sets for payments.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use nilecare_contracts::BasisPoints;
use nilecare_types::{HumanDuration, Secret};
use serde::Deserialize;

use crate::provider::Wire;

/// Settings of the service; every one has a default.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaymentOptions {
    /// Addresses, secrets and limits of providers, by code.
    pub providers: BTreeMap<String, ProviderSettings>,
    /// How the risk of a payment is scored.
    pub risk: RiskSettings,
    /// Late instalments.
    pub instalments: InstalmentSettings,
    /// After how long without an answer a provider is asked again what became of a payment or refund.
    pub ask_again_after: HumanDuration,
    /// After how long without an answer a payment is shown to a person (`attention`).
    pub attention_after: HumanDuration,
    /// How many days a statement may be apart from our confirmation.
    pub statement_days_apart: u16,
}

impl Default for PaymentOptions {
    fn default() -> Self {
        Self {
            providers: BTreeMap::new(),
            risk: RiskSettings::default(),
            instalments: InstalmentSettings::default(),
            ask_again_after: HumanDuration::from_secs(60),
            attention_after: HumanDuration::from_secs(24 * 3600),
            statement_days_apart: 3,
        }
    }
}

/// Settings of one provider.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProviderSettings {
    /// Its address; `https`, or `http` on this machine only. Stripe's is known.
    pub base_url: Option<String>,
    /// What we show or sign with: Stripe's secret key, a wallet's key. `env:NAME`, `file:PATH` or the secret.
    pub secret: Option<Secret<String>>,
    /// What its webhooks are signed with; several while one is being replaced.
    pub webhook_secrets: Vec<Secret<String>>,
    /// Who we are to a wallet's operator.
    pub merchant_id: Option<String>,
    /// How long a call may take; 20 seconds when not set, at most 25.
    pub timeout: Option<HumanDuration>,
    /// The least amount, in minor units.
    pub min_amount: Option<i64>,
    /// The largest amount, in minor units.
    pub max_amount: Option<i64>,
    /// How a wallet's operator is talked to, in place of the preset.
    pub wire: Option<Wire>,
}

/// What makes a payment unusual, and how much each counts. Amounts are in whole units of the currency.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RiskSettings {
    /// More than this is unusual.
    pub unusual_above: i64,
    /// What that counts.
    pub unusual_points: u32,
    /// So many payments of a patient within `velocity_within`, this one among them, are too many.
    pub velocity_count: u32,
    /// See above.
    pub velocity_within: HumanDuration,
    /// What that counts.
    pub velocity_points: u32,
    /// The first hour of the night, 0 to 23, in the facility's zone.
    pub night_from: i8,
    /// The first hour that is day again.
    pub night_until: i8,
    /// What a payment at night counts.
    pub odd_hour_points: u32,
    /// More than this is large for a first payment.
    pub first_large_above: i64,
    /// What that counts.
    pub first_large_points: u32,
    /// So many payments that failed, were rejected or disputed within `bad_within` are a bad history.
    pub bad_count: u32,
    /// See above.
    pub bad_within: HumanDuration,
    /// What that counts.
    pub bad_points: u32,
    /// Below this score a payment goes on.
    pub accept_below: u32,
    /// Below this one a person releases it; from it on it is rejected.
    pub review_below: u32,
}

impl Default for RiskSettings {
    fn default() -> Self {
        Self {
            unusual_above: 50_000,
            unusual_points: 25,
            velocity_count: 5,
            velocity_within: HumanDuration::from_secs(3600),
            velocity_points: 30,
            night_from: 23,
            night_until: 5,
            odd_hour_points: 15,
            first_large_above: 10_000,
            first_large_points: 20,
            bad_count: 3,
            bad_within: HumanDuration::from_secs(90 * 24 * 3600),
            bad_points: 40,
            accept_below: 30,
            review_below: 60,
        }
    }
}

/// What follows when an instalment is late.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InstalmentSettings {
    /// So many days after its day an instalment is overdue.
    pub grace_days: u16,
    /// The late fee as a share of the instalment, in hundredths of a per cent.
    pub late_fee: BasisPoints,
    /// With so many overdue instalments a plan is defaulted.
    pub defaulted_at: u32,
}

impl Default for InstalmentSettings {
    fn default() -> Self {
        Self {
            grace_days: 7,
            late_fee: BasisPoints::try_from(200).unwrap_or_default(),
            defaulted_at: 3,
        }
    }
}

/// Makes a span of a setting.
pub(crate) fn span(duration: HumanDuration) -> SignedDuration {
    SignedDuration::try_from(duration.get()).unwrap_or(SignedDuration::MAX)
}
