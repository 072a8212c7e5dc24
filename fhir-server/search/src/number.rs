//! Numbers of queries and how exact they are.

/// A number and half of its last digit's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Written {
    pub value: f64,
    pub half_unit: f64,
}

/// Reads a number; `100` stands for 99.5 to 100.5, `1.0e2` for 95 to 105 (FHIR R4 §3.1.1.4.6).
pub(crate) fn written(text: &str) -> Option<Written> {
    let value: f64 = text.parse().ok()?;
    let is_number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E'));
    if !is_number || !value.is_finite() {
        return None;
    }
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let n_decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let power = exponent.checked_sub(i32::try_from(n_decimals).ok()?)?;
    Some(Written {
        value,
        half_unit: 0.5 * 10_f64.powi(power),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_tells_how_exact_a_number_is() {
        assert_eq!(
            written("100"),
            Some(Written {
                value: 100.0,
                half_unit: 0.5
            })
        );
        assert_eq!(
            written("1e2"),
            Some(Written {
                value: 100.0,
                half_unit: 50.0
            })
        );
        assert!(written("7.40").is_some_and(|number| (number.half_unit - 0.005).abs() < 1e-12));
        for text in ["", "x", "NaN", "inf", "1e999", "1,0"] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
