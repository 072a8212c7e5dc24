//! Decimal numbers, of which every digit that was sent is kept.

use rhai::{Engine, EvalAltResult};
use rust_decimal::{Decimal, RoundingStrategy};

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("is_decimal", is_decimal)
        .register_fn("decimal", |text: &str| -> Result<Decimal, Box<EvalAltResult>> {
            let text = text.trim();
            let decimal = is_decimal(text).then(|| text.parse::<Decimal>().ok()).flatten();
            decimal.ok_or_else(|| "expected a decimal number of at most 28 digits, as in 7.40".into())
        })
        .register_fn("round", |number: Decimal, digits: i64| {
            let digits = u32::try_from(digits).unwrap_or(0);
            number.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
        });
    register_with_floats(engine);
}

/// Lets decimals be computed and compared with numbers that a script writes, such as `0.5`, which are floats.
fn register_with_floats(engine: &mut Engine) {
    macro_rules! register {
        ($($name:literal $operation:expr;)*) => {
            $(
                engine
                    .register_fn($name, |left: Decimal, right: f64| $operation(left, float(right)?))
                    .register_fn($name, |left: f64, right: Decimal| $operation(float(left)?, right));
            )*
        };
    }
    register! {
        "+" |left: Decimal, right| -> Outcome<Decimal> { left.checked_add(right).ok_or_else(out_of_bounds) };
        "-" |left: Decimal, right| -> Outcome<Decimal> { left.checked_sub(right).ok_or_else(out_of_bounds) };
        "*" |left: Decimal, right| -> Outcome<Decimal> { left.checked_mul(right).ok_or_else(out_of_bounds) };
        "/" |left: Decimal, right| -> Outcome<Decimal> { left.checked_div(right).ok_or_else(out_of_bounds) };
        "%" |left: Decimal, right| -> Outcome<Decimal> { left.checked_rem(right).ok_or_else(out_of_bounds) };
        "==" |left: Decimal, right| -> Outcome<bool> { Ok(left == right) };
        "!=" |left: Decimal, right| -> Outcome<bool> { Ok(left != right) };
        "<" |left: Decimal, right| -> Outcome<bool> { Ok(left < right) };
        "<=" |left: Decimal, right| -> Outcome<bool> { Ok(left <= right) };
        ">" |left: Decimal, right| -> Outcome<bool> { Ok(left > right) };
        ">=" |left: Decimal, right| -> Outcome<bool> { Ok(left >= right) };
    }
}

type Outcome<T> = Result<T, Box<EvalAltResult>>;

fn out_of_bounds() -> Box<EvalAltResult> {
    "the result is too large for a decimal, or divided by 0".into()
}

/// Takes a float for the decimal number that it is written as.
fn float(number: f64) -> Result<Decimal, Box<EvalAltResult>> {
    let decimal = number.to_string().parse::<Decimal>().ok();
    decimal.ok_or_else(|| "the number is too large for a decimal".into())
}

/// Tells whether a text is a decimal number: digits with an optional sign and one decimal point, such as `5.40`, `-1`
/// or `.5` (HL7 NM, v2.5.1 §2.A.47).
pub fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let has_form = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    has_form && digits.matches('.').count() <= 1 && digits.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_decimal;

    #[test]
    fn a_decimal_number_has_a_digit_and_at_most_one_point() {
        for good in ["0", "5.40", "-1", "+2.", ".5", "007"] {
            assert!(is_decimal(good), "{good}");
        }
        for bad in ["", ".", "-", "5,4", "1e3", "1.2.3", "<5", "5 ", "٣"] {
            assert!(!is_decimal(bad), "{bad}");
        }
    }
}
