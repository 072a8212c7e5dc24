use nilecare_hl7v2::acknowledgment::{ErrorCode, Severity};

use super::*;
use crate::{Issue, Site, Version};

const HEADER: &str = "MSH|^~\\&|LAB|N|HUB|N|20240305||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||20240305\r";

fn message(text: &str) -> Message {
    Message::parse(text).expect("it is a message")
}

/// Writes the issues of a message as path, rule and severity.
fn found(text: &str, options: &ValidationOptions) -> Vec<String> {
    let message = message(text);
    let report = validate(&message, Standard::for_message(&message), options);
    let write = |issue: &Issue| {
        let path = issue.path.map_or_else(|| "?".to_owned(), |path| path.to_string());
        format!("{path} {} {}", issue.rule, issue.severity.as_str())
    };
    report.issues.iter().map(write).collect()
}

fn adt(rest: &str) -> String {
    format!("{HEADER}{rest}")
}

#[test]
fn a_correct_message_raises_nothing() {
    let text = adt(
        "PID|1||77^^^HOSP&1.2.3&ISO^MR~\"\"||EVERYMAN^ADAM||19800229|M|||1 ROAD^^TOWN^^12345||\"\"\r\
         PV1|1|I|W1^2^3\rZPI|1|free\rAL1|1|DA|PEN|SV\r",
    );
    assert_eq!(found(&text, &ValidationOptions::default()), ["ZPI unknown segment I"]);
    assert_eq!(found(&text, &ValidationOptions::strict()), ["ZPI unknown segment I"]);
}

#[test]
fn each_rule_is_told_with_its_place() {
    let text = adt(
        "PID|A||77^^^&1.2.3&BAD||EVERYMAN^ADAM||19800230|Q|||~~|~\rPV1|1|I~O|\rRXA|1\rPD1|1\rPV1|2|I\r\
         DG1||||a|b||||||||||c|||||||||||||x\rQQQ|1\rzp|1\r",
    );
    let lenient = found(&text, &ValidationOptions::default());
    let expected = [
        "PID-1(1) data type E",
        "PID-3.4.3 table value E",
        "PID-7.1 data type E",
        "PID-8(1) table value W",
        "PV1-2 repetition W",
        "RXA unknown segment W",
    ];
    assert_eq!(lenient[..6], expected);
    for issue in [
        "PD1 order W",
        "PV1(2) cardinality W",
        "DG1-1 required E",
        "DG1-6 required E",
        "DG1-28 version W",
        "QQQ unknown segment W",
        "? unknown segment W",
    ] {
        assert!(lenient.iter().any(|found| found == issue), "{issue}: {lenient:?}");
    }
    let strict = found(&text, &ValidationOptions::strict());
    assert!(strict.iter().any(|found| found == "PD1 order E"));
}

#[test]
fn missing_segments_are_told_with_their_group() {
    let text = "MSH|^~\\&|LAB|N|HUB|N|20240305||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||77||EVERYMAN^ADAM\rORC|RE\rOBX|1|NM|GLU||x||||||F\r";
    let message = message(text);
    let report = validate(&message, Standard::for_message(&message), &ValidationOptions::default());
    let obr = report
        .issues
        .iter()
        .find(|issue| issue.rule == Rule::Required)
        .expect("OBR is missing");
    assert_eq!(
        obr.to_string(),
        "OBR: the segment is required in PATIENT_RESULT(1).ORDER_OBSERVATION(1)"
    );
    assert_eq!(
        (obr.position, obr.code(), obr.severity),
        (2, ErrorCode::SegmentSequence, Severity::Error)
    );
    let number = report
        .issues
        .iter()
        .find(|issue| issue.rule == Rule::DataType)
        .expect("OBX-5 is no number");
    assert_eq!(
        number.to_string(),
        "OBX-5(1): Observation Value: expected a number such as -12.5 (data type NM)"
    );
    assert_eq!(number.to_error_detail().code, ErrorCode::DataType);
    assert!(!report.is_conformant());
}

#[test]
fn lengths_count_characters_and_cut_values_are_told() {
    let long = "x".repeat(251);
    let text = adt(&format!("PID|1||77||{long}\rPV1|1|I\r"));
    assert_eq!(found(&text, &ValidationOptions::default()), ["PID-5(1) length W"]);
    let text = adt("PID|1||77||ÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜÄÖÜ\rPV1|1|I\r");
    assert_eq!(found(&text, &ValidationOptions::default()), [""; 0]);
    let text = "MSH|^~\\&#|LAB|N|HUB|N|20240305||ORU^R01^ORU_R01|1|P|2.7\rPID|1||77^^^^MR||EVERYMAN^ADAM\rOBR|1|||GLU\rOBX|1|NM|GLU||123#||||||F\r";
    assert_eq!(found(text, &ValidationOptions::default()), ["OBX-5(1) length I"]);
}

#[test]
fn versions_are_told() {
    let text = "MSH|^~\\&|LAB|N|HUB|N|20240305||ADT^A04^ADT_A04|1|P|2.9\rEVN||20240305\rPID|1|77|77^^^^MR||EVERYMAN^ADAM\rPV1|1|I\r";
    assert_eq!(
        found(text, &ValidationOptions::default()),
        ["MSH-12 version W", "MSH-9.3 version W", "PID-2 version W"]
    );
    let text = "MSH|^~\\&|LAB|N|HUB|N|20240305||ZZZ^Z01|1|P|2.5.1\rPID|1||77||EVERYMAN^ADAM\r";
    assert_eq!(found(text, &ValidationOptions::default()), ["MSH-9 version W"]);
}

#[test]
fn checks_and_issues_can_be_limited() {
    let text = adt("PID|A||77||EVERYMAN||x|Q\r");
    let options = ValidationOptions {
        checks: Checks::all().without(Rule::DataType).without(Rule::Required),
        ..ValidationOptions::default()
    };
    assert_eq!(found(&text, &options), ["PID-8(1) table value W"]);
    let options = ValidationOptions {
        max_issues: 1,
        ..ValidationOptions::default()
    };
    let message = message(&text);
    let report = validate(&message, Standard::for_message(&message), &options);
    assert_eq!((report.issues.len(), report.n_omitted), (1, 3));
}

#[test]
fn a_site_extends_what_is_valid() {
    let site = Site::parse(include_str!("../../samples/site.yaml")).expect("the sample is valid");
    let standard = Standard::with_site(Version::V2_5_1, &site);
    let text = adt("PID|1||77||EVERYMAN^ADAM|||X||||||||||9|||\rZPI|1|G~S|A^B\rZPI||P\rPV1|1|I\r");
    let report = validate(&message(&text), &standard, &ValidationOptions::strict());
    let issues: Vec<_> = report.issues.iter().map(ToString::to_string).collect();
    assert_eq!(
        issues,
        [
            "ZPI(2)-1: Set ID is required",
            "ZPI(2)-2(1): the code is not in table VIP (VIP Levels) of version 2.5.1"
        ]
    );
}
