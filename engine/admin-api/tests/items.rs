//! Editing over HTTP: entity tags, conflicts, history, restoring.

use crate::support::*;
use serde_json::json;

fn body(name: &str) -> serde_json::Value {
    json!({ "files": { "channel.yaml": { "text": channel("demo", "").replace("Channel demo", name) } }, "comment": name })
}

#[tokio::test]
async fn a_channel_is_saved_read_back_and_changed_over_its_entity_tag() {
    let api = Api::new();
    let path = "/items/channel/demo";
    let refused = api.call("PUT", path, &[], Some(body("One"))).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (400, &json!("base-missing"))
    );
    let saved = api
        .call("PUT", path, &[("if-none-match", "*")], Some(body("One")))
        .await;
    assert_eq!((saved.status.as_u16(), saved.etag.as_deref()), (200, Some("\"1\"")));
    let read = api.call("GET", path, &[], None).await;
    assert_eq!(read.etag.as_deref(), Some("\"1\""));
    let text = read.body["files"]["channel.yaml"]["text"].as_str().expect("it is text");
    assert!(text.contains("name: One"));
    let changed = api.call("PUT", path, &[("if-match", "\"1\"")], Some(body("Two"))).await;
    assert_eq!(changed.body["revision"]["author"], "ann");
    assert_eq!(api.get("/channels/demo").await["current_revision"], 2);
}

#[tokio::test]
async fn who_is_second_gets_the_conflict_with_all_sides() {
    let api = Api::new();
    let path = "/items/channel/demo";
    api.call("PUT", path, &[("if-none-match", "*")], Some(body("One")))
        .await;
    api.call("PUT", path, &[("if-match", "\"1\"")], Some(body("Two"))).await;
    let conflict = api
        .call("PUT", path, &[("if-match", "\"1\"")], Some(body("Three")))
        .await;
    assert_eq!(
        (conflict.status.as_u16(), &conflict.body["type"]),
        (409, &json!("item-changed"))
    );
    assert_eq!(conflict.body["current"]["id"], 2);
    assert_eq!(conflict.body["both"], json!(["channel.yaml"]));
    let theirs = conflict.body["theirs"][0]["text"].as_str().expect("it is text");
    let yours = conflict.body["yours"][0]["text"].as_str().expect("it is text");
    assert!(theirs.contains("+name: Two") && yours.contains("+name: Three"));
}

