//! What is known of the patient's body.

use jiff::civil::Date;
use nilecare_contracts::cds::MedicationCheckRequest;

/// Days in a month of the calendar, on average.
const DAYS_A_MONTH: f64 = 30.436_875;
/// Who is younger gets a child's dose.
const ADULT_MONTHS: f64 = 18.0 * 12.0;

/// What doses depend on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patient {
    pub age_months: Option<f64>,
    pub weight_kg: Option<f64>,
    pub egfr: Option<f64>,
}

impl Patient {
    /// Takes what the request says. A day of birth in the future or that no calendar has is as if it were not there.
    pub(super) fn new(request: &MedicationCheckRequest, today: Date) -> Self {
        let born = request.birth_date.as_deref().and_then(youngest);
        let days = born
            .and_then(|born| today.since(born).ok())
            .map(|span| f64::from(span.get_days()));
        Self {
            age_months: days.filter(|days| *days >= 0.0).map(|days| days / DAYS_A_MONTH),
            weight_kg: request.weight_kg,
            egfr: request.egfr,
        }
    }

    /// Tells whether the patient is a child; nothing when the age is not known.
    pub(super) fn is_child(&self) -> Option<bool> {
        self.age_months.map(|months| months < ADULT_MONTHS)
    }
}

/// Reads a day of birth that may lack its day or month: the last day that it can be.
fn youngest(text: &str) -> Option<Date> {
    match text.len() {
        4 => format!("{text}-12-31").parse().ok(),
        7 => format!("{text}-01").parse::<Date>().ok().map(Date::last_of_month),
        _ => text.parse().ok(),
    }
}
