//! The CapabilityStatement, held to its word: what it declares is asked for.

use http::StatusCode;
use serde_json::{Value, json};

use crate::support::*;

/// A value that a parameter of the type takes.
fn sample(kind: &str, code: &str) -> &'static str {
    match (kind, code) {
        ("token", _) => "http://example.org|x",
        ("reference", _) => "Patient/p1",
        ("date", _) => "ge2026-01-01",
        ("number", _) => "1",
        ("quantity", _) => "1||mg",
        ("uri", _) => "http://example.org/x",
        _ => "x",
    }
}

fn texts(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

#[tokio::test]
async fn every_declared_parameter_and_include_is_answered() {
    let api = Api::new();
    let statement = api.get("/metadata").await.json();
    let strict = [("prefer", "handling=strict")];
    let (mut n_parameters, mut n_includes) = (0, 0);
    for of in statement["rest"][0]["resource"].as_array().expect("resources") {
        let name = of["type"].as_str().expect("a type");
        for parameter in of["searchParam"].as_array().expect("parameters") {
            let text = |member: &str| parameter[member].as_str().unwrap_or_default();
            let (code, kind) = (text("name"), text("type"));
            if kind == "composite" {
                continue;
            }
            let value = sample(kind, code).replace('|', "%7C");
            let path = format!("/{name}?{code}={value}&_sort={code}&_total=accurate");
            let answer = api.send("GET", &path, &strict, "").await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
            n_parameters += 1;
        }
        for (member, control) in [("searchInclude", "_include"), ("searchRevInclude", "_revinclude")] {
            let all: Vec<&str> = texts(&of[member]).collect();
            // A query has its bound of parameters.
            for some in all.chunks(100) {
                let query: Vec<String> = some.iter().map(|include| format!("{control}={include}")).collect();
                let path = format!("/{name}?{}", query.join("&"));
                let answer = api.send("GET", &path, &strict, "").await;
                assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
                n_includes += some.len();
            }
        }
    }
    assert!(
        n_parameters > 1500 && n_includes > 1000,
        "{n_parameters} and {n_includes}"
    );
}

#[tokio::test]
async fn the_statement_is_valid_and_its_operations_are_there() {
    let api = Api::new();
    let statement = api.get("/metadata").await.json();
    let told = api
        .json("POST", "/CapabilityStatement/$validate", &statement)
        .await
        .json();
    assert_eq!(told["issue"][0]["severity"], "information", "{told}");
    let put = api.json("PUT", "/Patient/p1", &patient("p1", "EVERYMAN")).await;
    assert_eq!(put.status, StatusCode::CREATED);
    for of in statement["rest"][0]["resource"].as_array().expect("resources") {
        let name = of["type"].as_str().expect("a type");
        for operation in of["operation"].as_array().expect("operations") {
            let answer = match operation["name"].as_str() {
                Some("validate") => {
                    let path = format!("/{name}/$validate");
                    api.json("POST", &path, &json!({ "resourceType": name })).await
                }
                Some("everything") => api.get("/Patient/p1/$everything").await,
                other => panic!("an operation without a test: {other:?}"),
            };
            assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.text);
        }
        for path in [format!("/{name}?_count=1"), format!("/{name}/_history?_count=1")] {
            assert_eq!(api.get(&path).await.status, StatusCode::OK, "{path}");
        }
    }
}
