//! Large messages. Were any of this worse than linear, these tests would take minutes.

use nilecare_hl7v2::check::check;
use nilecare_hl7v2::{Message, Path, Text, batch, escape};

const HEADER: &str = "MSH|^~\\&|A|B|C|D|1||ORU^R01|1|P|2.5\r";

fn path(text: &str) -> Path {
    text.parse().expect("a valid path")
}

#[test]
fn million_segments_are_read_changed_and_written() {
    let text = format!("{HEADER}{}", "OBX|1|ST|x||v\r".repeat(1_000_000));
    let mut message = Message::parse(text.as_str()).expect("the header is valid");
    assert_eq!(message.len(), 1_000_001);
    message.set(&path("OBX(1000000)-5"), "w").expect("the segment is there");
    let changed = message.text();
    assert_eq!(changed.len(), text.len());
    assert!(changed.ends_with("OBX|1|ST|x||w\r"));
}

#[test]
fn hundred_thousand_repetitions_are_found_and_made() {
    let text = format!("{HEADER}PID|1||{}", "A^B~".repeat(100_000));
    let mut message = Message::parse(text).expect("the header is valid");
    assert_eq!(message.get(&path("PID-3(100000).2")).as_deref(), Some("B"));
    assert_eq!(
        message
            .segment("PID", 1)
            .and_then(|pid| pid.field(3))
            .map(|field| field.repetitions().count()),
        Some(100_001)
    );
    message
        .set(&path("PID-4(1000000).9"), "C")
        .expect("the segment is there");
    assert_eq!(message.get(&path("PID-4(1000000).9")).as_deref(), Some("C"));
}

#[test]
fn long_runs_of_odd_bytes_are_read() {
    for byte in ["\\", "\r", " ", "\x1C", "|", "&", "\u{FEFF}", "\r MSH|^~\\&|\r"] {
        let run = byte.repeat(300_000);
        let text = format!("{run}{HEADER}PID|{run}\r{run}");
        let _ = batch::split(&Text::from(text.as_str()));
        let _ = Message::parse(text.as_str()).map(|message| message.text());
        let _ = escape::decode(&run, &Default::default());
    }
}

#[test]
fn many_messages_are_split_and_checked() {
    let text = format!(
        "BHS|^~\\&|A\r{}BTS|50000\r",
        format!("{HEADER}PID|1||7\r").repeat(50_000)
    );
    let checked = check(text.as_bytes());
    assert_eq!(
        (checked.messages, checked.equal, checked.problems.len()),
        (50_000, true, 0)
    );
}
