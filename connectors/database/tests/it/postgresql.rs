//! Over a PostgreSQL server; `psql` looks from outside.

use nilecare_engine_api::FailureKind;
use nilecare_testkit::servers::{PostgreSql, postgresql};
use nilecare_testkit::{LogCapture, certificates};
use serde_json::{Value, json};

use crate::common::{Engine, MARKER, Reading, factory, message, send, send_with, with, within, writer};

fn config(server: &PostgreSql) -> Value {
    let (folder, port) = (server.server.folder(), server.server.address().port());
    let secret = folder.join("password");
    json!({ "url": format!("postgres://127.0.0.1:{port}/postgres"), "username": "postgres",
        "password": format!("file:{}", secret.display()) })
}

/// One server for all that leaves it as it is; starting one takes seconds.
#[tokio::test]
async fn a_server_is_read_and_written() {
    let Some(server) = postgresql(None) else { return };
    let (logs, _guard) = LogCapture::for_this_thread();
    let base = config(&server);
    every_type_is_read_with_all_its_digits(&server, &base).await;
    values_become_what_their_columns_are(&server, &base).await;
    failures_are_sorted(&server, &base).await;
    waiting_ends(&server, &base).await;
    procedures_are_called(&server, &base).await;
    a_large_table_is_read_by_pages(&server, &base).await;
    marks_count_together(&server, &base).await;
    logs.assert_absent(&[MARKER]);
}

async fn every_type_is_read_with_all_its_digits(server: &PostgreSql, base: &Value) {
    server.sql("CREATE TYPE mood AS ENUM ('well', 'ill'); CREATE DOMAIN mrn AS text CHECK (value <> '')");
    let query = "SELECT 1::int2 AS a, 2147483647 AS b, 9223372036854775807 AS c, true AS d,
        12345678901234567890.123456789012345678900::numeric AS e, 'NaN'::numeric AS f, -0.00050::numeric(9,5) AS g,
        0.1::float8 AS h, 'infinity'::float8 AS i, 'text' AS j, 'c'::char(3) AS k, '\\x00ff'::bytea AS l,
        '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::uuid AS m, '{\"n\":1.10}'::jsonb AS n, '[1]'::json AS o,
        DATE '2026-01-31' AS p, TIME '08:30:00.25' AS q, TIMESTAMP '2026-01-31 08:30:00' AS r,
        TIMESTAMPTZ '2026-01-31 08:30:00.123456+02' AS s, INTERVAL '1 month 2 days 3 seconds' AS t,
        'well'::mood AS u, 'P1'::mrn AS v, ARRAY[1.50, NULL] AS w, ARRAY['a', 'b'] AS x, NULL::int AS y,
        DATE 'infinity' AS z";
    let source = with(base, json!({ "query": query, "reread": true, "interval": "1h" }));
    let reading = Reading::start(&source, Engine::default()).await;
    reading.engine.came(1).await;
    let engine = reading.end().await;
    let text = String::from_utf8(engine.messages.lock().unwrap()[0].content.to_vec()).unwrap();
    let wanted = "{\"a\":1,\"b\":2147483647,\"c\":9223372036854775807,\"d\":true,\
        \"e\":12345678901234567890.123456789012345678900,\"f\":\"NaN\",\"g\":-0.00050,\"h\":0.1,\"i\":\"Infinity\",\
        \"j\":\"text\",\"k\":\"c  \",\"l\":\"AP8=\",\"m\":\"6ba7b810-9dad-11d1-80b4-00c04fd430c8\",\"n\":{\"n\":1.10},\
        \"o\":[1],\"p\":\"2026-01-31\",\"q\":\"08:30:00.25\",\"r\":\"2026-01-31T08:30:00\",\
        \"s\":\"2026-01-31T06:30:00.123456Z\",\"t\":\"P1M2DT3S\",\"u\":\"well\",\"v\":\"P1\",\"w\":[1.50,null],\
        \"x\":[\"a\",\"b\"],\"y\":null,\"z\":\"infinity\"}";
    assert_eq!(text, wanted);

    let unknown = with(base, json!({ "query": "SELECT '10.0.0.1'::inet AS a", "reread": true }));
    let reading = Reading::start(&unknown, Engine::default()).await;
    let reason = reading.disconnected().await;
    assert!(
        reason.contains("NC-DATABASE-010") && reason.contains("CAST(a AS text)"),
        "{reason}"
    );
    reading.end().await;
}

async fn values_become_what_their_columns_are(server: &PostgreSql, base: &Value) {
    server.sql(
        "CREATE TABLE kind (a int2, b int8, c numeric, d numeric(8,2), e float8, f bool, g date, h timestamp,
            i timestamptz, j jsonb, k bytea, l uuid, m mood, n mrn, o text, p time, q inet)",
    );
    let statement = "INSERT INTO kind VALUES (:/a, :b, :/c, :/c, :/e, :f, :g, :h, :i, :content, :k, :l, :m, :n, :o, :p,
        CAST(CAST(:q AS text) AS inet))";
    let content = "{\"a\":7,\"c\":123456789012345678901234567890.12345,\"e\":0.1}";
    let all = message(
        Value::String(content.to_owned()),
        &[
            ("b", "-9"),
            ("f", "Y"),
            ("g", "20260131083000"),
            ("h", "20260131083000"),
            ("i", "20260131083000.5+0200"),
            ("l", "6BA7B810-9DAD-11D1-80B4-00C04FD430C8"),
            ("m", "ill"),
            ("k", "it's :o $1 \u{e9}"),
            ("n", "P7"),
            ("o", "it's :o $1 \u{e9}"),
            ("p", "08:30:00.5"),
            ("q", "10.0.0.1"),
        ],
    );
    // Too large for numeric(8,2): nothing is written.
    let told = send(base, &[statement], &all).await;
    assert_eq!(told, Err("Reject NC-DATABASE-004".to_owned()));
    let fitting = statement.replacen(":/c, :/c", ":/c, 1.005", 1);
    let response = send(base, &[&fitting], &all).await.unwrap();
    assert_eq!(response["affected"], 1);
    let row = server.sql(
        "SELECT a, b, c, d, e, f, g, h, i AT TIME ZONE 'UTC', j = :'x'::jsonb, convert_from(k, 'UTF8'), l, m, n, o, p, q FROM kind"
            .replace(":'x'", &format!("'{content}'"))
            .as_str(),
    );
    assert_eq!(
        row,
        "7|-9|123456789012345678901234567890.12345|1.01|0.1|t|2026-01-31|2026-01-31 08:30:00|2026-01-31 06:30:00.5|t|\
         it's :o $1 \u{e9}|6ba7b810-9dad-11d1-80b4-00c04fd430c8|ill|P7|it's :o $1 \u{e9}|08:30:00.5|10.0.0.1"
    );
    let bytes = with(
        base,
        json!({ "statements": ["INSERT INTO kind (k) VALUES (:k)"], "types": { "k": "base64" } }),
    );
    send_with(&bytes, &message(json!({}), &[("k", "AP8=")])).await.unwrap();
    assert_eq!(server.sql("SELECT k FROM kind WHERE a IS NULL"), "\\x00ff");
    for (statement, value) in [
        ("INSERT INTO kind (a) VALUES (:x)", "40000"),
        ("INSERT INTO kind (b) VALUES (:x)", "seven"),
        ("INSERT INTO kind (i) VALUES (:x)", "2026-01-31T08:30:00"),
        ("INSERT INTO kind (q) VALUES (:x)", "10.0.0.1"),
    ] {
        let told = send(base, &[statement], &message(json!({}), &[("x", value)])).await;
        assert_eq!(told, Err("Reject NC-DATABASE-005".to_owned()), "{statement}");
    }
}

