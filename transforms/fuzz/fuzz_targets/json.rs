//! What can be read is written and read again alike; a path finds what its pointers name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nilecare_json::{Path, parse};

// A path, a line end, and the value.
fuzz_target!(|data: &[u8]| {
    let (path, text) = data.iter().position(|byte| *byte == b'\n').map_or((data, data), |at| data.split_at(at));
    let value = parse(text);
    if let Ok(value) = &value {
        let written = value.to_string();
        assert_eq!(parse(written.as_bytes()).as_ref(), Ok(value));
    }
    let Some(path) = std::str::from_utf8(path).ok().and_then(|path| path.parse::<Path>().ok()) else {
        return;
    };
    let Ok(value) = value else { return };
    for node in path.find(&value).unwrap_or_default().iter().take(100) {
        assert_eq!(node.pointer().get(&value), Some(node.value()));
    }
});
