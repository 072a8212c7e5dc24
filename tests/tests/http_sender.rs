//! The HTTP sender against Python's `http.server`: what is sent, what comes of each answer, who we are.

use nilecare_message_store::Status;
use nilecare_testkit::certificates;
use nilecare_tests::{
    ChannelFile, DestinationFile, Hub, HubOptions, MARKER, PythonReceiver, curl, eventually, free_port, has, logs,
};
use serde_json::{Value, json};

fn hub() -> Hub {
    logs();
    Hub::start(HubOptions::default()).expect("the folder is new")
}

fn channel(destination: DestinationFile) -> ChannelFile {
    ChannelFile::fed("sender")
        .with("/source/data_type", json!("json"))
        .to(destination)
}

fn to(url: &str, settings: Value) -> DestinationFile {
    let mut connector = json!({ "type": "http", "url": url });
    let settings = settings.as_object().expect("settings are an object").clone();
    connector.as_object_mut().expect("it was made as one").extend(settings);
    DestinationFile::new("lab", connector)
}

async fn feed(hub: &Hub) {
    let message = json!({ "id": "P/1", "name": MARKER }).to_string();
    let accepted = hub.feed.accept("sender", message.into()).await;
    accepted.expect("it is stored");
}

/// Deploys a sender with these settings, and waits for what becomes of a message.
async fn send(hub: &Hub, url: &str, settings: Value) {
    hub.deploy(&channel(to(url, settings))).await;
    feed(hub).await;
    hub.settled("sender").await;
}

/// Returns the destination's status, what is wrong, and what was answered.
async fn outcome(hub: &Hub) -> (Status, String, Option<String>) {
    hub.store().flush().await.expect("there is room");
    let messages = hub.messages("sender").await;
    let lab = &messages.last().expect("there is one").connectors[1];
    let response = lab
        .response
        .as_ref()
        .map(|response| String::from_utf8_lossy(response).into_owned());
    (
        lab.summary.status,
        lab.summary.error.clone().unwrap_or_default(),
        response,
    )
}

async fn end(hub: Hub) {
    hub.close().await.expect("it can be closed");
    logs().assert_absent(&[MARKER, "P/1", "P%2F1"]);
}

#[tokio::test]
async fn a_request_posted_by_curl_becomes_a_request_to_python_and_its_answer_comes_back() {
    if !has("curl") || !has("python3") {
        return;
    }
    let (hub, receiver) = (hub(), PythonReceiver::start().await);
    let url = receiver.url("/patients/{patient}/results");
    let settings = json!({ "method": "PUT", "query": { "ward": "{ward}" }, "headers": { "X-Ward": "{ward}" },
        "content_type": "application/fhir+json" });
    let transform = "connector_map.kept = connector_map.http_status + connector_map[\"http_header.content-type\"];";
    let destination = to(&url, settings)
        .with(
            "/parameters",
            json!({ "patient": "${/id}", "ward": "${source.query.ward}" }),
        )
        .with(
            "/response_transformer",
            json!([{ "type": "script", "script": transform }]),
        );
    let source = json!({ "type": "http", "bind": "127.0.0.1:0", "paths": ["/in/{what}"] });
    let channel = ChannelFile::new("sender", source)
        .with("/source/data_type", json!("json"))
        .with("/source/reply", json!({ "when": { "destination": "lab" } }))
        .to(destination);
    let address = hub.listen(&channel).await;
    let message = json!({ "id": "P/1 ä", "name": MARKER }).to_string();
    let url = format!("http://{address}/in/results?ward=W%261");
    let answer = curl(
        &["--header", "content-type: application/json", &url],
        Some(message.as_bytes()),
    )
    .await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(
        answer.body,
        json!({ "status": 200, "length": message.len() })
            .to_string()
            .replace(':', ": ")
            .replace(',', ", ")
    );

    let seen = receiver.seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0]["method"], "PUT");
    assert_eq!(seen[0]["target"], "/patients/P%2F1%20%C3%A4/results?ward=W%261");
    assert_eq!(seen[0]["body"], message);
    let headers = &seen[0]["headers"];
    assert_eq!(
        (&headers["x-ward"], &headers["content-type"]),
        (&json!("W&1"), &json!("application/fhir+json"))
    );
    assert!(
        headers["idempotency-key"]
            .as_str()
            .is_some_and(|key| key.ends_with(".lab"))
    );

    hub.settled("sender").await;
    let messages = hub.messages("sender").await;
    let maps = messages[0].connectors[1].maps.clone().unwrap_or_default();
    assert!(
        maps.contains("200application/json") && maps.contains("\"patient\":\"P/1 ä\""),
        "{maps}"
    );
    end(hub).await;
}

