//! What the fuzz targets check, each for any bytes. The fuzzer runs these (`fuzz_targets/`), and `tests/fuzz_corpus.rs`
//! runs them on a fixed set of mutated samples, so that every change is tried without the fuzzer too.

use nilecare_hl7v2::acknowledgment::{
    self, AcknowledgmentCode, AcknowledgmentMode, ErrorCode, ErrorDetail, Reply, Stamp,
};
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::check::check;
use nilecare_hl7v2::{Message, Path, Text, batch, escape};

/// Reads, splits and writes back; what can be read must be equal, and every reply must be readable.
pub fn parse_roundtrip(data: &[u8]) {
    let text = Text::from(String::from_utf8_lossy(data).into_owned());
    let joined: String = batch::split(&text).texts().map(Text::as_str).collect();
    assert!(joined.is_empty() || joined == *text);
    let checked = check(text.as_bytes());
    let errors = [ErrorDetail::new(ErrorCode::DataType).at("PID-5.1".parse().expect("a valid path"))];
    let reply = Reply {
        code: AcknowledgmentCode::AE,
        text: Some("refused"),
        errors: &errors,
    };
    let stamp = Stamp {
        now: acknowledgment_time(),
        control_id: "R1",
    };
    let answer = match Message::parse(&text) {
        Ok(message) => {
            assert_eq!(message.text(), text);
            assert!(checked.messages > 0);
            let _ = (AcknowledgmentMode::of(&message), acknowledgment::read(&message));
            acknowledgment::acknowledge(&message, &reply, &stamp)
        }
        Err(_) => acknowledgment::acknowledge_unparseable(data, &reply, &stamp),
    };
    let answer = Message::parse(answer).expect("a reply is a message");
    assert_eq!(
        acknowledgment::read(&answer).expect("a reply has MSA").code,
        AcknowledgmentCode::AE
    );
}

fn acknowledgment_time() -> jiff::Timestamp {
    jiff::Timestamp::UNIX_EPOCH
}

/// Sets and removes: a set value is found, also after writing and reading again.
///
/// The data is a path and a value, a line each, and then the message.
pub fn edit(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.splitn(3, '\n');
    let (Some(path), Some(value), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return;
    };
    let (Ok(path), Ok(mut message)) = (path.parse::<Path>(), Message::parse(rest)) else {
        return;
    };

    let n_segments = message.len();
    if message.set(&path, value).is_ok() {
        assert_eq!(message.get(&path).unwrap_or_default(), value);
        let again = Message::parse(message.text()).expect("a changed message is a message");
        assert_eq!(again.len(), n_segments);
        assert_eq!(again.get(&path).unwrap_or_default(), value);
    } else {
        assert!(!message.is_changed());
    }
    if message.set_raw(&path, value).is_ok() {
        assert_eq!(message.raw(&path).unwrap_or_default(), value);
    }
    let _ = message.add_segment(value);
    let _ = message.insert_segment_after("MSH", 1, value);
    let _ = message.remove(&path);
    let again = Message::parse(message.text()).expect("a changed message is a message");
    assert_eq!(again.len(), message.len());
    assert_eq!(again.text(), message.text());
}

/// Decodes by what the bytes say and by each default; without a replacement the bytes come back.
pub fn charset(data: &[u8]) {
    for default in [
        Charset::LATIN_1,
        Charset::Utf8,
        Charset::Ascii,
        Charset::Windows1252,
        Charset::Iso2022Jp,
        Charset::Gb18030,
    ] {
        let decoded = charset::decode(data, default);
        let back = charset::encode(&decoded.text, decoded.charset);
        assert!(decoded.replaced || *back == *data);
    }
    check(data);
}

/// Reads a path and, from the rest, an escaped value.
pub fn path(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(path) = text.parse::<Path>() {
        assert_eq!(path.to_string().parse(), Ok(path));
    }
    let delimiters = Default::default();
    let _ = escape::decode(&text, &delimiters);
    assert_eq!(escape::decode(&escape::encode(&text, &delimiters), &delimiters), text);
}
