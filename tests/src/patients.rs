//! Messages about several patients, and whether each patient's arrived in order.

use bytes::Bytes;

/// Builds the n-th admission of a patient. Its MSH-10 is `Ppp-nnnnn`, its PID-3.1 `PATp`.
pub fn of_patient(patient: usize, number: usize) -> Bytes {
    let id = format!("P{patient:02}-{number:05}");
    let text = String::from_utf8(crate::adt(&id, "KEYED", 0).to_vec()).expect("it is ASCII");
    Bytes::from(text.replace(&format!("T-{id}"), &format!("PAT{patient}")))
}

/// Reads patient and number from an id of [`of_patient`].
///
/// # Panics
/// When it is none.
pub fn patient_and_number(id: &str) -> (usize, usize) {
    let (patient, number) = id[1..].split_once('-').expect("it is an id of a patient's message");
    (
        patient.parse().expect("it is a number"),
        number.parse().expect("it is a number"),
    )
}

/// Asserts that each patient's messages arrived in order, none missing; a repeat counts where it came first.
///
/// # Panics
/// When they did not.
#[track_caller]
pub fn assert_all_in_order(arrived: &[String], n_patients: usize, n_each: usize) {
    let mut numbers = vec![Vec::new(); n_patients];
    for (patient, number) in arrived.iter().map(|id| patient_and_number(id)) {
        if !numbers[patient].contains(&number) {
            numbers[patient].push(number);
        }
    }
    for (patient, numbers) in numbers.iter().enumerate() {
        assert_eq!(*numbers, (0..n_each).collect::<Vec<_>>(), "patient {patient}");
    }
}
