//! The forms of simple data types (HL7 v2.5.1 §2.A).

/// How the values of a simple data type are checked.
pub(super) enum Form {
    /// Any text.
    Text,
    /// A code of a table.
    Code,
    /// A form.
    Checked {
        expected: &'static str,
        is_valid: fn(&str) -> bool,
    },
}

/// Returns how the values of a data type are checked.
pub(super) fn form(data_type: &str) -> Form {
    let (expected, is_valid): (_, fn(&str) -> bool) = match data_type {
        "ID" | "IS" => return Form::Code,
        "DT" => ("a date, YYYY[MM[DD]]", is_date),
        "TM" => ("a time, HH[MM[SS[.S[S[S[S]]]]]][+/-ZZZZ]", is_time),
        "DTM" => (
            "a date and time, YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]",
            is_date_time,
        ),
        "NM" => ("a number such as -12.5", is_number),
        "SI" => ("a number from 0 on, without sign", is_sequence_id),
        _ => return Form::Text,
    };
    Form::Checked { expected, is_valid }
}

/// Tells whether a data type is one of the simple ones that no site gives components.
pub(super) fn is_common_simple(data_type: &str) -> bool {
    matches!(
        data_type,
        "ST" | "ID" | "IS" | "NM" | "SI" | "DT" | "TM" | "DTM" | "TX" | "FT"
    )
}

/// Tells whether delimiters in a value are likely part of its text.
pub(super) fn is_free_text(data_type: &str) -> bool {
    matches!(data_type, "TX" | "FT" | "ST")
}

/// HL7 v2.5.1 §2.A.47: an optional sign, digits, an optional decimal point.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    has_digits && is_digits(whole) && is_digits(fraction)
}

/// HL7 v2.5.1 §2.A.69.
fn is_sequence_id(text: &str) -> bool {
    !text.is_empty() && is_digits(text)
}

/// HL7 v2.5.1 §2.A.21.
fn is_date(text: &str) -> bool {
    matches!(text.len(), 4 | 6 | 8) && is_digits(text) && is_calendar_date(text)
}

/// HL7 v2.5.1 §2.A.75.
fn is_time(text: &str) -> bool {
    let (time, is_zone_valid) = without_zone(text);
    is_zone_valid && time.len() >= 2 && is_clock_time(time)
}

/// HL7 v2.5.1 §2.A.22.
fn is_date_time(text: &str) -> bool {
    let (text, is_zone_valid) = without_zone(text);
    if !is_zone_valid || !text.is_ascii() {
        return false;
    }
    let n_of_date = text.len().min(8);
    let (date, time) = text.split_at(n_of_date);
    is_date(date) && (time.is_empty() || is_clock_time(time))
}

/// Takes off the zone; tells whether it is none or a valid one.
fn without_zone(text: &str) -> (&str, bool) {
    let Some(at) = text.find(['+', '-']) else {
        return (text, true);
    };
    let (rest, zone) = text.split_at(at);
    let zone = &zone[1..];
    let is_valid = zone.len() == 4 && is_digits(zone) && &zone[..2] <= "14" && &zone[2..] < "60";
    (rest, is_valid)
}

/// Reads HH[MM[SS[.S[S[S[S]]]]]]; some senders write no seconds and no minutes.
fn is_clock_time(text: &str) -> bool {
    let (clock, fraction) = match text.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let is_fraction_valid = match fraction {
        Some(fraction) => clock.len() == 6 && (1..=4).contains(&fraction.len()) && is_digits(fraction),
        None => true,
    };
    if !is_fraction_valid || !matches!(clock.len(), 2 | 4 | 6) || !is_digits(clock) {
        return false;
    }
    // A leap second is at 60.
    let limits = ["23", "59", "60"];
    limits
        .iter()
        .enumerate()
        .all(|(n, limit)| clock.get(2 * n..2 * n + 2).is_none_or(|part| part <= *limit))
}

/// Tells whether YYYY[MM[DD]], all digits, is in the calendar.
fn is_calendar_date(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u32>().ok());
    let Some(year) = number(0..4).filter(|&year| year > 0) else {
        return false;
    };
    let Some(month) = number(4..6) else { return true };
    let n_days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => return false,
    };
    number(6..8).is_none_or(|day| (1..=n_days).contains(&day))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(data_type: &str, valid: &[&str], invalid: &[&str]) {
        let Form::Checked { is_valid, .. } = form(data_type) else {
            panic!("{data_type} has a form");
        };
        for text in valid {
            assert!(is_valid(text), "{data_type} {text}");
        }
        for text in invalid {
            assert!(!is_valid(text), "{data_type} {text}");
        }
    }

    #[test]
    fn numbers() {
        check(
            "NM",
            &["1", "-1.5", "+0", "007", ".5", "5."],
            &["", ".", "1e5", "1,5", " 1", "-", "1.2.3", "٣"],
        );
        check("SI", &["0", "12"], &["", "-1", "1.0", "A"]);
    }

    #[test]
    fn dates_and_times() {
        check(
            "DT",
            &["2024", "202402", "20240229"],
            &["", "24", "20230229", "20241301", "2024-02-29", "20240200", "00000000"],
        );
        check(
            "TM",
            &["23", "2359", "235960", "235959.1234", "0800+0100"],
            &["", "24", "8", "0860", "0800+1", "080000.", "0800.5"],
        );
        check(
            "DTM",
            &[
                "2024",
                "202402",
                "20240229",
                "2024022923",
                "202402292359",
                "20240229235959.1234-0500",
                "20240305+0100",
            ],
            &[
                "",
                "20240229T10",
                "202402301010",
                "20240305+01:00",
                "20240305101",
                "2024030510101é",
                "20240305+2500",
                "é0240305",
            ],
        );
    }
}
