//! Doses: the most at a time and a day, of adults and children, all orders together, units, age, weight and kidneys.

use nilecare_contracts::cds::{AlertKind, DrugOrder, MedicationCheckRequest, Progress, Severity};

use crate::common::{adult, dosed, of_kind, progress, run};

fn found(request: &MedicationCheckRequest) -> Vec<(Severity, String)> {
    let reply = run(request);
    let doses = of_kind(&reply, AlertKind::Dose);
    doses
        .iter()
        .map(|alert| (alert.severity, alert.summary.clone()))
        .collect()
}

fn one(order: DrugOrder) -> MedicationCheckRequest {
    MedicationCheckRequest {
        proposed: vec![order],
        ..adult(&["paracetamol"])
    }
}

fn child(order: DrugOrder, born: &str, weight_kg: f64) -> MedicationCheckRequest {
    MedicationCheckRequest {
        birth_date: Some(born.to_owned()),
        weight_kg: Some(weight_kg),
        ..one(order)
    }
}

#[test]
fn the_limit_itself_is_allowed_and_more_is_not() {
    assert_eq!(found(&one(dosed("paracetamol", "oral", 1000.0, "mg", 4.0))), []);
    assert_eq!(found(&one(dosed("paracetamol", "PO", 1.0, "g", 4.0))), []);
    let many = found(&one(dosed("paracetamol", "oral", 1000.0, "mg", 5.0)));
    let text = "paracetamol: 5000 mg a day; the most is 4000 mg".to_owned();
    assert_eq!(many, [(Severity::Major, text)]);
    let slip = found(&one(dosed("paracetamol", "oral", 10.0, "g", 1.0)));
    assert_eq!(slip.len(), 2, "{slip:?}");
    assert!(slip.iter().all(|(severity, _)| *severity == Severity::Contraindicated));
}

#[test]
fn rounding_of_decimal_fractions_raises_nothing() {
    // 0.1 g three times is not quite 0.3 g in binary; ten times a tenth of the limit must be the limit.
    let order = dosed("paracetamol", "oral", 0.4, "g", 10.0);
    assert_eq!(found(&one(order)), []);
}

#[test]
fn orders_of_one_drug_count_together() {
    let mut request = one(dosed("paracetamol", "oral", 1000.0, "mg", 3.0));
    request.current = Some(vec![dosed("paracetamol", "iv", 1.0, "g", 2.0)]);
    let sums = found(&request);
    assert_eq!(sums.len(), 1, "{sums:?}");
    assert!(
        sums[0].1.contains("5000 mg a day, all orders of it together"),
        "{sums:?}"
    );
    request.current = Some(vec![DrugOrder::named("paracetamol")]);
    assert_eq!(progress(&run(&request), AlertKind::Dose), Progress::Incomplete);
}

#[test]
fn children_get_what_their_weight_allows_and_never_more_than_adults() {
    // 75 mg/kg a day: 10 kg allow 750 mg.
    assert_eq!(
        found(&child(
            dosed("paracetamol", "oral", 150.0, "mg", 5.0),
            "2024-05-01",
            10.0
        )),
        []
    );
    let more = found(&child(
        dosed("paracetamol", "oral", 200.0, "mg", 4.0),
        "2024-05-01",
        10.0,
    ));
    assert_eq!(
        more,
        [(
            Severity::Major,
            "paracetamol: 800 mg a day; the most is 750 mg".to_owned()
        )]
    );
    let heavy = child(dosed("paracetamol", "oral", 1000.0, "mg", 4.5), "2010-05-01", 90.0);
    assert!(found(&heavy)[0].1.contains("the most is 4000 mg"));
    let mut light = child(dosed("paracetamol", "oral", 150.0, "mg", 4.0), "2024-05-01", 10.0);
    light.weight_kg = None;
    assert_eq!(progress(&run(&light), AlertKind::Dose), Progress::Incomplete);
}

#[test]
fn doses_for_each_kilogram_need_the_weight() {
    let order = || dosed("gentamicin", "iv", 420.0, "mg", 1.0);
    let mut request = one(order());
    assert_eq!(found(&request), []);
    request.weight_kg = Some(50.0);
    let too_much = found(&request);
    assert!(
        too_much.iter().all(|(_, text)| text.contains("350 mg")) && too_much.len() == 2,
        "{too_much:?}"
    );
}

#[test]
fn age_and_kidneys_count_whatever_the_dose() {
    let infant = child(dosed("ibuprofen", "oral", 25.0, "mg", 3.0), "2026-10-20", 4.0);
    assert!(found(&infant).contains(&(Severity::Major, "ibuprofen: not for this age".to_owned())));
    // Only the year is known: it may be the youngest of that year.
    let vague = child(dosed("ibuprofen", "oral", 25.0, "mg", 3.0), "2026", 4.0);
    assert!(
        !found(&vague).iter().any(|(_, text)| text.contains("age")),
        "a day in the future is no age"
    );
    assert_eq!(progress(&run(&vague), AlertKind::Dose), Progress::Incomplete);
    let mut kidneys = one(dosed("ibuprofen", "oral", 400.0, "mg", 3.0));
    kidneys.egfr = Some(25.0);
    assert_eq!(found(&kidneys)[0].0, Severity::Moderate);
}

#[test]
fn a_dose_in_another_kind_of_unit_is_not_compared() {
    let reply = run(&one(dosed("paracetamol", "oral", 2.0, "tablet", 4.0)));
    assert!(of_kind(&reply, AlertKind::Dose).is_empty());
    assert_eq!(progress(&reply, AlertKind::Dose), Progress::Incomplete);
}
