//! Lookups and what stays as it was read.

use super::*;

const TEXT: &str = "MSH|^~\\&|A\rPID|1||7~8||EVERYMAN^\"\"\rOBX|1|ST|||a\\T\\b\rOBXX|x\rOBX|2\rOBX";

fn message() -> Message {
    Message::parse(TEXT).expect("the header is valid")
}

fn path(text: &str) -> Path {
    text.parse().expect("a valid path")
}

#[test]
fn untouched_text_is_the_very_text_that_was_read() {
    let text = Text::from(TEXT);
    let message = Message::parse(&text).expect("the header is valid");
    assert_eq!(message.text().as_ptr(), text.as_ptr());
    assert_eq!(message.assemble(), TEXT);
}

#[test]
fn segments_are_found_by_id_and_occurrence() {
    let message = message();
    assert_eq!(
        (
            message.len(),
            message.segment_count("OBX"),
            message.segment_count("ZZZ")
        ),
        (6, 3, 0)
    );
    assert_eq!(message.segment("OBX", 2).map(|segment| segment.raw()), Some("OBX|2"));
    assert_eq!(message.segment("OBX", 3).map(|segment| segment.raw()), Some("OBX"));
    assert!(message.segment("OBX", 4).is_none() && message.segment("OBX", 0).is_none());
    assert_eq!(message.segments_named("OBXX").count(), 1);
}

#[test]
fn absent_empty_and_null_are_told_apart() {
    let message = message();
    for (place, raw, value, is_null) in [
        ("PID-5.1", Some("EVERYMAN"), Some("EVERYMAN"), false),
        ("PID-5.2", Some("\"\""), Some("\"\""), true),
        ("PID-4", Some(""), None, false),
        ("PID-6", None, None, false),
        ("PV1-2", None, None, false),
        ("OBX-4", Some(""), None, false),
        ("OBX-5", Some("a\\T\\b"), Some("a&b"), false),
        ("PID-3", Some("7~8"), Some("7~8"), false),
        ("MSH-2", Some("^~\\&"), Some("^~\\&"), false),
    ] {
        let path = path(place);
        assert_eq!(message.raw(&path), raw, "{place}");
        assert_eq!(message.get(&path).as_deref(), value, "{place}");
        assert_eq!(message.is_null(&path), is_null, "{place}");
    }
}

#[test]
fn debug_hides_the_content() {
    let shown = format!("{:?} {:?}", message(), message().header());
    assert!(!shown.contains("EVERYMAN") && shown.contains("segments: 6"), "{shown}");
}

#[test]
fn message_can_be_shared_between_threads() {
    fn is_shared<T: Clone + Send + Sync + 'static>() {}
    is_shared::<Message>();
}

#[test]
fn a_place_is_found_by_the_position_of_its_segment() {
    let message = Message::parse("MSH|^~\\&|A\rOBX|1\rOBX|2^x\r").expect("it is a message");
    let path: Path = "OBX-1.2".parse().expect("it is a path");
    assert_eq!(message.raw_at(2, &path), Some("x"));
    assert_eq!(message.raw_at(1, &path), None);
    assert_eq!(message.raw_at(3, &path), None);
}
