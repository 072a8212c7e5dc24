use crate::{EditError, Interchange, Path};

const SAMPLE: &str = include_str!("../../samples/837p-claim.x12");

fn interchange() -> Interchange {
    Interchange::parse(SAMPLE).expect("the sample is an interchange")
}

fn path(text: &str) -> Path {
    text.parse().expect("a valid path")
}

/// Returns the lines that a change made, those of the sample left out.
fn changed_lines(interchange: &Interchange) -> Vec<String> {
    let text = interchange.text();
    let is_new = |line: &&str| !SAMPLE.lines().any(|other| other == *line);
    text.lines().filter(is_new).map(str::to_owned).collect()
}

#[test]
fn setting_a_value_rewrites_its_segment_only() {
    let mut interchange = interchange();
    interchange.set(&path("CLM-2"), "99.5").expect("the value fits");
    assert_eq!(changed_lines(&interchange), ["CLM*EV26*99.5***11:B:1*Y*A*Y*Y~"]);
}

#[test]
fn missing_parts_are_added_up_to_the_place() {
    let mut interchange = interchange();
    interchange.set(&path("BHT-8(2).3"), "X").expect("the value fits");
    assert_eq!(changed_lines(&interchange), ["BHT*0019*00*77*20260105*0930*CH**^::X~"]);
}

#[test]
fn clearing_the_last_element_leaves_no_separators() {
    let mut interchange = interchange();
    interchange.set(&path("N3-1"), "").expect("the value fits");
    assert!(changed_lines(&interchange).contains(&"N3~".to_owned()));
}

#[test]
fn values_with_separators_are_refused() {
    let mut interchange = interchange();
    for value in ["a*b", "a:b", "a^b", "a~b", "a\nb"] {
        let refused = interchange.set(&path("NM1-3"), value);
        assert_eq!(refused, Err(EditError::Separator { path: path("NM1-3") }));
    }
    assert!(!interchange.is_changed());
    interchange
        .set_raw(&path("CLM-5"), "12:B:7")
        .expect("components are below an element");
    assert!(interchange.set_raw(&path("CLM-5.1"), "12:B").is_err());
}

#[test]
fn header_keeps_its_widths() {
    let mut interchange = interchange();
    interchange.set(&path("ISA-6"), "SOUTH").expect("the value is shorter");
    assert_eq!(interchange.raw(&path("ISA-6")), Some("SOUTH          "));
    assert_eq!(interchange.get(&path("ISA-6")), Some("SOUTH"));
    for (place, value) in [
        ("ISA-6", "SIXTEEN LETTERS."),
        ("ISA-13", "7"),
        ("ISA-17", "X"),
        ("ISA-11", "!"),
        ("ISA-16", "!"),
    ] {
        assert!(interchange.set(&path(place), value).is_err(), "{place}");
    }
    assert!(Interchange::parse(interchange.text()).is_ok());
}

#[test]
fn segments_are_added_and_removed_and_counts_corrected() {
    let mut interchange = interchange();
    interchange
        .append_segment(1, "NTE*ADD*CALL FIRST")
        .expect("it is a segment");
    interchange
        .insert_segment_after(&path("CLM"), "REF*EA*77")
        .expect("it is a segment");
    interchange.delete_segment(&path("BHT")).expect("it is there");
    assert!(!interchange.check_envelope().is_sound());
    interchange.correct_counts();
    assert!(interchange.check_envelope().is_sound());
    assert!(interchange.text().contains("NTE*ADD*CALL FIRST~\nSE*"));
}

#[test]
fn what_is_no_segment_is_not_added() {
    let mut interchange = interchange();
    for text in ["", "R", "NAME*1", "REF*1~REF*2", "REF*1\n"] {
        assert_eq!(
            interchange.append_segment(1, text),
            Err(EditError::NotASegment),
            "{text:?}"
        );
    }
    assert_eq!(interchange.append_segment(1, "ISA*00"), Err(EditError::Header));
    assert_eq!(
        interchange.append_segment(2, "REF*1"),
        Err(EditError::TransactionSetAbsent { number: 2 })
    );
    assert_eq!(interchange.delete_segment(&path("ISA")), Err(EditError::Header));
}
