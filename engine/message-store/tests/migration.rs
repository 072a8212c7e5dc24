//! A file of schema version 1 is brought to this version with all that is in it.

use nilecare_message_store::*;
use nilecare_types::{MessageId, StoreId, Timestamp};
use rusqlite::{Connection, params};

const VERSION_1: &str = include_str!("../src/sqlite/schema/1.sql");
const N_MESSAGES: i64 = 1_500;
/// So far the index of control ids was filled.
const INDEXED_THROUGH: i64 = 1_024;

/// Makes a file as version 1 left it after a crash: message 1 in Error, 2 queued, the last not processed, all others sent.
fn write_version_1(path: &std::path::Path, id: StoreId) {
    let connection = Connection::open(path).expect("the folder is ours");
    connection
        .pragma_update(None, "journal_mode", "WAL")
        .expect("it can be set");
    connection.execute_batch(VERSION_1).expect("it is well-formed");
    connection
        .pragma_update(None, "user_version", 1)
        .expect("it can be set");
    for (key, value) in [
        ("store_id", id.to_string()),
        ("closed_cleanly", "0".to_owned()),
        ("control_ids_through", INDEXED_THROUGH.to_string()),
    ] {
        connection
            .execute("INSERT INTO store VALUES (?, ?)", [key, &value])
            .expect("there is room");
    }
    connection
        .execute_batch(
            "INSERT INTO channel VALUES (1, 'demo');
             INSERT INTO connector VALUES (1, 1, 1, 'source'), (2, 1, 0, 'out');
             INSERT INTO statistic VALUES (1, 1500, 0, 0, 0, 0, 1499), (2, 1499, 0, 1, 1497, 1, 0);
             BEGIN",
        )
        .expect("it is well-formed");
    for n in 1..=N_MESSAGES {
        let raw = Packed::pack(format!("MSH|message {n}").as_bytes());
        connection
            .execute(
                "INSERT INTO message VALUES (?, 1, ?, ?, 'ADT^A01', '{\"peer\":1}', ?)",
                params![n, n * 1_000, format!("K{n}"), raw.as_bytes()],
            )
            .expect("there is room");
        if n == N_MESSAGES {
            break;
        }
        let status = match n {
            1 => 5,
            2 => 3,
            _ => 4,
        };
        let content = Packed::pack(b"to be sent");
        connection
            .execute(
                "INSERT INTO connector_message (message, connector, status) VALUES (?, 1, 2)",
                [n],
            )
            .expect("there is room");
        connection
            .execute(
                "INSERT INTO connector_message (message, connector, status, attempts, content) VALUES (?, 2, ?, 1, ?)",
                params![n, status, content.as_bytes()],
            )
            .expect("there is room");
        if n <= INDEXED_THROUGH {
            connection
                .execute("INSERT INTO control_id VALUES (?, ?)", params![format!("K{n}"), n])
                .expect("there is room");
        }
    }
    connection.execute_batch("COMMIT").expect("there is room");
}

fn numbers(page: &SearchPage) -> Vec<i64> {
    page.messages.iter().map(|message| message.message.0).collect()
}

#[tokio::test]
async fn nothing_of_a_version_1_file_is_lost() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("messages.db");
    let id = StoreId::generate();
    write_version_1(&path, id);
    for round in 0..2 {
        let store = SqliteMessageStore::open(SqliteOptions::new(&path)).expect("it can be migrated");
        assert_eq!(store.id(), id);
        assert_eq!(store.was_closed_cleanly(), round == 1);
        let channel = "demo".parse().expect("it is a name");
        let name = |text: &str| text.parse().expect("it is a name");
        let keys = store
            .register(&channel, &name("source"), &[name("out")], &StoragePolicy::default())
            .await;
        let keys = keys.expect("there is room");
        assert_eq!((keys.channel, keys.destinations[0]), (ChannelKey(1), ConnectorKey(2)));

        let queued = store
            .queued(keys.destinations[0], MessageId(0), None, 10)
            .await
            .expect("it can read");
        assert_eq!(queued.len(), 1);
        assert_eq!(
            (queued[0].message, &queued[0].content[..]),
            (MessageId(2), &b"to be sent"[..])
        );
        assert!(queued[0].is_possible_duplicate, "it was not closed");
        let unprocessed = store
            .unprocessed(keys.channel, MessageId(0), 10)
            .await
            .expect("it can read");
        assert_eq!(
            unprocessed.iter().map(|message| message.message.0).collect::<Vec<_>>(),
            [N_MESSAGES]
        );
        for n in [1, INDEXED_THROUGH, INDEXED_THROUGH + 1, N_MESSAGES] {
            let page = store.search(MessageQuery {
                control_id: Some(format!("K{n}")),
                ..MessageQuery::all(10)
            });
            assert_eq!(numbers(&page.await.expect("it can read")), [n]);
        }
        let page = store.search(MessageQuery {
            statuses: vec![Status::Error],
            ..MessageQuery::newest(keys.channel, 10)
        });
        assert_eq!(numbers(&page.await.expect("it can read")), [1]);
        let page = store.search(MessageQuery {
            text: Some(TextQuery::Literal("MESSAGE 777".to_owned())),
            until: Timestamp::from_millisecond(900_000).ok(),
            ..MessageQuery::newest(keys.channel, 10)
        });
        assert_eq!(numbers(&page.await.expect("it can read")), [777]);
        let counts = store.statistics(keys.channel).await.expect("it can read");
        assert_eq!(
            (counts[0].1.received, counts[1].1.sent, counts[1].1.queued),
            (1_500, 1_497, 1)
        );
        let detail = store
            .message(MessageId(3))
            .await
            .expect("it can read")
            .expect("it is there");
        assert_eq!(
            (&detail.raw[..], detail.source_map.as_deref()),
            (&b"MSH|message 3"[..], Some("{\"peer\":1}"))
        );
        store.close().await.expect("there is room");
    }
    let connection = Connection::open(&path).expect("it is a database");
    let check: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("it can be read");
    assert_eq!(check, "ok");
}

#[test]
fn a_file_of_a_newer_version_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("messages.db");
    let connection = Connection::open(&path).expect("the folder is ours");
    connection
        .pragma_update(None, "user_version", 99)
        .expect("it can be set");
    drop(connection);
    let error = SqliteMessageStore::open(SqliteOptions::new(&path))
        .err()
        .expect("it is newer");
    assert!(error.detail.contains("newer version"), "{error}");
}
