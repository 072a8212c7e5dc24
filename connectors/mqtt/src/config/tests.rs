use nilecare_engine_api::{ConnectorConfig, parse_config};
use serde_json::{Value, json};

use super::{Address, MqttDestinationConfig, MqttSourceConfig};

fn places<C: ConnectorConfig>(config: Value) -> Vec<String> {
    match parse_config::<C>(&config) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.0.into_iter().map(|problem| problem.path).collect(),
    }
}

#[test]
fn samples_are_valid() {
    for sample in MqttSourceConfig::samples() {
        assert_eq!(places::<MqttSourceConfig>(sample.clone()), [""; 0], "{sample}");
    }
    for sample in MqttDestinationConfig::samples() {
        assert_eq!(places::<MqttDestinationConfig>(sample.clone()), [""; 0], "{sample}");
    }
}

#[test]
fn an_unknown_setting_is_refused() {
    let config = json!({ "topics": ["a"], "client_id": "x", "qoss": 1 });
    assert_eq!(places::<MqttSourceConfig>(config), [""]);
    assert_eq!(
        places::<MqttDestinationConfig>(json!({ "topic": "a", "urll": "x" })),
        [""]
    );
}

#[test]
fn everything_wrong_is_told_with_its_place() {
    let config = json!({ "topics": ["a#", "$share/x"], "qos": 3, "url": "http://x", "broker": "hub", "max_in_flight": 0,
        "max_message_size": 1, "password": "env:X", "keep_alive": "0s" });
    let mut found = places::<MqttSourceConfig>(config);
    found.sort();
    found.dedup();
    let expected = [
        "/client_id",
        "/keep_alive",
        "/max_in_flight",
        "/max_message_size",
        "/qos",
        "/topics/0",
        "/topics/1",
        "/url",
        "/username",
    ];
    assert_eq!(found, expected);

    let config = json!({ "topic": "a/{Ward}", "protocol": "mqtt311", "content_type": "x", "timeout": "1h",
        "username": "x" });
    let mut found = places::<MqttDestinationConfig>(config);
    found.sort();
    assert_eq!(found, ["/content_type", "/timeout", "/topic", "/username"]);
    for topic in ["", "$SYS/x", "a/+", "a/#"] {
        assert_eq!(
            places::<MqttDestinationConfig>(json!({ "topic": topic })),
            ["/topic"],
            "{topic}"
        );
    }
}

#[test]
fn addresses_have_a_port_of_their_scheme() {
    let address = |url: &str| Address::parse(url).map(|address| (address.host, address.is_tls));
    assert_eq!(address("mqtt://a.example"), Some(("a.example:1883".to_owned(), false)));
    assert_eq!(address("mqtts://a.example/"), Some(("a.example:8883".to_owned(), true)));
    assert_eq!(address("mqtt://[::1]"), Some(("[::1]:1883".to_owned(), false)));
    assert_eq!(address("mqtt://[::1]:7"), Some(("[::1]:7".to_owned(), false)));
    for url in ["a:1883", "tcp://a", "mqtt://", "mqtt://name:word@a", "mqtt://a/b"] {
        assert_eq!(address(url), None, "{url}");
    }
}

#[test]
fn a_secret_in_the_settings_is_refused_and_not_repeated() {
    let config = json!({ "url": "mqtt://a", "username": "n", "password": "hunter2", "topic": "t" });
    let error = parse_config::<MqttDestinationConfig>(&config).expect_err("it is a secret");
    assert!(!error.to_string().contains("hunter2"));
}
