//! Interactions, allergies, conditions, duplicates; and that nothing is called clear which was not looked at.

use nilecare_contracts::cds::{
    AlertKind, AlertMode, AllergySeverity, Conclusion, Drug, DrugOrder, MedicationCheckRequest, Progress, Severity,
};

use crate::common::{adult, allergy, dosed, of_kind, progress, run};

#[test]
fn a_pair_is_found_from_both_sides_and_by_code_name_or_alias() {
    let by_code = DrugOrder {
        drug: Drug {
            rxcui: Some("5640".to_owned()),
            name: None,
        },
        ..DrugOrder::named("")
    };
    let mut request = adult(&["Warfarin 5 mg tablet"]);
    request.current = Some(vec![by_code]);
    let one = run(&request);
    let mut other = adult(&["IBUPROFEN"]);
    other.current = Some(vec![DrugOrder::named("warfarin")]);
    let other = run(&other);
    for reply in [&one, &other] {
        let found = of_kind(reply, AlertKind::Interaction);
        assert_eq!(found.len(), 1, "{reply:?}");
        assert_eq!(
            (found[0].severity, found[0].mode),
            (Severity::Major, AlertMode::Interruptive)
        );
        assert_eq!(found[0].source.as_ref().map(|source| source.id.as_str()), Some("R001"));
        assert_eq!(
            (reply.conclusion, reply.level),
            (Conclusion::Alerts, Some(Severity::Major))
        );
    }
    assert_eq!(one.alerts[0].drugs, ["warfarin", "ibuprofen"]);
    assert_eq!(other.alerts[0].drugs, ["ibuprofen", "warfarin"]);
}

#[test]
fn pairs_of_what_is_taken_already_raise_nothing() {
    let mut request = adult(&["salbutamol"]);
    request.current = Some(vec![DrugOrder::named("warfarin"), DrugOrder::named("ibuprofen")]);
    assert!(of_kind(&run(&request), AlertKind::Interaction).is_empty());
}

#[test]
fn the_usual_regimens_are_not_disturbed() {
    for drugs in [
        &["metformin", "amlodipine", "atorvastatin"][..],
        &["salbutamol", "beclometasone"],
        &["rifampicin", "isoniazid", "pyrazinamide", "ethambutol"],
    ] {
        let reply = run(&adult(drugs));
        let loud = reply
            .alerts
            .iter()
            .filter(|alert| alert.mode >= AlertMode::Interruptive);
        assert_eq!(loud.count(), 0, "{drugs:?}: {:?}", reply.alerts);
    }
}

#[test]
fn an_allergy_stops_the_drug_its_class_and_what_shares_its_side_chain() {
    for (to, drug, severity) in [
        ("amoxicillin", "amoxicillin", Some(Severity::Contraindicated)),
        (
            "amoxicillin",
            "amoxicillin / clavulanic acid",
            Some(Severity::Contraindicated),
        ),
        ("penicillin", "ampicillin", Some(Severity::Contraindicated)),
        ("Penicillins", "benzylpenicillin", Some(Severity::Contraindicated)),
        ("amoxicillin", "cefalexin", Some(Severity::Major)),
        ("amoxicillin", "aztreonam", None),
        (
            "sulfamethoxazole / trimethoprim",
            "trimethoprim",
            Some(Severity::Contraindicated),
        ),
        ("penicillin", "gentamicin", None),
    ] {
        let mut request = adult(&[drug]);
        request.allergies = Some(vec![allergy(to)]);
        let reply = run(&request);
        assert_eq!(progress(&reply, AlertKind::Allergy), Progress::Complete, "{to} {drug}");
        let worst = of_kind(&reply, AlertKind::Allergy)
            .iter()
            .map(|alert| alert.severity)
            .max();
        assert_eq!(worst, severity, "{to} {drug}: {:?}", reply.alerts);
    }
}

#[test]
fn a_mild_reaction_interrupts_and_does_not_block() {
    let mut mild = allergy("amoxicillin");
    mild.severity = AllergySeverity::Mild;
    let mut request = adult(&["amoxicillin"]);
    request.allergies = Some(vec![mild]);
    let reply = run(&request);
    assert_eq!(reply.alerts[0].mode, AlertMode::Interruptive);
}

