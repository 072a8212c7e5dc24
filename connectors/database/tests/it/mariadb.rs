//! Over a MariaDB server, which stands in for MySQL; the client `mariadb` looks from outside.

use nilecare_engine_api::FailureKind;
use nilecare_testkit::servers::{MariaDb, mariadb};
use nilecare_testkit::{LogCapture, certificates};
use serde_json::{Value, json};

use crate::common::{Engine, MARKER, Reading, message, send, send_with, with, within, writer};

fn config(server: &MariaDb) -> Value {
    let (folder, port) = (server.server.folder(), server.server.address().port());
    let secret = folder.join("hub.secret");
    std::fs::write(&secret, "secret").unwrap();
    json!({ "url": format!("mysql://127.0.0.1:{port}/hub"), "username": "hub", "password": format!("file:{}", secret.display()) })
}

#[tokio::test]
async fn a_server_is_read_and_written() {
    let Some(server) = mariadb(None) else { return };
    let (logs, _guard) = LogCapture::for_this_thread();
    let base = config(&server);
    every_type_is_read_with_all_its_digits(&server, &base).await;
    values_become_what_their_columns_are(&server, &base).await;
    failures_are_sorted(&server, &base).await;
    procedures_are_called(&server, &base).await;
    rows_are_marked(&server, &base).await;
    logs.assert_absent(&[MARKER]);
}

async fn every_type_is_read_with_all_its_digits(server: &MariaDb, base: &Value) {
    server.sql(
        "CREATE TABLE kind (a TINYINT, b BIGINT UNSIGNED, c DECIMAL(40,10), d DOUBLE, e VARCHAR(20), f TEXT, g BLOB, h DATE,
            i DATETIME(6), j TIMESTAMP(3) NULL, k TIME, l YEAR, m BIT(10), n ENUM('x','y'), o BOOLEAN, p VARBINARY(4), q INT);
         SET time_zone = '+02:00';
         INSERT INTO kind VALUES (-1, 18446744073709551615, 12345678901234567890.1234567890, 0.1, 'é', 'text', x'00ff',
            '2026-01-31', '2026-01-31 08:30:00.123456', '2026-01-31 08:30:00.5', '-26:03:04', 2026, b'100000001', 'y', true,
            x'01', NULL)",
    );
    let source = with(
        base,
        json!({ "query": "SELECT * FROM kind", "reread": true, "interval": "1h" }),
    );
    let reading = Reading::start(&source, Engine::default()).await;
    reading.engine.came(1).await;
    let engine = reading.end().await;
    let text = String::from_utf8(engine.messages.lock().unwrap()[0].content.to_vec()).unwrap();
    let wanted = "{\"a\":-1,\"b\":18446744073709551615,\"c\":12345678901234567890.1234567890,\"d\":0.1,\"e\":\"é\",\
        \"f\":\"text\",\"g\":\"AP8=\",\"h\":\"2026-01-31\",\"i\":\"2026-01-31T08:30:00.123456\",\
        \"j\":\"2026-01-31T06:30:00.5Z\",\"k\":\"-26:03:04\",\"l\":2026,\"m\":257,\"n\":\"y\",\"o\":1,\"p\":\"AQ==\",\"q\":null}";
    assert_eq!(text, wanted);
}

