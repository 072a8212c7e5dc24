//! Numbers of payment cards (ISO/IEC 7812-1: 13 to 19 digits, the last one by Luhn), so that none is ever kept.

const DIGITS: std::ops::RangeInclusive<usize> = 13..=19;

/// Tells whether a whole text has the form and the check digit of a card's number.
pub fn is_card_number(text: &str) -> bool {
    let is_form = text.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '-');
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    is_form && DIGITS.contains(&digits.len()) && has_check_digit(&digits)
}

/// Tells whether a card's number stands anywhere in a text: a run of digits, with single spaces, dashes or dots between them, in which
/// 13 to 19 digits from the run's beginning, or up to its end, have the check digit.
///
/// Ids of ours (26 letters and digits) and digests (64 hexadecimal digits) are none.
pub fn holds_card_number(text: &str) -> bool {
    let is_id = text.len() == 26
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let is_digest = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    !is_id && !is_digest && runs(text).iter().any(|run| begins_or_ends_with_one(run))
}

/// Lists the runs of digits; a single separator does not end one.
fn runs(text: &str) -> Vec<Vec<u32>> {
    let mut runs = vec![Vec::new()];
    let mut is_separated = false;
    for c in text.chars() {
        // Digits of all scripts are numbers to somebody: Arabic-Indic ones are usual here.
        let digit = digit_of(c);
        let last = runs.len() - 1;
        match digit {
            Some(digit) => {
                runs[last].push(digit);
                is_separated = false;
            }
            None if matches!(c, ' ' | '-' | '.' | '\u{a0}') && !is_separated && !runs[last].is_empty() => {
                is_separated = true;
            }
            None => {
                is_separated = false;
                if !runs[last].is_empty() {
                    runs.push(Vec::new());
                }
            }
        }
    }
    runs
}

fn digit_of(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

fn begins_or_ends_with_one(run: &[u32]) -> bool {
    DIGITS
        .filter(|length| *length <= run.len())
        .any(|length| has_check_digit(&run[..length]) && run.len() == length || length_at_end(run, length))
}

/// A number may have a date or a code behind it: `4111111111111111 12 30`.
fn length_at_end(run: &[u32], length: usize) -> bool {
    let is_longer = run.len() > length;
    // Beginnings and endings of longer runs are looked at for the lengths that cards in use have.
    is_longer
        && matches!(length, 15 | 16)
        && (has_check_digit(&run[..length]) || has_check_digit(&run[run.len() - length..]))
}

fn has_check_digit(digits: &[u32]) -> bool {
    let doubled = |digit: u32| digit * 2 / 10 + digit * 2 % 10;
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit })
        .sum();
    // A row of zeros has the check digit and is no card.
    sum > 0 && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_cards_are_no_references() {
        for number in ["4111111111111111", "4111 1111 1111 1111", "5555-5555-5555-4444"] {
            assert!(is_card_number(number), "{number}");
        }
        for reference in ["4111111111111112", "TX-4111111111111111", "123456", ""] {
            assert!(!is_card_number(reference), "{reference}");
        }
    }

    #[test]
    fn numbers_of_cards_are_found_within_other_text() {
        for text in [
            "4111111111111111",
            "card 4111 1111 1111 1111, exp 12/30",
            "TX-4111111111111111",
            "4111-1111-1111-1111 1230",
            "378282246310005",
            "٤١١١ ١١١١ ١١١١ ١١١١",
            "(4222222222222)",
        ] {
            assert!(holds_card_number(text), "{text}");
        }
        for text in [
            "4111111111111112",
            "2026-11-28T10:00:00Z",
            "PAY-7Q2M8TZ4XK",
            "0000000000000000",
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "+249 91 234 5678",
            "",
        ] {
            assert!(!holds_card_number(text), "{text}");
        }
        assert!(
            !holds_card_number(&"4111111111111111".repeat(4)),
            "the form of a digest"
        );
    }
}