#[test]
fn conditions_forbid_by_code_range_and_open_range() {
    for (drug, code, severity) in [
        ("ibuprofen", "N18.5", Severity::Contraindicated),
        ("ibuprofen", "Z3A.31", Severity::Contraindicated),
        ("sumatriptan", "I21.4", Severity::Contraindicated),
    ] {
        let mut request = adult(&[drug]);
        request.conditions = Some(vec!["E11.9".to_owned(), code.to_owned()]);
        let reply = run(&request);
        let found = of_kind(&reply, AlertKind::Contraindication);
        assert_eq!(
            found.first().map(|alert| alert.severity),
            Some(severity),
            "{drug} {code}"
        );
    }
    let mut early = adult(&["ibuprofen"]);
    early.conditions = Some(vec!["Z3A.12".to_owned(), "N18.2".to_owned()]);
    assert!(of_kind(&run(&early), AlertKind::Contraindication).is_empty());
}

#[test]
fn the_same_drug_twice_is_told_and_two_of_a_class_once() {
    let twice = run(&adult(&["paracetamol", "Paracetamol 500 mg tablet"]));
    let found = of_kind(&twice, AlertKind::Duplicate);
    assert_eq!((found.len(), found[0].severity), (1, Severity::Major));

    let nsaids = run(&adult(&["ibuprofen", "diclofenac"]));
    let pairs = nsaids.alerts.iter().filter(|alert| alert.drugs.len() == 2);
    assert_eq!(pairs.count(), 1, "{:?}", nsaids.alerts);

    let statins = run(&adult(&["simvastatin", "atorvastatin"]));
    assert_eq!(of_kind(&statins, AlertKind::Duplicate).len(), 1);
}

#[test]
fn what_was_not_looked_at_is_never_clear() {
    let known = run(&MedicationCheckRequest {
        proposed: vec![dosed("paracetamol", "oral", 500.0, "mg", 3.0)],
        ..adult(&["paracetamol"])
    });
    assert_eq!(known.conclusion, Conclusion::Clear, "{known:?}");
    type Remove = fn(&mut MedicationCheckRequest);
    let without: [(&str, Remove, AlertKind); 6] = [
        ("current", |request| request.current = None, AlertKind::Interaction),
        ("allergies", |request| request.allergies = None, AlertKind::Allergy),
        (
            "conditions",
            |request| request.conditions = None,
            AlertKind::Contraindication,
        ),
        ("age", |request| request.birth_date = None, AlertKind::Dose),
        ("dose", |request| request.proposed[0].dose = None, AlertKind::Dose),
        (
            "drug",
            |request| request.proposed[0].drug = Drug::named("nilecarol"),
            AlertKind::Interaction,
        ),
    ];
    for (what, remove, kind) in without {
        let mut request = MedicationCheckRequest {
            proposed: vec![dosed("paracetamol", "oral", 500.0, "mg", 3.0)],
            ..adult(&["paracetamol"])
        };
        remove(&mut request);
        let reply = run(&request);
        assert_eq!(reply.conclusion, Conclusion::Incomplete, "{what}: {reply:?}");
        assert_ne!(progress(&reply, kind), Progress::Complete, "{what}");
    }
}

#[test]
fn a_name_with_one_more_word_is_not_taken_for_the_shorter_drug() {
    let reply = run(&adult(&["amoxicillin clavulanate"]));
    assert_eq!(progress(&reply, AlertKind::Interaction), Progress::NotRun);
    let mut unknown = adult(&["amoxicillin"]);
    unknown.allergies = Some(vec![allergy("shellfish")]);
    let reply = run(&unknown);
    assert_eq!(progress(&reply, AlertKind::Allergy), Progress::Incomplete);
}

#[test]
fn the_worst_comes_first_and_a_reference_comes_back() {
    let mut request = adult(&["sildenafil", "ibuprofen"]);
    request.proposed[0].reference = Some("rx-1".to_owned());
    request.current = Some(vec![
        DrugOrder::named("isosorbide dinitrate"),
        DrugOrder::named("warfarin"),
    ]);
    let reply = run(&request);
    assert_eq!(reply.level, Some(Severity::Contraindicated), "{:?}", reply.alerts);
    assert_eq!(
        (reply.alerts[0].mode, &reply.alerts[0].references),
        (AlertMode::Blocking, &vec!["rx-1".to_owned()])
    );
}
