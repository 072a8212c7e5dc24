//! What rules and exceptions come to on given days.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_contracts::business::{OpenPeriod, Schedule, ScheduleDay, ScheduleException, ScheduleExceptionKind};
use nilecare_types::{FacilityId, Timestamp};

/// How long a slot of an extra hour is.
const EXTRA_SLOT_MINUTES: u32 = 30;

/// Gives the times in which somebody can be visited from the one day to the other, both included, in the order of time. A facility
/// without a zone is closed.
pub(crate) fn periods(
    rules: &[Schedule],
    exceptions: &[ScheduleException],
    zones: &BTreeMap<FacilityId, TimeZone>,
    from: Date,
    to: Date,
) -> Vec<OpenPeriod> {
    let mut open: Vec<OpenPeriod> = Vec::new();
    for rule in rules {
        let Some(zone) = zones.get(&rule.facility_id) else {
            continue;
        };
        let mut day = Some(from).filter(|day| *day <= to);
        while let Some(date) = day {
            if is_valid(rule, date) {
                open.extend(on(rule, date, zone));
            }
            day = date.tomorrow().ok().filter(|next| *next <= to);
        }
    }
    for extra in exceptions
        .iter()
        .filter(|exception| exception.kind == ScheduleExceptionKind::Extra)
    {
        let Some((facility_id, zone)) = extra.facility_id.and_then(|id| zones.get_key_value(&id)) else {
            continue;
        };
        let is_within = |moment: Timestamp| (from..=to).contains(&zone.to_datetime(moment).date());
        if is_within(extra.from) {
            open.push(OpenPeriod {
                from: extra.from,
                until: extra.until,
                facility_id: *facility_id,
                department_id: None,
                room: None,
                slot_minutes: EXTRA_SLOT_MINUTES,
            });
        }
    }
    for away in exceptions
        .iter()
        .filter(|exception| exception.kind != ScheduleExceptionKind::Extra)
    {
        open = open.into_iter().flat_map(|period| without(period, away)).collect();
    }
    open.sort_by_key(|period| (period.from, period.until));
    open
}

fn is_valid(rule: &Schedule, date: Date) -> bool {
    rule.weekday == ScheduleDay::of(date)
        && rule.valid_from.is_none_or(|first| first <= date)
        && rule.valid_until.is_none_or(|last| date <= last)
}

/// The hours of a rule on one day. An hour that clocks leave out is not there; one that comes twice is there twice.
fn on(rule: &Schedule, date: Date, zone: &TimeZone) -> Option<OpenPeriod> {
    let moment = |time| zone.to_timestamp(date.to_datetime(time)).ok();
    let (from, until) = (moment(rule.start)?, moment(rule.end)?);
    (from < until).then(|| OpenPeriod {
        from,
        until,
        facility_id: rule.facility_id,
        department_id: rule.department_id,
        room: rule.room.clone(),
        slot_minutes: rule.slot_minutes,
    })
}

/// What is left of a period: nothing, one part, or two.
fn without(period: OpenPeriod, away: &ScheduleException) -> Vec<OpenPeriod> {
    let is_elsewhere = away.facility_id.is_some_and(|id| id != period.facility_id);
    if is_elsewhere || away.until <= period.from || period.until <= away.from {
        return vec![period];
    }
    let mut left = Vec::new();
    if period.from < away.from {
        left.push(OpenPeriod {
            until: away.from,
            ..period.clone()
        });
    }
    if away.until < period.until {
        left.push(OpenPeriod {
            from: away.until,
            ..period
        });
    }
    left
}
