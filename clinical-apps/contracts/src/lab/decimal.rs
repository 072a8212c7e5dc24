//! Numbers that keep their digits and can be compared.

use std::fmt;

use rust_decimal::Decimal as Number;
use serde::{Deserialize, Serialize};

/// A decimal number that keeps its digits: `5.40` is written as `5.40`, and equals `5.4`. At most 28 digits.
///
/// Ranges and deltas compare by it exactly; binary floating point would call 0.1 + 0.2 other than 0.3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Decimal(Number);

/// A text that is no such number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be a decimal number such as 5.40, -1 or .5 with at most 28 digits")]
pub struct NotDecimal;

impl Decimal {
    /// Reads a number.
    ///
    /// # Errors
    /// When it is none, or has more digits than can be kept.
    pub fn parse(text: &str) -> Result<Self, NotDecimal> {
        // The parser below would take `1_000` too.
        let is_plain = text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
        if !is_plain {
            return Err(NotDecimal);
        }
        Number::from_str_exact(text).map(Self).map_err(|_| NotDecimal)
    }

    /// Tells whether it differs from `other` by more than `limit`.
    pub fn is_farther_than(self, limit: Self, other: Self) -> bool {
        self.distance(other).is_none_or(|distance| distance > limit.0.abs())
    }

    /// Tells whether it differs from `other` by more than so many per cent of `other`. From nothing, every difference is more.
    pub fn is_farther_than_percent(self, percent: u32, other: Self) -> bool {
        let hundredfold = self
            .distance(other)
            .and_then(|distance| distance.checked_mul(Number::ONE_HUNDRED));
        let limit = other.0.abs().checked_mul(Number::from(percent));
        hundredfold
            .zip(limit)
            .is_none_or(|(hundredfold, limit)| hundredfold > limit)
    }

    /// `None`: farther than can be told.
    fn distance(self, other: Self) -> Option<Number> {
        self.0.checked_sub(other.0).map(|distance| distance.abs())
    }
}

impl TryFrom<String> for Decimal {
    type Error = NotDecimal;

    fn try_from(text: String) -> Result<Self, NotDecimal> {
        Self::parse(&text)
    }
}

impl From<Decimal> for String {
    fn from(decimal: Decimal) -> Self {
        decimal.to_string()
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl utoipa::PartialSchema for Decimal {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .description(Some("A decimal number as text, such as 5.40"))
            .into()
    }
}
impl utoipa::ToSchema for Decimal {}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect(text)
    }

    #[test]
    fn digits_are_kept_and_values_are_compared() {
        assert_eq!(decimal("5.40"), decimal("5.4"));
        assert_eq!(decimal("5.40").to_string(), "5.40");
        assert!(decimal("-1") < decimal("-.5") && decimal("-.5") < decimal("+0") && decimal("9.9") < decimal("10"));
        assert!(!decimal("0.3").is_farther_than(decimal("0.2"), decimal("0.1")));
        assert!(decimal("0.31").is_farther_than(decimal("0.2"), decimal("0.1")));
        assert!(!decimal("150").is_farther_than_percent(50, decimal("100")));
        assert!(decimal("49.9").is_farther_than_percent(50, decimal("100")));
        assert!(decimal("0.1").is_farther_than_percent(1000, decimal("0")));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let too_long = "1".repeat(40);
        for text in [
            "", ".", "-", "1,5", "1e3", "1.2.3", " 1", "1_000", "٣", &too_long, "--1", "0x1",
        ] {
            assert_eq!(Decimal::parse(text), Err(NotDecimal), "{text}");
        }
    }
}