#[tokio::test]
async fn each_answer_has_the_outcome_that_helps() {
    if !has("python3") {
        return;
    }
    let (hub, receiver) = (hub(), PythonReceiver::start().await);
    for (path, status, n_requests) in [
        ("/answers/503,429,200/a", Status::Sent, 3),
        ("/answers/422/a", Status::Error, 1),
        ("/answers/302/a", Status::Error, 1),
    ] {
        let before = receiver.seen().len();
        hub.deploy(&channel(to(&receiver.url(path), json!({})))).await;
        feed(&hub).await;
        hub.settled("sender").await;
        let (found, error, _) = outcome(&hub).await;
        assert_eq!(found, status, "{path}: {error}");
        let seen = receiver.seen().split_off(before);
        assert_eq!(seen.len(), n_requests, "{path}");
        let key = &seen[0]["headers"]["idempotency-key"];
        assert!(seen.iter().all(|request| &request["headers"]["idempotency-key"] == key));
    }
    // Nobody is let in until the settings are mended; the message waits.
    send(&hub, &receiver.url("/answers/401,401,401,200/a"), json!({})).await;
    assert_eq!(outcome(&hub).await.0, Status::Sent);
    end(hub).await;
}

#[tokio::test]
async fn a_message_waits_with_its_parameters_until_its_receiver_is_there() {
    if !has("python3") {
        return;
    }
    logs();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let start = || {
        let data = Some(folder.path().to_owned());
        Hub::start(HubOptions {
            data,
            ..HubOptions::default()
        })
        .expect("the store opens")
    };
    let absent = format!("http://127.0.0.1:{}/patients/{{patient}}", free_port());
    let with_parameters = |url: &str| channel(to(url, json!({})).with("/parameters", json!({ "patient": "${/id}" })));
    let hub = start();
    hub.deploy(&with_parameters(&absent)).await;
    feed(&hub).await;
    eventually("it is queued", async || outcome(&hub).await.0 == Status::Queued).await;
    assert!(
        outcome(&hub).await.1.starts_with("NC-HTTP-004"),
        "{:?}",
        outcome(&hub).await
    );
    hub.close().await.expect("it can be closed");

    let receiver = PythonReceiver::start().await;
    let hub = start();
    hub.deploy(&with_parameters(&receiver.url("/patients/{patient}"))).await;
    hub.settled("sender").await;
    assert_eq!(outcome(&hub).await.0, Status::Sent);
    assert_eq!(receiver.seen()[0]["target"], "/patients/P%2F1");
    end(hub).await;
}

#[tokio::test]
async fn parameters_are_matched_at_deployment() {
    let hub = hub();
    let problems = |error: Result<_, nilecare_engine_runtime::EngineError>| format!("{:?}", error.err());
    let missing = to("http://127.0.0.1:1/{patient}", json!({}));
    let told = problems(hub.try_deploy(&channel(missing)).await);
    assert!(told.contains("/destinations/0/parameters/patient"), "{told}");
    let unused = to("http://127.0.0.1:1/", json!({})).with("/parameters", json!({ "ward": "1" }));
    let told = problems(hub.try_deploy(&channel(unused)).await);
    assert!(told.contains("/destinations/0/parameters/ward"), "{told}");
    end(hub).await;
}

#[tokio::test]
async fn answers_are_bounded_unpacked_and_waited_for() {
    if !has("python3") {
        return;
    }
    let (hub, receiver) = (hub(), PythonReceiver::start().await);
    send(&hub, &receiver.url("/large"), json!({ "max_response_size": 5000 })).await;
    let (status, _, response) = outcome(&hub).await;
    assert_eq!(
        (status, response.map(|response| response.len())),
        (Status::Sent, Some(5000))
    );

    send(&hub, &receiver.url("/gzip"), json!({ "compress": true })).await;
    assert_eq!(outcome(&hub).await.2.as_deref(), Some("{\"packed\":true}"));
    let last = receiver.seen().pop().expect("it has seen some");
    assert_eq!(last["headers"]["content-encoding"], "gzip");
    assert!(last["body"].as_str().is_some_and(|body| body.contains(MARKER)));

    hub.deploy(&channel(to(&receiver.url("/silent"), json!({ "timeout": "50ms" }))))
        .await;
    feed(&hub).await;
    eventually("it is tried again", async || receiver.seen().len() > 3).await;
    let (status, error, _) = outcome(&hub).await;
    assert_eq!(status, Status::Queued);
    assert!(error.starts_with("NC-HTTP-005"), "{error}");
    end(hub).await;
}

#[tokio::test]
async fn connections_are_kept_and_redirects_followed_when_that_is_wanted() {
    if !has("python3") {
        return;
    }
    let (hub, receiver) = (hub(), PythonReceiver::start().await);
    hub.deploy(&channel(to(&receiver.url("/answers/200/kept"), json!({}))))
        .await;
    for _ in 0..3 {
        feed(&hub).await;
    }
    hub.settled("sender").await;
    let ports = receiver
        .seen()
        .into_iter()
        .map(|request| request["port"].to_string())
        .collect::<Vec<_>>();
    assert!(ports.iter().all(|port| *port == ports[0]), "{ports:?}");

    send(&hub, &receiver.url("/moved"), json!({})).await;
    assert_eq!(outcome(&hub).await.0, Status::Error);
    send(&hub, &receiver.url("/moved"), json!({ "max_redirects": 1 })).await;
    assert_eq!(outcome(&hub).await.0, Status::Sent);
    let last = receiver.seen().pop().expect("it has seen some");
    assert_eq!(
        (&last["target"], &last["method"]),
        (&json!("/answers/200/moved"), &json!("POST"))
    );
    end(hub).await;
}

