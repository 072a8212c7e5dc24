use nilecare_engine_api::{ConnectorConfig, parse_config};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{HttpDestinationConfig, HttpSourceConfig, WebhookSourceConfig};

fn samples_come_back<C: ConnectorConfig + Serialize + PartialEq + std::fmt::Debug>() {
    for sample in C::samples() {
        let config: C = parse_config(&sample).expect("it is a sample");
        let again = serde_json::to_value(&config).expect("it is plain");
        assert_eq!(parse_config::<C>(&again).expect("it was written by us"), config);
        let mut unknown = sample;
        unknown["unknown_setting"] = json!(1);
        assert!(parse_config::<C>(&unknown).is_err());
    }
}

#[test]
fn samples_are_valid_and_unknown_keys_are_not() {
    samples_come_back::<HttpSourceConfig>();
    samples_come_back::<HttpDestinationConfig>();
    samples_come_back::<WebhookSourceConfig>();
}

fn places<C: ConnectorConfig>(config: Value) -> Vec<String> {
    let problems = parse_config::<C>(&config)
        .err()
        .map(|problems| problems.0)
        .unwrap_or_default();
    problems.into_iter().map(|problem| problem.path).collect()
}

#[test]
fn a_listener_tells_all_that_is_wrong() {
    let config = json!({ "bind": "8080", "paths": ["orders"], "methods": ["post"], "headers": ["Authorization", "a b"],
        "authentication": {}, "max_requests": 0, "body_timeout": "0s", "max_expansion": 0,
        "answer": { "status": { "accepted": 100, "not_stored": 200 } } });
    assert_eq!(
        places::<HttpSourceConfig>(config),
        [
            "/bind",
            "/paths/0",
            "/methods/0",
            "/authentication",
            "/headers/0",
            "/headers/1",
            "/answer/status/accepted",
            "/answer/status/not_stored",
            "/max_requests",
            "/max_expansion",
            "/body_timeout",
        ]
    );
    let keeps_key = json!({ "bind": "x:1", "headers": ["x-lab"],
        "authentication": { "api_keys": ["env:KEY"], "api_key_header": "X-Lab" } });
    assert_eq!(places::<HttpSourceConfig>(keeps_key), ["/headers/0"]);
}

#[test]
fn no_message_chooses_whom_it_is_sent_to() {
    let url = |url: &str| places::<HttpDestinationConfig>(json!({ "url": url }));
    for right in [
        "https://a.example.org/{x}",
        "https://a.example.org?x={x}",
        "http://[::1]:8080/a/{x}/b?c={d}",
    ] {
        assert_eq!(url(right), [""; 0], "{right}");
    }
    for wrong in [
        "https://{x}.example.org/",
        "{x}",
        "https://a.example.org{x}",
        "https://a.example.org:{x}/",
        "ftp://a/",
        "https://u:p@a/",
        "/orders",
        "https://a.example.org/{X}",
    ] {
        assert_eq!(url(wrong), ["/url"], "{wrong}");
    }
}

#[test]
fn a_sender_tells_all_that_is_wrong() {
    let config = json!({ "url": "http://x/", "method": "post", "headers": { "Host": "y", "X": "{", "a b": "c" },
        "authentication": { "bearer": "env:A", "api_key": { "key": "env:B" } }, "timeout": "5m", "max_redirects": 9,
        "response_headers": ["set-cookie"], "tls": {} });
    assert_eq!(
        places::<HttpDestinationConfig>(config),
        [
            "/method",
            "/headers/Host",
            "/headers/X",
            "/headers/a b",
            "/authentication",
            "/timeout",
            "/max_redirects",
            "/response_headers/0",
            "/tls",
        ]
    );
}

#[test]
fn secrets_are_named_and_not_given() {
    let config = json!({ "url": "http://x/", "authentication": { "bearer": "hunter2" } });
    let error = parse_config::<HttpDestinationConfig>(&config).expect_err("it holds a secret");
    assert!(!error.to_string().contains("hunter2") && error.to_string().contains("env:NAME"));
}

#[test]
fn a_webhook_needs_what_its_signature_is_over() {
    let webhook = |signature: &str, extra: Value| {
        let mut config = json!({ "bind": "x:1", "path": "/a", "signature": signature, "secrets": ["env:A"] });
        let extra = extra.as_object().expect("it is one").clone();
        config.as_object_mut().expect("it is one").extend(extra);
        places::<WebhookSourceConfig>(config)
    };
    assert_eq!(webhook("twilio", json!({})), ["/public_url"]);
    assert_eq!(
        webhook("stripe", json!({ "public_url": "https://a/" })),
        ["/public_url"]
    );
    assert_eq!(
        webhook("stripe", json!({ "timestamp_header": "x" })),
        ["/timestamp_header"]
    );
    assert_eq!(webhook("hmac", json!({ "secrets": [] })), ["/secrets"]);
    assert_eq!(webhook("hmac", json!({ "event_pointer": "id" })), ["/event_pointer"]);
}
