//! Over files of SQLite, written and read beside by the same library through another binding.

use std::sync::atomic::Ordering;

use nilecare_testkit::LogCapture;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{Engine, MARKER, Reading, factory, message, send, send_with, with};

struct File {
    folder: TempDir,
    beside: Connection,
    config: Value,
}

fn file(tables: &str) -> File {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lab.db");
    let beside = Connection::open(&path).unwrap();
    beside.busy_timeout(std::time::Duration::from_secs(20)).unwrap();
    beside.execute_batch(tables).unwrap();
    let config = json!({ "url": format!("sqlite:{}", path.display()) });
    File { folder, beside, config }
}

impl File {
    fn ask<T: rusqlite::types::FromSql>(&self, query: &str) -> T {
        self.beside.query_row(query, [], |row| row.get(0)).unwrap()
    }

    async fn asked_until(&self, query: &str, wanted: i64) {
        crate::common::within(query, async {
            while self.ask::<i64>(query) != wanted {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

const RESULT: &str = "CREATE TABLE result (id INTEGER PRIMARY KEY, name TEXT, sent INTEGER DEFAULT 0);";

#[tokio::test]
async fn rows_are_messages_once_and_marked() {
    let (logs, _guard) = LogCapture::for_this_thread();
    let file = file(RESULT);
    file.beside
        .execute_batch("INSERT INTO result (id, name) VALUES (1, 'one'), (2, 'EVERYMAN-7719'), (3, 'three')")
        .unwrap();
    let config = with(
        &file.config,
        json!({ "query": "SELECT id, name FROM result WHERE sent = 0 ORDER BY id", "interval": "20ms", "max_rows": 2,
            "mark": ["UPDATE result SET sent = 1 WHERE id = :id"],
            "mark_failed": ["UPDATE result SET sent = -1 WHERE id = :id"] }),
    );
    let engine = Engine {
        unwanted: Some("three"),
        ..Engine::default()
    };
    engine.is_full.store(true, Ordering::SeqCst);
    let reading = Reading::start(&config, engine).await;
    // Nothing is marked that is not on disk.
    file.asked_until("SELECT count(*) FROM result WHERE sent <> 0", 0).await;
    reading.engine.is_full.store(false, Ordering::SeqCst);
    reading.engine.came(3).await;
    file.asked_until("SELECT count(*) FROM result WHERE sent = 0", 0).await;
    file.beside
        .execute_batch("INSERT INTO result (id, name) VALUES (4, 'four')")
        .unwrap();
    reading.engine.came(4).await;
    file.asked_until("SELECT count(*) FROM result WHERE sent = 1", 3).await;
    assert_eq!(file.ask::<i64>("SELECT sent FROM result WHERE id = 3"), -1);
    let engine = reading.end().await;
    assert_eq!(engine.all("id"), [1, 2, 3, 4]);
    assert_eq!(engine.contents()[1], json!({ "id": 2, "name": MARKER }));
    logs.assert_absent(&[MARKER]);
}

#[tokio::test]
async fn a_cursor_goes_on_where_it_was_and_splits_no_group() {
    let file = file("CREATE TABLE event (at TEXT, n INTEGER)");
    let rows = "INSERT INTO event VALUES ('a', 1), ('b', 2), ('b', 3), ('b', 4), ('c', 5)";
    file.beside.execute_batch(rows).unwrap();
    let config = with(
        &file.config,
        json!({ "query": "SELECT at, n FROM event WHERE at > :cursor ORDER BY at, n", "interval": "20ms", "max_rows": 2,
            "cursor": { "column": "at", "start": "0", "file": file.path("cursor.json") } }),
    );
    let reading = Reading::start(&config, Engine::default()).await;
    reading.engine.came(5).await;
    assert_eq!(reading.end().await.all("n"), [1, 2, 3, 4, 5]);
    file.beside.execute_batch("INSERT INTO event VALUES ('d', 6)").unwrap();
    // A new start goes on behind the last row.
    let reading = Reading::start(&config, Engine::default()).await;
    reading.engine.came(1).await;
    assert_eq!(reading.end().await.all("n"), [6]);
    assert_eq!(
        std::fs::read_to_string(file.path("cursor.json")).unwrap(),
        r#"{"cursor":"d"}"#
    );
}

#[tokio::test]
async fn a_cursor_may_be_kept_in_the_database_itself() {
    let file = file(
        "CREATE TABLE event (n INTEGER); INSERT INTO event VALUES (1), (2), (3);
         CREATE TABLE reader (position INTEGER); INSERT INTO reader VALUES (1)",
    );
    let config = with(
        &file.config,
        json!({ "query": "SELECT n FROM event WHERE n > :cursor ORDER BY n", "interval": "20ms",
            "mark": ["UPDATE reader SET position = :n"],
            "cursor": { "column": "n", "load": "SELECT position FROM reader" }, "event": { "column": "n" } }),
    );
    let reading = Reading::start(&config, Engine::default()).await;
    reading.engine.came(2).await;
    let engine = reading.end().await;
    assert_eq!(engine.all("n"), [2, 3]);
    assert_eq!(engine.messages.lock().unwrap()[0].event.as_ref().unwrap().id, "2");
    assert_eq!(file.ask::<i64>("SELECT position FROM reader"), 3);
}

#[tokio::test]
async fn a_whole_result_is_one_message_and_a_large_row_is_kept_in_part() {
    let file = file(RESULT);
    file.beside
        .execute_batch("INSERT INTO result (id, name) VALUES (1, 'one'), (2, NULL)")
        .unwrap();
    let query = "SELECT id, name, x'00ff' AS b, 1.5 AS r FROM result WHERE sent = 0 ORDER BY id";
    let base = with(
        &file.config,
        json!({ "query": query, "interval": "20ms", "mark": ["UPDATE result SET sent = 1 WHERE id = :id"] }),
    );
    let together = with(&base, json!({ "rows_as": "one_message" }));
    let reading = Reading::start(&together, Engine::default()).await;
    reading.engine.came(1).await;
    file.asked_until("SELECT count(*) FROM result WHERE sent = 1", 2).await;
    let engine = reading.end().await;
    let wanted = json!([
        { "id": 1, "name": "one", "b": "AP8=", "r": 1.5 },
        { "id": 2, "name": null, "b": "AP8=", "r": 1.5 },
    ]);
    assert_eq!(engine.contents(), [wanted]);
    assert_eq!(engine.messages.lock().unwrap()[0].source["database.rows"], "2");

    file.beside
        .execute_batch("INSERT INTO result (id, name) VALUES (3, printf('%.*c', 200000, 'x'))")
        .unwrap();
    let small = with(&base, json!({ "max_size": 1000 }));
    let reading = Reading::start(&small, Engine::default()).await;
    reading.engine.came(1).await;
    file.asked_until("SELECT count(*) FROM result WHERE sent = 1", 3).await;
    let engine = reading.end().await;
    let messages = engine.messages.lock().unwrap();
    assert!(messages[0].defect.is_some());
    assert_eq!(messages[0].content.len(), 64 << 10);
}

#[tokio::test]
async fn what_cannot_be_read_is_told() {
    let file = file(RESULT);
    for (more, code) in [
        (json!({ "query": "SELECT * FROM nothing" }), "NC-DATABASE-007"),
        (json!({ "url": "sqlite:/nowhere/at/all.db" }), "NC-DATABASE-006"),
        (json!({ "query": "SELECT 1 AS a, 2 AS a" }), "NC-DATABASE-010"),
        (
            json!({ "mark": ["UPDATE result SET sent = :nothing"] }),
            "NC-DATABASE-008",
        ),
        (json!({ "mark": ["UPDATE nothing SET sent = :a"] }), "NC-DATABASE-007"),
        (
            json!({ "query": "SELECT 1 AS a WHERE 0 < :cursor", "cursor": { "column": "b", "start": "1", "file": file.path("c") } }),
            "NC-DATABASE-011",
        ),
    ] {
        let mut config = with(&file.config, json!({ "query": "SELECT 1 AS a", "reread": true }));
        config = with(&config, more);
        let is_remembered = config.get("cursor").or(config.get("mark")).is_some();
        config["reread"] = (!is_remembered).into();
        let reading = Reading::start(&config, Engine::default()).await;
        let reason = reading.disconnected().await;
        assert!(reason.starts_with(code), "{reason}");
        // Nothing was taken that would be taken again.
        assert_eq!(reading.end().await.contents(), Vec::<Value>::new());
    }
}

const PATIENT: &str = "CREATE TABLE patient (mrn TEXT PRIMARY KEY, name TEXT NOT NULL, weight NUMERIC, photo BLOB);
    CREATE TABLE visit (id INTEGER PRIMARY KEY, mrn TEXT REFERENCES patient (mrn), n INTEGER CHECK (n > 0))";

#[tokio::test]
async fn statements_of_a_message_count_together_or_not_at_all() {
    let (logs, _guard) = LogCapture::for_this_thread();
    let file = file(PATIENT);
    let both = [
        "INSERT INTO patient (mrn, name, weight) VALUES (:mrn, :name, :weight)",
        "INSERT INTO visit (mrn, n) VALUES (:mrn, :/n) RETURNING id, mrn",
    ];
    let name = "'); DROP TABLE patient; --";
    let good = message(json!({ "n": 2 }), &[("mrn", "P1"), ("name", name), ("weight", "")]);
    let response = send(&file.config, &both, &good).await.unwrap();
    assert_eq!(response, json!({ "affected": 1, "rows": [{ "id": 1, "mrn": "P1" }] }));
    assert_eq!(
        file.ask::<String>("SELECT name FROM patient WHERE weight IS NULL"),
        name
    );

    let bad = message(json!({ "n": 0 }), &[("mrn", "P2"), ("name", MARKER), ("weight", "70")]);
    assert_eq!(
        send(&file.config, &both, &bad).await,
        Err("Reject NC-DATABASE-004".to_owned())
    );
    assert_eq!(file.ask::<i64>("SELECT count(*) FROM patient"), 1);
    // The connection is of use after a refusal.
    let config = with(&file.config, json!({ "statements": both }));
    let mut writer = crate::common::writer(&config);
    let error = writer.send(&bad).await.unwrap_err();
    assert!(error.detail.contains("275"), "{}", error.detail);
    let better = message(json!({ "n": 1 }), &[("mrn", "P2"), ("name", MARKER), ("weight", "70")]);
    writer.send(&better).await.unwrap();
    writer.close().await;
    assert_eq!(file.ask::<i64>("SELECT count(*) FROM visit"), 2);
    logs.assert_absent(&[MARKER]);
}

#[tokio::test]
async fn failures_are_sorted_by_what_helps() {
    let file = file(PATIENT);
    let insert = "INSERT INTO patient (mrn, name) VALUES (:mrn, :name)";
    let one = message(json!({}), &[("mrn", "P1"), ("name", MARKER)]);
    send(&file.config, &[insert], &one).await.unwrap();
    for (statements, wanted) in [
        (vec![insert], "Reject NC-DATABASE-004"),
        (
            vec!["INSERT INTO visit (mrn) VALUES ('nobody')"],
            "Reject NC-DATABASE-004",
        ),
        (
            vec!["INSERT INTO patient (mrn) VALUES ('P3')"],
            "Reject NC-DATABASE-004",
        ),
        (vec!["INSERT INTO nothing VALUES (1)"], "Stop NC-DATABASE-007"),
        (vec!["INSERTINTO"], "Stop NC-DATABASE-007"),
        (vec!["SELECT 1 AS a, 2 AS a"], "Stop NC-DATABASE-010"),
    ] {
        assert_eq!(
            send(&file.config, &statements, &one).await,
            Err(wanted.to_owned()),
            "{statements:?}"
        );
    }
    let changes = with(
        &file.config,
        json!({ "statements": ["UPDATE visit SET n = 2 WHERE id = 99"], "min_affected": 1 }),
    );
    assert_eq!(
        send_with(&changes, &one).await,
        Err("Reject NC-DATABASE-009".to_owned())
    );
    let points = with(&file.config, json!({ "statements": ["SELECT :/a"] }));
    let text = message("MSH|^~\\&".into(), &[]);
    assert_eq!(
        send_with(&points, &text).await,
        Err("Reject NC-DATABASE-005".to_owned())
    );
    let missing = json!({ "url": "sqlite:/nowhere/at/all.db", "statements": ["SELECT 1"] });
    assert_eq!(send_with(&missing, &one).await, Err("Stop NC-DATABASE-006".to_owned()));

    // Another program writes.
    let short = with(&file.config, json!({ "connect_timeout": "50ms" }));
    file.beside.execute_batch("BEGIN IMMEDIATE").unwrap();
    let kept = send(&short, &[insert], &message(json!({}), &[("mrn", "P9"), ("name", "x")])).await;
    file.beside.execute_batch("ROLLBACK").unwrap();
    let is_retried = kept
        .as_ref()
        .is_err_and(|told| told.starts_with("Retry NC-DATABASE-00"));
    assert!(is_retried, "{kept:?}");
}

#[tokio::test]
async fn elements_of_a_content_are_written_together() {
    let file = file("CREATE TABLE item (code TEXT PRIMARY KEY, n NUMERIC, at TEXT, content BLOB)");
    let config = with(
        &file.config,
        json!({ "statements": ["INSERT INTO item VALUES (:/code, :/n, :/at, :content)"], "for_each": "/items",
            "types": { "/at": "instant", "/n": "number" } }),
    );
    let item = |code: &str| json!({ "code": code, "n": "2.50", "at": "20260131083000+0200" });
    let content = json!({ "items": [item("a"), item("b")] });
    let response = send_with(&config, &message(content.clone(), &[])).await.unwrap();
    assert_eq!(response, json!({ "affected": 2, "rows": [] }));
    assert_eq!(
        file.ask::<String>("SELECT at FROM item WHERE code = 'b'"),
        "2026-01-31 06:30:00.000000"
    );
    assert_eq!(
        file.ask::<String>("SELECT content FROM item WHERE code = 'b'"),
        content.to_string()
    );
    let again = json!({ "items": [item("c"), item("a")] });
    assert_eq!(
        send_with(&config, &message(again, &[])).await,
        Err("Reject NC-DATABASE-004".to_owned())
    );
    assert_eq!(file.ask::<i64>("SELECT count(*) FROM item"), 2);
    let none = json!({ "items": [] });
    let response = send_with(&config, &message(none, &[])).await.unwrap();
    assert_eq!(response, json!({ "affected": 0, "rows": [] }));
    let other = json!({ "items": 7 });
    assert_eq!(
        send_with(&config, &message(other, &[])).await,
        Err("Reject NC-DATABASE-005".to_owned())
    );
}

#[tokio::test]
async fn a_check_understands_the_statements_and_runs_none() {
    let file = file(PATIENT);
    let config = with(
        &file.config,
        json!({ "statements": ["INSERT INTO patient (mrn, name) VALUES ('P1', :name)"] }),
    );
    let told = factory(&config).check().await.unwrap();
    assert!(
        told.starts_with("connected to ") && told.ends_with("the 1 statements"),
        "{told}"
    );
    assert_eq!(file.ask::<i64>("SELECT count(*) FROM patient"), 0);
    assert_eq!(factory(&config).parameters().into_iter().collect::<Vec<_>>(), ["name"]);
    let wrong = with(&file.config, json!({ "statements": ["DELETE FROM nobody"] }));
    assert_eq!(factory(&wrong).check().await.unwrap_err().code, "NC-DATABASE-007");
    let missing = json!({ "url": "sqlite:/nowhere/at/all.db", "statements": ["SELECT 1"] });
    assert_eq!(factory(&missing).check().await.unwrap_err().code, "NC-DATABASE-006");
}
