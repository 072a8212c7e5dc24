//! Hours of the week at which something is expected.

use std::collections::BTreeSet;

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};
use nilecare_types::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

/// # Hours
/// From one time of day to another; over midnight when the end is before the beginning.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// # Weekdays
    /// Days on which the hours begin; all when empty.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub weekdays: BTreeSet<Weekday>,
    /// # From
    /// Such as `08:00`.
    pub from: String,
    /// # To
    /// Such as `18:00`.
    pub to: String,
    /// # Time zone
    /// Such as `Africa/Cairo`.
    pub time_zone: String,
}

/// Hours, ready to be used.
#[derive(Debug, Clone)]
pub(crate) struct OpenHours {
    weekdays: BTreeSet<Weekday>,
    from: Time,
    to: Time,
    zone: TimeZone,
}

impl OpenHours {
    pub(crate) fn new(hours: &Hours) -> Result<Self, String> {
        let time = |text: &str| {
            let parsed = text.parse::<Time>();
            parsed.map_err(|_| format!("{text:?} is no time of day such as 08:00"))
        };
        let (from, to) = (time(&hours.from)?, time(&hours.to)?);
        if from == to {
            return Err("from and to are the same".to_owned());
        }
        let name = &hours.time_zone;
        let zone =
            TimeZone::get(name).map_err(|_| format!("there is no time zone {name:?}; write it as Africa/Cairo"))?;
        Ok(Self {
            weekdays: hours.weekdays.clone(),
            from,
            to,
            zone,
        })
    }

    /// Returns since when the hours are open; `None` when they are not.
    pub(crate) fn open_since(&self, now: Timestamp) -> Option<Timestamp> {
        let today = now.to_zoned(self.zone.clone()).date();
        // Hours that began yesterday may go on over midnight.
        [today, today.checked_sub(1.day()).ok()?].into_iter().find_map(|day| {
            if !self.weekdays.is_empty() && !self.weekdays.contains(&weekday(day.weekday())) {
                return None;
            }
            let end = if self.to > self.from {
                day
            } else {
                day.checked_add(1.day()).ok()?
            };
            let at = |date: jiff::civil::Date, time: Time| date.to_datetime(time).to_zoned(self.zone.clone()).ok();
            let (begin, end) = (at(day, self.from)?.timestamp(), at(end, self.to)?.timestamp());
            (begin <= now && now < end).then_some(begin)
        })
    }
}

fn weekday(day: jiff::civil::Weekday) -> Weekday {
    use jiff::civil::Weekday as Day;
    match day {
        Day::Monday => Weekday::Mon,
        Day::Tuesday => Weekday::Tue,
        Day::Wednesday => Weekday::Wed,
        Day::Thursday => Weekday::Thu,
        Day::Friday => Weekday::Fri,
        Day::Saturday => Weekday::Sat,
        Day::Sunday => Weekday::Sun,
    }
}

/// Returns the time from one moment to a later one; 0 when it is not later.
pub(crate) fn elapsed(from: Timestamp, to: Timestamp) -> std::time::Duration {
    let elapsed: SignedDuration = to.duration_since(from);
    std::time::Duration::try_from(elapsed).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_since(from: &str, to: &str, weekdays: &[Weekday], now: &str) -> Option<String> {
        let hours = OpenHours::new(&Hours {
            weekdays: weekdays.iter().copied().collect(),
            from: from.to_owned(),
            to: to.to_owned(),
            time_zone: "Africa/Cairo".to_owned(),
        });
        let now = now.parse().expect("it is a time");
        hours
            .expect("they are good")
            .open_since(now)
            .map(|since| since.to_string())
    }

    #[test]
    fn hours_are_of_the_time_zone_and_of_the_day_on_which_they_begin() {
        use Weekday::{Fri, Mon, Sun};
        // 2026-01-05 is a Monday; Cairo is two hours ahead of UTC in winter.
        let day = |now| open_since("08:00", "18:00", &[Mon], now);
        assert_eq!(day("2026-01-05T05:59:59Z"), None);
        assert_eq!(day("2026-01-05T06:00:00Z").as_deref(), Some("2026-01-05T06:00:00Z"));
        assert_eq!(day("2026-01-05T16:00:00Z"), None);
        assert_eq!(day("2026-01-06T10:00:00Z"), None);
        let night = |now| open_since("22:00", "06:00", &[Sun], now);
        assert_eq!(night("2026-01-05T03:00:00Z").as_deref(), Some("2026-01-04T20:00:00Z"));
        assert_eq!(night("2026-01-06T03:00:00Z"), None);
        assert_eq!(open_since("08:00", "18:00", &[Fri], "2026-01-05T10:00:00Z"), None);
    }

    #[test]
    fn what_is_no_time_or_zone_is_told() {
        let hours = |from: &str, zone: &str| {
            OpenHours::new(&Hours {
                weekdays: BTreeSet::new(),
                from: from.to_owned(),
                to: "18:00".to_owned(),
                time_zone: zone.to_owned(),
            })
        };
        assert!(hours("25:00", "UTC").is_err() && hours("18:00", "UTC").is_err() && hours("08:00", "Nowhere").is_err());
        assert!(hours("08:00", "UTC").is_ok());
    }
}
