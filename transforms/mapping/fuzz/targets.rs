//! What the fuzz targets check, each for any bytes. The fuzzer runs these (`fuzz_targets/`), and `tests/mutations.rs` runs
//! them on a fixed set of mutated samples, so that every change is tried without the fuzzer too.

use nilecare_hl7v2::Message;
use nilecare_mapping::{Mapping, OutgoingHeader, Settings};

/// The header of the messages that are written.
fn header(event: &str) -> OutgoingHeader {
    OutgoingHeader {
        event: event.to_owned(),
        time: "20240305141200+0000".to_owned(),
        control_id: "1".to_owned(),
        ..OutgoingHeader::default()
    }
}

/// Converts a message: the bundle is JSON, the same each time, and what is written of it is a message.
pub fn to_fhir(data: &[u8]) {
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    let Ok(message) = Message::parse(String::from_utf8_lossy(data).into_owned()) else {
        return;
    };
    let Ok(conversion) = mapping.to_fhir(&message, &settings) else {
        return;
    };
    let bundle: serde_json::Value = serde_json::from_str(conversion.bundle.json()).expect("a bundle is JSON");
    assert_eq!(bundle["type"], "transaction");
    for resource in conversion.bundle.resources() {
        assert!(resource.starts_with("{\"resourceType\":"));
    }
    let again = mapping.to_fhir(&message, &settings).expect("it was converted before");
    assert_eq!((&conversion.bundle, &conversion.report), (&again.bundle, &again.report));
    if let Ok(written) = mapping.to_hl7v2(conversion.bundle.json(), &header("ORU^R01"), &settings) {
        Message::parse(written.message).expect("what is written is a message");
    }
}

/// Writes resources as messages.
pub fn to_hl7v2(data: &[u8]) {
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    let text = String::from_utf8_lossy(data);
    for event in ["ADT^A08", "ADT^A40", "ORU^R01", "OML^O21", "RDE^O11", "SIU^S12"] {
        if let Ok(written) = mapping.to_hl7v2(&text, &header(event), &settings) {
            Message::parse(written.message).expect("what is written is a message");
        }
    }
}

/// Puts tables over the shipped ones: they are taken, or refused with places.
pub fn overlay(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Err(error) = Mapping::builtin().with_overlay("overlay", &text) {
        assert!(!error.errors.is_empty());
    }
}
