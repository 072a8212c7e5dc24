use crate::Interchange;

const SAMPLE: &str = include_str!("../../samples/two-groups.x12");

/// Returns the problems of the sample after a replacement, as sentences.
fn problems(from: &str, to: &str) -> Vec<String> {
    let text = SAMPLE.replacen(from, to, 1);
    let interchange = Interchange::parse(text).expect("the text is an interchange");
    let report = interchange.check_envelope();
    report.problems().iter().map(ToString::to_string).collect()
}

#[test]
fn sound_envelopes_have_no_problems() {
    assert!(problems("", "").is_empty());
    assert!(problems("GS*HS", "TA1*000000001*260105*0930*A*000~\nGS*HS").is_empty());
}

#[test]
fn control_numbers_are_compared() {
    assert_eq!(
        problems("IEA*2*000000404", "IEA*2*000000405"),
        ["segment 18: the control number of IEA is not that of ISA"]
    );
    assert_eq!(
        problems("GE*2*1", "GE*2*7"),
        ["segment 11: the control number of GE is not that of GS"]
    );
    assert_eq!(
        problems("SE*4*0001", "SE*4*0007"),
        ["segment 6: the control number of SE is not that of ST"]
    );
}

#[test]
fn counts_are_compared() {
    assert_eq!(
        problems("IEA*2", "IEA*1"),
        ["segment 18: IEA states 1 groups, but there are 2"]
    );
    assert_eq!(
        problems("GE*2", "GE*3"),
        ["segment 11: GE states 3 transaction sets, but there are 2"]
    );
    assert_eq!(
        problems("SE*4", "SE*"),
        ["segment 6: SE states no number of segments; there are 4"]
    );
}

#[test]
fn missing_trailers_and_headers_are_told() {
    assert_eq!(
        problems("IEA*2*000000404~\n", ""),
        ["segment 1: ISA has no trailer IEA"]
    );
    assert_eq!(problems("GE*2*1~\n", ""), ["segment 2: GS has no trailer GE"]);
    assert_eq!(problems("SE*4*0001~\n", ""), ["segment 3: ST has no trailer SE"]);
    assert!(problems("ST*270*0001*005010X279A1~\n", "").contains(&"segment 5: SE has no header ST".to_owned()));
}

#[test]
fn order_is_checked() {
    assert_eq!(
        problems("IEA*2*000000404~", "IEA*2*000000404~REF*1~"),
        ["segment 19: the segment follows IEA, the end of the interchange"]
    );
    assert_eq!(
        problems("GE*2*1~", "GE*2*1~REF*1~"),
        ["segment 12: the segment may not stand here"]
    );
    assert_eq!(
        problems("GE*1*2~", "GE*1*2~ST*276*0001~SE*2*0001~"),
        ["segment 18: the segment may not stand here"]
    );
}

#[test]
fn identifiers_are_checked() {
    assert_eq!(
        problems("ST*270*0001", "ST**0001"),
        ["segment 3: ST does not name the transaction set in ST01"]
    );
    assert_eq!(
        problems("BHT*", "bht*"),
        ["segment 4: the segment id is not two or three capitals and digits"]
    );
    let twice = problems("ST*270*0002", "ST*270*0001");
    assert_eq!(twice[0], "segment 7: the control number of ST was used before");
}
