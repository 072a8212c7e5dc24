//! What a record says beside its value.

use nilecare_engine_api::SourceMap;
use rdkafka::message::{BorrowedMessage, Headers, Message};

/// Headers that are kept of one record.
const MOST_HEADERS: usize = 32;
/// Of a key or value that is kept.
const LONGEST: usize = 4 << 10;

/// Tells what scripts see as `source`.
pub(crate) fn facts(record: &BorrowedMessage<'_>) -> SourceMap {
    let mut facts = SourceMap::from([
        ("kafka.topic".to_owned(), record.topic().to_owned()),
        ("kafka.partition".to_owned(), record.partition().to_string()),
        ("kafka.offset".to_owned(), record.offset().to_string()),
    ]);
    if let Some(key) = record.key() {
        facts.insert("kafka.key".to_owned(), text(key));
    }
    if let Some(at) = record.timestamp().to_millis() {
        facts.insert("kafka.timestamp".to_owned(), at.to_string());
    }
    if record.payload().is_none() {
        facts.insert("kafka.tombstone".to_owned(), "true".to_owned());
    }
    if let Some(headers) = record.headers() {
        for header in headers.iter().take(MOST_HEADERS) {
            let value = header.value.map(text).unwrap_or_default();
            facts.insert(format!("kafka.header.{}", text(header.key.as_bytes())), value);
        }
    }
    facts
}

/// Bytes that are no text are shown as they can be; at most 4 KiB.
fn text(bytes: &[u8]) -> String {
    let kept = &bytes[..bytes.len().min(LONGEST)];
    let text = String::from_utf8_lossy(kept);
    if kept.len() < bytes.len() {
        // A character that was cut in two.
        return text.trim_end_matches('\u{fffd}').to_owned();
    }
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_characters() {
        let long = format!("x{}", "é".repeat(LONGEST));
        let kept = text(long.as_bytes());
        assert_eq!(kept.len(), LONGEST - 1);
        assert!(long.starts_with(&kept));
        assert_eq!(text(b"k1"), "k1");
    }
}
