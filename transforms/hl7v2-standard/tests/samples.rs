//! The samples of the model, validated: what is correct raises nothing, and what is not raises just that.

use nilecare_hl7v2::{Message, Text, batch};
use nilecare_hl7v2_standard::{Standard, ValidationOptions, validate};

fn issues(sample: &str) -> Vec<String> {
    let mut issues = Vec::new();
    for text in batch::split(&Text::from(sample)).messages {
        let message = Message::parse(text).expect("it is a message");
        let report = validate(&message, Standard::for_message(&message), &ValidationOptions::default());
        issues.extend(
            report
                .issues
                .iter()
                .map(|issue| format!("{} {issue}", issue.severity.as_str())),
        );
    }
    issues
}

#[test]
fn correct_samples_raise_nothing() {
    for sample in [
        include_str!("../../hl7v2/samples/ack-ae-2.5.hl7"),
        include_str!("../../hl7v2/samples/ack-ar-2.3.hl7"),
        include_str!("../../hl7v2/samples/adt-a03.hl7"),
        include_str!("../../hl7v2/samples/adt-a08-nulls.hl7"),
        include_str!("../../hl7v2/samples/adt-a40-merge.hl7"),
        include_str!("../../hl7v2/samples/batch-file.hl7"),
        include_str!("../../hl7v2/samples/oml-o21.hl7"),
        include_str!("../../hl7v2/samples/two-messages.hl7"),
    ] {
        assert_eq!(issues(sample), [""; 0]);
    }
}

#[test]
fn what_is_wrong_with_the_others_is_told() {
    let wrong = [
        (
            include_str!("../../hl7v2/samples/adt-a01.hl7"),
            vec!["W NTE: ADT_A01 has no place for this segment"],
        ),
        (
            include_str!("../../hl7v2/samples/oru-r01.hl7"),
            vec![
                "E OBX(15)-5(1): Observation Value: expected a number such as -12.5 (data type NM)",
                "E OBX(30)-5(1): Observation Value: expected a number such as -12.5 (data type NM)",
            ],
        ),
        (
            include_str!("../../hl7v2/samples/orm-o01.hl7"),
            vec!["E ORC-7: Quantity/Timing is required"],
        ),
        (
            include_str!("../../hl7v2/samples/z-segments.hl7"),
            vec![
                "I ZPI: the site does not define this Z-segment",
                "I ZA1: the site does not define this Z-segment",
                "I Z99: the site does not define this Z-segment",
            ],
        ),
        (
            include_str!("../../hl7v2/samples/utf8-bom-mllp.hl7"),
            vec!["E EVN: the segment is required in ADT_A01"],
        ),
        (
            include_str!("../../hl7v2/samples/custom-delimiters.hl7"),
            vec![
                "W PID-3.5: Identifier Type Code is required",
                "W PID-3(2).5: Identifier Type Code is required",
                "I PID-7(1): the sender cut the value of Date/Time of Birth",
            ],
        ),
    ];
    for (sample, expected) in wrong {
        assert_eq!(issues(sample), expected);
    }
}
