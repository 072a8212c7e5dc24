//! The crate's own samples: read, looked up and written back. Everyone in them is invented.

use std::path::PathBuf;

use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::check::check;
use nilecare_hl7v2::{Message, Path, Text, acknowledgment, batch};

fn read(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn text(name: &str) -> Text {
    charset::decode_shared(&read(name).into(), Charset::LATIN_1).text
}

fn message(name: &str) -> Message {
    Message::parse(text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[track_caller]
fn assert_values(name: &str, values: &[(&str, Option<&str>)]) {
    let message = message(name);
    for (place, expected) in values {
        let path: Path = place.parse().expect("a valid path");
        assert_eq!(message.get(&path).as_deref(), *expected, "{name} {place}");
    }
}

#[test]
fn every_sample_is_written_back_byte_for_byte() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut n_files = 0;
    for entry in std::fs::read_dir(folder).expect("the samples are part of the crate") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_some_and(|extension| extension == "hl7") {
            let raw = std::fs::read(&path).expect("a sample can be read");
            let checked = check(&raw);
            assert!(
                checked.equal && checked.problems.is_empty(),
                "{}: {checked:?}",
                path.display()
            );
            n_files += 1;
        }
    }
    assert!(n_files >= 18, "found {n_files} samples");
}

#[test]
fn values_are_found() {
    assert_values(
        "adt-a01.hl7",
        &[
            ("PID-3.4.2", Some("1.2.3.4")),
            ("PID-3(2).1", Some("998877")),
            ("PID-5.1", Some("EVERYMAN")),
            ("PID-5.1.1", Some("EVERYMAN")),
            ("PID-5.1.2", None),
            ("PID-4", None),
            ("PID-99", None),
            ("PV1-44", Some("20240305140000")),
            ("AL1-5", Some("Rash & hives")),
        ],
    );
    assert_values(
        "oru-r01.hl7",
        &[
            ("OBX(15)-3.1", Some("33914-3")),
            ("NTE(1)-3", Some("Sample slightly haemolysed\nPotassium may be high")),
        ],
    );
    assert_values(
        "oru-r01-escapes.hl7",
        &[
            ("OBX-5", Some("| ^ & ~ \\ Aé")),
            ("OBX(2)-5", Some("First line\nsecond line")),
            ("OBX(3)-5(1)", Some("C:\\temp\\files\\scan.pdf")),
            ("OBX(3)-5(2)", Some("\\\\server\\share")),
        ],
    );
    assert_values(
        "custom-delimiters.hl7",
        &[
            ("PID-3(2).1", Some("4712")),
            ("PID-5.2", Some("ADAM | ^ & ~ \\")),
            ("MSH-2", Some("%*!@#")),
        ],
    );
    assert_values(
        "latin1.hl7",
        &[("PID-5.1", Some("BÜCHNER")), ("PID-11.3", Some("MÜNCHEN"))],
    );
    assert_values("utf8-bom-mllp.hl7", &[("PID-5.2", Some("THỊ😊")), ("PV1-2", Some("I"))]);
    assert_values("utf16le-bom.hl7", &[("PID-5.1", Some("ØSTER"))]);
}

#[test]
fn nulls_differ_from_empty_and_absent() {
    let message = message("adt-a08-nulls.hl7");
    for (place, is_null) in [
        ("PID-5.2", true),
        ("PID-7", true),
        ("PID-11", true),
        ("PID-6", false),
        ("PID-30", false),
        ("ZZZ-1", false),
    ] {
        assert_eq!(
            message.is_null(&place.parse().expect("a valid path")),
            is_null,
            "{place}"
        );
    }
}

#[test]
fn unknown_segments_keep_their_place() {
    let message = message("z-segments.hl7");
    let ids: Vec<_> = message.segments().map(|segment| segment.id()).collect();
    assert_eq!(ids, ["MSH", "EVN", "PID", "ZPI", "PV1", "ZA1", "Z99"]);
}

#[test]
fn document_is_found_whole() {
    let message = message("mdm-t02-base64.hl7");
    let document = message
        .raw(&"OBX-5.5".parse().expect("a valid path"))
        .expect("the document is there");
    assert_eq!(document.len(), 8192);
}

#[test]
fn batches_are_split() {
    let batch = batch::split(&text("batch-file.hl7"));
    assert_eq!(
        (batch.messages.len(), batch.batch_headers.len(), batch.problems.len()),
        (3, 2, 0)
    );
    let control_ids: Vec<_> = batch
        .messages
        .iter()
        .map(|message| {
            Message::parse(message)
                .expect("a valid message")
                .header()
                .control_id()
                .map(|id| id.into_owned())
        })
        .collect();
    let expected = ["NC00010", "NC00011", "NC00012"].map(|id| Some(id.to_owned()));
    assert_eq!(control_ids, expected);
    assert_eq!(batch::split(&text("two-messages.hl7")).messages.len(), 2);
}

#[test]
fn acknowledgments_of_both_forms_are_read() {
    let new = acknowledgment::read(&message("ack-ae-2.5.hl7")).expect("an acknowledgment");
    assert_eq!(
        (new.code.as_str(), new.control_id.as_str(), new.errors.len()),
        ("AE", "NC00001", 2)
    );
    assert_eq!(
        new.errors[0].location.map(|path| path.to_string()).as_deref(),
        Some("PID-3.4")
    );
    assert_eq!(
        new.errors[0].user_message.as_deref(),
        Some("Contact the interface team")
    );

    let old = acknowledgment::read(&message("ack-ar-2.3.hl7")).expect("an acknowledgment");
    assert_eq!(
        (old.code.as_str(), old.text.as_deref(), old.errors.len()),
        ("AR", Some("Not served"), 2)
    );
    assert_eq!(
        old.errors[0].location.map(|path| path.to_string()).as_deref(),
        Some("OBR-4")
    );
    assert_eq!(old.errors[1].code.as_str(), "207");

    assert!(acknowledgment::read(&message("adt-a01.hl7")).is_none());
}

#[test]
fn changes_leave_the_rest_alone() {
    let mut changed = message("adt-a40-merge.hl7");
    changed
        .set(&"MRG-1.1".parse().expect("a valid path"), "4799")
        .expect("MRG is there");
    let expected = text("adt-a40-merge.hl7").replace("4712", "4799");
    assert_eq!(*changed.text(), *expected);
}
