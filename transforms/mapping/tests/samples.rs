//! Each sample message gives the bundle beside it, which is valid, and the same each time. `UPDATE=1` writes them anew.

use std::path::{Path, PathBuf};

use nilecare_hl7v2::Message;
use nilecare_mapping::{Mapping, OutgoingHeader, Settings};
use nilecare_testkit::samples;

fn is_sample(file: &Path) -> bool {
    let name = file.to_string_lossy();
    name.ends_with(".hl7") && !name.ends_with(".back.hl7")
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    samples::files(&folder)
        .into_iter()
        .filter(|file| is_sample(file))
        .collect()
}

fn read(file: &Path) -> Message {
    let text = std::fs::read_to_string(file).expect("the sample is there");
    Message::parse(text.replace('\n', "\r")).expect("the sample is a message")
}

/// Compares with a file, or writes it.
fn compare(file: &Path, text: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, text).expect("the folder can be written");
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    assert!(text == expected, "{} differs; UPDATE=1 writes it anew", file.display());
}

#[test]
fn each_sample_gives_its_bundle_and_its_report() {
    let (mapping, settings, validator) = (Mapping::builtin(), Settings::default(), crate::common::Validator::new());
    for file in samples() {
        let message = read(&file);
        let conversion = mapping
            .to_fhir(&message, &settings)
            .expect("the sample is of a mapped type");
        let again = mapping
            .to_fhir(&message, &settings)
            .expect("the sample is of a mapped type");
        assert_eq!(conversion.bundle, again.bundle, "{}", file.display());
        let bundle = serde_json::from_str(conversion.bundle.json()).expect("a bundle is JSON");
        assert_eq!(validator.check(&bundle), Vec::<String>::new(), "{}", file.display());
        let mut text = conversion.bundle.pretty();
        compare(&file.with_extension("json"), &text);
        text.clear();
        for finding in &conversion.report.findings {
            text.push_str(&format!("{finding}\n"));
        }
        compare(&file.with_extension("report.txt"), &text);
    }
}

#[test]
fn each_bundle_gives_its_message_back() {
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    for file in samples() {
        let message = read(&file);
        let header = message.nth_segment(0).expect("a message has a header");
        let value = |field, component| {
            header
                .value(field, component)
                .map(|value| value.into_owned())
                .unwrap_or_default()
        };
        let event = format!("{}^{}", value(9, 1), value(9, 2));
        if !mapping.written_messages().any(|(_, events)| events.contains(&event)) {
            continue;
        }
        let outgoing = OutgoingHeader {
            event,
            sending_application: "NILECARE".to_owned(),
            sending_facility: "HUB".to_owned(),
            receiving_application: "PEER".to_owned(),
            receiving_facility: "PEER".to_owned(),
            time: value(7, 1),
            control_id: value(10, 1),
            ..OutgoingHeader::default()
        };
        let bundle = mapping
            .to_fhir(&message, &settings)
            .expect("the sample is of a mapped type")
            .bundle;
        let written = mapping
            .to_hl7v2(bundle.json(), &outgoing, &settings)
            .expect("the event can be written");
        Message::parse(written.message.as_str()).expect("what is written is a message");
        compare(&file.with_extension("back.hl7"), &written.message.replace('\r', "\n"));
    }
}
