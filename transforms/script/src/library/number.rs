//! Numbers that stay text, so that every digit that was sent is kept.

use rhai::Engine;

pub(super) fn register(engine: &mut Engine) {
    engine.register_fn("is_decimal", is_decimal);
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
