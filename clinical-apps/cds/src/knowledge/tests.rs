//! The shipped facts: that every row is read and means something, and that the pairs are those that the compilers wrote out.

use std::collections::BTreeMap;

use nilecare_contracts::cds::{FactKind, FactOrigin};

use super::{Knowledge, Signed};

fn knowledge() -> Knowledge {
    Knowledge::new(Vec::new(), &Signed::new())
}

#[test]
fn every_row_is_there_unreviewed_and_selects_a_drug() {
    let knowledge = knowledge();
    let counts: BTreeMap<FactKind, usize> = knowledge
        .state()
        .kinds
        .iter()
        .map(|kind| (kind.kind, kind.active))
        .collect();
    let expected = [
        (FactKind::Drugs, 315),
        (FactKind::Interactions, 389),
        // One group has no drug here.
        (FactKind::CrossSensitivities, 34),
        // One row has no code.
        (FactKind::Contraindications, 70),
        (FactKind::DoseLimits, 147),
        (FactKind::DuplicateClasses, 26),
        (FactKind::Guidelines, 0),
    ];
    assert_eq!(counts, expected.into());
    let kinds = &knowledge.state().kinds;
    assert!(kinds.iter().all(|kind| kind.unreviewed == kind.active));
    assert!(
        knowledge
            .state()
            .notice
            .as_ref()
            .is_some_and(|notice| notice.contains("unreviewed seed data"))
    );
    assert_eq!((knowledge.drugs.len(), knowledge.doses.len()), (315, 147));
    for rule in &knowledge.interactions {
        for side in [&rule.fact.a, &rule.fact.b] {
            assert!(!knowledge.drugs.selected(side).is_empty(), "{} {side}", rule.source.id);
        }
    }
    for kind in FactKind::ALL {
        for row in knowledge.rows(kind, "") {
            assert_eq!(row.fact.validate(), Vec::<String>::new(), "{}", row.id);
            assert_eq!(row.origin, FactOrigin::Shipped);
        }
    }
}

#[test]
fn the_pairs_are_those_that_were_written_out() {
    let knowledge = knowledge();
    let file = include_str!("../../tests/data/interaction_pairs_expanded.csv");
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let mut n_pairs = 0;
    let mut other = Vec::new();
    for row in reader.records() {
        let row = row.expect("a row");
        let drug = |id: &str| knowledge.drugs.by_id(id).expect("a drug");
        n_pairs += 1;
        let found = knowledge.pairs.of(drug(&row[0]), drug(&row[1]));
        let found = found.map(|(rule, mode)| {
            let rule = &knowledge.interactions[rule].fact;
            let word = |value: serde_json::Value| value.as_str().expect("a word").to_owned();
            (word(serde_json::json!(rule.severity)), word(serde_json::json!(mode)))
        });
        if found != Some((row[2].to_owned(), row[3].to_owned())) {
            other.push(format!("{:?} {:?} {found:?}", &row[0], &row[1]));
        }
    }
    assert_eq!((n_pairs, other.len(), other.first()), (3081, 0, None));
    assert_eq!(knowledge.pairs.len(), n_pairs);
}
