//! Connections that channels share.

use serde_json::{Value, json};

use crate::support::*;

/// A channel whose destination names a connection, besides what `more` says.
fn through(id: &str, name: &str, more: &str) -> Value {
    let own = format!("{{ type: channel, connection: {name}{more} }}");
    let text = channel(id, "").replace("{ type: channel, channel: nowhere }", &own);
    json!({ "files": { "channel.yaml": { "text": text } } })
}

fn connection(text: &str) -> Value {
    json!({ "files": { "ward.yaml": { "text": text } } })
}

const NEW: (&str, &str) = ("if-none-match", "*");

async fn with_ward() -> Api {
    let api = Api::new();
    let ward = connection("type: channel\ndescription: The ward\nchannel: ward\n");
    let saved = api.call("PUT", "/items/connection/ward", &[NEW], Some(ward)).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    api
}

#[tokio::test]
async fn a_connection_gives_its_settings_to_the_channels_that_name_it() {
    let api = with_ward().await;
    let listed = api.get("/connections").await;
    let expected = json!([{ "name": "ward", "kind": "channel", "description": "The ward", "settings": ["channel"] }]);
    assert_eq!(listed["items"], expected);
    let saved = api
        .call("PUT", "/items/channel/a", &[NEW], Some(through("a", "ward", "")))
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    assert_eq!(api.call("POST", "/channels/a/deploy", &[], None).await.status, 200);
}

#[tokio::test]
async fn a_channel_with_a_connection_that_is_not_there_is_not_saved() {
    let api = with_ward().await;
    for (body, expected) in [
        (
            through("a", "lab", ""),
            "there is no connection \"lab\"; those for \"channel\" are: ward",
        ),
        (
            through("a", "ward", ", channel: elsewhere"),
            "comes from the connection \"ward\"",
        ),
    ] {
        let refused = api.call("PUT", "/items/channel/a", &[NEW], Some(body)).await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.body.to_string().replace('\\', "").contains(expected),
            "{}",
            refused.body
        );
    }
}

#[tokio::test]
async fn a_connection_is_judged_by_itself() {
    let api = Api::new();
    for (text, expected) in [
        ("type: carrier-pigeon\n", "there is no connector"),
        ("type: channel\ncolour: red\n", "/colour: channel has no such setting"),
        ("type: channel\nconnection: other\n", "a connection cannot name another"),
        ("channel: ward\n", "a connector needs a `type`"),
    ] {
        let refused = api
            .call("PUT", "/items/connection/ward", &[NEW], Some(connection(text)))
            .await;
        assert_eq!(refused.status, 422, "{text}");
        assert!(refused.body.to_string().contains(expected), "{}", refused.body);
    }
}

#[tokio::test]
async fn a_changed_connection_marks_the_channels_that_name_it_as_changed() {
    let api = with_ward().await;
    api.call("PUT", "/items/channel/a", &[NEW], Some(through("a", "ward", "")))
        .await;
    api.add("b", "").await;
    let changed = json!({ "select": { "all": true }, "only_changed": true });
    let deployed = api.post("/operations/deploy", changed.clone()).await;
    assert_eq!(outcomes(&deployed), ["a done", "b done"]);
    let other = connection("type: channel\nchannel: other-ward\n");
    let saved = api
        .call("PUT", "/items/connection/ward", &[("if-match", "\"1\"")], Some(other))
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    assert_eq!(api.get("/channels/a").await["is_changed"], true);
    let deployed = api.post("/operations/deploy", changed).await;
    assert_eq!(outcomes(&deployed), ["a done", "b unchanged"]);
}
