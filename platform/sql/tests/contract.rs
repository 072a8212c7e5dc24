//! What `Db` promises, on a database of each kind.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{Db, DbError, DbErrorKind, Dialect, Migrations, documents};
use nilecare_testkit::servers;
use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};

static MIGRATIONS: Migrations = nilecare_sql::migrations!(
    "tests/migrations",
    "tests/migrations/mysql",
    "tests/migrations/postgres"
);

/// Makes an empty database each time, and returns its URL.
type Make<'a> = &'a dyn Fn(&str) -> String;

#[tokio::test]
async fn sqlite_keeps_the_contract() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let make = |name: &str| format!("sqlite:{}", folder.path().join(format!("a {name}%?#.db")).display());
    holds(&make).await;
}

#[tokio::test]
async fn mariadb_keeps_the_contract() {
    let Some(mut server) = servers::mariadb(None) else {
        return;
    };
    holds(&|name| server.database(name)).await;
    between_processes(&server.database("between")).await;
    let url = server.database("lost");
    let db = open(&url).await;
    insert(&db, "kept").await.expect("it inserts");
    server.crash();
    goes_on(&db).await;
    let missing = format!("mysql://hub:secret@{}/hub_none", server.server.address());
    server.sql("GRANT ALL ON `hub_none`.* TO hub@localhost");
    is_told(&missing, "CREATE DATABASE `hub_none`").await;
    is_told(&missing.replace("secret", "wrong-password"), "check user and password").await;
}

#[tokio::test]
async fn postgresql_keeps_the_contract() {
    let Some(mut server) = servers::postgresql(None) else {
        return;
    };
    holds(&|name| server.database(name)).await;
    between_processes(&server.database("between")).await;
    let url = server.database("lost");
    let db = open(&url).await;
    insert(&db, "kept").await.expect("it inserts");
    server.crash();
    goes_on(&db).await;
    let missing = format!("postgres://postgres:secret@{}/hub_none", server.server.address());
    is_told(&missing, "CREATE DATABASE \"hub_none\"").await;
    is_told(&missing.replace("secret", "wrong-password"), "check user and password").await;
}

async fn holds(make: Make<'_>) {
    readers_only_read(&open(&make("readers")).await).await;
    what_is_not_committed_is_gone(&make("committed")).await;
    writers_wait(&open(&make("writers")).await).await;
    errors_are_told_apart(&open(&make("errors")).await).await;
    values_come_back(&open(&make("values")).await).await;
    texts_are_bytes(&open(&make("texts")).await).await;
    commands_are_done_once(&open(&make("inbox")).await).await;
    a_reader_sees_one_moment(&open(&make("snapshot")).await).await;
    whole_records_are_found(&open(&make("documents")).await).await;
}

async fn open(url: &str) -> Db {
    let db = Db::open(url).await.expect("it opens");
    db.migrate(&MIGRATIONS).await.expect("it migrates");
    db.migrate(&MIGRATIONS).await.expect("it is up to date");
    db
}

async fn insert(db: &Db, text: &str) -> Result<(), DbError> {
    let mut tx = db.begin_write().await?;
    sqlx::query("INSERT INTO notes (text) VALUES (?)")
        .bind(text)
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

async fn n_notes(db: &Db) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM notes")
        .fetch_one(db.readers())
        .await
        .expect("it counts")
}

async fn readers_only_read(db: &Db) {
    let mut tx = db.begin_write().await.expect("it begins");
    sqlx::query("INSERT INTO notes (text) VALUES ('a')")
        .execute(&mut *tx)
        .await
        .expect("it inserts");
    // A reader goes on while a writer is at work, and does not see what is not committed.
    assert_eq!(n_notes(db).await, 0);
    tx.commit().await.expect("it commits");
    assert_eq!(n_notes(db).await, 1);
    sqlx::query("DELETE FROM notes")
        .execute(db.readers())
        .await
        .expect_err("readers do not write");
    assert_eq!(n_notes(db).await, 1);
}

async fn what_is_not_committed_is_gone(url: &str) {
    let db = open(url).await;
    insert(&db, "kept").await.expect("it inserts");
    for taken_back in [true, false] {
        let mut tx = db.begin_write().await.expect("it begins");
        sqlx::query("INSERT INTO notes (text) VALUES ('lost')")
            .execute(&mut *tx)
            .await
            .expect("it inserts");
        if taken_back {
            tx.rollback().await.expect("it goes back");
        }
    }
    db.close().await;
    assert_eq!(n_notes(&open(url).await).await, 1);
}

