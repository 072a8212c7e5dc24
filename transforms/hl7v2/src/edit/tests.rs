//! What each change makes of a message.

use super::*;

const HEADER: &str = "MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5";

fn message(rest: &str) -> Message {
    Message::parse(format!("{HEADER}\r{rest}")).expect("the header is valid")
}

fn path(text: &str) -> Path {
    text.parse().expect("a valid path")
}

/// Makes one change to `before` and returns what follows the header.
fn after(before: &str, change: impl FnOnce(&mut Message) -> Result<(), EditError>) -> String {
    let mut message = message(before);
    change(&mut message).expect("the change is allowed");
    message.text()[HEADER.len() + 1..].to_owned()
}

#[test]
fn set_makes_what_is_missing() {
    for (before, place, value, expected) in [
        ("PID|1\r", "PID-5.2", "ADAM", "PID|1||||^ADAM\r"),
        ("PID|1||A~B|\r", "PID-3(2)", "C", "PID|1||A~C|\r"),
        ("PID|1||A\r", "PID-3(3).2.2", "C", "PID|1||A~~^&C\r"),
        ("PID\r", "PID-1", "1", "PID|1\r"),
        ("PID|1||A^B&C\r", "PID-3.2", "X|Y", "PID|1||A^X\\F\\Y\r"),
        ("PID|1||A^B~C\r", "PID-3", "", "PID|1||\r"),
        ("PID|1||A\r", "PID-30", "", "PID|1||A\r"),
        (
            "PID|1\rOBX|1\rOBX|2\r",
            "OBX(2)-5",
            "a\nb",
            "PID|1\rOBX|1\rOBX|2||||a\\.br\\b\r",
        ),
    ] {
        assert_eq!(
            after(before, |message| message.set(&path(place), value)),
            expected,
            "{place}"
        );
    }
}

#[test]
fn header_fields_can_be_set_but_not_the_delimiters() {
    let mut message = message("");
    message
        .set(&path("MSH-10"), "NEW")
        .expect("MSH-10 is an ordinary field");
    assert_eq!(message.header().control_id().as_deref(), Some("NEW"));
    for place in ["MSH-1", "MSH-2", "MSH-2.1"] {
        let refused = Err(EditError::Delimiters { path: path(place) });
        assert_eq!(message.set(&path(place), "#"), refused);
        assert_eq!(message.remove(&path(place)).map(|_| ()), refused);
    }
}

#[test]
fn setting_what_is_there_changes_nothing() {
    let mut message = message("PID|1||77\r");
    message.set(&path("PID-3"), "77").expect("the segment is there");
    message.set(&path("PID-9"), "").expect("the segment is there");
    assert!(!message.is_changed());
    message.set(&path("PID-3"), "78").expect("the segment is there");
    assert!(message.is_changed());
}

#[test]
fn raw_values_cannot_break_out_of_their_place() {
    let mut message = message("PID|1\r");
    message
        .set_raw(&path("PID-3"), "A^B&C~D")
        .expect("a field may hold all levels below");
    for (place, raw) in [
        ("PID-3", "A|B"),
        ("PID-3(1)", "A~B"),
        ("PID-3.1", "A^B"),
        ("PID-3.1.1", "A&B"),
    ] {
        let refused = Err(EditError::DelimiterOfLevelAbove { path: path(place) });
        assert_eq!(message.set_raw(&path(place), raw), refused);
    }
    for raw in ["A\rB", "A\nB", "A\x1C"] {
        assert!(matches!(
            message.set_raw(&path("PID-3"), raw),
            Err(EditError::ControlCharacter { .. })
        ));
    }
    assert_eq!(message.raw(&path("PID-3")), Some("A^B&C~D"));
}

#[test]
fn remove_empties_parts_and_takes_out_repetitions_and_segments() {
    for (place, expected) in [
        ("PID-3", "PID|1||\rPV1|1\r"),
        ("PID-3(1)", "PID|1||B^C~D\rPV1|1\r"),
        ("PID-3(2)", "PID|1||A~D\rPV1|1\r"),
        ("PID-3(3)", "PID|1||A~B^C\rPV1|1\r"),
        ("PID-3(2).1", "PID|1||A~^C~D\rPV1|1\r"),
        ("PID", "PV1|1\r"),
        ("PID-9", "PID|1||A~B^C~D\rPV1|1\r"),
        ("ZZZ", "PID|1||A~B^C~D\rPV1|1\r"),
    ] {
        let text = after("PID|1||A~B^C~D\rPV1|1\r", |message| {
            message.remove(&path(place)).map(|_| ())
        });
        assert_eq!(text, expected, "{place}");
    }
}

#[test]
fn added_segments_take_the_line_end_of_the_message() {
    let mut message = Message::parse("MSH|^~\\&|A\r\nPID|1\x1C\r").expect("the header is valid");
    message.add_segment("ZZ1|1\r").expect("one segment");
    message
        .insert_segment_after("MSH", 1, "EVN|A01")
        .expect("the header is there");
    assert_eq!(&*message.text(), "MSH|^~\\&|A\r\nEVN|A01\r\nPID|1\r\nZZ1|1\r\n\x1C\r");
    assert_eq!(message.remove_segment("PID", 1), Ok(true));
    assert_eq!(message.remove_segment("PID", 1), Ok(false));
    assert_eq!(&*message.text(), "MSH|^~\\&|A\r\nEVN|A01\r\nZZ1|1\r\n\x1C\r");
}

#[test]
fn what_is_not_one_segment_is_refused() {
    let mut message = message("PID|1\r");
    assert_eq!(message.add_segment("MSH|^~\\&|"), Err(EditError::Header));
    assert_eq!(message.remove_segment("MSH", 1), Err(EditError::Header));
    for text in ["", "PI", "PID1|", "pé|", "1ID|x"] {
        assert_eq!(message.add_segment(text), Err(EditError::NotASegment), "{text}");
    }
    assert!(matches!(
        message.add_segment("PV1|\rPV2|"),
        Err(EditError::ControlCharacter { .. })
    ));
    assert!(matches!(
        message.set(&path("PV1-2"), "I"),
        Err(EditError::SegmentAbsent { .. })
    ));
    assert!(matches!(
        message.set(&path("PID"), "I"),
        Err(EditError::NotAField { .. })
    ));
    assert!(!message.is_changed());
}
