//! When the next tick is.

use croner::Cron;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::TimerSourceConfig;
use crate::config::parse_cron;

/// Ticks.
#[derive(Debug, Clone)]
pub(crate) enum Schedule {
    Every(SignedDuration),
    Cron(Vec<Cron>, TimeZone),
}

impl Schedule {
    /// Takes settings that were found to be right; `None` when they are not.
    pub fn new(config: &TimerSourceConfig) -> Option<Self> {
        if let Some(every) = config.every {
            return SignedDuration::try_from(every.get()).ok().map(Self::Every);
        }
        let crons = config.cron.iter().map(|expression| parse_cron(expression).ok());
        let zone = TimeZone::get(&config.time_zone).ok()?;
        Some(Self::Cron(crons.collect::<Option<_>>()?, zone))
    }

    /// Returns the first tick after a moment; `None` when there is none in reach of the calendar.
    pub fn after(&self, moment: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Every(every) => moment.checked_add(*every).ok(),
            Self::Cron(crons, zone) => {
                let local = moment.to_zoned(zone.clone());
                let next = crons
                    .iter()
                    .filter_map(|cron| cron.find_next_occurrence(&local, false).ok());
                next.map(|next| next.timestamp()).min()
            }
        }
    }

    /// Returns the last tick that is not after `now`, counted from a tick or a start before it; `None` when none went by.
    pub fn last_until(&self, from: Timestamp, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Every(every) => {
                let n_ticks = now.duration_since(from).as_nanos().checked_div(every.as_nanos())?;
                let n_ticks = i32::try_from(n_ticks).ok().filter(|n_ticks| *n_ticks > 0)?;
                from.checked_add(every.checked_mul(n_ticks)?).ok()
            }
            Self::Cron(crons, zone) => {
                let local = now.to_zoned(zone.clone());
                let last = crons
                    .iter()
                    .filter_map(|cron| cron.find_previous_occurrence(&local, true).ok());
                last.map(|last| last.timestamp()).max().filter(|last| *last > from)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect(text)
    }

    fn cron(expression: &str, zone: &str) -> Schedule {
        Schedule::new(&TimerSourceConfig {
            every: None,
            cron: vec![expression.to_owned()],
            time_zone: zone.to_owned(),
            content: None,
            at_start: false,
            missed: crate::Missed::Skip,
            state_file: None,
        })
        .expect("it is one")
    }

    fn ticks(schedule: &Schedule, from: &str, n: usize) -> Vec<String> {
        let mut moment = at(from);
        let mut ticks = Vec::new();
        for _ in 0..n {
            moment = schedule.after(moment).expect("there is one");
            ticks.push(moment.to_string());
        }
        ticks
    }

    #[test]
    fn clocks_that_change_leave_out_nothing_and_double_nothing() {
        // Berlin: 2026-03-29 has no 02:30, 2026-10-25 has two.
        let daily = cron("30 2 * * *", "Europe/Berlin");
        assert_eq!(
            ticks(&daily, "2026-03-28T00:00:00Z", 3),
            ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]
        );
        assert_eq!(
            ticks(&daily, "2026-10-24T12:00:00Z", 2),
            ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]
        );
        let hourly = cron("0 * * * *", "Europe/Berlin");
        assert_eq!(
            ticks(&hourly, "2026-10-24T23:30:00Z", 4),
            [
                "2026-10-25T00:00:00Z",
                "2026-10-25T01:00:00Z",
                "2026-10-25T02:00:00Z",
                "2026-10-25T03:00:00Z"
            ]
        );
        // Khartoum has no summer time.
        let early = cron("0 7 * * MON-FRI", "Africa/Khartoum");
        assert_eq!(ticks(&early, "2026-01-02T06:00:00Z", 1), ["2026-01-05T05:00:00Z"]);
    }

    #[test]
    fn what_went_by_is_found_again() {
        let daily = cron("0 2 * * *", "UTC");
        let last = |from: &str, now: &str| daily.last_until(at(from), at(now)).map(|tick| tick.to_string());
        let wanted = Some("2026-01-05T02:00:00Z".to_owned());
        assert_eq!(last("2026-01-02T02:00:00Z", "2026-01-05T09:00:00Z"), wanted);
        assert_eq!(last("2026-01-05T02:00:00Z", "2026-01-05T09:00:00Z"), None);
        let every = Schedule::Every(SignedDuration::from_mins(10));
        let tick = every.last_until(at("2026-01-01T00:00:00Z"), at("2026-01-01T00:35:00Z"));
        assert_eq!(tick, Some(at("2026-01-01T00:30:00Z")));
        assert_eq!(
            every.last_until(at("2026-01-01T00:00:00Z"), at("2026-01-01T00:09:00Z")),
            None
        );
    }
}
