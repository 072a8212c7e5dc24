//! Messages over HTTP: found, read, processed and delivered again, removed, exported, imported, sent by hand.

use crate::support::*;
use bytes::Bytes;
use serde_json::{Value, json};

const MORE: &str = "storage: { metadata: [{ name: ward, value: '${PV1-3}' }, { name: age, type: number, value: '${PID-7}' }] }\n\
    attachments: [{ type: pattern, pattern: 'PDF(V+)', mime_type: application/pdf }]\n";

fn hl7(control_id: &str, ward: &str, age: u32) -> String {
    format!("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|{control_id}|P|2.5\rPID|1||4711||Osman||{age}\rPV1|1|I|{ward}\r")
}

/// `demo` queues for ever, since nobody listens; `first` delivers to it.
async fn site() -> Api {
    let api = Api::new();
    for (id, more) in [("demo", MORE), ("first", "")] {
        let yaml = channel(id, more).replace(
            "channel: nowhere",
            if id == "first" {
                "channel: demo"
            } else {
                "channel: nowhere"
            },
        );
        let body = json!({ "files": { "channel.yaml": { "text": yaml } } });
        let path = format!("/items/channel/{id}");
        let reply = api.call("PUT", &path, &[("if-none-match", "*")], Some(body)).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
        let reply = api.call("POST", &format!("/channels/{id}/deploy"), &[], None).await;
        assert_eq!(reply.status, 200, "{}", reply.body);
    }
    api
}

async fn send(api: &Api, channel: &str, text: &str) -> String {
    let body = json!({ "content": { "text": text }, "source": { "hand": "ann" } });
    let reply = api.post(&format!("/channels/{channel}/messages"), body).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert!(
        reply.body["reply"]["text"]
            .as_str()
            .expect("a reply")
            .contains("MSA|AA|"),
        "{}",
        reply.body
    );
    reply.body["id"].as_str().expect("a number").to_owned()
}

