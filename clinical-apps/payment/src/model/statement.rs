//! Statements of providers and banks: CSV (RFC 4180) in UTF-8 with the header `reference,amount,currency,fee,booked_on`.

use jiff::civil::Date;
use nilecare_contracts::{Currency, Money, holds_card_number};

use crate::PaymentError;

/// What the first line says.
pub(crate) const HEADER: [&str; 5] = ["reference", "amount", "currency", "fee", "booked_on"];
/// Most lines of one statement.
const MOST_LINES: usize = 10_000;

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// From 1, without the header.
    pub number: u32,
    pub reference: String,
    pub amount: Money,
    pub fee: Money,
    pub booked_on: Date,
}

/// Reads a statement.
///
/// # Errors
/// Everything that is wrong, by line and without values; nothing is taken then.
pub(crate) fn read(text: &str) -> Result<Vec<Line>, PaymentError> {
    let mut rows = rows(text.trim_start_matches('\u{feff}'))
        .ok_or_else(|| PaymentError::Invalid(vec!["/: a quoted field has no end".to_owned()]))?
        .into_iter();
    let header = rows.next().unwrap_or_default();
    let names: Vec<String> = header.iter().map(|name| name.trim().to_ascii_lowercase()).collect();
    if names != HEADER {
        let text = format!("/0: the first line must be {}", HEADER.join(","));
        return Err(PaymentError::Invalid(vec![text]));
    }
    let rows: Vec<_> = rows
        .filter(|row| row.iter().any(|field| !field.trim().is_empty()))
        .collect();
    if rows.is_empty() || rows.len() > MOST_LINES {
        return Err(PaymentError::Invalid(vec![format!(
            "/: must have 1 to {MOST_LINES} lines"
        )]));
    }
    let (mut lines, mut problems) = (Vec::new(), Vec::new());
    for (number, row) in (1_u32..).zip(rows) {
        match line(number, &row) {
            Ok(line) => lines.push(line),
            // So many are enough to see what is wrong.
            Err(problem) if problems.len() < 20 => problems.push(format!("/{number}: {problem}")),
            Err(_) => {}
        }
    }
    if problems.is_empty() {
        Ok(lines)
    } else {
        Err(PaymentError::Invalid(problems))
    }
}

fn line(number: u32, row: &[String]) -> Result<Line, &'static str> {
    let [reference, amount, currency, fee, booked_on] = row else {
        return Err("must have 5 fields");
    };
    let reference = reference.trim();
    if !(1..=200).contains(&reference.chars().count()) || reference.chars().any(char::is_control) {
        return Err("reference must have 1 to 200 characters");
    }
    if holds_card_number(reference) {
        return Err("reference looks like the number of a card, which must not be kept");
    }
    let currency: Currency = currency
        .trim()
        .parse()
        .map_err(|_| "currency must be a code of ISO 4217")?;
    let money = |text: &str| minor_units(text.trim(), currency).map(|amount| Money::new(amount, currency));
    let amount = money(amount).filter(|amount| amount.is_positive());
    let fee = if fee.trim().is_empty() {
        Some(Money::zero(currency))
    } else {
        money(fee)
    };
    Ok(Line {
        number,
        reference: reference.to_owned(),
        amount: amount.ok_or("amount must be more than 0, such as 125.50, with the digits of its currency")?,
        fee: fee.ok_or("fee must be 0 or more, such as 1.25, with the digits of its currency")?,
        booked_on: booked_on
            .trim()
            .parse()
            .map_err(|_| "booked_on must be a day such as 2026-11-28")?,
    })
}

/// Reads `125.50` as 12550 minor units. No sign, no thousands, no more decimals than the currency has, at most 999999999999.
pub(crate) fn minor_units(text: &str, currency: Currency) -> Option<i64> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = currency.digits() as usize;
    let is_number = !whole.is_empty()
        && decimals.len() <= digits
        && (text.contains('.') != decimals.is_empty())
        && whole.bytes().chain(decimals.bytes()).all(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }
    let minor: i64 = format!("{whole}{decimals:0<digits$}").parse().ok()?;
    (minor <= 999_999_999_999).then_some(minor)
}

/// Splits into rows and fields; `None` when a quoted field has no end.
fn rows(text: &str) -> Option<Vec<Vec<String>>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut field)),
            '\r' if !is_quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    if is_quoted {
        return None;
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_read_with_quotes_line_ends_and_a_mark_of_byte_order() {
        let text = "\u{feff}reference,amount,currency,fee,booked_on\r\n\"TX,\"\"1\"\"\",125.5,SDG,1.25,2026-11-28\r\n\r\nT2,7,JPY,,2026-11-29";
        let lines = read(text).expect("it is valid");
        let all: Vec<_> = lines
            .iter()
            .map(|line| {
                (
                    line.number,
                    line.reference.as_str(),
                    line.amount.amount,
                    line.fee.amount,
                )
            })
            .collect();
        assert_eq!(all, [(1, "TX,\"1\"", 12_550, 125), (2, "T2", 7, 0)]);
    }

    #[test]
    fn what_is_wrong_is_told_by_line_and_without_values() {
        let text = "reference,amount,currency,fee,booked_on\n4111 1111 1111 1111,1,SDG,0,2026-11-28\nA,-1,SDG,0,2026-11-28\n\
                    B,1.005,SDG,0,2026-11-28\nC,1,QQQ,0,2026-11-28\nD,1,SDG,0,28.11.2026\nE,1\n";
        let Err(PaymentError::Invalid(problems)) = read(text) else {
            panic!("it is not valid");
        };
        assert_eq!(problems.len(), 6, "{problems:?}");
        assert!(problems.iter().all(|problem| !problem.contains("4111")), "{problems:?}");
        assert!(read("amount,reference\n1,A\n").is_err());
        assert!(read("reference,amount,currency,fee,booked_on\n\"A,1,SDG,0,2026-11-28\n").is_err());
        assert!(read("").is_err());
    }

    #[test]
    fn decimals_become_minor_units_exactly() {
        let sdg = "SDG".parse().expect("a currency");
        for (text, minor) in [
            ("0.10", 10),
            ("125", 12_500),
            ("125.5", 12_550),
            ("9999999999.99", 999_999_999_999),
        ] {
            assert_eq!(minor_units(text, sdg), Some(minor), "{text}");
        }
        for wrong in ["", ".5", "5.", "1,5", "+1", "1e3", "1.005", "10000000000.00", "٥"] {
            assert_eq!(minor_units(wrong, sdg), None, "{wrong}");
        }
    }
}