/// Each adds one to what it read: were two at work at once, a number would come twice and be refused.
async fn writers_wait(db: &Db) {
    let writers: Vec<_> = (0..50)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { add_next(&db).await })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no panic").expect("no writer is refused");
    }
    assert_eq!(n_notes(db).await, 50);
}

async fn add_next(db: &Db) -> Result<(), DbError> {
    let mut tx = db.begin_write().await?;
    let n: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM notes")
        .fetch_one(&mut *tx)
        .await?;
    tokio::task::yield_now().await;
    sqlx::query("INSERT INTO notes (text) VALUES (?)")
        .bind(n.to_string())
        .execute(&mut *tx)
        .await?;
    Ok(tx.commit().await?)
}

async fn errors_are_told_apart(db: &Db) {
    insert(db, "a").await.expect("it inserts");
    let twice = insert(db, "a").await.expect_err("twice");
    assert_eq!(twice.kind(), DbErrorKind::UniqueViolation, "{twice:?}");
    let mut tx = db.begin_write().await.expect("it begins");
    let dangling = sqlx::query("INSERT INTO links (note) VALUES (99)")
        .execute(&mut *tx)
        .await;
    let dangling = DbError::from(dangling.expect_err("no such note"));
    assert_eq!(dangling.kind(), DbErrorKind::ForeignKeyViolation, "{dangling:?}");
    drop(tx);
    let mut tx = db.begin_write().await.expect("it begins");
    let syntax = sqlx::query("SELEC").execute(&mut *tx).await;
    assert_eq!(DbError::from(syntax.expect_err("not SQL")).kind(), DbErrorKind::Other);
}

type Values = (i64, Option<i64>, String, Option<String>, f64, i64);

async fn values_come_back(db: &Db) {
    let text = "ملاحظة ’?’ \\ \u{1f600}";
    insert(db, text).await.expect("it inserts");
    let sql = "SELECT id, CAST(NULL AS BIGINT), text, NULLIF(text, text), ?, CAST(SUM(id) AS BIGINT) \
               FROM notes WHERE text = ? AND text <> '?' GROUP BY id, text";
    let row: Values = sqlx::query_as(sql)
        .bind(1.5)
        .bind(text)
        .fetch_one(db.readers())
        .await
        .expect("it reads");
    assert_eq!(row, (row.0, None, text.to_owned(), None, 1.5, row.0));
    let mut tx = db.begin_write().await.expect("it begins");
    // As SQLite does, a server counts the rows that were found, also where nothing changed.
    let update = sqlx::query("UPDATE notes SET text = ? WHERE id = ?")
        .bind(text)
        .bind(row.0);
    let n = update.execute(&mut *tx).await.expect("it updates").rows_affected();
    assert_eq!(n, 1);
}

async fn texts_are_bytes(db: &Db) {
    for text in ["b", "B", "a", "á", "A", "Z"] {
        insert(db, text).await.expect("these differ");
    }
    let sorted: Vec<String> = sqlx::query_scalar("SELECT text FROM notes WHERE text >= ? ORDER BY text")
        .bind("B")
        .fetch_all(db.readers())
        .await
        .expect("it reads");
    assert_eq!(sorted, ["B", "Z", "a", "b", "á"]);
}

async fn commands_are_done_once(db: &Db) {
    let now = Timestamp::from_second(1_800_000_000).expect("in range");
    let first = Command::new("file", "key-1", b"content");
    let mut tx = db.begin_write().await.expect("it begins");
    assert_eq!(inbox::look_up(&mut tx, &first).await.expect("it looks"), Seen::New);
    inbox::remember(&mut tx, &first, "reply", now)
        .await
        .expect("it remembers");
    let again = inbox::look_up(&mut tx, &first).await.expect("it looks");
    assert_eq!(again, Seen::Done("reply".into()));
    let other = Command::new("file", "key-1", b"other content");
    let other = inbox::look_up(&mut tx, &other).await.expect("it looks");
    assert_eq!(other, Seen::OtherContent);
    let kind = Command::new("drop", "key-1", b"content");
    assert_eq!(inbox::look_up(&mut tx, &kind).await.expect("it looks"), Seen::New);
    assert_eq!(inbox::forget_before(&mut tx, now).await.expect("it forgets"), 0);
    let later = now + Duration::from_secs(1);
    assert_eq!(inbox::forget_before(&mut tx, later).await.expect("it forgets"), 1);
    assert_eq!(inbox::look_up(&mut tx, &first).await.expect("it looks"), Seen::New);
}