/// Waits until the store answers as it should: what is recorded is on disk a little later.
async fn until(api: &Api, path: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let wait = async {
        loop {
            let found = api.get(path).await;
            if is_so(&found) {
                return found;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    let limit = std::time::Duration::from_secs(20);
    tokio::time::timeout(limit, wait)
        .await
        .unwrap_or_else(|_| panic!("{path} never answers so"))
}

fn ids(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().unwrap_or_else(|| panic!("{page}"));
    items.iter().filter_map(|item| item["id"].as_str()).collect()
}

fn n(count: usize) -> impl Fn(&Value) -> bool {
    move |page| ids(page).len() == count
}

#[tokio::test]
async fn messages_are_found_by_each_condition() {
    let api = site().await;
    let one = send(&api, "demo", &hl7("Q1", "ICU", 40)).await;
    let two = send(&api, "demo", &hl7("Q2", "WARD3", 7)).await;
    until(&api, "/channels/demo/messages?status=queued", n(2)).await;
    for (query, expected) in [
        ("control_id=Q1", &one),
        ("metadata.ward=prefix:IC", &one),
        ("metadata.ward=eq:WARD3", &two),
        ("metadata.ward=WARD3", &two),
        ("metadata.age=gt:20", &one),
        ("metadata.age=lt:20", &two),
        ("text=ward3", &two),
        ("regex=WARD%5B0-9%5D", &two),
        (&format!("through={one}"), &one),
        (&format!("from={two}&status=queued,error&connector=out"), &two),
        (&format!("before={two}"), &one),
        ("limit=1", &two),
    ] {
        let found = until(&api, &format!("/messages?channel=demo&{query}"), n(1)).await;
        assert_eq!(ids(&found), [expected.as_str()], "{query}");
    }
    for query in [
        "patient_id=4711",
        "message_type=ADT%5EA01",
        "has_attachment=false",
        "since=2020-01-01T00:00:00Z",
    ] {
        assert_eq!(ids(&api.get(&format!("/messages?{query}")).await).len(), 2, "{query}");
    }
    for query in [
        "patient_id=4712",
        "has_attachment=true",
        "until=2020-01-01T00:00:00Z",
        "attempts_from=99",
        "status=sent",
    ] {
        assert_eq!(ids(&api.get(&format!("/messages?{query}")).await).len(), 0, "{query}");
    }
    let first = api.get("/messages?limit=1").await;
    assert_eq!(first["next"], json!(two), "{first}");
    assert_eq!(first["items"][0]["metadata"], json!({ "ward": "WARD3", "age": 7.0 }));
    assert_eq!(first["items"][0]["channel"], "demo");
    for (query, place) in [
        ("limit=501", "/limit"),
        ("since=Osman", "/since"),
        ("metadata.age=gt:Osman", "/metadata.age"),
        ("metadata.none=1", "/metadata.none"),
        ("text=ab", "/"),
        ("text=abc&regex=abc", "/regex"),
    ] {
        let refused = api.call("GET", &format!("/messages?{query}"), &[], None).await;
        assert_eq!(refused.status, 422, "{query}: {}", refused.body);
        let text = refused.body.to_string();
        assert!(
            text.contains(&format!("\"{place}")) && !text.contains("Osman"),
            "{query}: {text}"
        );
    }
    assert_eq!(api.call("GET", "/channels/none/messages", &[], None).await.status, 404);
}

#[tokio::test]
async fn one_message_is_read_processed_again_and_tells_its_lineage() {
    let api = site().await;
    let id = send(
        &api,
        "demo",
        &hl7("Q1", "ICU", 40).replace("Osman", &format!("PDF{}", "V".repeat(5_000))),
    )
    .await;
    let path = format!("/messages/{id}");
    let detail = until(&api, &path, |detail| detail["connectors"][1]["content"].is_object()).await;
    assert_eq!(detail["source"]["hand"], "ann");
    assert!(
        !detail["raw"]["text"].as_str().expect("text").contains("VVV"),
        "{detail}"
    );
    assert_eq!(detail["attachments"][0]["n_bytes"], 5_000);
    let attachment = api.call("GET", &format!("{path}/attachments/0"), &[], None).await;
    assert_eq!(attachment.bytes, Bytes::from("V".repeat(5_000)));
    assert_eq!(
        api.call("GET", &format!("{path}/attachments/1"), &[], None)
            .await
            .status,
        404
    );

    let again = api
        .post(&format!("{path}/reprocess"), json!({ "destinations": ["out"] }))
        .await;
    assert_eq!(again.status, 200, "{}", again.body);
    let again = again.body["id"].as_str().expect("a number").to_owned();
    assert_eq!(api.get(&format!("/messages/{again}")).await["origin"], json!(id));
    assert_eq!(api.get(&path).await["processed_again"], json!([again]));
    assert_eq!(ids(&api.get(&format!("/messages?origin={id}")).await), [again.as_str()]);

    until(&api, &format!("/messages?through={again}&status=queued"), n(2)).await;
    for (expected, path) in [(204, path.as_str()), (404, path.as_str()), (404, "/messages/999999")] {
        assert_eq!(api.call("DELETE", path, &[], None).await.status, expected, "{path}");
    }
    let gone = api.post("/messages/999999/reprocess", json!({})).await;
    assert_eq!(
        (gone.status.as_u16(), &gone.body["type"]),
        (404, &json!("message-not-found"))
    );
}

#[tokio::test]
async fn what_was_sent_is_delivered_again_and_what_waits_is_not() {
    let api = site().await;
    let id = send(&api, "first", &hl7("Q1", "ICU", 40)).await;
    until(&api, "/channels/first/messages?connector=out&status=sent", n(1)).await;
    let path = format!("/messages/{id}/destinations/out/resend");
    assert_eq!(api.call("POST", &path, &[], None).await.status, 204);
    let twice = until(&api, "/channels/demo/messages?status=queued", n(2)).await;
    let waiting = ids(&twice)[0];
    let refused = api
        .call(
            "POST",
            &format!("/messages/{waiting}/destinations/out/resend"),
            &[],
            None,
        )
        .await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (409, &json!("message-not-resent"))
    );
    let unknown = api
        .call("POST", &format!("/messages/{id}/destinations/none/resend"), &[], None)
        .await;
    assert_eq!(unknown.status, 422, "{}", unknown.body);
    let many = api
        .post(
            "/messages/resend",
            json!({ "ids": [id, waiting], "destinations": ["out"] }),
        )
        .await;
    assert_eq!(
        (&many.body["n_done"], &many.body["n_skipped"]),
        (&json!(1), &json!(1)),
        "{}",
        many.body
    );
    assert_eq!(many.body["skipped"][0]["id"], json!(waiting));
}

#[tokio::test]
async fn many_are_counted_processed_again_and_removed_by_one_filter() {
    let api = site().await;
    for number in 0..5 {
        send(&api, "demo", &hl7(&format!("Q{number}"), "ICU", number)).await;
    }
    until(&api, "/messages?status=queued", n(5)).await;
    let filter = json!({ "channel": "demo", "metadata": { "age": "gt:2" } });
    let body = |dry_run: bool| json!({ "filter": filter, "dry_run": dry_run });
    let counted = api.post("/messages/reprocess", body(true)).await;
    assert_eq!(
        (&counted.body["n_chosen"], &counted.body["n_done"]),
        (&json!(2), &json!(0)),
        "{}",
        counted.body
    );
    let done = api.post("/messages/reprocess", body(false)).await;
    assert_eq!(
        (&done.body["n_done"], &done.body["n_left"]),
        (&json!(2), &json!(0)),
        "{}",
        done.body
    );
    until(&api, "/messages?status=queued&metadata.age=gt:2", n(4)).await;
    let removed = api.post("/messages/remove", body(false)).await;
    assert_eq!(removed.body["n_done"], 4, "{}", removed.body);
    until(&api, "/messages", n(3)).await;
    for wrong in [
        json!({}),
        json!({ "filter": {} }),
        json!({ "ids": ["1"], "filter": filter }),
        json!({ "ids": (1..10_002).map(|id| id.to_string()).collect::<Vec<_>>() }),
    ] {
        assert_eq!(api.post("/messages/remove", wrong).await.status, 422);
    }
    let told = api.recorded().await;
    assert!(told.contains(&"ann messages.remove  success".to_owned()), "{told:?}");
}

#[tokio::test]
async fn an_export_is_imported_with_its_statuses() {
    let api = site().await;
    send(&api, "demo", &hl7("Q1", "ICU", 40)).await;
    send(&api, "demo", &hl7("Q2", "ICU", 41).replace("Osman", "PDFVVVV")).await;
    until(&api, "/messages?status=queued", n(2)).await;
    let lines = api
        .call("GET", "/channels/demo/messages/export?status=queued", &[], None)
        .await;
    let text = String::from_utf8(lines.bytes.to_vec()).expect("it is JSON");
    let first: Value = serde_json::from_str(text.lines().next().expect("a line")).expect("it is JSON");
    assert_eq!(
        (text.lines().count(), &first["control_id"]),
        (2, &json!("Q1")),
        "the oldest first"
    );

    let archive = api.call("GET", "/messages/export?format=zip", &[], None).await;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive.bytes)).expect("it is whole");
    let mut names = archive
        .file_names()
        .map(|name| name.expect("it is text").into_owned())
        .collect::<Vec<_>>();
    names.sort();
    let number = first["id"]
        .as_str()
        .and_then(|id| id.rsplit_once('.'))
        .expect("it has a number")
        .1;
    for name in ["raw", "out.content", "message.json"] {
        assert!(names.contains(&format!("demo/{number}/{name}")), "{names:?}");
    }
    assert!(names.iter().any(|name| name.ends_with("attachment-0")), "{names:?}");
    let mut raw = String::new();
    let mut file = archive.by_name(&format!("demo/{number}/raw")).expect("it is there");
    std::io::Read::read_to_string(&mut file, &mut raw).expect("it is whole");
    assert_eq!(raw, hl7("Q1", "ICU", 40));
    drop(file);

    let upload = format!(
        "{text}\nthis names Osman\n{}\n",
        text.lines().next().expect("a line").replace("\"demo\"", "\"none\"")
    );
    let imported = api.import(upload).await;
    let results = imported
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("it is JSON"));
    let results = results.collect::<Vec<_>>();
    assert_eq!(results.len(), 4, "{imported}");
    assert!(
        results[0]["id"].is_string() && results[1]["id"].is_string(),
        "{imported}"
    );
    assert!(
        results[2]["problem"].is_string() && results[3]["problem"].is_string() && !imported.contains("Osman"),
        "{imported}"
    );
    assert_eq!(results[2]["line"], 4);
    until(&api, "/messages?status=queued", n(4)).await;
    let id = results[1]["id"].as_str().expect("a number");
    let detail = api.get(&format!("/messages/{id}")).await;
    assert!(
        detail["imported_from"].is_string() && detail["attachments"][0]["n_bytes"] == 4,
        "{detail}"
    );
    assert_eq!(
        api.call("GET", "/messages/export?format=pdf", &[], None).await.status,
        422
    );
}

