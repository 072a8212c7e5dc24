//! Quiet hours, in a time zone.

use jiff::tz::TimeZone;
use nilecare_contracts::notification::QuietHours;
use nilecare_types::Timestamp;

/// Returns when the quiet hours end that `now` is in; `None` outside of them. A time of the day that the clocks leave out is the one an hour later; one that
/// comes twice is the first that is still to come.
pub(crate) fn quiet_until(now: Timestamp, quiet: &QuietHours, zone: &TimeZone) -> Option<Timestamp> {
    let here = now.to_zoned(zone.clone());
    let time = here.time();
    let is_over_midnight = quiet.from > quiet.until;
    let is_quiet = if is_over_midnight {
        time >= quiet.from || time < quiet.until
    } else {
        time >= quiet.from && time < quiet.until
    };
    if !is_quiet {
        return None;
    }
    let day = if is_over_midnight && time >= quiet.from {
        here.date().tomorrow().ok()?
    } else {
        here.date()
    };
    let end = zone.to_ambiguous_zoned(day.to_datetime(quiet.until));
    let first = end.clone().compatible().ok()?.timestamp();
    let end = if first > now {
        first
    } else {
        end.later().ok()?.timestamp()
    };
    (end > now).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(now: &str, from: &str, until: &str, zone: &str) -> Option<String> {
        let quiet = QuietHours {
            from: from.parse().expect("a time"),
            until: until.parse().expect("a time"),
            time_zone: None,
        };
        let zone = TimeZone::get(zone).expect("a zone");
        quiet_until(now.parse().expect("a moment"), &quiet, &zone).map(|end| end.to_string())
    }

    #[test]
    fn the_night_is_over_in_the_zone_of_who_sleeps() {
        let khartoum = |now| until(now, "22:00", "07:00", "Africa/Khartoum");
        // Two hours ahead of UTC.
        assert_eq!(khartoum("2026-11-22T19:59:59Z"), None);
        assert_eq!(
            khartoum("2026-11-22T20:00:00Z").as_deref(),
            Some("2026-11-23T05:00:00Z")
        );
        assert_eq!(
            khartoum("2026-11-23T04:59:59Z").as_deref(),
            Some("2026-11-23T05:00:00Z")
        );
        assert_eq!(khartoum("2026-11-23T05:00:00Z"), None);
        let noon = |now| until(now, "12:00", "14:00", "UTC");
        assert_eq!(noon("2026-11-22T13:00:00Z").as_deref(), Some("2026-11-22T14:00:00Z"));
        assert_eq!(noon("2026-11-22T14:00:00Z"), None);
    }

    #[test]
    fn nights_are_longer_and_shorter_when_clocks_change() {
        let berlin = |now, from, end| until(now, from, end, "Europe/Berlin");
        // Clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25.
        assert_eq!(
            berlin("2026-03-28T21:30:00Z", "22:00", "07:00").as_deref(),
            Some("2026-03-29T05:00:00Z")
        );
        assert_eq!(
            berlin("2026-10-24T20:30:00Z", "22:00", "07:00").as_deref(),
            Some("2026-10-25T06:00:00Z")
        );
        // 02:30 is left out in March.
        assert_eq!(
            berlin("2026-03-28T21:30:00Z", "22:00", "02:30").as_deref(),
            Some("2026-03-29T01:30:00Z")
        );
        // In October 02:30 comes twice, at 00:30 and 01:30 in UTC.
        assert_eq!(
            berlin("2026-10-25T00:15:00Z", "22:00", "02:30").as_deref(),
            Some("2026-10-25T00:30:00Z")
        );
        assert_eq!(
            berlin("2026-10-25T01:15:00Z", "22:00", "02:30").as_deref(),
            Some("2026-10-25T01:30:00Z")
        );
    }
}
