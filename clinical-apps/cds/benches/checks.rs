//! How long a check takes: twenty drugs against each other with the whole of the shipped facts.

use jiff::civil::date;
use nilecare_cds::{Knowledge, Signed, check};
use nilecare_contracts::cds::{DrugOrder, MedicationCheckRequest};

fn main() {
    divan::main();
}

const DRUGS: [&str; 20] = [
    "warfarin",
    "amiodarone",
    "digoxin",
    "simvastatin",
    "aspirin",
    "ibuprofen",
    "metformin",
    "furosemide",
    "spironolactone",
    "enalapril",
    "fluconazole",
    "clarithromycin",
    "omeprazole",
    "tramadol",
    "sertraline",
    "levothyroxine",
    "insulin glargine",
    "salbutamol",
    "prednisolone",
    "ciprofloxacin",
];

fn request(n_drugs: usize) -> MedicationCheckRequest {
    MedicationCheckRequest {
        proposed: DRUGS[..n_drugs].iter().map(|name| DrugOrder::named(name)).collect(),
        current: Some(Vec::new()),
        allergies: Some(Vec::new()),
        conditions: Some(vec!["I50.0".to_owned(), "N18.4".to_owned(), "E11.9".to_owned()]),
        birth_date: Some("1950-01-01".to_owned()),
        weight_kg: Some(70.0),
        egfr: Some(40.0),
        ..MedicationCheckRequest::default()
    }
}

#[divan::bench(args = [1, 5, 20])]
fn of_drugs(bencher: divan::Bencher<'_, '_>, n_drugs: usize) {
    let knowledge = Knowledge::new(Vec::new(), &Signed::new());
    let request = request(n_drugs);
    bencher.bench(|| check(&knowledge, &request, date(2026, 11, 28)));
}

#[divan::bench]
fn building_the_facts() -> Knowledge {
    Knowledge::new(Vec::new(), &Signed::new())
}