#[tokio::test]
async fn queues_are_told_paused_and_hurried_and_counts_begin_anew() {
    let api = site().await;
    send(&api, "demo", &hl7("Q1", "ICU", 40)).await;
    let queues = until(&api, "/channels/demo/queues", |queues| queues["items"][0]["depth"] == 1).await;
    assert_eq!(
        (&queues["items"][0]["id"], &queues["items"][0]["is_paused"]),
        (&json!("out"), &json!(false))
    );
    assert!(queues["items"][0]["oldest_age_seconds"].is_i64(), "{queues}");
    let all = api.get("/queues").await;
    let depths = all["items"].as_array().expect("a list").iter();
    let depths = depths.map(|channel| (channel["channel"].clone(), channel["queues"][0]["depth"].clone()));
    assert_eq!(
        depths.collect::<Vec<_>>(),
        [(json!("demo"), json!(1)), (json!("first"), json!(0))]
    );
    for (verb, is_paused) in [("pause", true), ("retry", true), ("resume", false)] {
        let path = format!("/channels/demo/destinations/out/{verb}");
        assert_eq!(api.call("POST", &path, &[], None).await.status, 204, "{verb}");
        assert_eq!(
            api.get("/channels/demo/queues").await["items"][0]["is_paused"],
            is_paused,
            "{verb}"
        );
    }
    let unknown = api
        .call("POST", "/channels/demo/destinations/none/pause", &[], None)
        .await;
    assert_eq!(unknown.status, 422);
    until(&api, "/channels/demo/statistics?since_reset=true", |counts| {
        counts["received"] == 1
    })
    .await;
    assert_eq!(
        api.call("POST", "/channels/demo/statistics/reset", &[], None)
            .await
            .status,
        204
    );
    let counts = api.get("/channels/demo/statistics?since_reset=true").await;
    assert_eq!((&counts["received"], &counts["queued"]), (&json!(0), &json!(1)));
    assert_eq!(api.get("/channels/demo/statistics").await["received"], 1);
    for (query, received) in [("", 1), ("?since_reset=true", 0)] {
        let all = api.get(&format!("/statistics{query}")).await;
        let told = all["items"].as_array().expect("a list").iter();
        let told = told.map(|channel| (channel["channel"].clone(), channel["received"].clone()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [(json!("demo"), json!(received)), (json!("first"), json!(0))]
        );
    }
    api.call("POST", "/channels/demo/stop", &[], None).await;
    let body = json!({ "content": { "text": hl7("Q2", "ICU", 40) } });
    let refused = api.post("/channels/demo/messages", body).await;
    assert_eq!(
        (refused.status.as_u16(), &refused.body["type"]),
        (409, &json!("channel-not-started"))
    );
}

#[tokio::test]
async fn a_message_is_sent_by_hand_to_some_destinations_only() {
    let api = site().await;
    let body =
        |destination: &str| json!({ "content": { "text": hl7("Q1", "ICU", 40) }, "destinations": [destination] });
    assert_eq!(api.post("/channels/demo/messages", body("none")).await.status, 422);
    let sent = api.post("/channels/demo/messages", body("out")).await;
    assert_eq!(sent.body["is_positive"], true, "{}", sent.body);
    let none = json!({ "content": { "base64": "=" } });
    assert_eq!(api.post("/channels/demo/messages", none).await.status, 422);
    let large = format!("{}NTE|1||{}\r", hl7("Q2", "ICU", 40), "x".repeat(3 << 20));
    send(&api, "demo", &large).await;
}

#[tokio::test]
async fn a_trace_shows_what_is_deployed_and_what_is_not_saved_yet() {
    let api = site().await;
    let content = json!({ "text": hl7("Q1", "ICU", 40) });
    let trace = api.post("/channels/demo/trace", json!({ "content": content })).await;
    assert_eq!(trace.status, 200, "{}", trace.body);
    assert_eq!(trace.body["destinations"][0]["status"], "sent", "{}", trace.body);
    let yaml = channel("demo", "").replace(
        "destinations:",
        "  transformer: [{ name: one, file: a.rhai }]\ndestinations:",
    );
    let with = |script: &str| json!({ "content": content, "files": { "channel.yaml": yaml, "a.rhai": script } });
    let trace = api.post("/channels/demo/trace", with("msg[\"MSH-3\"] = \"HUB\"")).await;
    assert_eq!(trace.status, 200, "{}", trace.body);
    assert!(trace.body.to_string().contains("\"after\":\"HUB\""), "{}", trace.body);
    let wrong = api.post("/channels/demo/trace", with("let")).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body["problems"][0]
            .as_str()
            .expect("a problem")
            .starts_with("/source/transformer/0"),
        "{}",
        wrong.body
    );
    let only = json!({ "content": content, "only": "/source/transformer/7" });
    assert_eq!(
        api.post("/channels/demo/trace", only).await.body["type"],
        "validation-failed"
    );
    assert_eq!(
        api.post("/channels/none/trace", json!({ "content": content }))
            .await
            .status,
        404
    );
    assert_eq!(ids(&api.get("/messages").await).len(), 0, "nothing is kept");
}

