//! A resource in XML comes back from JSON as it was, and one in JSON that XML can express comes back from XML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nilecare_fhir::{from_xml, parse, to_xml};

fuzz_target!(|data: &[u8]| {
    let Ok(resource) = parse(data) else { return };
    if let Ok(xml) = to_xml(&resource.value) {
        let back = from_xml(&xml).expect("what was written is a resource");
        let xml_again = to_xml(&back).expect("it is a resource");
        assert_eq!(xml_again, xml);
    }
});
