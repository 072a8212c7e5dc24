//! Telephone numbers.

/// Returns a number as E.164 has it: `+` and 8 to 15 digits. `00` stands for `+`; a single 0 for the country's code, when that is known. `None` when it is
/// no such number.
pub(crate) fn e164(number: &str, country_code: Option<&str>) -> Option<String> {
    let mut text = String::with_capacity(16);
    for c in number.trim().chars() {
        match c {
            '0'..='9' => text.push(c),
            '+' if text.is_empty() => text.push(c),
            ' ' | '-' | '(' | ')' | '.' | '/' | '\u{a0}' => {}
            _ => return None,
        }
    }
    let whole = if text.starts_with('+') {
        text
    } else if let Some(rest) = text.strip_prefix("00") {
        format!("+{rest}")
    } else {
        format!("{}{}", country_code?, text.strip_prefix('0')?)
    };
    let digits = whole.strip_prefix('+')?;
    ((8..=15).contains(&digits.len()) && !digits.starts_with('0')).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::e164;

    #[test]
    fn numbers_are_made_international_or_refused() {
        let of = |number| e164(number, Some("+249"));
        assert_eq!(of("+249 91 234-5678").as_deref(), Some("+249912345678"));
        assert_eq!(of("00249912345678").as_deref(), Some("+249912345678"));
        assert_eq!(of("(091) 234 5678").as_deref(), Some("+249912345678"));
        assert_eq!(e164("0912345678", None), None);
        for bad in [
            "",
            "912345678",
            "+0912345678",
            "+12",
            "+1234567890123456",
            "+249x912345678",
            "++249912345678",
        ] {
            assert_eq!(of(bad), None, "{bad}");
        }
    }
}
