//! Comparing values.

use std::cmp::Ordering;

use nilecare_script::is_decimal;

/// Compares as numbers when both are decimal numbers, exactly; otherwise by the alphabet.
pub(crate) fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.trim(), other.trim());
    if is_decimal(one) && is_decimal(other) {
        compare_decimals(one, other)
    } else {
        one.cmp(other)
    }
}

fn compare_decimals(one: &str, other: &str) -> Ordering {
    let (one, other) = (Decimal::of(one), Decimal::of(other));
    match (one.is_negative, other.is_negative) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => one.compare_size(&other),
        (true, true) => other.compare_size(&one),
    }
}

/// The digits of a number, without those that say nothing.
struct Decimal<'a> {
    is_negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    fn of(text: &'a str) -> Self {
        let digits = text.trim_start_matches(['+', '-']);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let is_zero = whole.is_empty() && fraction.is_empty();
        Self {
            is_negative: text.starts_with('-') && !is_zero,
            whole,
            fraction,
        }
    }

    fn compare_size(&self, other: &Self) -> Ordering {
        let lengths = self.whole.len().cmp(&other.whole.len());
        lengths
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_numbers_and_texts_as_texts() {
        for (one, expected, other) in [
            ("9", Ordering::Less, "10"),
            ("1.50", Ordering::Equal, "01.5"),
            ("-2", Ordering::Less, "-1.9"),
            ("-0", Ordering::Equal, "0.0"),
            ("0.1", Ordering::Greater, "0.09"),
            ("123456789012345678901", Ordering::Less, "123456789012345678902"),
            ("9", Ordering::Greater, "10 mg"),
            ("", Ordering::Less, "0"),
            ("A", Ordering::Less, "B"),
            ("20260101", Ordering::Less, "20260102"),
        ] {
            assert_eq!(compare(one, other), expected, "{one} {other}");
            assert_eq!(compare(other, one), expected.reverse(), "{other} {one}");
        }
    }
}
