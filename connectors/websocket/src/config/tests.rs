use nilecare_engine_api::{ConnectorConfig, parse_config};
use serde_json::{Value, json};

use super::*;

fn places<C: ConnectorConfig>(config: &Value) -> Vec<String> {
    match parse_config::<C>(config) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.0.into_iter().map(|problem| problem.path).collect(),
    }
}

#[test]
fn samples_are_valid_and_are_written_as_they_are_read() {
    for sample in WebsocketSourceConfig::samples() {
        let config: WebsocketSourceConfig = parse_config(&sample).expect("it is a sample");
        let again = serde_json::to_value(&config).expect("it is plain");
        assert_eq!(parse_config::<WebsocketSourceConfig>(&again), Ok(config));
    }
    for sample in WebsocketDestinationConfig::samples() {
        let config: WebsocketDestinationConfig = parse_config(&sample).expect("it is a sample");
        let again = serde_json::to_value(&config).expect("it is plain");
        assert_eq!(parse_config::<WebsocketDestinationConfig>(&again), Ok(config));
    }
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place() {
    let source = |config: Value| places::<WebsocketSourceConfig>(&config);
    assert_eq!(source(json!({})), ["/listen"]);
    let listen =
        json!({ "bind": "x", "path": "y", "token_parameter": "a-b", "origins": ["ward"], "max_connections": 0 });
    assert_eq!(
        source(json!({ "listen": listen, "subprotocol": "a b", "max_message_size": 0, "ping_interval": "0s" })),
        [
            "/listen/bind",
            "/listen/path",
            "/listen/token_parameter",
            "/listen/origins",
            "/listen/max_connections",
            "/listen/tokens",
            "/subprotocol",
            "/max_message_size",
            "/ping_interval"
        ]
    );
    for url in ["http://x", "ws://", "ws://a:b@x/", "wss://x/#y", "x"] {
        assert_eq!(source(json!({ "connect": { "url": url } })), ["/connect/url"], "{url}");
    }
    let destination = |config: Value| places::<WebsocketDestinationConfig>(&config);
    let both =
        json!({ "listen": { "bind": "127.0.0.1:0" }, "connect": { "url": "ws://x" }, "reply": true, "timeout": "1h" });
    assert_eq!(destination(both), ["/listen", "/reply", "/timeout"]);
    let tls = json!({ "connect": { "url": "ws://x", "tls": {}, "token": "hunter2" } });
    let error = parse_config::<WebsocketDestinationConfig>(&tls).expect_err("it is a secret");
    assert!(!error.to_string().contains("hunter2"));
}
