//! Money: whole minor units of a currency, never a float.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Check;

/// Active codes of ISO 4217 whose minor unit is a hundredth.
const HUNDREDTHS: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
                          CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL \
                          HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP \
                          MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD \
                          SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS \
                          VES WST XCD YER ZAR ZMW";
/// Those without a minor unit.
const WHOLE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
/// Those whose minor unit is a thousandth.
const THOUSANDTHS: &str = "BHD IQD JOD KWD LYD OMR TND";

/// The largest amount that a request may name: every JSON reader keeps whole numbers up to 2^53 - 1 (RFC 8259 §6).
const MOST: i64 = 9_007_199_254_740_991;

/// An amount that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two currencies in one sum.
    #[error("amounts in different currencies cannot be added; convert one of them first")]
    OtherCurrency,
    /// Beyond what 64 bits hold.
    #[error("the amount is larger than can be kept")]
    Overflow,
    /// No code of ISO 4217.
    #[error("a currency is a code of ISO 4217 such as SDG")]
    UnknownCurrency,
    /// More than the whole.
    #[error("a share is from 0 to 10000 hundredths of a per cent")]
    NotAShare,
}

/// A currency, by its code in ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency {
    code: [u8; 3],
    digits: u32,
}

impl Currency {
    /// Returns the code.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Returns how many decimal digits the minor unit has: 2 for SDG, 0 for JPY, 3 for KWD.
    pub fn digits(self) -> u32 {
        self.digits
    }
}

impl FromStr for Currency {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| MoneyError::UnknownCurrency)?;
        let has = |codes: &str| codes.split_ascii_whitespace().any(|known| known == text);
        let digits = [(HUNDREDTHS, 2), (WHOLE, 0), (THOUSANDTHS, 3)]
            .into_iter()
            .find_map(|(codes, digits)| has(codes).then_some(digits));
        let digits = digits.ok_or(MoneyError::UnknownCurrency)?;
        Ok(Self { code, digits })
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;
    fn try_from(text: String) -> Result<Self, MoneyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.as_str().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Currency({self})")
    }
}

impl utoipa::PartialSchema for Currency {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("Code of ISO 4217, such as SDG"))
            .into()
    }
}
impl ToSchema for Currency {}

/// A share in hundredths of a per cent, from 0 to 10000: `1700` is 17 %.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "u16", into = "u16")]
#[schema(value_type = u16)]
pub struct BasisPoints(u16);

impl BasisPoints {
    /// The whole.
    pub const ALL: Self = Self(10_000);

    /// Returns the number.
    pub fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for BasisPoints {
    type Error = MoneyError;
    fn try_from(number: u16) -> Result<Self, MoneyError> {
        if number <= Self::ALL.0 {
            Ok(Self(number))
        } else {
            Err(MoneyError::NotAShare)
        }
    }
}

impl From<BasisPoints> for u16 {
    fn from(share: BasisPoints) -> Self {
        share.0
    }
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// In minor units of the currency: 12550 is 125.50 SDG.
    pub amount: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// Builds an amount of minor units.
    pub fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Builds nothing of a currency.
    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Tells whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.amount == 0
    }

    /// Tells whether it is more than nothing.
    pub fn is_positive(self) -> bool {
        self.amount > 0
    }

