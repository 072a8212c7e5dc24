//! The tables of the service. Nothing here decides; that is the model's and the app's.

pub(crate) mod order;
pub(crate) mod report;
pub(crate) mod result;

use nilecare_contracts::AssignedNumber;
use nilecare_types::PatientId;

/// Returns `?, ?, …` for a list of ids.
fn marks(ids: &[PatientId]) -> String {
    vec!["?"; ids.len()].join(", ")
}

fn number(system: Option<String>, value: Option<String>) -> Option<AssignedNumber> {
    system
        .zip(value)
        .map(|(system, value)| AssignedNumber { system, value })
}

fn columns(number: Option<&AssignedNumber>) -> (Option<String>, Option<String>) {
    number.cloned().map(|number| (number.system, number.value)).unzip()
}
