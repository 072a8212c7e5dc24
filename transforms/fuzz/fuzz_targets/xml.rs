//! What can be read is written as it was; what a path sets is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nilecare_xml::{Path, Xml, decode, encode};

// A path, a line end, and the document.
fuzz_target!(|data: &[u8]| {
    let (path, raw) = data.iter().position(|byte| *byte == b'\n').map_or((data, data), |at| (&data[..at], &data[at + 1..]));
    let decoded = decode(raw);
    if !decoded.is_replaced {
        assert_eq!(encode(&decoded.text, decoded.encoding).as_ref(), raw);
    }
    let Ok(mut xml) = Xml::parse(decoded.text.as_ref()) else { return };
    assert_eq!(xml.text(), decoded.text);
    Xml::from_json(&xml.to_json()).expect("what came from XML goes back");
    let Some(path) = std::str::from_utf8(path).ok().and_then(|path| path.parse::<Path>().ok()) else {
        return;
    };
    let _ = xml.set(&path, "a<&\"\n");
    let again = Xml::parse(xml.text().as_ref()).expect("it is XML after a change");
    assert_eq!(again.to_json(), xml.to_json());
    let _ = xml.remove(&path);
    Xml::parse(xml.text().as_ref()).expect("it is XML after a removal");
});
