//! Which days in beds are charged for.
//!
//! A day is charged for the bed that the patient lies in when it ends, at midnight in the facility's zone. So the day of discharge is not
//! charged, a move on one day does not make two days, and an encounter without any midnight is one day in its last bed.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_types::Timestamp;

/// Most days of a stay that are looked at: ten years.
const MOST_DAYS: usize = 3660;

/// The time of a patient in one bed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub from: Timestamp,
    /// `None` while it lasts.
    pub until: Option<Timestamp>,
}

/// A day, and in which of the stays it is charged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct BedDay {
    pub day: Date,
    pub stay: usize,
}

/// Lists the days to charge of one encounter until `now`; `is_over` when the encounter has ended and no other bed will follow.
pub(crate) fn of_encounter(stays: &[Span], zone: &TimeZone, now: Timestamp, is_over: bool) -> Vec<BedDay> {
    let mut days = Vec::new();
    for (stay, span) in stays.iter().enumerate() {
        let until = span.until.unwrap_or(now).min(now);
        let mut day = local_day(span.from, zone);
        for _ in 0..MOST_DAYS {
            match end_of(day, zone) {
                Some(midnight) if midnight <= until => days.push(BedDay { day, stay }),
                _ => break,
            }
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
    }
    days.sort_unstable();
    days.dedup_by_key(|charged| charged.day);
    if days.is_empty() {
        days.extend(short_stay(stays, zone, now, is_over));
    }
    days
}

/// The one day of an encounter that saw no midnight, once no other bed can follow on that day.
fn short_stay(stays: &[Span], zone: &TimeZone, now: Timestamp, is_over: bool) -> Option<BedDay> {
    let stay = stays.len().checked_sub(1)?;
    let until = stays[stay].until?;
    let day = local_day(until, zone);
    let is_all_ended = stays.iter().all(|span| span.until.is_some());
    let has_day_ended = end_of(day, zone).is_some_and(|midnight| midnight <= now);
    (is_all_ended && (is_over || has_day_ended)).then_some(BedDay { day, stay })
}

pub(crate) fn local_day(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// Returns the moment when a day ends and the next begins.
fn end_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    start_of(day.tomorrow().ok()?, zone)
}

/// Returns the moment when a day begins; where clocks jump over midnight, the first moment after it.
pub(crate) fn start_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let midnight = zone.to_zoned(day.to_datetime(jiff::civil::Time::midnight())).ok()?;
    Some(midnight.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn days(stays: &[(&str, &str)], now: &str, is_over: bool) -> Vec<(String, usize)> {
        let zone = TimeZone::get("Africa/Khartoum").expect("a zone");
        let spans: Vec<Span> = stays
            .iter()
            .map(|(from, until)| Span {
                from: at(from),
                until: (!until.is_empty()).then(|| at(until)),
            })
            .collect();
        let days = of_encounter(&spans, &zone, at(now), is_over);
        days.iter().map(|day| (day.day.to_string(), day.stay)).collect()
    }

    fn told(all: &[(&str, usize)]) -> Vec<(String, usize)> {
        all.iter().map(|(day, stay)| ((*day).to_owned(), *stay)).collect()
    }

    #[test]
    fn a_day_is_charged_when_it_ends_in_the_zone_of_the_facility() {
        let stay = [("2026-11-22T12:00:00Z", "")];
        assert_eq!(days(&stay, "2026-11-22T21:59:00Z", false), []);
        assert_eq!(days(&stay, "2026-11-22T22:00:00Z", false), told(&[("2026-11-22", 0)]));
        let two = told(&[("2026-11-22", 0), ("2026-11-23", 0)]);
        assert_eq!(days(&stay, "2026-11-24T20:00:00Z", false), two);
    }

    #[test]
    fn the_day_of_discharge_is_not_charged_and_a_move_does_not_make_two_days() {
        let stays = [
            ("2026-11-22T08:00:00Z", "2026-11-22T12:00:00Z"),
            ("2026-11-22T12:00:00Z", "2026-11-24T08:00:00Z"),
        ];
        let both = told(&[("2026-11-22", 1), ("2026-11-23", 1)]);
        assert_eq!(days(&stays, "2026-11-30T00:00:00Z", true), both);
    }

    #[test]
    fn an_encounter_without_a_midnight_is_one_day_in_its_last_bed() {
        let stays = [
            ("2026-11-22T08:00:00Z", "2026-11-22T10:00:00Z"),
            ("2026-11-22T10:00:00Z", "2026-11-22T12:00:00Z"),
        ];
        assert_eq!(
            days(&stays, "2026-11-22T12:00:00Z", false),
            [],
            "another bed may follow"
        );
        let one = told(&[("2026-11-22", 1)]);
        assert_eq!(days(&stays, "2026-11-22T12:00:00Z", true), one);
        assert_eq!(days(&stays, "2026-11-22T22:00:00Z", false), one);
    }
}
