//! Whatever comes: an answer of the client's fault, with an OperationOutcome.

use serde_json::json;

use crate::support::*;

const JSON: &str = "application/fhir+json";

#[tokio::test]
async fn malformed_bodies_get_an_outcome() {
    let api = Api::new();
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let mut nested = json!({"url": "http://example.org/x", "valueBoolean": true});
    for _ in 0..110 {
        nested = json!({"url": "http://example.org/x", "extension": [nested]});
    }
    let nested = json!({"resourceType": "Patient", "extension": [nested]}).to_string();
    let large = json!({"resourceType": "Patient", "name": [{"text": "x".repeat(1_100_000)}]}).to_string();
    let bodies = [
        "",
        " ",
        "{",
        "nonsense",
        "[]",
        "null",
        "1",
        "\"Patient\"",
        "{}",
        r#"{"resourceType": 1}"#,
        r#"{"resourceType":"Foo"}"#,
        r#"{"resourceType":"Observation"}"#,
        r#"{"resourceType":"Patient","resourceType":"Patient"}"#,
        r#"{"resourceType":"Patient","active":"yes"}"#,
        r#"{"resourceType":"Patient","birthDate":"yesterday"}"#,
        r#"{"resourceType":"Patient","name":[]}"#,
        r#"{"resourceType":"Patient","name":[null]}"#,
        r#"{"resourceType":"Patient","name":null}"#,
        r#"{"resourceType":"Patient","contained":[{"resourceType":"Foo"}]}"#,
        r#"{"resourceType":"Patient","_birthDate":[1]}"#,
        r#"{"resourceType":"Patient","multipleBirthInteger":1e99}"#,
        "<Patient/>",
        "<Patient xmlns='http://hl7.org/fhir'>",
        "\u{0}",
        &deep,
        &nested,
        &large,
    ];
    for body in bodies {
        let shown = &body[..body.len().min(60)];
        for (method, path) in [
            ("POST", "/Patient"),
            ("PUT", "/Patient/p1"),
            ("POST", "/Patient/$validate"),
        ] {
            let answer = api.send(method, path, &[("content-type", JSON)], body.to_owned()).await;
            let is_validation = path.ends_with("$validate") && answer.status.is_success();
            assert!(
                answer.status.is_client_error() || is_validation,
                "{method} {path} {shown}: {} {}",
                answer.status,
                answer.text
            );
            assert_eq!(
                answer.json()["resourceType"],
                "OperationOutcome",
                "{method} {path} {shown}"
            );
            assert!(
                answer.json()["issue"]
                    .as_array()
                    .is_some_and(|issues| !issues.is_empty())
            );
        }
    }
    assert_eq!(api.ids("/Patient").await, [] as [&str; 0]);
}

#[tokio::test]
async fn malformed_bundles_patches_and_paths_get_an_outcome() {
    let api = Api::new();
    api.json("PUT", "/Patient/p1", &patient("p1", "A")).await;
    for body in [
        r#"{"resourceType":"Bundle"}"#,
        r#"{"resourceType":"Bundle","type":"batch","entry":{}}"#,
        r#"{"resourceType":"Bundle","type":"transaction","entry":[1]}"#,
        r#"{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"EAT","url":"Patient"}}]}"#,
        r#"{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"POST","url":"Patient"}}]}"#,
        r#"{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"PUT","url":"http://other.example.org/Patient/1"}}]}"#,
        r#"{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"PATCH","url":"Patient/p1"},"resource":{"data":"!"}}]}"#,
    ] {
        let answer = api.send("POST", "", &[("content-type", JSON)], body).await;
        assert!(answer.status.is_client_error(), "{body}: {}", answer.status);
        assert_eq!(answer.json()["resourceType"], "OperationOutcome", "{body}");
    }
    let patch = [("content-type", "application/json-patch+json")];
    for body in [
        "",
        "{}",
        "[1]",
        r#"[{"op":"add"}]"#,
        r#"[{"op":"remove","path":"/nothing"}]"#,
        r#"[{"op":"replace","path":"/id","value":"p2"}]"#,
        r#"[{"op":"add","path":"/foo","value":1}]"#,
        r#"[{"op":"replace","path":"","value":1}]"#,
        r#"[{"op":"test","path":"/id","value":"x"}]"#,
    ] {
        let answer = api.send("PATCH", "/Patient/p1", &patch, body).await;
        assert!(
            answer.status.is_client_error(),
            "{body}: {} {}",
            answer.status,
            answer.text
        );
        assert_eq!(answer.json()["resourceType"], "OperationOutcome", "{body}");
    }
    let long = format!("/Patient?{}", "family=x&".repeat(300));
    for path in [
        "/Patient/a/b/c/d/e/f/g",
        "/%FF%FE",
        "/Patient/%00",
        "/Patient?family=%FF&birthdate=%FF",
        &long,
    ] {
        let answer = api.get(path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert_eq!(answer.json()["resourceType"], "OperationOutcome", "{path}");
    }
    assert_eq!(api.get("/Patient/p1").await.header("etag"), "W/\"1\"");
}
