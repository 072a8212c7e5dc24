//! What a delivery says beside its content.

use lapin::message::Delivery;
use lapin::types::{AMQPValue, ShortString};
use nilecare_engine_api::SourceMap;

/// Headers that are kept of one message.
const MOST_HEADERS: usize = 32;
/// Of a value that is kept.
const LONGEST: usize = 4 << 10;

/// Tells what scripts see as `source`.
pub(crate) fn facts(queue: &str, delivery: &Delivery) -> SourceMap {
    let properties = &delivery.properties;
    let mut facts = SourceMap::from([
        ("rabbitmq.queue".to_owned(), queue.to_owned()),
        ("rabbitmq.exchange".to_owned(), delivery.exchange.to_string()),
        ("rabbitmq.routing_key".to_owned(), delivery.routing_key.to_string()),
        ("rabbitmq.redelivered".to_owned(), delivery.redelivered.to_string()),
    ]);
    let known = [
        ("message_id", properties.message_id()),
        ("content_type", properties.content_type()),
        ("content_encoding", properties.content_encoding()),
        ("correlation_id", properties.correlation_id()),
        ("reply_to", properties.reply_to()),
        ("type", properties.kind()),
        ("app_id", properties.app_id()),
    ];
    for (name, value) in known {
        if let Some(value) = value
            .as_ref()
            .map(ShortString::as_str)
            .filter(|value| !value.is_empty())
        {
            facts.insert(format!("rabbitmq.{name}"), value.to_owned());
        }
    }
    if let Some(priority) = properties.priority() {
        facts.insert("rabbitmq.priority".to_owned(), priority.to_string());
    }
    if let Some(at) = properties.timestamp() {
        facts.insert("rabbitmq.timestamp".to_owned(), at.to_string());
    }
    let headers = properties.headers().as_ref().map(|headers| headers.inner());
    let told = headers
        .into_iter()
        .flatten()
        .filter_map(|(name, value)| Some((name, plain(value)?)));
    for (name, value) in told.take(MOST_HEADERS) {
        facts.insert(format!("rabbitmq.header.{name}"), value);
    }
    facts
}

/// Writes a value of one piece; lists and tables, such as those that dead letters carry, are left out.
fn plain(value: &AMQPValue) -> Option<String> {
    let text = match value {
        AMQPValue::Boolean(value) => value.to_string(),
        AMQPValue::ShortShortInt(value) => value.to_string(),
        AMQPValue::ShortShortUInt(value) => value.to_string(),
        AMQPValue::ShortInt(value) => value.to_string(),
        AMQPValue::ShortUInt(value) => value.to_string(),
        AMQPValue::LongInt(value) => value.to_string(),
        AMQPValue::LongUInt(value) => value.to_string(),
        AMQPValue::LongLongInt(value) => value.to_string(),
        AMQPValue::Timestamp(value) => value.to_string(),
        AMQPValue::Float(value) => value.to_string(),
        AMQPValue::Double(value) => value.to_string(),
        AMQPValue::ShortString(value) => value.to_string(),
        AMQPValue::LongString(value) => cut(value.as_bytes()),
        _ => return None,
    };
    Some(text)
}

fn cut(bytes: &[u8]) -> String {
    let kept = &bytes[..bytes.len().min(LONGEST)];
    String::from_utf8_lossy(kept).trim_end_matches('\u{fffd}').to_owned()
}

#[cfg(test)]
mod tests {
    use lapin::BasicProperties;
    use lapin::types::{FieldTable, LongString};

    use super::*;

    #[test]
    fn headers_are_kept_within_bounds() {
        let mut headers = FieldTable::default();
        for number in 0..100 {
            headers.insert(format!("h{number:03}").as_str().into(), AMQPValue::LongInt(number));
        }
        headers.insert("a".into(), AMQPValue::LongString(LongString::from("x".repeat(10_000))));
        headers.insert("b".into(), AMQPValue::FieldTable(FieldTable::default()));
        let mut delivery = Delivery::mock(1, "e".into(), "k".into(), true, Vec::new());
        delivery.properties = BasicProperties::default()
            .with_headers(headers)
            .with_message_id("m1".into());
        let facts = facts("q", &delivery);
        let kept = facts.keys().filter(|name| name.starts_with("rabbitmq.header."));
        assert_eq!(kept.count(), MOST_HEADERS);
        assert_eq!(facts["rabbitmq.header.a"].len(), LONGEST);
        assert_eq!(facts["rabbitmq.header.h007"], "7");
        assert_eq!(facts["rabbitmq.message_id"], "m1");
        assert_eq!(facts["rabbitmq.redelivered"], "true");
        assert!(!facts.contains_key("rabbitmq.header.b"));
    }
}
