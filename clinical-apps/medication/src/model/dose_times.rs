//! When doses are due.

use jiff::{SignedDuration, Span};
use nilecare_contracts::medication::{DueState, Prescription};
use nilecare_types::Timestamp;

/// So long before and after its time a dose is in time.
pub(crate) const WINDOW: SignedDuration = SignedDuration::from_mins(60);
const DAY_SECONDS: f64 = 86_400.0;

/// Returns the times of doses from `from` to before `to`, at most `most`.
pub(crate) fn between(prescription: &Prescription, from: Timestamp, to: Timestamp, most: usize) -> Vec<Timestamp> {
    // Times are whole seconds, so the number of one may be off by a part of a second.
    let first = (number_at(prescription, from) - 0.6 / step(prescription))
        .max(0.0)
        .ceil();
    let end = prescription.ends_at.map_or(to, |end| end.min(to));
    let times = (0..most).map_while(|n| time(prescription, first + n as f64));
    times.take_while(|at| *at < end).collect()
}

/// Returns the times of doses around `now`, the nearest first.
pub(crate) fn around(prescription: &Prescription, now: Timestamp) -> Vec<Timestamp> {
    let middle = number_at(prescription, now).round();
    let numbers = [0.0, -1.0, 1.0, -2.0, 2.0].map(|offset| middle + offset);
    let is_within = |at: &Timestamp| prescription.ends_at.is_none_or(|end| *at < end);
    let mut times: Vec<Timestamp> = numbers
        .into_iter()
        .filter(|number| *number >= 0.0)
        .filter_map(|number| time(prescription, number))
        .filter(is_within)
        .collect();
    times.sort_by_key(|at| at.duration_since(now).abs());
    times
}

/// Tells whether a dose is due at this very moment.
pub(crate) fn is_time(prescription: &Prescription, at: Timestamp) -> bool {
    around(prescription, at).first() == Some(&at)
}

/// Tells how a dose stands that nobody has noted.
pub(crate) fn state(due_at: Timestamp, now: Timestamp) -> DueState {
    let late = now.duration_since(due_at);
    if late > WINDOW {
        DueState::Overdue
    } else if late < -WINDOW {
        DueState::Upcoming
    } else {
        DueState::Due
    }
}

fn step(prescription: &Prescription) -> f64 {
    DAY_SECONDS / prescription.dose.times_per_day
}

fn number_at(prescription: &Prescription, at: Timestamp) -> f64 {
    at.duration_since(prescription.starts_at).as_secs_f64() / step(prescription)
}

/// Returns the time of the dose with this number, to the second.
fn time(prescription: &Prescription, number: f64) -> Option<Timestamp> {
    let seconds = (number * step(prescription)).round();
    let span = Span::new().try_seconds(seconds as i64).ok()?;
    prescription.starts_at.checked_add(span).ok()
}