async fn failures_are_sorted(server: &PostgreSql, base: &Value) {
    server.sql(
        "CREATE TABLE patient (mrn text PRIMARY KEY, name text NOT NULL);
         CREATE TABLE visit (mrn text REFERENCES patient DEFERRABLE INITIALLY DEFERRED, n int CHECK (n > 0));
         CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             RAISE NOTICE 'saw %', NEW.name; RAISE EXCEPTION 'no % here', NEW.name; END $$;
         CREATE TABLE guarded (name text); CREATE TRIGGER t BEFORE INSERT ON guarded FOR EACH ROW EXECUTE FUNCTION refuse();
         CREATE ROLE guest LOGIN PASSWORD 'secret'; CREATE ROLE locked LOGIN PASSWORD 'other'",
    );
    let insert = "INSERT INTO patient VALUES (:mrn, :name)";
    let one = message(json!({}), &[("mrn", "P1"), ("name", MARKER)]);
    send(base, &[insert], &one).await.unwrap();
    for (statement, wanted) in [
        (insert, "Reject NC-DATABASE-004"),
        ("INSERT INTO patient (mrn) VALUES (:mrn)", "Reject NC-DATABASE-004"),
        ("INSERT INTO visit VALUES (:mrn, 0)", "Reject NC-DATABASE-004"),
        // Deferred: found by the commit, which then did not happen.
        ("INSERT INTO visit VALUES ('nobody', 1)", "Reject NC-DATABASE-004"),
        ("SELECT 1 / 0 WHERE :mrn = 'P1'", "Reject NC-DATABASE-004"),
        ("INSERT INTO guarded VALUES (:name)", "Reject NC-DATABASE-004"),
        ("INSERT INTO nothing VALUES (1)", "Stop NC-DATABASE-007"),
        ("INSERT INTO patient (colour) VALUES (1)", "Stop NC-DATABASE-007"),
        ("INSERTINTO", "Stop NC-DATABASE-007"),
    ] {
        assert_eq!(
            send(base, &[statement], &one).await,
            Err(wanted.to_owned()),
            "{statement}"
        );
    }
    assert_eq!(server.sql("SELECT count(*) FROM patient"), "1");
    // What the server says, which quotes the message, is kept with it.
    let mut again = writer(&with(base, json!({ "statements": [insert] })));
    let error = within("an attempt", again.send(&one)).await.unwrap_err();
    assert!(error.detail.contains("patient_pkey"), "{}", error.detail);
    assert!(error.response.is_some());
    again.close().await;

    for (more, wanted) in [
        (json!({ "username": "locked" }), "Stop NC-DATABASE-006"),
        (json!({ "username": "nobody" }), "Stop NC-DATABASE-006"),
        (
            json!({ "username": "guest", "statements": ["SELECT * FROM patient"] }),
            "Stop NC-DATABASE-006",
        ),
        (
            json!({ "url": base["url"].as_str().unwrap().replace("/postgres", "/nowhere") }),
            "Stop NC-DATABASE-006",
        ),
        (json!({ "password": "file:/nowhere/at/all" }), "Stop NC-DATABASE-008"),
        (json!({ "tls": {} }), "Stop NC-DATABASE-008"),
    ] {
        let config = with(&with(base, json!({ "statements": ["SELECT 1"] })), more.clone());
        assert_eq!(send_with(&config, &one).await, Err(wanted.to_owned()), "{more}");
    }
}

