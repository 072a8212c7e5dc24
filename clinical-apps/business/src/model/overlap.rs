//! Whether two weekly rules ask for the same hours.

use jiff::civil::Date;
use nilecare_contracts::business::{Schedule, ScheduleRequest};

/// Finds a rule that has hours of `wanted`; `own` is the rule that is changed.
pub(crate) fn find<'a>(
    rules: &'a [Schedule],
    wanted: &ScheduleRequest,
    own: Option<nilecare_types::ScheduleId>,
) -> Option<&'a Schedule> {
    rules.iter().find(|rule| {
        let is_another = own != Some(rule.id);
        let shares_days = rule.valid_from.unwrap_or(Date::MIN) <= wanted.valid_until.unwrap_or(Date::MAX)
            && wanted.valid_from.unwrap_or(Date::MIN) <= rule.valid_until.unwrap_or(Date::MAX);
        let shares_hours = rule.start < wanted.end && wanted.start < rule.end;
        is_another && rule.weekday == wanted.weekday && shares_days && shares_hours
    })
}
