//! Times of HL7 v2 (v2.5.1 §2.A.22, `YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]`) as times of FHIR.
//!
//! Precision and offset are kept as sent; none is added. FHIR has no time of day without an offset, so a time sent
//! without one takes that of the settings' zone, or is cut to the date. FHIR has no hour without minutes and no minute
//! without seconds: the former is cut to the date, the latter gets `:00` (FHIR R4 §2.24.0.1).

use jiff::civil;
use jiff::tz::TimeZone;

use crate::model::Primitive;

/// A time as a message has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time<'a> {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
    hour: Option<u8>,
    minute: Option<u8>,
    second: Option<u8>,
    /// Digits after the point, as sent.
    fraction: &'a str,
    /// Minutes east of UTC.
    offset: Option<i16>,
}

/// A time of FHIR, and whether a time of day was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// As FHIR writes it.
    pub text: String,
    /// Whether the time of day was cut off.
    pub is_cut: bool,
}

impl<'a> Time<'a> {
    /// Reads a time; `None` when it is none. What ISO 8601 puts between the parts is read too.
    pub fn parse(text: &'a str) -> Option<Time<'a>> {
        let mut rest = text.trim();
        let year = digits(&mut rest, 4)?;
        let mut time = Time {
            year,
            month: None,
            day: None,
            hour: None,
            minute: None,
            second: None,
            fraction: "",
            offset: None,
        };
        time.month = part(&mut rest, "-", 1..=12)?;
        if time.month.is_some() {
            time.day = part(&mut rest, "-", 1..=31)?;
        }
        if time.day.is_some() {
            rest = rest.strip_prefix(['T', ' ']).unwrap_or(rest);
            time.hour = part(&mut rest, "", 0..=23)?;
        }
        if time.hour.is_some() {
            time.minute = part(&mut rest, ":", 0..=59)?;
        }
        if time.minute.is_some() {
            time.second = part(&mut rest, ":", 0..=59)?;
        }
        if time.second.is_some()
            && let Some(after) = rest.strip_prefix('.')
        {
            let end = after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len());
            // Nine digits are what clocks give; HL7 has four.
            if !(1..=9).contains(&end) {
                return None;
            }
            (time.fraction, rest) = after.split_at(end);
        }
        time.offset = offset(&mut rest)?;
        (rest.is_empty() && time.is_date()).then_some(time)
    }

    /// Returns the offset that was sent, as a zone.
    pub fn zone(&self) -> Option<TimeZone> {
        let seconds = i32::from(self.offset?) * 60;
        Some(TimeZone::fixed(jiff::tz::Offset::from_seconds(seconds).ok()?))
    }

    fn is_date(&self) -> bool {
        match (self.month, self.day) {
            (Some(month), Some(day)) => civil::Date::new(self.year as i16, month as i8, day as i8).is_ok(),
            _ => true,
        }
    }

    /// Returns the time as a `date`, `dateTime`, `instant` or `time` of FHIR; `None` when the type needs more than was
    /// sent.
    pub fn to_fhir(self, primitive: Primitive, zone: Option<&TimeZone>) -> Option<Converted> {
        let whole = |text: String| Some(Converted { text, is_cut: false });
        match primitive {
            Primitive::Date => whole(self.date()),
            Primitive::Time => whole(self.time_of_day()?),
            Primitive::Instant => {
                self.second?;
                whole(self.date_time(zone)?)
            }
            _ => match self.date_time(zone) {
                Some(text) => whole(text),
                None => Some(Converted {
                    text: self.date(),
                    is_cut: self.hour.is_some(),
                }),
            },
        }
    }

    fn date(&self) -> String {
        let mut text = String::with_capacity(35);
        self.write_date(&mut text);
        text
    }

    fn write_date(&self, text: &mut String) {
        push_digits(text, self.year / 100);
        push_digits(text, self.year % 100);
        for part in [self.month, self.day].into_iter().flatten() {
            text.push('-');
            push_digits(text, u16::from(part));
        }
    }

