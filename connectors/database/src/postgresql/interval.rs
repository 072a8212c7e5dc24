//! The binary format of INTERVAL, as an ISO 8601 duration.

/// Reads months, days and microseconds, which the server keeps apart; `None` when the bytes are none.
pub(super) fn read(bytes: &[u8]) -> Option<String> {
    let (microseconds, rest) = bytes.split_first_chunk()?;
    let (days, rest) = rest.split_first_chunk()?;
    let (months, _) = rest.split_first_chunk()?;
    let (microseconds, days, months) = (
        i64::from_be_bytes(*microseconds),
        i32::from_be_bytes(*days),
        i32::from_be_bytes(*months),
    );
    let mut text = "P".to_owned();
    for (amount, unit) in [(months / 12, 'Y'), (months % 12, 'M'), (days, 'D')] {
        if amount != 0 {
            text.push_str(&format!("{amount}{unit}"));
        }
    }
    if microseconds != 0 || text == "P" {
        let sign = if microseconds < 0 { "-" } else { "" };
        let whole = microseconds.unsigned_abs();
        let (seconds, fraction) = (whole / 1_000_000, whole % 1_000_000);
        let fraction = if fraction == 0 {
            String::new()
        } else {
            format!(".{fraction:06}")
        };
        text.push_str(&format!("T{sign}{seconds}{fraction}S"));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stay_apart() {
        let interval = |months: i32, days: i32, microseconds: i64| {
            let bytes = [
                &microseconds.to_be_bytes()[..],
                &days.to_be_bytes(),
                &months.to_be_bytes(),
            ]
            .concat();
            read(&bytes)
        };
        assert_eq!(interval(14, 3, 90_500_000).as_deref(), Some("P1Y2M3DT90.500000S"));
        assert_eq!(interval(0, 0, 0).as_deref(), Some("PT0S"));
        assert_eq!(interval(0, -1, -1_000_000).as_deref(), Some("P-1DT-1S"));
    }
}
