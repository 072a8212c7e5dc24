//! The tables of the service. Nothing here decides; that is the model's and the app's.

pub(crate) mod laboratory;
pub(crate) mod order;
pub(crate) mod records;
pub(crate) mod report;
pub(crate) mod result;

use nilecare_contracts::AssignedNumber;

/// Returns `?, ?, …` for a list of ids.
fn marks<T>(ids: &[T]) -> String {
    vec!["?"; ids.len()].join(", ")
}

fn id<T: std::str::FromStr>(text: Option<String>) -> Result<Option<T>, ()> {
    text.map(|text| text.parse().map_err(|_| ())).transpose()
}

fn number(system: Option<String>, value: Option<String>) -> Option<AssignedNumber> {
    system
        .zip(value)
        .map(|(system, value)| AssignedNumber { system, value })
}

fn columns(number: Option<&AssignedNumber>) -> (Option<String>, Option<String>) {
    number.cloned().map(|number| (number.system, number.value)).unzip()
}
