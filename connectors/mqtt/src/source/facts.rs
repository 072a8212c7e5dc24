//! What is known of a message beside its content; bounded, and readable in scripts as `source`.

use nilecare_engine_api::SourceMap;
use nilecare_mqtt::Publish;

/// So many levels of the topic, and so many user properties, are told.
const MOST: usize = 32;
/// Longer values are cut.
const LONGEST: usize = 1024;

pub(super) fn of(publish: &Publish, broker: &str) -> SourceMap {
    let mut facts = SourceMap::from([
        ("remote_address".to_owned(), broker.to_owned()),
        ("mqtt.topic".to_owned(), cut(&publish.topic)),
        ("mqtt.qos".to_owned(), u8::from(publish.qos).to_string()),
        ("mqtt.retain".to_owned(), publish.is_retained.to_string()),
        ("mqtt.duplicate".to_owned(), publish.is_duplicate.to_string()),
    ]);
    for (index, level) in publish.topic.split('/').take(MOST).enumerate() {
        facts.insert(format!("mqtt.level.{index}"), cut(level));
    }
    let Some(properties) = &publish.properties else {
        return facts;
    };
    let mut tell = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            facts.insert(format!("mqtt.{name}"), cut(&value));
        }
    };
    tell("content_type", properties.content_type.clone());
    tell("response_topic", properties.response_topic.clone());
    tell(
        "message_expiry",
        properties.message_expiry_interval.map(|seconds| seconds.to_string()),
    );
    tell(
        "correlation_data",
        properties.correlation_data.as_deref().map(hexadecimal),
    );
    for (name, value) in properties.user_properties.iter().take(MOST) {
        tell(&format!("property.{}", cut(name)), Some(value.clone()));
    }
    facts
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .take(LONGEST / 2)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn cut(text: &str) -> String {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use nilecare_mqtt::{PublishProperties, Qos};

    use super::*;

    #[test]
    fn facts_name_what_the_packet_says_and_are_bounded() {
        let properties = PublishProperties {
            content_type: Some("application/json".to_owned()),
            user_properties: (0..100).map(|n| (format!("p{n}"), "é".repeat(1000))).collect(),
            ..PublishProperties::default()
        };
        let publish = Publish {
            topic: "ward/7/vitals".to_owned(),
            qos: Qos::AtLeastOnce,
            properties: Some(Box::new(properties)),
            ..Publish::default()
        };
        let facts = of(&publish, "the hub's broker");
        assert_eq!(facts["mqtt.topic"], "ward/7/vitals");
        assert_eq!((&*facts["mqtt.level.1"], &*facts["mqtt.qos"]), ("7", "1"));
        assert_eq!(facts["mqtt.content_type"], "application/json");
        let n_properties = facts.keys().filter(|name| name.starts_with("mqtt.property.")).count();
        assert_eq!((n_properties, facts["mqtt.property.p0"].len()), (MOST, LONGEST));
    }
}
