//! The connector `database` in channels: from table to table through the engine, and a server that is killed on the way.

use nilecare_testkit::servers::postgresql;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, MARKER, eventually, logs};
use rusqlite::Connection;
use serde_json::json;

fn hub() -> Hub {
    Hub::start(HubOptions::default()).expect("the folder is new")
}

fn open(path: &std::path::Path, tables: &str) -> Connection {
    let database = Connection::open(path).expect("the folder is ours");
    database
        .busy_timeout(std::time::Duration::from_secs(20))
        .expect("it is open");
    database.execute_batch(tables).expect("the statements are right");
    database
}

#[tokio::test]
async fn rows_go_from_table_to_table_and_what_is_refused_is_told() {
    let logs = logs();
    let folder = tempfile::tempdir().expect("a folder");
    let (from, to) = (folder.path().join("from.db"), folder.path().join("to.db"));
    let source = open(
        &from,
        &format!(
            "CREATE TABLE result (id INTEGER PRIMARY KEY, name TEXT, value TEXT, sent INTEGER DEFAULT 0);
             INSERT INTO result (id, name, value) VALUES (1, '{MARKER}', '1.50'), (2, '{MARKER}', NULL), (3, 'x', '3')"
        ),
    );
    let target = open(
        &to,
        "CREATE TABLE copy (id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL)",
    );
    let reader = json!({ "type": "database", "url": format!("sqlite:{}", from.display()), "interval": "20ms",
        "query": "SELECT id, name, value FROM result WHERE sent = 0 ORDER BY id",
        "mark": ["UPDATE result SET sent = 1 WHERE id = :id"] });
    let writer = json!({ "type": "database", "url": format!("sqlite:{}", to.display()),
        "statements": ["INSERT INTO copy VALUES (:/id, :name, :/value) RETURNING id"] });
    let hub = hub();
    let channel = ChannelFile::new("copy", reader)
        .with("/source/data_type", json!("json"))
        .to(DestinationFile::new("to", writer).with("/parameters", json!({ "name": "${/name}" })))
        .to(DestinationFile::new("made", json!({ "type": "script" })).with("/content", json!("made ${/id}")));
    hub.deploy(&channel).await;
    eventually("all are taken", async || hub.messages("copy").await.len() == 3).await;
    hub.settled("copy").await;
    let count = |database: &Connection, query: &str| -> i64 {
        database
            .query_row(query, [], |row| row.get(0))
            .expect("the query is right")
    };
    assert_eq!(count(&target, "SELECT count(*) FROM copy"), 2);
    assert_eq!(count(&source, "SELECT count(*) FROM result WHERE sent = 1"), 3);
    let counts = hub.counts("copy").await;
    assert_eq!((counts[1].sent, counts[1].error), (2, 1));
    assert_eq!(counts[2].sent, 3);
    hub.close().await.expect("it stops");
    logs.assert_absent(&[MARKER]);
}

#[tokio::test]
async fn nothing_is_lost_when_the_server_is_killed() {
    const N_ROWS: usize = 300;
    let Some(mut server) = postgresql(None) else { return };
    server.sql(&format!(
        "CREATE TABLE job (id int PRIMARY KEY, sent bool NOT NULL DEFAULT false);
         CREATE TABLE done (id int, key text PRIMARY KEY);
         INSERT INTO job (id) SELECT n FROM generate_series(1, {N_ROWS}) n"
    ));
    let secret = server.server.folder().join("password");
    let connection = json!({ "type": "database", "url": format!("postgres://127.0.0.1:{}/postgres", server.server.address().port()),
        "username": "postgres", "password": format!("file:{}", secret.display()), "connect_timeout": "5s" });
    let with = |more: serde_json::Value| {
        let mut config = connection.clone();
        for (name, value) in more.as_object().into_iter().flatten() {
            config[name] = value.clone();
        }
        config
    };
    let reader = with(json!({ "interval": "20ms", "max_rows": 50, "event": { "column": "id" },
        "query": "SELECT id FROM job WHERE NOT sent ORDER BY id LIMIT 50",
        "mark": ["UPDATE job SET sent = true WHERE id = :id"] }));
    let writer = with(json!({ "statements": ["INSERT INTO done VALUES (:/id, :key) ON CONFLICT DO NOTHING"] }));
    let hub = hub();
    let channel = ChannelFile::new("jobs", reader)
        .with("/source/data_type", json!("json"))
        .to(DestinationFile::new("to", writer));
    hub.deploy(&channel).await;
    let done = |server: &nilecare_testkit::servers::PostgreSql| -> usize {
        server.sql("SELECT count(*) FROM done").parse().expect("it is a number")
    };
    eventually("some are through", async || done(&server) > 20).await;
    server.crash();
    eventually("all are through", async || done(&server) >= N_ROWS).await;
    hub.settled("jobs").await;
    assert_eq!(
        server.sql("SELECT count(*), count(DISTINCT id) FROM done"),
        format!("{N_ROWS}|{N_ROWS}")
    );
    assert_eq!(server.sql("SELECT count(*) FROM job WHERE sent"), N_ROWS.to_string());
    // What waited went on in its order.
    assert_eq!(
        server.sql(
            "SELECT bool_and(id >= before) FROM (SELECT id, lag(id, 1, 0) OVER (ORDER BY ctid) AS before FROM done) d"
        ),
        "t"
    );
    hub.close().await.expect("it stops");
}
