//! Channels tried before they are deployed: their cases, and whether receivers can be reached.

use crate::support::*;
use serde_json::{Value, json};

const ADT: &str = "MSH|^~\\&|HIS|N|HUB|N|20260105||ADT^A01|1|P|2.5.1\nPID|1||77^^^N^MR||EVERYMAN^ADAM\n";

/// The files of a channel that names itself in MSH-3, with one case.
fn files(expected: &[(&str, &str)]) -> Value {
    let yaml = channel("demo", "").replace(
        "  connector: { type: channel, name: demo }\n",
        "  connector: { type: channel, name: demo }\n  transformer:\n  - { type: build, to: MSH-3, value: DEMO }\n",
    );
    let mut files = json!({ "channel.yaml": { "text": yaml }, "cases/admit/in.hl7": { "text": ADT } });
    for (name, text) in expected {
        files[format!("cases/admit/{name}")] = json!({ "text": text });
    }
    json!({ "files": { "files": files } })
}

#[tokio::test]
async fn cases_are_run_over_what_is_not_saved_yet() {
    let api = Api::new();
    let new = api.post("/channels/demo/cases/run", files(&[])).await;
    assert_eq!(new.status, 200, "{}", new.body);
    let case = &new.body["items"][0];
    assert_eq!((&case["name"], &case["is_passed"]), (&json!("admit"), &json!(false)));
    let out = case["actual"]["out.hl7"]["text"].as_str().expect("it would be sent");
    assert!(out.starts_with("MSH|^~\\&|DEMO|"), "{out}");

    // What came out is what is expected from now on.
    let actual = case["actual"].as_object().expect("files").iter();
    let expected = actual.map(|(name, content)| (name.as_str(), content["text"].as_str().expect("text")));
    let expected = expected.collect::<Vec<_>>();
    let passed = api.post("/channels/demo/cases/run", files(&expected)).await;
    assert_eq!(
        (
            &passed.body["items"][0]["is_passed"],
            &passed.body["items"][0]["differences"]
        ),
        (&json!(true), &json!([]))
    );

    let wrong = out.replace("DEMO", "OTHER");
    let changed = expected.iter().map(|(name, text)| {
        if *name == "out.hl7" {
            (*name, wrong.as_str())
        } else {
            (*name, *text)
        }
    });
    let failed = api
        .post("/channels/demo/cases/run", files(&changed.collect::<Vec<_>>()))
        .await;
    let difference = &failed.body["items"][0]["differences"][0];
    assert_eq!(difference["file"], "out.hl7");
    let diff = difference["diff"].as_str().expect("it is text");
    assert!(
        diff.contains("-MSH|^~\\&|OTHER|") && diff.contains("+MSH|^~\\&|DEMO|"),
        "{diff}"
    );
}

#[tokio::test]
async fn cases_are_run_as_they_are_saved() {
    let api = Api::new();
    let body = files(&[])["files"].clone();
    let saved = api
        .call("PUT", "/items/channel/demo", &[("if-none-match", "*")], Some(body))
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let run = api.post("/channels/demo/cases/run", json!({})).await;
    assert_eq!(
        (run.status.as_u16(), &run.body["items"][0]["name"]),
        (200, &json!("admit"))
    );
    assert_eq!(api.post("/channels/none/cases/run", json!({})).await.status, 404);
    let mut without_message = files(&[]);
    without_message["files"]["files"]["cases/empty/reply.hl7"] = json!({ "text": "" });
    let refused = api.post("/channels/demo/cases/run", without_message).await;
    assert!(
        refused.status == 422 && refused.body.to_string().contains("cases/empty"),
        "{}",
        refused.body
    );
}

#[tokio::test]
async fn what_is_tried_at_every_keystroke_is_recorded_once() {
    let api = Api::new();
    for _ in 0..3 {
        api.post("/channels/demo/cases/run", files(&[])).await;
        api.post("/channels/other/cases/run", json!({})).await;
    }
    let recorded = [
        "ann channel.test channel/demo success",
        "ann channel.test channel/other refused",
    ];
    assert_eq!(api.recorded().await, recorded);
}

#[tokio::test]
async fn a_receiver_is_tried_step_by_step() {
    let api = Api::new();
    let check = |config: Value| json!({ "config": config });
    let wrong = api
        .post("/connectors/channel/check", check(json!({ "chanel": "a" })))
        .await;
    let steps = wrong.body["steps"].as_array().expect("a list");
    assert_eq!(
        (&wrong.body["is_ok"], steps.len(), &steps[0]["name"]),
        (&json!(false), 1, &json!("settings"))
    );

    let absent = api
        .post("/connectors/channel/check", check(json!({ "channel": "demo" })))
        .await;
    let steps = &absent.body["steps"];
    assert_eq!(
        (&steps[0]["is_ok"], &steps[1]["is_ok"]),
        (&json!(true), &json!(false)),
        "{steps}"
    );
    assert!(steps[1]["code"].is_string(), "{steps}");

    api.add("demo", "").await;
    api.call("POST", "/channels/demo/deploy", &[], None).await;
    let there = api
        .post("/connectors/channel/check", check(json!({ "channel": "demo" })))
        .await;
    assert_eq!(there.body["is_ok"], true, "{}", there.body);

    for kind in ["none", "one-message"] {
        let path = format!("/connectors/{kind}/check");
        assert_eq!(
            api.post(&path, check(json!({}))).await.status,
            404,
            "{kind} is no destination"
        );
    }
    let reader = api
        .call_as(
            &["channels:read"],
            "POST",
            "/connectors/channel/check",
            &[],
            Some(check(json!({}))),
        )
        .await;
    assert_eq!(reader.status, 403);
    assert!(
        api.recorded()
            .await
            .contains(&"ann connector.check connector/channel success".to_owned())
    );
}
