//! Moments as ranges of microseconds.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// The first and the last microsecond of a moment, since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// The first.
    pub low: i64,
    /// The last.
    pub high: i64,
}

impl DateRange {
    /// Everything.
    pub const ALWAYS: Self = Self {
        low: i64::MIN,
        high: i64::MAX,
    };
}

/// Reads a FHIR date, dateTime or instant; also one without seconds or zone, as queries may have. Without a zone it is UTC.
pub fn date_range(text: &str) -> Option<DateRange> {
    let Some((day, time)) = text.split_once('T') else {
        return day_range(text);
    };
    let date: Date = day.parse().ok()?;
    let (time, offset) = split_zone(time);
    let (begin, unit) = read_time(time)?;
    // What ends after midnight UTC is on another day there.
    let moment = DateTime::from_parts(date, begin).to_zoned(TimeZone::UTC).ok()?;
    let low = moment.timestamp().as_microsecond().checked_sub(offset?)?;
    Some(DateRange {
        low,
        high: low + unit - 1,
    })
}

fn day_range(text: &str) -> Option<DateRange> {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<i16>().ok());
    let (begin, span) = match text.len() {
        4 => (Date::new(number(0..4)?, 1, 1).ok()?, Span::new().years(1)),
        7 => {
            let month = i8::try_from(number(5..7)?).ok()?;
            (Date::new(number(0..4)?, month, 1).ok()?, Span::new().months(1))
        }
        10 => (text.parse().ok()?, Span::new().days(1)),
        _ => return None,
    };
    let micros = |date: Date| {
        date.to_zoned(TimeZone::UTC)
            .map(|zoned| zoned.timestamp().as_microsecond())
    };
    let end = begin.checked_add(span).and_then(micros);
    Some(DateRange {
        low: micros(begin).ok()?,
        // The year 9999 ends where the calendar does.
        high: end.map_or(Timestamp::MAX.as_microsecond(), |end| end - 1),
    })
}

/// Splits off the zone; `None` when it is none. A blank stands for the plus that a query string lost.
fn split_zone(time: &str) -> (&str, Option<i64>) {
    if let Some(time) = time.strip_suffix('Z') {
        return (time, Some(0));
    }
    let Some(at) = time.rfind(['+', '-', ' ']) else {
        return (time, Some(0));
    };
    let sign = if time[at..].starts_with('-') { -1 } else { 1 };
    let offset = time[at + 1..].split_once(':').and_then(|(hours, minutes)| {
        let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
        let in_range = (0..=14).contains(&hours) && (0..60).contains(&minutes);
        in_range.then_some(sign * (hours * 3600 + minutes * 60) * 1_000_000)
    });
    (&time[..at], offset)
}

/// Reads a time and how many microseconds it stands for.
fn read_time(text: &str) -> Option<(Time, i64)> {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<i8>().ok());
    let (hour, minute) = (number(0..2)?, number(3..5)?);
    if text.len() == 5 {
        return Some((Time::new(hour, minute, 0, 0).ok()?, 60_000_000));
    }
    // A leap second is taken for the one before it.
    let second = number(6..8)?.min(59);
    let fraction = match text.get(8..)? {
        "" => "",
        rest => rest.strip_prefix('.')?,
    };
    if fraction.len() > 20 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let n_digits = fraction.len().min(6);
    let unit = 10_i64.pow(6 - n_digits as u32);
    let micros = fraction[..n_digits].parse::<i64>().unwrap_or(0) * unit;
    let time = Time::new(hour, minute, second, i32::try_from(micros * 1000).ok()?).ok()?;
    Some((time, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn micros(text: &str) -> i64 {
        text.parse::<Timestamp>().expect("a time stamp").as_microsecond()
    }

    #[test]
    fn a_moment_is_as_long_as_it_is_written() {
        for (text, low, high) in [
            ("2024", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59.999999Z"),
            ("2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59.999999Z"),
            ("2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29T23:59:59.999999Z"),
            (
                "2024-02-29T08:30",
                "2024-02-29T08:30:00Z",
                "2024-02-29T08:30:59.999999Z",
            ),
            (
                "2024-02-29T23:30:00-02:00",
                "2024-03-01T01:30:00Z",
                "2024-03-01T01:30:00.999999Z",
            ),
            (
                "2024-02-29T23:30:00 02:00",
                "2024-02-29T21:30:00Z",
                "2024-02-29T21:30:00.999999Z",
            ),
            (
                "2024-02-29T23:30:00.25Z",
                "2024-02-29T23:30:00.25Z",
                "2024-02-29T23:30:00.259999Z",
            ),
        ] {
            let expected = DateRange {
                low: micros(low),
                high: micros(high),
            };
            assert_eq!(date_range(text), Some(expected), "{text}");
        }
        assert!(date_range("9999").is_some());
        for text in [
            "",
            "20",
            "2024-13",
            "2023-02-29",
            "2024-01-01T",
            "2024-01-01T25:00",
            "2024-01-01T10:00:00+99:00",
            "x",
        ] {
            assert_eq!(date_range(text), None, "{text}");
        }
    }
}