async fn values_become_what_their_columns_are(server: &MariaDb, base: &Value) {
    server.sql("CREATE TABLE put (a INT, b DECIMAL(40,10), c DATE, d DATETIME(6), e VARCHAR(50), f LONGTEXT, g BLOB)");
    let config = with(
        base,
        json!({ "statements": ["INSERT INTO put VALUES (:a, :/b, :c, :d, :e, :content, :g)"],
            "types": { "d": "instant", "g": "base64" } }),
    );
    let content = "{\"b\":123456789012345678901234567890.5}";
    let all = message(
        Value::String(content.to_owned()),
        &[
            ("a", "7"),
            ("c", "2026-01-31"),
            ("d", "20260131083000+0200"),
            ("e", "it's ? :e \\"),
            ("g", "AP8="),
        ],
    );
    assert_eq!(
        send_with(&config, &all).await.unwrap(),
        json!({ "affected": 1, "rows": [] })
    );
    assert_eq!(
        server.sql("SELECT a, b, c, d, e = 'it''s ? :e \\\\', f, HEX(g) FROM put"),
        format!(
            "7\t123456789012345678901234567890.5000000000\t2026-01-31\t2026-01-31 06:30:00.000000\t1\t{content}\t00FF"
        )
    );
    for (column, value) in [("a", "seven"), ("c", "2026-13-01")] {
        let statement = format!("INSERT INTO put ({column}) VALUES (:x)");
        let told = send(base, &[&statement], &message(json!({}), &[("x", value)])).await;
        assert_eq!(told, Err("Reject NC-DATABASE-004".to_owned()), "{column}");
    }
}

async fn failures_are_sorted(server: &MariaDb, base: &Value) {
    server.sql(
        "CREATE TABLE patient (mrn VARCHAR(20) PRIMARY KEY, name VARCHAR(20) NOT NULL);
         CREATE TABLE visit (mrn VARCHAR(20), n INT CHECK (n > 0), FOREIGN KEY (mrn) REFERENCES patient (mrn));
         CREATE TABLE guarded (name VARCHAR(20));
         CREATE TRIGGER refuse BEFORE INSERT ON guarded FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no EVERYMAN-7719';
         CREATE TABLE mysql.closed (a INT)",
    );
    let insert = "INSERT INTO patient VALUES (:mrn, :name)";
    let one = message(json!({}), &[("mrn", "P1"), ("name", MARKER)]);
    send(base, &[insert], &one).await.unwrap();
    for (statement, wanted) in [
        (insert, "Reject NC-DATABASE-004"),
        ("INSERT INTO patient VALUES (:mrn, NULL)", "Reject NC-DATABASE-004"),
        (
            "INSERT INTO patient VALUES (REPEAT(:mrn, 20), '')",
            "Reject NC-DATABASE-004",
        ),
        ("INSERT INTO visit VALUES (:mrn, 0)", "Reject NC-DATABASE-004"),
        ("INSERT INTO visit VALUES ('nobody', 1)", "Reject NC-DATABASE-004"),
        ("INSERT INTO guarded VALUES (:name)", "Reject NC-DATABASE-004"),
        ("INSERT INTO nothing VALUES (1)", "Stop NC-DATABASE-007"),
        ("INSERTINTO", "Stop NC-DATABASE-007"),
        ("SELECT * FROM mysql.closed", "Stop NC-DATABASE-006"),
    ] {
        assert_eq!(
            send(base, &[statement], &one).await,
            Err(wanted.to_owned()),
            "{statement}"
        );
    }
    assert_eq!(server.sql("SELECT COUNT(*) FROM patient"), "1");
    let wrong = server.server.folder().join("wrong.secret");
    std::fs::write(&wrong, "wrong").unwrap();
    let elsewhere = base["url"].as_str().unwrap().replace("/hub", "/nowhere");
    for (more, wanted) in [
        (
            json!({ "password": format!("file:{}", wrong.display()) }),
            "Stop NC-DATABASE-006",
        ),
        (json!({ "url": elsewhere }), "Stop NC-DATABASE-006"),
        (json!({ "tls": {} }), "Stop NC-DATABASE-008"),
        (
            json!({ "statements": ["SELECT SLEEP(30)"], "timeout": "300ms" }),
            "Retry NC-DATABASE-002",
        ),
    ] {
        let config = with(&with(base, json!({ "statements": ["SELECT 1"] })), more.clone());
        assert_eq!(send_with(&config, &one).await, Err(wanted.to_owned()), "{more}");
    }
    // Two that wait for one another: the server ends one of them.
    server.sql("CREATE TABLE pair (id INT PRIMARY KEY, n INT); INSERT INTO pair VALUES (1, 0), (2, 0)");
    let crossing = |first: &str, second: &str| {
        let update = |id: &str| format!("UPDATE pair SET n = n + 1 WHERE id = {id}");
        with(
            base,
            json!({ "statements": [update(first), "SELECT SLEEP(0.5) AS s", update(second)] }),
        )
    };
    let (one, other) = (crossing("1", "2"), crossing("2", "1"));
    let nothing = message(json!({}), &[]);
    let (one, other) = tokio::join!(send_with(&one, &nothing), send_with(&other, &nothing));
    let busy = Err("Retry NC-DATABASE-003".to_owned());
    assert!(
        (one.is_ok() && other == busy) || (other.is_ok() && one == busy),
        "{one:?} {other:?}"
    );
}