#[tokio::test]
async fn history_diff_and_restore() {
    let api = Api::new();
    let path = "/items/channel/demo";
    api.call("PUT", path, &[("if-none-match", "*")], Some(body("One")))
        .await;
    api.call("PUT", path, &[("if-match", "\"1\"")], Some(body("Two"))).await;
    let history = api.get("/items/channel/demo/revisions?limit=1").await;
    assert_eq!((&history["items"][0]["id"], &history["next"]), (&json!(2), &json!("2")));
    let rest = api.get("/items/channel/demo/revisions?limit=1&cursor=2").await;
    assert_eq!(
        (&rest["items"][0]["comment"], &rest["next"]),
        (&json!("One"), &json!(null))
    );
    let diff = api.get("/items/channel/demo/diff").await;
    assert_eq!((&diff["from"], &diff["to"]), (&json!(1), &json!(2)));
    assert!(
        diff["files"][0]["text"]
            .as_str()
            .expect("it is text")
            .contains("-name: One")
    );
    let old = api.get("/items/channel/demo?revision=1").await;
    assert!(
        old["files"]["channel.yaml"]["text"]
            .as_str()
            .expect("it is text")
            .contains("name: One")
    );
    let stale = api
        .call("POST", "/items/channel/demo/restore?revision=1&base=1", &[], None)
        .await;
    assert_eq!(stale.status, 409);
    let restored = api
        .call("POST", "/items/channel/demo/restore?revision=1", &[], None)
        .await;
    assert_eq!(
        (restored.status.as_u16(), &restored.body["revision"]["id"]),
        (200, &json!(3))
    );
    assert_eq!(
        api.call("POST", "/items/channel/demo/restore?revision=9", &[], None)
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn what_is_wrong_is_told_without_saving_and_refused_unless_it_is_a_draft() {
    let api = Api::new();
    let bad = channel("demo", "").replace("type: channel, channel", "type: unknown, channel");
    let bad = json!({ "files": { "channel.yaml": { "text": bad } } });
    let told = api.post("/items/channel/demo/validate", bad.clone()).await;
    assert_eq!((told.status.as_u16(), &told.body["is_valid"]), (200, &json!(false)));
    assert!(
        told.body["problems"][0]
            .as_str()
            .expect("it is text")
            .contains("unknown"),
        "{}",
        told.body
    );
    let refused = api
        .call(
            "PUT",
            "/items/channel/demo",
            &[("if-none-match", "*")],
            Some(bad.clone()),
        )
        .await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (422, &json!("item-not-valid"))
    );
    let draft = api
        .call(
            "PUT",
            "/items/channel/demo?draft=true",
            &[("if-none-match", "*")],
            Some(bad),
        )
        .await;
    assert_eq!(draft.status, 200, "{}", draft.body);
    let view = api.get("/channels/demo").await;
    assert!(!view["problems"].as_array().expect("a list").is_empty());
    assert_eq!(view["last_good_revision"], json!(null));
}

#[tokio::test]
async fn paths_and_names_that_lead_out_are_refused() {
    let api = Api::new();
    for name in ["../x", "/etc/passwd", ".git/config", "a\\b"] {
        let body = json!({ "files": { name: { "text": "x" } } });
        let reply = api
            .call("PUT", "/items/library/demo", &[("if-none-match", "*")], Some(body))
            .await;
        assert_eq!(reply.status, 422, "{name}");
    }
    for path in ["/items/channel/..%2Fx", "/items/channel/UPPER", "/items/nothing/demo"] {
        assert_eq!(api.call("GET", path, &[], None).await.status, 400, "{path}");
    }
}

#[tokio::test]
async fn a_deployed_channel_is_not_deleted() {
    let api = Api::new();
    api.add("demo", "").await;
    assert_eq!(api.call("POST", "/channels/demo/deploy", &[], None).await.status, 200);
    let tag = [("if-match", "\"1\"")];
    let refused = api.call("DELETE", "/items/channel/demo", &tag, None).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (409, &json!("channel-deployed"))
    );
    assert_eq!(api.call("POST", "/channels/demo/undeploy", &[], None).await.status, 204);
    assert_eq!(api.call("DELETE", "/items/channel/demo", &tag, None).await.status, 204);
    assert_eq!(api.call("GET", "/channels/demo", &[], None).await.status, 404);
}

const ALERT: &str = "version: 1\ntitle: Lab waits\nchannels: { all: true }\ntrigger: { type: queue_depth, more_than: 100 }\n\
    actions: [{ type: channel, channel: alarms }]\n";

#[tokio::test]
async fn each_kind_is_edited_the_same_way() {
    let api = Api::new();
    for (kind, name, file, text) in [
        ("library", "dates", "library.yaml", "name: dates\n"),
        ("alert", "lab", "lab.yaml", ALERT),
        ("connection", "ward", "ward.yaml", "type: channel\nchannel: ward\n"),
        ("lookup", "wards", "wards.csv", "code,name\nW1,Ward 1\n"),
        ("script", "deploy", "deploy.rhai", "1"),
    ] {
        let body = json!({ "files": { file: { "text": text } } });
        let path = format!("/items/{kind}/{name}");
        let saved = api.call("PUT", &path, &[("if-none-match", "*")], Some(body)).await;
        assert_eq!(saved.status, 200, "{kind}: {}", saved.body);
        let list = api.get(&format!("/items/{kind}")).await;
        assert_eq!(list["items"][0]["name"], name);
        let read = api.get(&path).await;
        assert_eq!(read["files"][file]["text"], text);
    }
}

#[tokio::test]
async fn the_configuration_map_needs_a_permission_of_its_own() {
    let api = Api::new();
    let body = json!({ "files": { "configuration.yaml": { "text": "version: 1\n" } } });
    let path = "/items/configuration/configuration";
    let new = [("if-none-match", "*")];
    let refused = api
        .call_as(&["channels:*"], "PUT", path, &new, Some(body.clone()))
        .await;
    assert_eq!(refused.status, 403);
    let saved = api
        .call_as(&["channels:*", "configuration:edit"], "PUT", path, &new, Some(body))
        .await;
    assert_eq!(saved.status, 200);
}
