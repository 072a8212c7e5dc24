//! The providers that there are, as data, with what the site sets.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use nilecare_contracts::payment::{ProviderCapabilities, ProviderKind, RefundWay};
use nilecare_contracts::{BasisPoints, Currency};
use nilecare_http_client::{HttpClient, HttpLimits};
use nilecare_types::Clock;
use serde::Deserialize;

use super::Provider;
use super::by_hand::ByHand;
use super::stripe::Stripe;
use super::wallet::{Wallet, Wire};
use crate::options::{PaymentOptions, ProviderSettings};

const PRESETS: &str = include_str!("../../providers/presets.json");
const STRIPE: &str = "https://api.stripe.com";
/// Below the time that one of our own requests may take.
const TIMEOUT: Duration = Duration::from_secs(20);
const LONGEST: Duration = Duration::from_secs(25);
/// Answers of providers have some kilobytes.
const MAX_ANSWER_BYTES: usize = 512 * 1024;
/// So that no amount has as many digits as a card's number.
const MOST: i64 = 999_999_999_999;

/// Settings of a provider that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PresetError {
    /// The presets of this program; a fault of it.
    #[error("the presets of providers cannot be read")]
    Presets,
    /// There is no such provider.
    #[error("payment.providers.{0}: there is no such provider; the codes are in the documentation of the service")]
    Unknown(String),
    /// A setting cannot be.
    #[error("payment.providers.{code}.{setting}: {reason}")]
    Setting {
        /// Which provider.
        code: String,
        /// Which setting.
        setting: &'static str,
        /// Why.
        reason: &'static str,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Preset {
    code: String,
    name: String,
    kind: ProviderKind,
    currencies: Vec<Currency>,
    min_amount: i64,
    max_amount: i64,
    fee: BasisPoints,
    is_screened: bool,
    #[serde(default)]
    wire: Option<Wire>,
}

/// Makes the providers.
pub(crate) fn providers(
    options: &PaymentOptions,
    http: &HttpClient,
    clock: &Arc<dyn Clock>,
) -> Result<BTreeMap<String, Arc<dyn Provider>>, PresetError> {
    let presets: Vec<Preset> = serde_json::from_str(PRESETS).map_err(|_| PresetError::Presets)?;
    let is_known = |code: &String| presets.iter().any(|preset| preset.code == *code);
    if let Some(unknown) = options.providers.keys().find(|code| !is_known(code)) {
        return Err(PresetError::Unknown(unknown.clone()));
    }
    let none = ProviderSettings::default();
    let mut all = BTreeMap::new();
    for preset in presets {
        let settings = options.providers.get(&preset.code).unwrap_or(&none);
        all.insert(preset.code.clone(), make(preset, settings, http, clock)?);
    }
    Ok(all)
}

