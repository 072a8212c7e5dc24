//! HL7 v2 dates and times (HL7 v2.5.1 §2.A.21, §2.A.22) in the form that JSON interfaces want.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use rhai::{Engine, EvalAltResult};

use crate::TimePattern;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("now", || now().to_string())
        .register_fn("hl7_now", || now().strftime("%Y%m%d%H%M%S%z").to_string())
        .register_fn("hl7_date", date)
        .register_fn("hl7_time", |text: &str| instant(text, "UTC"))
        .register_fn("hl7_time", instant)
        .register_fn("hl7_timestamp", |text: &str| timestamp(text, "UTC"))
        .register_fn("hl7_timestamp", timestamp)
        .register_fn("date_format", |text: &str, from: &str, to: &str| -> Result<String> {
            Ok(TimePattern::compile(from)?.rewrite(text, &TimePattern::compile(to)?)?)
        });
}

#[allow(clippy::disallowed_methods, reason = "a script asks for the time of its run")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// `19700305` to `1970-03-05`, with the precision it came with; empty stays empty.
fn date(text: &str) -> Result<String> {
    let digits = text.get(..text.len().min(8)).unwrap_or_default();
    if text.is_empty() {
        return Ok(String::new());
    }
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.len() {
        4 if is_number => Ok(digits.to_owned()),
        6 if is_number => Ok(check(digits, 1)?.strftime("%Y-%m").to_string()),
        8 if is_number => Ok(check(digits, number(&digits[6..8])?)?.to_string()),
        _ => Err("a date is YYYY, YYYYMM or YYYYMMDD".into()),
    }
}

fn check(digits: &str, day: i8) -> std::result::Result<Date, String> {
    let year = digits[..4]
        .parse::<i16>()
        .map_err(|_| "a year has four digits".to_owned())?;
    Date::new(year, number(&digits[4..6])?, day).map_err(|_| "there is no such date".into())
}

fn number(digits: &str) -> std::result::Result<i8, String> {
    digits.parse::<i8>().map_err(|_| "a date is made of digits".into())
}

/// `YYYYMMDD[HH[MM[SS[.S…]]]][±ZZZZ]` to an instant such as `2026-11-22T08:30:00Z`; empty stays empty. A time without
/// an offset is taken in `zone`.
fn instant(text: &str, zone: &str) -> Result<String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let (local, offset) = parse_hl7(text)?;
    let zone = match offset {
        Some(offset) => TimeZone::fixed(offset),
        None => TimeZone::get(zone).map_err(|_| format!("there is no time zone {zone}"))?,
    };
    let instant = zone.to_timestamp(local).map_err(|_| WRONG_TIME)?;
    Ok(instant.to_string())
}

/// An instant such as `2026-11-22T06:30:00.25Z` to `20261122083000+0200` in `zone`, without parts of a second; empty stays empty.
fn timestamp(text: &str, zone: &str) -> Result<String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let instant = text
        .parse::<Timestamp>()
        .map_err(|_| "an instant is written as in 2026-01-05T06:30:00Z")?;
    let zone = TimeZone::get(zone).map_err(|_| format!("there is no time zone {zone}"))?;
    Ok(instant.to_zoned(zone).strftime("%Y%m%d%H%M%S%z").to_string())
}

const WRONG_TIME: &str = "a time is YYYYMMDD[HH[MM[SS[.S]]]][+/-ZZZZ]";

/// Reads `YYYYMMDD[HH[MM[SS[.S…]]]][±ZZZZ]`.
pub(crate) fn parse_hl7(text: &str) -> std::result::Result<(DateTime, Option<Offset>), String> {
    let wrong = || WRONG_TIME.to_owned();
    let (local, offset) = match text.find(['+', '-']) {
        Some(at) => (&text[..at], Some(offset(&text[at..])?)),
        None => (text, None),
    };
    let (digits, fraction) = local.split_once('.').unwrap_or((local, ""));
    if !digits.is_ascii() || !matches!(digits.len(), 8 | 10 | 12 | 14) || !fraction.bytes().all(|b| b.is_ascii_digit())
    {
        return Err(wrong());
    }
    let part = |from: usize| digits.get(from..from + 2).map_or(Ok(0), number);
    let date = check(digits, part(6)?)?;
    let nanoseconds = format!("{:0<9}", &fraction[..fraction.len().min(9)])
        .parse::<i32>()
        .map_err(|_| wrong())?;
    let time = jiff::civil::Time::new(part(8)?, part(10)?, part(12)?, nanoseconds).map_err(|_| wrong())?;
    Ok((date.to_datetime(time), offset))
}

fn offset(text: &str) -> std::result::Result<Offset, String> {
    let wrong = || "an offset is +HHMM or -HHMM".to_owned();
    let digits = text.get(1..5).filter(|_| text.len() == 5).ok_or_else(wrong)?;
    let number = |part: &str| part.parse::<i32>().map_err(|_| wrong());
    let seconds = number(&digits[..2])? * 3600 + number(&digits[2..])? * 60;
    Offset::from_seconds(if text.starts_with('-') { -seconds } else { seconds }).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_keep_their_precision() {
        for (hl7, iso) in [
            ("", ""),
            ("1970", "1970"),
            ("197003", "1970-03"),
            ("19700305", "1970-03-05"),
        ] {
            assert_eq!(date(hl7).expect("it is a date"), iso);
        }
        assert_eq!(date("19700305101500").expect("a time has a date"), "1970-03-05");
        for bad in ["1970030", "19701305", "19700230", "197O", "é9700305"] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn times_are_instants_in_their_zone() {
        for (hl7, zone, iso) in [
            ("20261122083000+0200", "UTC", "2026-11-22T06:30:00Z"),
            ("202611220830", "Africa/Khartoum", "2026-11-22T06:30:00Z"),
            ("20261122083000.25-0130", "UTC", "2026-11-22T10:00:00.25Z"),
            ("20261122", "UTC", "2026-11-22T00:00:00Z"),
        ] {
            assert_eq!(instant(hl7, zone).expect("it is a time"), iso);
        }
        assert_eq!(
            timestamp("2026-11-22T06:30:00.25Z", "Africa/Khartoum").expect("it is an instant"),
            "20261122083000+0200"
        );
        assert!(timestamp("2026-11-22", "UTC").is_err(), "a day is no instant");
        for bad in ["2026", "2026112225", "20261122083000+2", "20261122é8", "now"] {
            assert!(instant(bad, "UTC").is_err(), "{bad}");
        }
    }
}
