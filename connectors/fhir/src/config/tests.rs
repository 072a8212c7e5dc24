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
    for sample in FhirDestinationConfig::samples() {
        let config: FhirDestinationConfig = parse_config(&sample).expect("it is a sample");
        let again = serde_json::to_value(&config).expect("it is plain");
        assert_eq!(parse_config::<FhirDestinationConfig>(&again), Ok(config));
    }
    for sample in FhirSourceConfig::samples() {
        let config: FhirSourceConfig = parse_config(&sample).expect("it is a sample");
        let again = serde_json::to_value(&config).expect("it is plain");
        assert_eq!(parse_config::<FhirSourceConfig>(&again), Ok(config));
    }
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place() {
    let destination = |config: Value| places::<FhirDestinationConfig>(&config);
    assert_eq!(destination(json!({})), ["/url"]);
    assert_eq!(destination(json!({ "url": "https://x/r4?a=b" })), ["/url"]);
    assert_eq!(
        destination(
            json!({ "url": "https://x", "interaction": "transaction", "id": "{id}", "if_match": "1", "resource_type": "Task" })
        ),
        ["/id", "/if_match", "/resource_type"]
    );
    assert_eq!(
        destination(json!({ "url": "https://x", "interaction": "patch", "search": "?x" })),
        ["/search", "/resource_type"]
    );
    assert_eq!(
        destination(json!({ "url": "https://x", "if_none_exist": "name={Name}" })),
        ["/if_none_exist"]
    );
    assert_eq!(destination(json!({ "url": "https://x", "colour": 1 })), [""]);

    let source = |config: Value| places::<FhirSourceConfig>(&config);
    assert_eq!(source(json!({})), ["/poll"]);
    let poll = json!({ "resource_type": "patients", "search": "_count=5", "cursor_file": "x.json", "interval": "0s", "page_size": 0 });
    assert_eq!(
        source(json!({ "url": "http://x", "poll": poll })),
        [
            "/poll/resource_type",
            "/poll/search",
            "/poll/interval",
            "/poll/page_size",
            "/poll/cursor_file"
        ]
    );
    let hook = json!({ "bind": "nowhere", "path": "notify", "max_connections": 0 });
    assert_eq!(
        source(json!({ "rest_hook": hook, "url": "http://x", "max_size": 1 })),
        [
            "/url",
            "/rest_hook/max_connections",
            "/max_size",
            "/rest_hook/bind",
            "/rest_hook/path"
        ]
    );
}
