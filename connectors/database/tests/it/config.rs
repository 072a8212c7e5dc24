//! Settings.

use nilecare_connector_database::{DatabaseConnector, DatabaseDestinationConfig, DatabaseSourceConfig};
use nilecare_engine_api::{Connector, ConnectorConfig};
use serde_json::{Value, json};

use crate::common::with;

fn problems_of_source(config: &Value) -> Vec<String> {
    let found = DatabaseConnector::default().source(config).unwrap().err();
    found.map_or_else(Vec::new, |found| {
        found.0.into_iter().map(|problem| problem.path).collect()
    })
}

fn problems_of_destination(config: &Value) -> Vec<String> {
    let found = DatabaseConnector::default().destination(config).unwrap().err();
    found.map_or_else(Vec::new, |found| {
        found.0.into_iter().map(|problem| problem.path).collect()
    })
}

#[test]
fn samples_are_valid_and_come_back_the_same() {
    for sample in DatabaseSourceConfig::samples() {
        assert_eq!(problems_of_source(&sample), Vec::<String>::new(), "{sample}");
        let read: DatabaseSourceConfig = serde_json::from_value(sample).unwrap();
        let written = serde_json::to_value(&read).unwrap();
        assert_eq!(serde_json::from_value::<DatabaseSourceConfig>(written).unwrap(), read);
    }
    for sample in DatabaseDestinationConfig::samples() {
        assert_eq!(problems_of_destination(&sample), Vec::<String>::new(), "{sample}");
        let read: DatabaseDestinationConfig = serde_json::from_value(sample).unwrap();
        let written = serde_json::to_value(&read).unwrap();
        assert_eq!(
            serde_json::from_value::<DatabaseDestinationConfig>(written).unwrap(),
            read
        );
    }
}

#[test]
fn wrong_settings_are_told_with_their_places() {
    let source = json!({ "url": "sqlite:/srv/lab.db", "query": "SELECT 1 AS id", "mark": ["UPDATE t SET a = :id"] });
    let cursor = json!({ "column": "id", "file": "/srv/c.json" });
    for (more, path) in [
        (json!({ "url": "sqlite:lab.db" }), "/url"),
        (json!({ "username": "hub" }), "/username"),
        (json!({ "url": "postgres://db/lab" }), "/username"),
        (json!({ "query": "SELECT 'x" }), "/query"),
        (json!({ "query": "SELECT :id" }), "/query"),
        (json!({ "query": "SELECT :cursor" }), "/query"),
        (json!({ "cursor": cursor }), "/query"),
        (
            json!({ "query": "SELECT :cursor", "cursor": { "column": "id" } }),
            "/cursor",
        ),
        (
            json!({ "query": "SELECT :cursor", "cursor": { "column": "id", "file": "c.json" } }),
            "/cursor/file",
        ),
        (json!({ "mark": [] }), "/reread"),
        (json!({ "reread": true }), "/reread"),
        (json!({ "mark": ["UPDATE t SET a = :/id"] }), "/mark"),
        (json!({ "max_rows": 0 }), "/max_rows"),
        (json!({ "interval": "0s" }), "/interval"),
        (
            json!({ "rows_as": "one_message", "event": { "column": "id" } }),
            "/event",
        ),
        (json!({ "colour": "red" }), ""),
        (json!({ "password": "hunter2" }), ""),
    ] {
        assert_eq!(problems_of_source(&with(&source, more.clone())), [path], "{more}");
    }
    let destination = json!({ "url": "sqlite:/srv/lab.db", "statements": ["INSERT INTO t VALUES (:a, :/b)"] });
    for (more, path) in [
        (json!({ "statements": [] }), "/statements"),
        (json!({ "statements": ["SELECT 1", ""] }), "/statements/1"),
        (json!({ "statements": ["SELECT :Name"] }), "/statements/0"),
        (json!({ "for_each": "results" }), "/for_each"),
        (json!({ "types": { "c": "number" } }), "/types/c"),
        (json!({ "transaction": false, "min_affected": 1 }), "/transaction"),
        (json!({ "timeout": "5m" }), "/timeout"),
        (json!({ "max_response_size": 1 }), "/max_response_size"),
        (json!({ "tls": {} }), "/tls"),
        (json!({ "colour": "red" }), ""),
    ] {
        assert_eq!(
            problems_of_destination(&with(&destination, more.clone())),
            [path],
            "{more}"
        );
    }
}
