//! Channels and the whole tree as one zip file.

use crate::support::*;
use axum::http::StatusCode;
use serde_json::json;

async fn library(api: &Api) {
    let body =
        json!({ "files": { "library.yaml": { "text": "name: dates\n" }, "d.rhai": { "text": "fn one() { 1 }" } } });
    let saved = api
        .call("PUT", "/items/library/dates", &[("if-none-match", "*")], Some(body))
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);
}

fn results(reply: &Reply) -> Vec<String> {
    let items = reply.body["items"]
        .as_array()
        .unwrap_or_else(|| panic!("{}", reply.body));
    let told = items.iter().map(|item| {
        let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("item"), text("result"))
    });
    told.collect()
}

#[tokio::test]
async fn a_channel_travels_with_its_libraries() {
    let from = Api::new();
    library(&from).await;
    from.add("demo", "libraries: [dates]\n").await;
    let zip = from.call("GET", "/channels/demo/export", &[], None).await;
    assert_eq!(zip.status, StatusCode::OK);
    let to = Api::new();
    let imported = to.upload("/import", &zip.bytes).await;
    assert_eq!(results(&imported), ["library/dates created", "channel/demo created"]);
    assert_eq!(to.get("/channels/demo").await["problems"], json!([]));
    let again = to.upload("/import", &zip.bytes).await;
    assert_eq!(results(&again), ["library/dates unchanged", "channel/demo unchanged"]);
}

#[tokio::test]
async fn what_is_there_and_differs_is_overwritten_only_on_purpose() {
    let api = Api::new();
    api.add("demo", "").await;
    let zip = api.call("GET", "/channels/demo/export", &[], None).await;
    let body = json!({ "files": { "channel.yaml": { "text": channel("demo", "group: other\n") } } });
    api.call("PUT", "/items/channel/demo", &[("if-match", "\"1\"")], Some(body))
        .await;
    let refused = api.upload("/import", &zip.bytes).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (409, &json!("items-exist"))
    );
    assert_eq!(refused.body["problems"], json!(["channel/demo"]));
    let overwritten = api.upload("/import?overwrite=true", &zip.bytes).await;
    assert_eq!(results(&overwritten), ["channel/demo changed"]);
    assert_eq!(api.get("/channels/demo").await["group"], "");
}

#[tokio::test]
async fn a_backup_brings_everything_back() {
    let api = Api::new();
    library(&api).await;
    api.add("demo", "").await;
    api.call(
        "PUT",
        "/configuration/lab.password",
        &[],
        Some(json!({ "secret": "hunter2" })),
    )
    .await;
    let backup = api.call("GET", "/backup", &[], None).await;
    assert!(!backup.bytes.windows(7).any(|window| window == b"hunter2"));
    api.call("DELETE", "/items/channel/demo", &[("if-match", "\"1\"")], None)
        .await;
    api.call("DELETE", "/configuration/lab.password", &[], None).await;
    api.add("extra", "").await;
    let restored = api.upload("/restore?exact=true", &backup.bytes).await;
    let expected = [
        "configuration/configuration changed",
        "library/dates unchanged",
        "channel/demo created",
        "channel/extra deleted",
    ];
    let told = results(&restored);
    assert!(
        told.len() == 4 && expected.iter().all(|line| told.contains(&(*line).to_owned())),
        "{told:?}"
    );
    assert_eq!(api.get("/configuration").await["items"][0]["kind"], "secret");
}

#[tokio::test]
async fn what_is_no_export_is_refused_and_needs_its_permission() {
    let api = Api::new();
    let refused = api.upload("/import", &bytes::Bytes::from_static(b"no zip")).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (422, &json!("archive-refused"))
    );
    assert_eq!(
        api.call_as(&["channels:*"], "GET", "/backup", &[], None).await.status,
        403
    );
    assert_eq!(
        api.call_as(&["backup:create"], "POST", "/restore", &[], None)
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn each_way_out_and_in_is_on_record() {
    let api = Api::new();
    api.add("demo", "").await;
    let zip = api.call("GET", "/channels/demo/export", &[], None).await;
    api.upload("/import", &zip.bytes).await;
    let backup = api.call("GET", "/backup", &[], None).await;
    api.upload("/restore", &backup.bytes).await;
    let told = api.recorded().await;
    let expected = [
        "ann item.save channel/demo success",
        "ann channel.export channel/demo success",
        "ann channel.import  success",
        "ann backup.create  success",
        "ann backup.restore  success",
    ];
    assert_eq!(told, expected);
}
