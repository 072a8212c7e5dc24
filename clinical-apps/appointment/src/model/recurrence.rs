//! When the appointments of a series begin.

use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use nilecare_contracts::appointment::{Every, Recurrence};
use nilecare_types::Timestamp;

/// Gives the beginnings, the first one among them: the same time of day in `zone`, also when clocks changed between. `None` when the
/// calendar ends before.
pub(crate) fn starts(first: Timestamp, rule: Recurrence, zone: &TimeZone) -> Option<Vec<Timestamp>> {
    let local = zone.to_datetime(first);
    let step = |nth: u32| -> Span {
        let n = i64::from(nth * rule.interval);
        match rule.every {
            Every::Day => n.days(),
            Every::Week => n.weeks(),
            Every::Month => n.months(),
        }
    };
    let nth = |nth: u32| zone.to_timestamp(local.checked_add(step(nth)).ok()?).ok();
    (0..rule.count).map(nth).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(first: &str, every: Every, interval: u32, count: u32, zone: &str) -> Vec<String> {
        let zone = TimeZone::get(zone).expect("it is known");
        let rule = Recurrence { every, interval, count };
        let starts = starts(first.parse().expect("a moment"), rule, &zone).expect("they are near");
        starts.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_time_of_day_stays_when_clocks_change() {
        let weekly = run("2027-03-22T08:00:00Z", Every::Week, 1, 2, "Europe/Berlin");
        assert_eq!(weekly, ["2027-03-22T08:00:00Z", "2027-03-29T07:00:00Z"]);
    }

    #[test]
    fn a_month_that_is_too_short_has_its_last_day_and_the_next_the_day_again() {
        let monthly = run("2027-01-31T08:00:00Z", Every::Month, 1, 3, "Africa/Khartoum");
        assert_eq!(
            monthly,
            ["2027-01-31T08:00:00Z", "2027-02-28T08:00:00Z", "2027-03-31T08:00:00Z"]
        );
    }
}
