//! Any message becomes a bundle or an error, and the same one each time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nilecare_hl7v2::Message;
use nilecare_mapping::{Mapping, Settings};

fuzz_target!(|data: &[u8]| {
    let Ok(message) = Message::parse(String::from_utf8_lossy(data).into_owned()) else { return };
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    let Ok(converted) = mapping.to_fhir(&message, &settings) else { return };
    let bundle = converted.bundle.json();
    nilecare_json::parse(bundle.as_bytes()).expect("a bundle is JSON");
    let again = mapping.to_fhir(&message, &settings).expect("it was converted before");
    assert_eq!(again.bundle.json(), bundle);
});