    /// Adds.
    ///
    /// # Errors
    /// When the currencies differ, or the sum is too large.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::OtherCurrency);
        }
        let sum = self.amount.checked_add(other.amount).ok_or(MoneyError::Overflow)?;
        Ok(Self::new(sum, self.currency))
    }

    /// Subtracts.
    ///
    /// # Errors
    /// When the currencies differ, or the difference is too large.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.plus(other.negated()?)
    }

    /// Turns the sign.
    ///
    /// # Errors
    /// For the one amount that has no counterpart in 64 bits.
    pub fn negated(self) -> Result<Self, MoneyError> {
        let amount = self.amount.checked_neg().ok_or(MoneyError::Overflow)?;
        Ok(Self::new(amount, self.currency))
    }

    /// Takes it so many times.
    ///
    /// # Errors
    /// When the product is too large.
    pub fn times(self, quantity: u32) -> Result<Self, MoneyError> {
        let product = self
            .amount
            .checked_mul(i64::from(quantity))
            .ok_or(MoneyError::Overflow)?;
        Ok(Self::new(product, self.currency))
    }

    /// Takes a share of it, rounded to whole minor units; a half goes to the even neighbour, so that many roundings do not add up
    /// in one direction.
    ///
    /// # Errors
    /// When the result is too large.
    pub fn share(self, share: BasisPoints) -> Result<Self, MoneyError> {
        let product = i128::from(self.amount) * i128::from(share.0);
        let (whole, rest) = (product.div_euclid(10_000), product.rem_euclid(10_000));
        let is_up = rest > 5_000 || (rest == 5_000 && whole % 2 != 0);
        let rounded = whole + i128::from(is_up);
        let amount = i64::try_from(rounded).map_err(|_| MoneyError::Overflow)?;
        Ok(Self::new(amount, self.currency))
    }

    /// Adds all.
    ///
    /// # Errors
    /// When the currencies differ, or the sum is too large.
    pub fn sum(currency: Currency, all: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        all.into_iter().try_fold(Self::zero(currency), Self::plus)
    }

    /// Demands more than nothing, and no more than JSON readers keep.
    pub(crate) fn check_positive(self, check: &mut Check, path: &str) {
        let is_amount = (1..=MOST).contains(&self.amount);
        check.that(is_amount, path, "must be 1 to 9007199254740991 minor units");
    }

    /// Demands nothing or more, and no more than JSON readers keep.
    pub(crate) fn check_not_negative(self, check: &mut Check, path: &str) {
        let is_amount = (0..=MOST).contains(&self.amount);
        check.that(is_amount, path, "must be 0 to 9007199254740991 minor units");
    }
}

impl fmt::Display for Money {
    /// Writes `125.50 SDG`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u64.pow(self.currency.digits);
        let (whole, rest) = (self.amount.unsigned_abs() / unit, self.amount.unsigned_abs() % unit);
        let sign = if self.amount < 0 { "-" } else { "" };
        match self.currency.digits as usize {
            0 => write!(f, "{sign}{whole} {}", self.currency),
            digits => write!(f, "{sign}{whole}.{rest:0digits$} {}", self.currency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(amount: i64, code: &str) -> Money {
        Money::new(amount, code.parse().expect("a currency"))
    }

    #[test]
    fn a_currency_knows_its_digits_and_what_is_none_is_refused() {
        for (amount, code, text) in [
            (12_550, "SDG", "125.50 SDG"),
            (-5, "SDG", "-0.05 SDG"),
            (125, "JPY", "125 JPY"),
            (1_005, "KWD", "1.005 KWD"),
            (i64::MIN, "JPY", "-9223372036854775808 JPY"),
        ] {
            assert_eq!(money(amount, code).to_string(), text);
        }
        for wrong in ["", "sdg", "XXX", "SDGX", "ÄÖ"] {
            assert_eq!(wrong.parse::<Currency>(), Err(MoneyError::UnknownCurrency), "{wrong}");
        }
        let text = r#"{"amount":5,"currency":"SDG"}"#;
        let read: Money = serde_json::from_str(text).expect("it reads");
        assert_eq!(serde_json::to_string(&read).expect("it writes"), text);
        assert!(serde_json::from_str::<Money>(r#"{"amount":1.5,"currency":"SDG"}"#).is_err());
    }

    #[test]
    fn sums_beyond_the_range_or_of_two_currencies_are_refused() {
        assert_eq!(money(1, "SDG").plus(money(1, "USD")), Err(MoneyError::OtherCurrency));
        assert_eq!(money(i64::MAX, "SDG").plus(money(1, "SDG")), Err(MoneyError::Overflow));
        assert_eq!(money(i64::MIN, "SDG").negated(), Err(MoneyError::Overflow));
        assert_eq!(money(i64::MAX, "SDG").times(2), Err(MoneyError::Overflow));
        assert_eq!(money(7, "SDG").minus(money(9, "SDG")), Ok(money(-2, "SDG")));
    }

    #[test]
    fn a_half_goes_to_the_even_neighbour() {
        let half = BasisPoints::try_from(5_000).expect("a share");
        for (amount, rounded) in [(1, 0), (3, 2), (5, 2), (7, 4), (-1, 0), (-3, -2), (-5, -2), (4, 2)] {
            assert_eq!(money(amount, "SDG").share(half), Ok(money(rounded, "SDG")), "{amount}");
        }
        let tax = BasisPoints::try_from(1_700).expect("a share");
        assert_eq!(money(999, "SDG").share(tax), Ok(money(170, "SDG")));
        assert_eq!(
            money(i64::MAX, "SDG").share(BasisPoints::ALL),
            Ok(money(i64::MAX, "SDG"))
        );
        assert!(BasisPoints::try_from(10_001).is_err());
    }
}