async fn procedures_are_called(server: &MariaDb, base: &Value) {
    server.sql("CREATE PROCEDURE twice(n INT) SELECT n * 2 AS n, 'done' AS state");
    let response = send(base, &["CALL twice(:n)"], &message(json!({}), &[("n", "21")]))
        .await
        .unwrap();
    assert_eq!(response["rows"], json!([{ "n": 42, "state": "done" }]));
}

async fn rows_are_marked(server: &MariaDb, base: &Value) {
    server.sql(
        "CREATE TABLE job (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(20), sent BOOLEAN NOT NULL DEFAULT FALSE);
         INSERT INTO job (name) SELECT 'EVERYMAN-7719' FROM seq_1_to_30",
    );
    let source = with(
        base,
        json!({ "query": "SELECT id, name FROM job WHERE NOT sent ORDER BY id", "interval": "20ms", "max_rows": 7,
            "mark": ["UPDATE job SET sent = TRUE WHERE id = :id"] }),
    );
    let reading = Reading::start(&source, Engine::default()).await;
    reading.engine.came(30).await;
    assert_eq!(reading.end().await.all("id"), (1..=30).collect::<Vec<_>>());
    assert_eq!(server.sql("SELECT COUNT(*) FROM job WHERE sent"), "30");
}

#[tokio::test]
async fn a_server_that_dies_is_told_and_waited_for_over_tls_too() {
    let Some(folder) = certificates() else { return };
    let Some(mut server) = mariadb(Some(folder.path())) else {
        return;
    };
    let ca = folder.path().join("ca.pem");
    let base = with(&config(&server), json!({ "tls": { "ca_file": ca } }));
    server.sql("CREATE TABLE job (id INT PRIMARY KEY)");
    let encrypted =
        "SELECT VARIABLE_VALUE <> '' AS tls FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'Ssl_cipher'";
    let response = send(&base, &[encrypted], &message(json!({}), &[])).await.unwrap();
    assert_eq!(response["rows"], json!([{ "tls": 1 }]));

    let config = with(&base, json!({ "statements": ["INSERT INTO job VALUES (:id)"] }));
    let mut kept = writer(&config);
    kept.send(&message(json!({}), &[("id", "1")])).await.unwrap();
    server.server.kill();
    let error = within("an attempt", kept.send(&message(json!({}), &[("id", "2")])))
        .await
        .unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-DATABASE-001"));
    server.server.start_again(&server.launch);
    within("the server", async {
        while let Err(error) = kept.send(&message(json!({}), &[("id", "2")])).await {
            assert_eq!(error.kind, FailureKind::Retry, "{error}");
            tokio::task::yield_now().await;
        }
    })
    .await;
    // A kept connection that died meanwhile is no failure.
    server.crash();
    within("an attempt", async {
        while let Err(error) = kept.send(&message(json!({}), &[("id", "3")])).await {
            assert_eq!(error.kind, FailureKind::Retry, "{error}");
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(server.sql("SELECT COUNT(*) FROM job"), "3");
    kept.close().await;
}
