//! Everything that changes something or shows contents is on record.

use crate::support::*;
use serde_json::{Value, json};

#[tokio::test]
async fn each_change_and_each_look_into_a_message_is_on_record() {
    let api = Api::new();
    let yaml = channel("demo", "").replace("type: channel, name: demo", "type: one-message");
    let body = json!({ "files": { "channel.yaml": { "text": yaml } } });
    api.call(
        "PUT",
        "/items/channel/demo",
        &[("if-none-match", "*")],
        Some(body.clone()),
    )
    .await;
    api.call("PUT", "/items/channel/demo", &[("if-none-match", "*")], Some(body))
        .await;
    api.call("POST", "/channels/demo/deploy", &[], None).await;
    let message = until_received(&api).await;
    api.get(&format!("/messages/{message}")).await;
    api.call("POST", "/channels/demo/pause", &[], None).await;
    api.call("POST", "/channels/demo/stop", &[], None).await;
    api.call("POST", "/channels/demo/start", &[], None).await;
    for verb in ["deploy", "pause", "stop", "start", "undeploy"] {
        api.post(&format!("/operations/{verb}"), json!({ "select": { "all": true } }))
            .await;
    }
    api.call("POST", "/channels/demo/undeploy", &[], None).await;
    api.call("POST", "/items/channel/demo/restore?revision=1", &[], None)
        .await;
    api.call("DELETE", "/items/channel/demo", &[("if-match", "\"1\"")], None)
        .await;
    api.call("GET", "/events/export", &[], None).await;
    assert_eq!(
        api.recorded().await,
        [
            "ann item.save channel/demo success",
            "ann item.save channel/demo refused",
            "ann channel.deploy channel/demo success",
            &format!("ann message.read message/{message} success"),
            "ann channel.pause channel/demo success",
            "ann channel.stop channel/demo success",
            "ann channel.start channel/demo success",
            "ann channels.deploy  success",
            "ann channels.pause  success",
            "ann channels.stop  success",
            "ann channels.start  success",
            "ann channels.undeploy  success",
            "ann channel.undeploy channel/demo refused",
            "ann item.restore channel/demo success",
            "ann item.delete channel/demo success",
            "ann event.export  success",
        ]
    );
    let events = api.get("/events?action=item.save&outcome=success").await;
    assert_eq!(events["items"][0]["detail"], json!({ "revision": 1 }));
}

async fn until_received(api: &Api) -> String {
    let wait = async {
        loop {
            let list = api.get("/channels/demo/messages").await;
            if let Some(id) = list["items"][0]["id"].as_str() {
                return id.to_owned();
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), wait)
        .await
        .expect("the source takes one in")
}

#[tokio::test]
async fn events_are_searched_page_by_page_and_exported_whole() {
    let api = Api::new();
    for id in ["a", "b", "c"] {
        api.add(id, "").await;
    }
    let first = api.get("/events?limit=2").await;
    assert_eq!(first["items"].as_array().map(Vec::len), Some(2));
    let next = first["next"].as_str().expect("there is another page");
    let rest = api.get(&format!("/events?limit=2&cursor={next}")).await;
    assert_eq!(
        (&rest["items"][0]["target"], &rest["next"]),
        (&json!("channel/a"), &json!(null))
    );
    assert_eq!(
        api.get("/events?target=channel/b&user=ann&action=item.*").await["items"]
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(api.get("/events?user=ben").await["items"], json!([]));
    let export = api.call("GET", "/events/export", &[], None).await;
    let lines = std::str::from_utf8(&export.bytes).expect("it is text").lines();
    let events = lines
        .map(|line| serde_json::from_str::<Value>(line).expect("each line is JSON"))
        .collect::<Vec<_>>();
    // The export is on record before its first line is read.
    assert_eq!((events.len(), &events[0]["action"]), (4, &json!("event.export")));
    assert_eq!(api.call("GET", "/events?cursor=x", &[], None).await.status, 400);
    assert_eq!(api.call("GET", "/events?limit=0", &[], None).await.status, 422);
    assert_eq!(
        api.call_as(&["channels:*"], "GET", "/events", &[], None).await.status,
        403
    );
}

#[tokio::test]
async fn a_message_is_not_shown_when_that_cannot_be_put_on_record() {
    let api = Api::new();
    let database = rusqlite::Connection::open(api.folder.path().join("events.db")).expect("it is there");
    database.execute_batch("DROP TABLE event").expect("the file is ours");
    let reply = api.call("GET", "/messages/1", &[], None).await;
    assert_eq!(
        (reply.status.as_u16(), &reply.body["type"]),
        (503, &json!("event-log-unavailable"))
    );
}