    fn write_time_of_day(&self, text: &mut String) -> Option<()> {
        let (hour, minute) = (self.hour?, self.minute?);
        push_digits(text, u16::from(hour));
        text.push(':');
        push_digits(text, u16::from(minute));
        text.push(':');
        push_digits(text, u16::from(self.second.unwrap_or(0)));
        if !self.fraction.is_empty() {
            text.push('.');
            text.push_str(self.fraction);
        }
        Some(())
    }

    fn time_of_day(&self) -> Option<String> {
        let mut text = String::new();
        self.write_time_of_day(&mut text)?;
        Some(text)
    }

    fn date_time(&self, zone: Option<&TimeZone>) -> Option<String> {
        self.minute?;
        let offset = match self.offset {
            Some(offset) => offset,
            None => self.offset_in(zone?)?,
        };
        let mut text = self.date();
        text.push('T');
        self.write_time_of_day(&mut text)?;
        text.push(if offset < 0 { '-' } else { '+' });
        push_digits(&mut text, offset.unsigned_abs() / 60);
        text.push(':');
        push_digits(&mut text, offset.unsigned_abs() % 60);
        Some(text)
    }

    /// Returns the zone's offset at this time, in minutes; that before a change of clocks where two are possible.
    fn offset_in(&self, zone: &TimeZone) -> Option<i16> {
        let zoned = self.civil()?.to_zoned(zone.clone()).ok()?;
        Some((zoned.offset().seconds() / 60) as i16)
    }

    fn civil(&self) -> Option<civil::DateTime> {
        let number = |part: Option<u8>| part.map_or(0, |part| part as i8);
        let date = civil::Date::new(self.year as i16, self.month? as i8, self.day? as i8).ok()?;
        let time = civil::Time::new(number(self.hour), number(self.minute), number(self.second), 0).ok()?;
        Some(civil::DateTime::from_parts(date, time))
    }

    /// Returns the time so many seconds later, with the same precision and offset; `None` when it has no minutes.
    pub fn later(self, seconds: i64) -> Option<Time<'a>> {
        self.minute?;
        let span = jiff::SignedDuration::from_secs(seconds);
        let moved = self.civil()?.checked_add(span).ok()?;
        let year = u16::try_from(moved.year()).ok()?;
        Some(Time {
            year,
            month: Some(moved.month() as u8),
            day: Some(moved.day() as u8),
            hour: Some(moved.hour() as u8),
            minute: Some(moved.minute() as u8),
            second: Some(moved.second() as u8).filter(|second| self.second.is_some() || *second > 0),
            ..self
        })
    }
}

impl Time<'_> {
    /// Writes the time as a message has it; `None` when it has no minutes.
    pub fn to_hl7(self) -> Option<String> {
        let (month, day, hour, minute) = (self.month?, self.day?, self.hour?, self.minute?);
        let mut text = format!("{:04}{month:02}{day:02}{hour:02}{minute:02}", self.year);
        if let Some(second) = self.second {
            let point = if self.fraction.is_empty() { "" } else { "." };
            text.push_str(&format!("{second:02}{point}{}", self.fraction));
        }
        if let Some(offset) = self.offset {
            let sign = if offset < 0 { '-' } else { '+' };
            text.push_str(&format!("{sign}{:02}{:02}", offset.abs() / 60, offset.abs() % 60));
        }
        Some(text)
    }
}

/// Writes a number below 100 with two digits.
fn push_digits(text: &mut String, number: u16) {
    text.push(char::from(b'0' + (number / 10 % 10) as u8));
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// Reads a time of day, `HH[MM[SS[.S…]]]` (HL7 v2.5.1 §2.A.75), as FHIR writes it.
pub fn time_of_day(text: &str) -> Option<String> {
    let today = format!("20000101{}", text.trim().replace(':', ""));
    Time::parse(&today)?.time_of_day()
}

/// Takes so many digits.
fn digits(rest: &mut &str, n_digits: usize) -> Option<u16> {
    let (digits, after) = rest.split_at_checked(n_digits)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *rest = after;
    digits.parse().ok()
}

/// Takes two digits if there are any: `Some(None)` when there are none, `None` when they mean nothing.
fn part(rest: &mut &str, separator: &str, range: std::ops::RangeInclusive<u16>) -> Option<Option<u8>> {
    let mut after = rest.strip_prefix(separator).unwrap_or(rest);
    let is_separated = after.len() < rest.len();
    // `2024-0500` is a year with an offset.
    let is_offset = is_separated && separator == "-" && after.len() == 4 && !after.contains('-');
    if is_offset || !after.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(None);
    }
    let number = digits(&mut after, 2)?;
    if !range.contains(&number) {
        return None;
    }
    *rest = after;
    Some(Some(number as u8))
}

