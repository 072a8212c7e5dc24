//! Settings that are right and wrong.

use nilecare_engine_api::{ConnectorConfig, parse_config};
use serde_json::{Value, json};

use super::{HAS_TLS, KafkaDestinationConfig, KafkaSourceConfig};

fn paths<C: ConnectorConfig>(config: &Value) -> Vec<String> {
    match parse_config::<C>(config) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.0.into_iter().map(|problem| problem.path).collect(),
    }
}

fn keeps<C: ConnectorConfig + serde::Serialize + PartialEq + std::fmt::Debug>() {
    for sample in C::samples() {
        let config: C = parse_config(&sample).expect("a sample is valid");
        let written = serde_json::to_value(&config).expect("it can be written");
        assert_eq!(parse_config::<C>(&written).expect("it is valid"), config);
    }
}

#[test]
fn samples_are_valid_and_come_back_as_they_were() {
    keeps::<KafkaSourceConfig>();
    keeps::<KafkaDestinationConfig>();
}

#[test]
fn all_problems_are_told_with_their_places() {
    let config = json!({ "brokers": ["kafka", "a:1,b:2"], "topics": ["a b", ".."], "group": "", "buffer_size": 1,
        "max_size": 0, "hold": "5m", "session_timeout": "1s", "remember_offsets": "0s", "connect_timeout": "0s",
        "sasl": { "username": "", "password": "env:X" } });
    let expected = [
        "/brokers/0",
        "/brokers/1",
        "/sasl/username",
        "/connect_timeout",
        "/topics/0",
        "/topics/1",
        "/group",
        "/buffer_size",
        "/max_size",
        "/hold",
        "/remember_offsets",
        "/session_timeout",
    ];
    assert_eq!(paths::<KafkaSourceConfig>(&config), expected);
    let config = json!({ "brokers": [], "topic": "a b", "key": "{", "headers": { "": "x", "idempotency-key": "x" },
        "max_size": 1, "timeout": "1ms" });
    let expected = [
        "/brokers",
        "/topic",
        "/key",
        "/headers/",
        "/headers/idempotency-key",
        "/max_size",
        "/timeout",
    ];
    assert_eq!(paths::<KafkaDestinationConfig>(&config), expected);
}

#[test]
fn what_the_build_cannot_do_is_told_and_names_the_feature() {
    let config = json!({ "brokers": ["a:1"], "topic": "x", "tls": {},
        "sasl": { "mechanism": "scram_sha256", "username": "u", "password": "env:X" } });
    let problems = parse_config::<KafkaDestinationConfig>(&config)
        .err()
        .map_or_else(Vec::new, |problems| problems.0);
    assert_eq!(problems.len(), if HAS_TLS { 0 } else { 2 });
    assert!(problems.iter().all(|problem| problem.message.contains("kafka-tls")));
}

#[test]
fn unknown_settings_and_secrets_in_the_open_are_refused() {
    for odd in [
        json!({ "brokers": ["a:1"], "topics": ["t"], "group": "g", "topic": "t" }),
        json!({ "brokers": ["a:1"], "topics": ["t"], "group": "g", "sasl": { "username": "u", "password": "hunter2" } }),
        json!({ "brokers": ["a:1"], "topics": ["t"], "group": "g", "tls": { "verify": false } }),
    ] {
        let problems = parse_config::<KafkaSourceConfig>(&odd).expect_err("it is wrong");
        assert!(!problems.to_string().contains("hunter2"));
    }
}