#[tokio::test]
async fn the_receiver_knows_us() {
    if !has("python3") {
        return;
    }
    let (hub, receiver) = (hub(), PythonReceiver::start().await);
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("secret"), "hunter2\n").expect("the folder is ours");
    let secret = format!("file:{}", folder.path().join("secret").display());
    for (authentication, header, value) in [
        (
            json!({ "basic": { "name": "hub", "password": secret } }),
            "authorization",
            "Basic aHViOmh1bnRlcjI=",
        ),
        (json!({ "bearer": secret }), "authorization", "Bearer hunter2"),
        (
            json!({ "api_key": { "header": "X-Lab-Key", "key": secret } }),
            "x-lab-key",
            "hunter2",
        ),
    ] {
        let settings = json!({ "authentication": authentication });
        hub.deploy(&channel(to(&receiver.url("/answers/200/a"), settings)))
            .await;
        feed(&hub).await;
        hub.settled("sender").await;
        let last = receiver.seen().pop().expect("it has seen some");
        assert_eq!(last["headers"][header], value);
    }
    let oauth2 = json!({ "authentication": { "oauth2": { "token_url": receiver.url("/token"), "client_id": "hub",
        "client_secret": secret, "scopes": ["a", "b"] } } });
    let before = receiver.seen().len();
    hub.deploy(&channel(to(&receiver.url("/guarded"), oauth2))).await;
    feed(&hub).await;
    feed(&hub).await;
    hub.settled("sender").await;
    assert_eq!(outcome(&hub).await.0, Status::Sent);
    let seen = receiver.seen().split_off(before);
    let targets: Vec<_> = seen
        .iter()
        .map(|request| request["target"].as_str().unwrap_or_default())
        .collect();
    // The token is kept; when it was refused, another one is fetched, once.
    assert_eq!(targets, ["/token", "/guarded", "/guarded", "/token", "/guarded"]);
    assert_eq!(seen[0]["body"], "grant_type=client_credentials&scope=a+b");
    logs().assert_absent(&["hunter2", "TOKEN1", "aHViOmh1bnRlcjI"]);
    end(hub).await;
}

#[tokio::test]
async fn only_receivers_of_the_list_are_connected_to() {
    if !has("python3") {
        return;
    }
    logs();
    let receiver = PythonReceiver::start().await;
    let only = |target: String| nilecare_connector_net::Outbound::only(vec![target.parse().expect("it is one")]);
    for (target, status) in [
        ("10.0.0.0/8".to_owned(), Status::Queued),
        (receiver.address.to_string(), Status::Sent),
    ] {
        let options = HubOptions {
            outbound: only(target),
            ..HubOptions::default()
        };
        let hub = Hub::start(options).expect("the folder is new");
        // The name is allowed by none of them, what it resolves to by one.
        let url = format!("http://localhost:{}/answers/200/a", receiver.address.port());
        hub.deploy(&channel(to(&url, json!({})))).await;
        feed(&hub).await;
        eventually("it is tried", async || outcome(&hub).await.0 == status).await;
        let error = outcome(&hub).await.1;
        assert_eq!(error.starts_with("NC-HTTP-010"), status == Status::Queued, "{error}");
        end(hub).await;
    }
    assert_eq!(receiver.seen().len(), 1);
}

#[tokio::test]
async fn both_sides_show_certificates() {
    let Some(folder) = certificates().filter(|_| has("python3")) else {
        return;
    };
    let hub = hub();
    let file = |name: &str| folder.path().join(name);
    let receiver = PythonReceiver::start_with(&[&file("hub.pem"), &file("hub.key"), &file("ca.pem")]).await;
    let url = format!("https://localhost:{}/answers/200/tls", receiver.address.port());
    let both = json!({ "tls": { "ca_file": file("ca.pem"),
        "certificate_file": file("peer.pem"), "private_key_file": file("peer.key") } });
    send(&hub, &url, both).await;
    assert_eq!(outcome(&hub).await.0, Status::Sent);
    for (ca, told) in [
        ("ca.pem", "refused our certificate, or wants one"),
        ("peer.pem", "no authority that we trust"),
    ] {
        hub.deploy(&channel(to(&url, json!({ "tls": { "ca_file": file(ca) } }))))
            .await;
        // The message that waits is the one of the first round.
        if ca == "ca.pem" {
            feed(&hub).await;
        }
        let is_told = async || {
            let (status, error, _) = outcome(&hub).await;
            status == Status::Queued && error.starts_with("NC-HTTP-011") && error.contains(told)
        };
        eventually(told, is_told).await;
    }
    assert_eq!(receiver.seen().len(), 1);
    end(hub).await;
}