#[tokio::test]
async fn each_right_is_asked_for_by_itself() {
    let api = site().await;
    let id = send(&api, "demo", &hl7("Q1", "ICU", 40)).await;
    until(&api, "/messages?status=queued", n(1)).await;
    for (permission, method, path) in [
        ("messages:read", "GET", "/messages".to_owned()),
        ("messages:read", "GET", format!("/messages/{id}")),
        ("messages:read", "GET", format!("/messages/{id}/attachments/0")),
        ("messages:operate", "POST", format!("/messages/{id}/reprocess")),
        (
            "messages:operate",
            "POST",
            format!("/messages/{id}/destinations/out/resend"),
        ),
        ("messages:operate", "POST", "/messages/resend".to_owned()),
        ("messages:operate", "POST", "/channels/demo/messages".to_owned()),
        ("messages:remove", "POST", "/messages/remove".to_owned()),
        ("messages:export", "GET", "/messages/export".to_owned()),
        ("messages:import", "POST", "/messages/import".to_owned()),
        ("channels:trace", "POST", "/channels/demo/trace".to_owned()),
        (
            "channels:operate",
            "POST",
            "/channels/demo/destinations/out/pause".to_owned(),
        ),
        ("messages:remove", "DELETE", format!("/messages/{id}")),
    ] {
        let all = [
            "messages:read",
            "messages:operate",
            "messages:remove",
            "messages:export",
            "messages:import",
            "channels:trace",
            "channels:read",
            "channels:operate",
        ];
        let others = all.into_iter().filter(|other| *other != permission).collect::<Vec<_>>();
        let refused = api.call_as(&others, method, &path, &[], Some(json!({}))).await;
        assert_eq!(refused.status, 403, "{method} {path}");
        let allowed = api.call_as(&[permission], method, &path, &[], Some(json!({}))).await;
        assert_ne!(allowed.status, 403, "{method} {path}");
    }
}
