//! Dates and times, as ISO 8601 and HL7 v2 write them.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use nilecare_types::Timestamp;

/// A date, with a time and an offset where they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub date_time: DateTime,
    pub offset: Option<Offset>,
}

impl Moment {
    /// Reads `2026-01-31`, `2026-01-31T08:30:00+02:00` (RFC 3339, a space for the T as well), or an HL7 v2 DTM such as
    /// `20260131083000.5+0200` (HL7 v2.5.1 §2.A.22), with the day at least.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 64 {
            return None;
        }
        if text.len() >= 8 && text.bytes().take(8).all(|byte| byte.is_ascii_digit()) && !text[8..].starts_with('T') {
            return hl7(text);
        }
        iso(text)
    }

    /// Returns the instant, when the offset is known.
    pub fn instant(&self) -> Option<Timestamp> {
        self.offset?.to_timestamp(self.date_time).ok()
    }
}

fn iso(text: &str) -> Option<Moment> {
    let zone = match text.find([' ', 'T', 't']) {
        // The minus of an offset, and not those of the date.
        Some(at) => text[at..].find(['Z', 'z', '+', '-']).map(|zone| zone + at),
        None => None,
    };
    let (local, zone) = text.split_at(zone.unwrap_or(text.len()));
    Some(Moment {
        date_time: local.trim_end().parse().ok()?,
        offset: match zone {
            "" => None,
            zone => Some(offset(zone)?),
        },
    })
}

fn hl7(text: &str) -> Option<Moment> {
    let zone = text.find(['+', '-']).unwrap_or(text.len());
    let (local, zone) = text.split_at(zone);
    let (digits, fraction) = local.split_once('.').unwrap_or((local, ""));
    if !digits.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) || fraction.len() > 9 {
        return None;
    }
    let part = |from: usize, to: usize| match digits.get(from..to) {
        Some(part) => part.parse::<i8>().ok(),
        None => Some(0),
    };
    if !matches!(digits.len(), 8 | 10 | 12 | 14) || (!fraction.is_empty() && digits.len() != 14) {
        return None;
    }
    let nanoseconds: i32 = format!("{fraction:0<9}").parse().ok()?;
    let date = Date::new(digits[..4].parse().ok()?, part(4, 6)?, part(6, 8)?).ok()?;
    let time = Time::new(part(8, 10)?, part(10, 12)?, part(12, 14)?, nanoseconds).ok()?;
    Some(Moment {
        date_time: date.to_datetime(time),
        offset: match zone {
            "" => None,
            zone => Some(offset(zone)?),
        },
    })
}

/// `Z`, `+02:00`, `+0200` or `+02`.
fn offset(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("z") {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let digits: String = rest.chars().filter(|&c| c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = digits
        .get(2..)
        .filter(|text| !text.is_empty())
        .map_or(Some(0), |text| text.parse().ok())?;
    if minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_read() {
        for (text, instant) in [
            ("2026-01-31T08:30:00Z", "2026-01-31T08:30:00Z"),
            ("2026-01-31 08:30:00.25-05:30", "2026-01-31T14:00:00.25Z"),
            ("20260131083000+0200", "2026-01-31T06:30:00Z"),
            ("202601310830-0500", "2026-01-31T13:30:00Z"),
        ] {
            let moment = Moment::parse(text).expect(text);
            assert_eq!(
                moment.instant().map(|instant| instant.to_string()).as_deref(),
                Some(instant)
            );
        }
        for (text, local) in [
            ("2026-01-31", "2026-01-31T00:00:00"),
            ("20260131", "2026-01-31T00:00:00"),
            ("20260131T083000", "2026-01-31T08:30:00"),
            ("20260131083000.1234", "2026-01-31T08:30:00.1234"),
        ] {
            let moment = Moment::parse(text).expect(text);
            assert_eq!((moment.date_time.to_string().as_str(), moment.instant()), (local, None));
        }
        for text in [
            "",
            "2026",
            "20261331",
            "2026-02-30",
            "2026013108300",
            "20260131+9900",
            "today",
            "20260131083000.+0200x",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