fn make(
    preset: Preset,
    settings: &ProviderSettings,
    http: &HttpClient,
    clock: &Arc<dyn Clock>,
) -> Result<Arc<dyn Provider>, PresetError> {
    let fail = |setting, reason| PresetError::Setting {
        code: preset.code.clone(),
        setting,
        reason,
    };
    let (min, max) = (
        settings.min_amount.unwrap_or(preset.min_amount),
        settings.max_amount.unwrap_or(preset.max_amount),
    );
    if min < 1 || max < min || max > MOST {
        return Err(fail(
            "max_amount",
            "must be from min_amount to 999999999999 minor units",
        ));
    }
    let timeout = settings.timeout.map_or(TIMEOUT, nilecare_types::HumanDuration::get);
    if timeout.is_zero() || timeout > LONGEST {
        return Err(fail("timeout", "must be more than 0 and at most 25s"));
    }
    let by_hand = matches!(preset.kind, ProviderKind::Cheque | ProviderKind::BankTransfer);
    let capabilities = ProviderCapabilities {
        currencies: preset.currencies.clone(),
        min_amount: min,
        max_amount: max,
        fee: preset.fee,
        needs_verification: by_hand,
        is_screened: preset.is_screened,
        refunds: match preset.kind {
            ProviderKind::Cash => RefundWay::Drawer,
            ProviderKind::Cheque | ProviderKind::BankTransfer => RefundWay::ByHand,
            ProviderKind::Stripe | ProviderKind::MobileMoney => RefundWay::Provider,
        },
    };
    let base = settings.base_url.as_deref();
    if base.is_some_and(|url| !is_safe(url)) {
        return Err(fail(
            "base_url",
            "must begin with https:// (http:// on this machine only)",
        ));
    }
    let caller = Caller {
        base: base.map(|url| url.trim_end_matches('/').to_owned()),
        secret: settings.secret.clone(),
        webhook_secrets: settings.webhook_secrets.clone(),
        http: http.clone(),
        clock: Arc::clone(clock),
        limits: HttpLimits {
            timeout,
            max_answer_bytes: MAX_ANSWER_BYTES,
        },
    };
    Ok(match preset.kind {
        ProviderKind::Cash | ProviderKind::Cheque | ProviderKind::BankTransfer => Arc::new(ByHand {
            code: preset.code,
            name: preset.name,
            kind: preset.kind,
            capabilities,
        }),
        ProviderKind::Stripe => Arc::new(Stripe {
            code: preset.code,
            name: preset.name,
            capabilities,
            caller: Caller {
                base: caller.base.clone().or_else(|| Some(STRIPE.to_owned())),
                ..caller
            },
        }),
        ProviderKind::MobileMoney => {
            let wire = settings.wire.clone().or_else(|| preset.wire.clone());
            let wire = wire.ok_or_else(|| fail("wire", "is needed"))?;
            Arc::new(Wallet {
                code: preset.code,
                name: preset.name,
                capabilities,
                caller,
                merchant_id: settings.merchant_id.clone(),
                wire,
            })
        }
    })
}

/// What calls to a provider have in common.
#[derive(Debug)]
pub(super) struct Caller {
    pub base: Option<String>,
    pub secret: Option<nilecare_types::Secret<String>>,
    pub webhook_secrets: Vec<nilecare_types::Secret<String>>,
    pub http: HttpClient,
    pub clock: Arc<dyn Clock>,
    pub limits: HttpLimits,
}

/// Secrets go over TLS, or nowhere.
fn is_safe(url: &str) -> bool {
    let Ok(uri) = url.parse::<http::Uri>() else {
        return false;
    };
    let is_here = matches!(uri.host(), Some("127.0.0.1" | "[::1]" | "localhost"));
    let has_query = uri.query().is_some();
    let scheme = uri.scheme_str();
    !has_query && (scheme == Some("https") && uri.host().is_some() || scheme == Some("http") && is_here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_presets_can_be_made_and_bad_settings_are_named() {
        let http = HttpClient::default();
        let clock: Arc<dyn Clock> = Arc::new(nilecare_types::SystemClock);
        let all = providers(&PaymentOptions::default(), &http, &clock).expect("they are valid");
        assert_eq!(all.len(), 11);
        let configured: Vec<_> = all
            .values()
            .filter(|one| one.is_configured())
            .map(|one| one.code())
            .collect();
        assert!(
            configured.contains(&"cash") && !configured.contains(&"stripe"),
            "{configured:?}"
        );
        let with = |code: &str, settings: ProviderSettings| {
            let mut options = PaymentOptions::default();
            options.providers.insert(code.to_owned(), settings);
            providers(&options, &http, &clock)
                .map(|_| ())
                .expect_err("it cannot be")
                .to_string()
        };
        assert!(with("paypal", ProviderSettings::default()).contains("payment.providers.paypal"));
        let plain = ProviderSettings {
            base_url: Some("http://stripe.example.org".to_owned()),
            ..ProviderSettings::default()
        };
        assert!(with("stripe", plain).contains("stripe.base_url"));
        let huge = ProviderSettings {
            max_amount: Some(MOST + 1),
            ..ProviderSettings::default()
        };
        assert!(with("cash", huge).contains("cash.max_amount"));
    }
}
