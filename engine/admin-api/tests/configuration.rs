//! The configuration map, alerts and library tests over HTTP.

use crate::support::*;
use nilecare_channel_repository::ConfigurationValue;
use serde_json::{Value, json};

async fn set(api: &Api, name: &str, body: Value) -> Reply {
    api.call("PUT", &format!("/configuration/{name}"), &[], Some(body))
        .await
}

#[tokio::test]
async fn values_are_set_shown_and_removed_and_secrets_are_never_shown() {
    let api = Api::new();
    let saved = set(&api, "lab.host", json!({ "value": "10.1.2.3", "comment": "room 5" })).await;
    assert_eq!((saved.status.as_u16(), &saved.body["kind"]), (200, &json!("text")));
    let secret = set(&api, "lab.password", json!({ "secret": "hunter2" })).await;
    assert_eq!(
        (&secret.body["kind"], &secret.body["value"]),
        (&json!("secret"), &json!("***"))
    );
    set(&api, "lab.host", json!({ "value": 5 })).await;
    let list = api.get("/configuration").await;
    assert_eq!(
        list["items"][0],
        json!({ "name": "lab.host", "kind": "number", "value": 5, "comment": "room 5" })
    );
    assert!(!list.to_string().contains("hunter2"));
    let file = api.get("/items/configuration/configuration").await;
    assert!(!file.to_string().contains("hunter2"));
    let values = api.api.repository.configuration_values().expect("the key is the same");
    assert!(matches!(&values["lab.password"], ConfigurationValue::Secret(secret) if secret.expose() == "hunter2"));
    let host = api.api.surroundings.host().environment().configuration.get();
    assert_eq!(
        host.names().collect::<Vec<_>>(),
        ["lab.host", "lab.password"],
        "scripts see them at once"
    );

    assert_eq!(set(&api, "1bad", json!({ "value": 1 })).await.status, 422);
    assert_eq!(
        set(&api, "both", json!({ "value": 1, "secret": "x" })).await.status,
        422
    );
    assert_eq!(
        api.call("DELETE", "/configuration/lab.host", &[], None).await.status,
        204
    );
    assert_eq!(
        api.call("DELETE", "/configuration/lab.host", &[], None).await.status,
        404
    );
    assert_eq!(
        api.recorded().await,
        [
            "ann configuration.set configuration/lab.host success",
            "ann configuration.set configuration/lab.password success",
            "ann configuration.set configuration/lab.host success",
            "ann configuration.set configuration/1bad refused",
            "ann configuration.set configuration/both refused",
            "ann configuration.unset configuration/lab.host success",
            "ann configuration.unset configuration/lab.host refused",
        ]
    );
}

#[tokio::test]
async fn an_alert_is_in_use_as_soon_as_it_is_saved_and_can_be_tried() {
    let api = Api::new();
    let rule = "version: 1\ntitle: Lab waits\nchannels: { all: true }\ntrigger: { type: queue_depth, more_than: 100 }\n\
                actions: [{ type: channel, channel: alarms }]\n";
    let body = json!({ "files": { "lab.yaml": { "text": rule } } });
    api.call("PUT", "/items/alert/lab", &[("if-none-match", "*")], Some(body))
        .await;
    let list = api.get("/alerts").await;
    assert_eq!(
        (&list["items"][0]["name"], &list["items"][0]["is_raised"]),
        (&json!("lab"), &json!(false))
    );
    let tried = api.call("POST", "/alerts/lab/test", &[], None).await;
    let error = tried.body["items"][0]["error"].as_str().unwrap_or_default().to_owned();
    assert!(error.contains("alarms is not started"), "{}", tried.body);
    assert_eq!(api.call("POST", "/alerts/nobody/test", &[], None).await.status, 404);
    assert!(
        api.recorded()
            .await
            .contains(&"ann alert.test alert/lab success".to_owned())
    );

    // A slip in the folder takes nothing away: the last good revision stays in use.
    let path = api.folder.path().join("tree/alerts/lab.yaml");
    std::fs::write(path, "version: 1\ntitle: broken\n").expect("the folder is ours");
    api.api
        .repository
        .scan(nilecare_channel_repository::ScanMode::Now)
        .expect("it is readable");
    api.api.surroundings.refresh().expect("it is readable");
    let list = api.get("/alerts").await;
    assert_eq!(list["items"][0]["title"], "Lab waits");
    let item = api.get("/items/alert").await;
    assert_eq!(item["items"][0]["last_good"], 1);
}

#[tokio::test]
async fn the_tests_of_a_library_are_run() {
    let api = Api::new();
    let files = json!({
        "library.yaml": { "text": "name: dates\n" },
        "age.rhai": { "text": "fn next(age) { age + 1 }" },
        "tests/age.rhai": { "text": "fn test_good() { assert_eq(next(1), 2); }\nfn test_bad() { assert_eq(next(1), 3); }" },
    });
    api.call(
        "PUT",
        "/items/library/dates",
        &[("if-none-match", "*")],
        Some(json!({ "files": files })),
    )
    .await;
    let tests = api.call("POST", "/libraries/dates/test", &[], None).await;
    let items = tests.body["items"]
        .as_array()
        .unwrap_or_else(|| panic!("{}", tests.body));
    let failed = items
        .iter()
        .filter(|test| test.get("error").is_some())
        .map(|test| test["name"].clone());
    assert_eq!((items.len(), failed.collect::<Vec<_>>()), (2, vec![json!("test_bad")]));
    assert_eq!(api.call("POST", "/libraries/none/test", &[], None).await.status, 404);
}

#[tokio::test]
async fn a_table_is_seen_by_scripts_as_soon_as_it_is_saved() {
    let api = Api::new();
    let body = |text: &str| json!({ "files": { "wards.csv": { "text": text } } });
    let saved = api
        .call(
            "PUT",
            "/items/lookup/wards",
            &[("if-none-match", "*")],
            Some(body("code,name\nW1,a\n")),
        )
        .await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let environment = api.api.surroundings.host().environment();
    assert_eq!(environment.lookups.get().names().collect::<Vec<_>>(), ["wards"]);
    let twice = body("code,name\nW1,a\nW1,b\n");
    let refused = api
        .call("PUT", "/items/lookup/wards", &[("if-match", "\"1\"")], Some(twice))
        .await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (422, &json!("item-not-valid"))
    );
}