/// Takes an offset if there is one, in minutes.
fn offset(rest: &mut &str) -> Option<Option<i16>> {
    if let Some(after) = rest.strip_prefix('Z') {
        *rest = after;
        return Some(Some(0));
    }
    let sign = match rest.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => return Some(None),
    };
    let mut after = &rest[1..];
    let hours = digits(&mut after, 2)?;
    after = after.strip_prefix(':').unwrap_or(after);
    let minutes = digits(&mut after, 2)?;
    let is_offset = hours <= 14 && minutes < 60;
    *rest = after;
    is_offset.then_some(Some(sign * (hours * 60 + minutes) as i16))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(text: &str, primitive: Primitive) -> Option<(String, bool)> {
        let converted = Time::parse(text)?.to_fhir(primitive, None)?;
        Some((converted.text, converted.is_cut))
    }

    #[test]
    fn precision_and_offset_stay_as_sent() {
        for (text, expected) in [
            ("2024", "2024"),
            ("202403", "2024-03"),
            ("20240305", "2024-03-05"),
            ("202403051011+0200", "2024-03-05T10:11:00+02:00"),
            ("20240305101112-0530", "2024-03-05T10:11:12-05:30"),
            ("20240305101112.1230+0000", "2024-03-05T10:11:12.1230+00:00"),
            ("2024-03-05T10:11:12Z", "2024-03-05T10:11:12+00:00"),
            ("2024-03-05", "2024-03-05"),
            ("2024-0500", "2024"),
        ] {
            assert_eq!(
                convert(text, Primitive::DateTime),
                Some((expected.to_owned(), false)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_time_without_offset_takes_the_zone_or_is_cut() {
        assert_eq!(
            convert("20240305101112", Primitive::DateTime),
            Some(("2024-03-05".to_owned(), true))
        );
        assert_eq!(
            convert("2024030510", Primitive::DateTime),
            Some(("2024-03-05".to_owned(), true))
        );
        let zone = TimeZone::fixed(jiff::tz::Offset::constant(2));
        let time = Time::parse("20240305101112").expect("it is a time");
        let converted = time
            .to_fhir(Primitive::DateTime, Some(&zone))
            .expect("it is a dateTime");
        assert_eq!(converted.text, "2024-03-05T10:11:12+02:00");
    }

    #[test]
    fn what_a_type_needs_is_not_made_up() {
        assert_eq!(convert("20240305", Primitive::Instant), None);
        assert_eq!(convert("202403051011+0200", Primitive::Instant), None);
        assert_eq!(
            convert("20240305101112", Primitive::Date),
            Some(("2024-03-05".to_owned(), false))
        );
        assert_eq!(time_of_day("1011").as_deref(), Some("10:11:00"));
        assert_eq!(time_of_day("10"), None);
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "0",
            "20241301",
            "20240230",
            "2024030525",
            "20240305101112.",
            "20240305x",
            "2024030510111",
            "20240305101112+2500",
        ] {
            assert_eq!(Time::parse(text), None, "{text}");
        }
    }

    #[test]
    fn later_keeps_the_precision() {
        let later = |text, seconds| {
            Time::parse(text)
                .and_then(|time| time.later(seconds))
                .map(|time| time.date_time(Some(&TimeZone::UTC)))
        };
        assert_eq!(
            later("202402282350+0100", 1200).flatten().as_deref(),
            Some("2024-02-29T00:10:00+01:00")
        );
        assert_eq!(later("20240228", 1200), None);
    }
}