async fn waiting_ends(server: &PostgreSql, base: &Value) {
    let slow = with(
        base,
        json!({ "statements": ["SELECT pg_sleep(30)"], "timeout": "300ms" }),
    );
    let told = send_with(&slow, &message(json!({}), &[])).await;
    assert_eq!(told, Err("Retry NC-DATABASE-002".to_owned()));
    // Two that wait for one another: the server ends one of them.
    server.sql("CREATE TABLE pair (id int PRIMARY KEY, n int); INSERT INTO pair VALUES (1, 0), (2, 0)");
    let update = "UPDATE pair SET n = n + 1 WHERE id = :id";
    let crossing = |first: &str, second: &str| {
        let update = |id: &str| update.replace(":id", id);
        with(
            base,
            json!({ "statements": [update(first), "SELECT pg_sleep(0.3)", update(second)] }),
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
    assert_eq!(server.sql("SELECT sum(n) FROM pair"), "2");
}

async fn procedures_are_called(server: &PostgreSql, base: &Value) {
    server.sql(
        "CREATE TABLE called (n int);
         CREATE PROCEDURE add(n int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO called VALUES (n); COMMIT; END $$;
         CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2'",
    );
    let two = message(json!({}), &[("n", "2")]);
    // One with a transaction of its own needs that there is none.
    let own = with(base, json!({ "statements": ["CALL add(:n)"], "transaction": false }));
    send_with(&own, &two).await.unwrap();
    assert_eq!(server.sql("SELECT n FROM called"), "2");
    let response = send(base, &["SELECT twice(:n) AS n"], &two).await.unwrap();
    assert_eq!(response["rows"], json!([{ "n": 4 }]));
}

async fn a_large_table_is_read_by_pages(server: &PostgreSql, base: &Value) {
    server.sql("CREATE TABLE large AS SELECT n, repeat('x', 1000) AS filler FROM generate_series(1, 40000) n");
    let folder = tempfile::tempdir().unwrap();
    let source = with(
        base,
        // No LIMIT, on purpose: 40 MB would come.
        json!({ "query": "SELECT n, filler FROM large WHERE n > :cursor ORDER BY n", "interval": "1h", "max_rows": 100,
            "cursor": { "column": "n", "start": "0", "file": folder.path().join("c.json") } }),
    );
    let reading = Reading::start(&source, Engine::default()).await;
    reading.engine.came(250).await;
    let engine = reading.end().await;
    let read = engine.all("n");
    assert!(
        read.iter().enumerate().all(|(index, n)| *n == json!(index + 1)),
        "in order and once"
    );
}

async fn marks_count_together(server: &PostgreSql, base: &Value) {
    server.sql(
        "CREATE TABLE job (id int PRIMARY KEY, name text, sent bool NOT NULL DEFAULT false);
         INSERT INTO job SELECT n, 'EVERYMAN-7719' FROM generate_series(1, 30) n; CREATE TABLE job_log (id int)",
    );
    let source = with(
        base,
        json!({ "query": "SELECT id, name FROM job WHERE NOT sent ORDER BY id LIMIT 10", "interval": "20ms", "mark_every": 4,
            "max_rows": 7, "mark": ["UPDATE job SET sent = true WHERE id = :id", "INSERT INTO job_log VALUES (:id)"] }),
    );
    let reading = Reading::start(&source, Engine::default()).await;
    reading.engine.came(30).await;
    let engine = reading.end().await;
    assert_eq!(engine.all("id"), (1..=30).collect::<Vec<_>>());
    assert_eq!(
        server.sql("SELECT count(*) FILTER (WHERE sent), (SELECT count(*) FROM job_log) FROM job"),
        "30|30"
    );
}

#[tokio::test]
async fn a_server_that_dies_is_told_and_waited_for() {
    let Some(mut server) = postgresql(None) else { return };
    let base = config(&server);
    server.sql("CREATE TABLE job (id int PRIMARY KEY, sent bool DEFAULT false); INSERT INTO job (id) VALUES (1)");
    let source = with(
        &base,
        json!({ "query": "SELECT id FROM job WHERE NOT sent ORDER BY id", "interval": "20ms",
            "mark": ["UPDATE job SET sent = true WHERE id = :id"] }),
    );
    let reading = Reading::start(&source, Engine::default()).await;
    reading.engine.came(1).await;
    let config = with(
        &base,
        json!({ "statements": ["INSERT INTO job (id, sent) VALUES (:id, true)"] }),
    );
    let mut kept = writer(&config);
    kept.send(&message(json!({}), &[("id", "100")])).await.unwrap();

    server.server.kill();
    let reason = reading.disconnected().await;
    assert!(reason.starts_with("NC-DATABASE-001"), "{reason}");
    let error = within("an attempt", kept.send(&message(json!({}), &[("id", "101")])))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind, error.code, error.is_outcome_unknown),
        (FailureKind::Retry, "NC-DATABASE-001", false)
    );
    let error = within("a check", factory(&config).check()).await.unwrap_err();
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-DATABASE-001"));
    server.server.start_again(&server.launch);
    within("the server", async {
        while let Err(error) = kept.send(&message(json!({}), &[("id", "101")])).await {
            assert_eq!(error.kind, FailureKind::Retry, "{error}");
            tokio::task::yield_now().await;
        }
    })
    .await;
    // A kept connection that died meanwhile is no failure.
    server.crash();
    within("an attempt", kept.send(&message(json!({}), &[("id", "102")])))
        .await
        .unwrap();
    server.sql("INSERT INTO job (id) VALUES (2)");
    reading.engine.came(2).await;
    let engine = reading.end().await;
    assert_eq!(engine.all("id"), [1, 2]);
    assert_eq!(server.sql("SELECT count(*) FROM job WHERE sent"), "5");
    kept.close().await;

    // The connection breaks while one statement without a transaction runs: nobody knows.
    let alone = with(
        &base,
        json!({ "statements": ["SELECT pg_terminate_backend(pg_backend_pid())"], "transaction": false }),
    );
    let told = send_with(&alone, &message(json!({}), &[])).await;
    assert_eq!(told, Err("Retry NC-DATABASE-001, unknown".to_owned()));
    let within_one = with(&alone, json!({ "transaction": true }));
    let told = send_with(&within_one, &message(json!({}), &[])).await;
    assert_eq!(told, Err("Retry NC-DATABASE-001".to_owned()));
}

#[tokio::test]
async fn tls_checks_the_server() {
    let Some(folder) = certificates() else { return };
    let Some(server) = postgresql(Some(folder.path())) else {
        return;
    };
    let base = with(
        &config(&server),
        json!({ "statements": ["SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"] }),
    );
    let ca = folder.path().join("ca.pem");
    let one = message(json!({}), &[]);
    let good = with(&base, json!({ "tls": { "ca_file": ca } }));
    assert_eq!(send_with(&good, &one).await.unwrap()["rows"], json!([{ "ssl": true }]));
    let unknown = with(&base, json!({ "tls": {} }));
    assert_eq!(send_with(&unknown, &one).await, Err("Stop NC-DATABASE-008".to_owned()));
    let (logs, _guard) = LogCapture::for_this_thread();
    let any = with(&base, json!({ "tls": { "accept_any_certificate": true } }));
    assert_eq!(send_with(&any, &one).await.unwrap()["rows"], json!([{ "ssl": true }]));
    assert!(logs.contains("the server's certificate is not checked"));
    let none = send_with(&base, &one).await.unwrap();
    assert_eq!(none["rows"], json!([{ "ssl": false }]));
}