async fn a_reader_sees_one_moment(db: &Db) {
    insert(db, "before").await.expect("it inserts");
    let mut reader = db.readers().begin().await.expect("it begins");
    let count = "SELECT COUNT(*) FROM notes";
    let before: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut *reader)
        .await
        .expect("it counts");
    insert(db, "after").await.expect("it inserts");
    let during: i64 = sqlx::query_scalar(count)
        .fetch_one(&mut *reader)
        .await
        .expect("it counts");
    assert_eq!((before, during), (1, 1));
    drop(reader);
    assert_eq!(n_notes(db).await, 2);
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Card {
    said: String,
}

async fn whole_records_are_found(db: &Db) {
    let mut tx = db.begin_write().await.expect("it begins");
    let body = match tx.dialect() {
        Dialect::Mysql => "LONGTEXT",
        Dialect::Sqlite | Dialect::Postgres => "TEXT",
    };
    let table =
        format!("CREATE TABLE cards (id VARCHAR(26) NOT NULL PRIMARY KEY, body {body} NOT NULL, of VARCHAR(9))");
    sqlx::query(sqlx::AssertSqlSafe(table))
        .execute(&mut *tx)
        .await
        .expect("it makes the table");
    tx.commit().await.expect("it commits");
    let mut tx = db.begin_write().await.expect("it begins");
    let card = |said: &str| Card { said: said.to_owned() };
    for (id, of) in [("1", Some("a")), ("2", None), ("3", Some("a"))] {
        let columns = [("of", of.map(ToOwned::to_owned))];
        let inserted = documents::insert(&mut tx, "cards", id, &columns, &card(id)).await;
        inserted.expect("it inserts");
    }
    let updated = documents::update(&mut tx, "cards", "2", &[("of", Some("a".to_owned()))], &card("new")).await;
    updated.expect("it updates");
    assert!(documents::remove(&mut tx, "cards", "3").await.expect("it removes"));
    assert!(!documents::remove(&mut tx, "cards", "3").await.expect("it is gone"));
    tx.commit().await.expect("it commits");
    let listed: Vec<Card> = documents::list(db.readers(), "cards", &[("of", "a".to_owned())], "1", 10)
        .await
        .expect("it lists");
    assert_eq!(listed, [card("new")]);
    let one: Option<Card> = documents::find(db.readers(), "cards", "1").await.expect("it finds");
    assert_eq!(one, Some(card("1")));
}

/// Two processes with the same database are as two that opened it each for itself.
async fn between_processes(url: &str) {
    let (one, other) = (open(url).await, open(url).await);
    let tx = one.begin_write().await.expect("it begins");
    let began = std::time::Instant::now();
    let busy = other.begin_write().await.expect_err("the right to write is held");
    assert_eq!(busy.kind(), DbErrorKind::Busy, "{busy:?}");
    assert!(began.elapsed() > Duration::from_secs(8), "it waited");
    tx.rollback().await.expect("it goes back");
    let n_done = AtomicU32::new(0);
    let work = async |db: &Db| {
        for _ in 0..20 {
            add_next(db).await.expect("no writer is refused");
            n_done.fetch_add(1, Ordering::Relaxed);
        }
    };
    tokio::join!(work(&one), work(&other));
    assert_eq!((n_done.into_inner(), n_notes(&one).await), (40, 40));
}

/// The server was killed and is there again: what was committed is there, and the same `Db` goes on.
async fn goes_on(db: &Db) {
    assert_eq!(n_notes(db).await, 1);
    insert(db, "after the crash").await.expect("it goes on");
    assert_eq!(n_notes(db).await, 2);
}

async fn is_told(url: &str, advice: &str) {
    let error = Db::open(url).await.expect_err("it cannot be opened");
    let mut told = error.to_string();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(&error);
    while let Some(error) = cause {
        told.push_str(&format!(": {error}"));
        cause = error.source();
    }
    assert!(told.contains(advice), "{told}");
    assert!(!told.contains("secret") && !told.contains("wrong-password"), "{told}");
    assert!(!format!("{error:?}").contains("wrong-password"), "{error:?}");
}
