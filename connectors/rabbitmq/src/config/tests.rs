//! Settings that are right and wrong.

use nilecare_engine_api::{ConnectorConfig, parse_config};
use serde_json::{Value, json};

use super::{RabbitmqDestinationConfig, RabbitmqSourceConfig};

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
    keeps::<RabbitmqSourceConfig>();
    keeps::<RabbitmqDestinationConfig>();
}

#[test]
fn all_problems_are_told_with_their_places() {
    let config = json!({ "address": "rabbit", "virtual_host": "", "username": "hub", "queue": "", "prefetch": 0,
        "max_size": 0, "hold": "21m", "heartbeat": "500ms", "connect_timeout": "0s", "remember_ids": "0s",
        "declare": { "durable": false, "dead_letter_routing_key": "x", "bindings": [{ "exchange": "" }] } });
    let expected = [
        "/address",
        "/virtual_host",
        "/password",
        "/connect_timeout",
        "/heartbeat",
        "/queue",
        "/declare/durable",
        "/declare/dead_letter_routing_key",
        "/declare/bindings/0/exchange",
        "/prefetch",
        "/max_size",
        "/remember_ids",
        "/hold",
    ];
    assert_eq!(paths::<RabbitmqSourceConfig>(&config), expected);
    let config = json!({ "address": "r:1", "password": "env:X", "timeout": "5m", "expiration": "0s",
        "headers": { "a": "{" }, "content_type": "" });
    let expected = [
        "/username",
        "/routing_key",
        "/headers/a",
        "/content_type",
        "/expiration",
        "/timeout",
    ];
    assert_eq!(paths::<RabbitmqDestinationConfig>(&config), expected);
}

#[test]
fn unknown_settings_and_secrets_in_the_open_are_refused() {
    for odd in [
        json!({ "address": "r:1", "queue": "q", "routing_key": "x" }),
        json!({ "address": "r:1", "queue": "q", "declare": { "nowait": true } }),
        json!({ "address": "r:1", "queue": "q", "username": "u", "password": "hunter2" }),
    ] {
        let problems = parse_config::<RabbitmqSourceConfig>(&odd).expect_err("it is wrong");
        assert!(!problems.to_string().contains("hunter2"));
    }
    let odd = json!({ "address": "r:1", "routing_key": "x", "queue": "q" });
    assert!(parse_config::<RabbitmqDestinationConfig>(&odd).is_err());
}
