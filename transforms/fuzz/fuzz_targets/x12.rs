//! What can be read is written as it was, taken apart and put together, changed and acknowledged.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nilecare_x12::{Interchange, Path, split};

// A path, a line end, and the interchange.
fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (path, rest) = text.split_once('\n').unwrap_or(("", &text));
    let whole = rest.to_owned().into();
    let parts: Vec<_> = split::interchanges(&whole).map_while(Result::ok).map(|part| part.text().to_string()).collect();
    assert!(whole.starts_with(parts.concat().as_str()));
    let Ok(mut interchange) = Interchange::parse(rest) else { return };
    assert_eq!(interchange.text(), rest);
    let _ = interchange.check_envelope();
    for set in split::transaction_sets(&interchange) {
        Interchange::parse(set).expect("a transaction set is an interchange");
    }
    let Ok(path) = path.parse::<Path>() else { return };
    if interchange.set(&path, "VALUE").is_ok() {
        assert_eq!(interchange.get(&path), Some("VALUE"));
        Interchange::parse(interchange.text()).expect("it is an interchange after a change");
    }
});
