//! Deploying in the order of what channels depend on.

use crate::support::*;
use serde_json::json;

async fn three(api: &Api) {
    api.add("a", "depends_on: [b]\n").await;
    api.add("b", "depends_on: [c]\ntags: [lab]\n").await;
    api.add("c", "group: Laboratory\n").await;
}

#[tokio::test]
async fn all_are_deployed_after_and_stopped_before_those_they_depend_on() {
    let api = Api::new();
    three(&api).await;
    let deployed = api
        .post("/operations/deploy", json!({ "select": { "all": true } }))
        .await;
    assert_eq!(outcomes(&deployed), ["c done", "b done", "a done"]);
    let stopped = api.post("/operations/stop", json!({ "select": { "all": true } })).await;
    assert_eq!(outcomes(&stopped), ["a done", "b done", "c done"]);
    let started = api
        .post("/operations/start", json!({ "select": { "all": true } }))
        .await;
    assert_eq!(outcomes(&started), ["c done", "b done", "a done"]);
    let again = api
        .post(
            "/operations/start",
            json!({ "select": { "tags": ["lab"], "groups": ["Laboratory"] } }),
        )
        .await;
    assert_eq!(outcomes(&again), ["c unchanged", "b unchanged"]);
}

#[tokio::test]
async fn a_dependency_must_be_deployed_or_come_along() {
    let api = Api::new();
    three(&api).await;
    let alone = api.call("POST", "/channels/a/deploy", &[], None).await;
    assert_eq!(
        (alone.status.as_u16(), &alone.body["type"]),
        (409, &json!("dependency-not-ready"))
    );
    assert!(alone.body["detail"].as_str().expect("it is text").contains("channel b"));
    let request = json!({ "select": { "channels": ["a"] }, "with_dependencies": true });
    let together = api.post("/operations/deploy", request).await;
    assert_eq!(outcomes(&together), ["c done", "b done", "a done"]);
}

#[tokio::test]
async fn only_what_changed_is_deployed_also_when_a_library_changed() {
    let api = Api::new();
    let library =
        |text: &str| json!({ "files": { "library.yaml": { "text": "name: dates\n" }, "x.rhai": { "text": text } } });
    api.call(
        "PUT",
        "/items/library/dates",
        &[("if-none-match", "*")],
        Some(library("1")),
    )
    .await;
    api.add("a", "libraries: [dates]\n").await;
    api.add("b", "").await;
    let changed = json!({ "select": { "all": true }, "only_changed": true });
    assert_eq!(
        outcomes(&api.post("/operations/deploy", changed.clone()).await),
        ["a done", "b done"]
    );
    assert_eq!(
        outcomes(&api.post("/operations/deploy", changed.clone()).await),
        ["a unchanged", "b unchanged"]
    );
    let body = json!({ "files": { "channel.yaml": { "text": channel("b", "group: new\n") } } });
    api.call("PUT", "/items/channel/b", &[("if-match", "\"1\"")], Some(body))
        .await;
    assert_eq!(api.get("/channels/b").await["is_changed"], true);
    assert_eq!(
        outcomes(&api.post("/operations/deploy", changed.clone()).await),
        ["a unchanged", "b done"]
    );
    let view = api.get("/channels/b").await;
    assert_eq!(
        (&view["is_changed"], &view["deployed_revision"]),
        (&json!(false), &json!(2))
    );
    api.call(
        "PUT",
        "/items/library/dates",
        &[("if-match", "\"1\"")],
        Some(library("2")),
    )
    .await;
    assert_eq!(
        outcomes(&api.post("/operations/deploy", changed).await),
        ["a done", "b unchanged"]
    );
}

#[tokio::test]
async fn one_failure_stops_its_dependents_and_nobody_else() {
    let api = Api::new();
    three(&api).await;
    api.add("other", "").await;
    let path = api.folder.path().join("tree/channels/c/channel.yaml");
    std::fs::write(path, "version: 1\nid: c\n").expect("the folder is ours");
    let deployed = api
        .post("/operations/deploy", json!({ "select": { "all": true } }))
        .await;
    let told = outcomes(&deployed);
    assert_eq!(told.len(), 4);
    for expected in ["c failed", "b skipped", "a skipped", "other done"] {
        assert!(told.contains(&expected.to_owned()), "{expected}: {told:?}");
    }
}

#[tokio::test]
async fn a_circle_is_named() {
    let api = Api::new();
    api.add("a", "depends_on: [b]\n").await;
    api.add("b", "depends_on: [a]\n").await;
    let deployed = api
        .post("/operations/deploy", json!({ "select": { "all": true } }))
        .await;
    assert_eq!(outcomes(&deployed), ["a skipped", "b skipped"]);
    let problem = &deployed.body["items"][0]["problem"];
    assert_eq!(problem["type"], "dependency-cycle");
    assert!(
        problem["detail"].as_str().expect("it is text").contains("a → b → a"),
        "{problem}"
    );
    let view = api.get("/channels/a").await;
    assert!(view["problems"][0].as_str().expect("it is text").contains("circle"));
}

#[tokio::test]
async fn what_others_need_is_not_undeployed_unless_they_go_too() {
    let api = Api::new();
    three(&api).await;
    api.post("/operations/deploy", json!({ "select": { "all": true } }))
        .await;
    let refused = api.call("POST", "/channels/c/undeploy", &[], None).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (409, &json!("channel-needed"))
    );
    assert_eq!(refused.body["problems"], json!(["a", "b"]));
    let request = json!({ "select": { "channels": ["c"] }, "with_dependents": true });
    let gone = api.post("/operations/undeploy", request).await;
    assert_eq!(outcomes(&gone), ["a done", "b done", "c done"]);
    assert_eq!(api.call("POST", "/channels/c/undeploy", &[], None).await.status, 404);
}

#[tokio::test]
async fn a_selection_that_names_nothing_is_a_mistake() {
    let api = Api::new();
    assert_eq!(api.post("/operations/stop", json!({})).await.status, 422);
    let unknown = api
        .post("/operations/deploy", json!({ "select": { "channels": ["nobody"] } }))
        .await;
    assert_eq!(outcomes(&unknown), ["nobody failed"]);
}

#[tokio::test]
async fn channels_are_listed_by_group_and_tag() {
    let api = Api::new();
    three(&api).await;
    let list = api.get("/channels?tag=lab").await;
    assert_eq!(
        (list["items"].as_array().map(Vec::len), &list["items"][0]["id"]),
        (Some(1), &json!("b"))
    );
    let list = api.get("/channels?group=Laboratory").await;
    assert_eq!(list["items"][0]["depends_on"], json!([]));
    assert_eq!(list["items"][0]["state"], "undeployed");
}
