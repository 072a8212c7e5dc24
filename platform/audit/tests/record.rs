//! What is put on record, and what happens when it cannot be.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::support::{PATIENT, rig};

const ONE: &str = "/api/v1/patients/01ARZ3NDEKTSV4RRFFQ69G5FAV";

fn part(entry: &Value, names: &[&str]) -> Vec<Value> {
    names.iter().map(|name| entry[name].clone()).collect()
}

#[tokio::test]
async fn a_read_is_on_record_with_who_whom_why_and_how_it_ended() {
    let rig = rig().await;
    assert_eq!(rig.send("GET", ONE, &["patients:read"], "").await.status(), 200);
    let entries = rig.entries().await;
    assert_eq!(entries.len(), 1);
    let names = [
        "n",
        "actor",
        "username",
        "action",
        "route",
        "outcome",
        "reason",
        "request_id",
    ];
    let expected = json!([
        1,
        "u1",
        "amna",
        "patients:read",
        "GET /api/v1/patients/{id}",
        "done",
        "rounds",
        "r-1"
    ]);
    assert_eq!(json!(part(&entries[0], &names)), expected);
    assert_eq!(entries[0]["patients"], json!([PATIENT]));
    assert_eq!(entries[0]["roles"], json!(["doctor"]));
    assert!(!entries[0].to_string().contains("EVERYMAN"));
}

#[tokio::test]
async fn a_change_is_on_record_before_it_is_made_and_its_outcome_after() {
    let rig = rig().await;
    assert_eq!(
        rig.send("POST", "/api/v1/patients", &["patients:write"], "x")
            .await
            .status(),
        201
    );
    assert_eq!(
        rig.send("POST", "/api/v1/patients", &["patients:write"], "")
            .await
            .status(),
        422
    );
    // The outcome is handed to the writer without waiting; whatever is appended after it comes after it.
    rig.fill(1).await;
    let entries = rig.entries().await;
    let told: Vec<_> = entries
        .iter()
        .take(4)
        .map(|entry| part(entry, &["outcome", "of", "patients"]))
        .collect();
    let expected = json!([
        ["begun", null, []],
        ["done", 1, [PATIENT]],
        ["begun", null, []],
        ["failed", 3, []]
    ]);
    assert_eq!(json!(told), expected);
}

#[tokio::test]
async fn what_is_not_permitted_is_on_record_as_refused() {
    let rig = rig().await;
    assert_eq!(rig.send("GET", ONE, &["channels:read"], "").await.status(), 403);
    let entries = rig.entries().await;
    assert_eq!(
        part(&entries[0], &["outcome", "patients"]),
        [json!("refused"), json!([PATIENT])]
    );
}

#[tokio::test]
async fn nothing_is_changed_or_shown_when_it_cannot_be_put_on_record() {
    let rig = rig().await;
    rig.refuse_entries(true).await;
    let read = rig.send("GET", ONE, &["patients:read"], "").await;
    assert_eq!(read.status(), 503);
    assert!(!String::from_utf8_lossy(read.body()).contains("EVERYMAN"));
    let change = rig.send("POST", "/api/v1/patients", &["patients:write"], "x").await;
    assert_eq!(change.status(), 503);
    assert_eq!(rig.n_changes.load(Ordering::SeqCst), 0);

    rig.refuse_entries(false).await;
    assert_eq!(
        rig.send("POST", "/api/v1/patients", &["patients:write"], "x")
            .await
            .status(),
        201
    );
    assert_eq!(rig.n_changes.load(Ordering::SeqCst), 1, "it goes on by itself");
}

#[tokio::test]
async fn the_log_is_searched_in_pages_and_exported_by_whoever_may() {
    let rig = rig().await;
    rig.fill(3).await;
    rig.send("GET", ONE, &["channels:read"], "").await;
    let search = async |query: &str| {
        let reply = rig
            .send("GET", &format!("/api/v1/audit/entries?{query}"), &["audit:read"], "")
            .await;
        assert_eq!(reply.status(), 200);
        serde_json::from_slice::<Value>(reply.body()).expect("JSON")
    };
    let numbers = |page: &Value| -> Vec<i64> {
        let items = page["items"].as_array().expect("a list");
        items.iter().map(|item| item["n"].as_i64().expect("a number")).collect()
    };
    let patient = format!("patient={PATIENT}&limit=3");
    let page = search(&patient).await;
    assert_eq!(numbers(&page), [4, 3, 2]);
    let next = page["next"].as_str().expect("another page");
    let page = search(&format!("{patient}&cursor={next}")).await;
    assert_eq!((numbers(&page), page.get("next")), (vec![1], None));
    assert_eq!(numbers(&search("outcome=refused&actor=u1").await), [4]);
    assert_eq!(numbers(&search("from=2027-01-16T00:00:00Z").await), Vec::<i64>::new());
    assert_eq!(
        numbers(&search("action=audit:read&limit=1").await).len(),
        1,
        "looking is on record too"
    );

    for (path, permission) in [
        ("entries", "audit:export"),
        ("export", "audit:read"),
        ("verification", "patients:read"),
    ] {
        let reply = rig
            .send("GET", &format!("/api/v1/audit/{path}"), &[permission], "")
            .await;
        assert_eq!(reply.status(), 403, "{path}");
    }
    let query = format!("/api/v1/audit/export?patient={PATIENT}&action=patients:read");
    let export = rig.send("GET", &query, &["audit:export"], "").await;
    assert_eq!(export.headers()["content-type"], "application/x-ndjson");
    let text = String::from_utf8(export.body().to_vec()).expect("text");
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["prev"], lines[1]["hash"]);
}
