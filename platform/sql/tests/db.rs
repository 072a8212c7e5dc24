//! The promises of `Db` on a real file.

use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{Db, DbError, DbErrorKind, Migrator};
use nilecare_types::Timestamp;
use tempfile::TempDir;

static MIGRATOR: Migrator = sqlx::migrate!("tests/migrations");

async fn open(folder: &TempDir) -> Db {
    let url = format!("sqlite:{}", folder.path().join("new/notes.db").display());
    let db = Db::open(&url).await.expect("it opens");
    db.migrate(&MIGRATOR).await.expect("it migrates");
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

#[tokio::test]
async fn the_file_is_durable_checked_and_shared_by_readers() {
    let folder = TempDir::new().expect("a folder");
    let db = open(&folder).await;
    let mut tx = db.begin_write().await.expect("it begins");
    for (pragma, value) in [
        ("PRAGMA synchronous", 2),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA busy_timeout", 5000),
    ] {
        let found: i64 = sqlx::query_scalar(pragma).fetch_one(&mut *tx).await.expect("it tells");
        assert_eq!(found, value, "{pragma}");
    }
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut *tx)
        .await
        .expect("it tells");
    assert_eq!(mode, "wal");
    // A reader goes on while a writer is at work, and does not see what is not committed.
    sqlx::query("INSERT INTO notes (text) VALUES ('a')")
        .execute(&mut *tx)
        .await
        .expect("it inserts");
    assert_eq!(n_notes(&db).await, 0);
    tx.commit().await.expect("it commits");
    assert_eq!(n_notes(&db).await, 1);
    sqlx::query("DELETE FROM notes")
        .execute(db.readers())
        .await
        .expect_err("readers do not write");
}

#[tokio::test]
async fn what_was_not_committed_is_gone_and_what_was_is_there_after_opening_again() {
    let folder = TempDir::new().expect("a folder");
    let db = open(&folder).await;
    insert(&db, "kept").await.expect("it inserts");
    let mut tx = db.begin_write().await.expect("it begins");
    sqlx::query("INSERT INTO notes (text) VALUES ('lost')")
        .execute(&mut *tx)
        .await
        .expect("it inserts");
    drop(tx);
    db.close().await;
    assert_eq!(n_notes(&open(&folder).await).await, 1);
}

#[tokio::test]
async fn fifty_writers_wait_for_one_another() {
    let folder = TempDir::new().expect("a folder");
    let db = open(&folder).await;
    let writers: Vec<_> = (0..50)
        .map(|n| {
            let db = db.clone();
            tokio::spawn(async move { insert(&db, &n.to_string()).await })
        })
        .collect();
    for writer in writers {
        writer.await.expect("no panic").expect("no writer is refused");
    }
    assert_eq!(n_notes(&db).await, 50);
}

#[tokio::test]
async fn errors_are_told_apart() {
    let folder = TempDir::new().expect("a folder");
    let db = open(&folder).await;
    insert(&db, "a").await.expect("it inserts");
    assert_eq!(
        insert(&db, "a").await.expect_err("twice").kind(),
        DbErrorKind::UniqueViolation
    );
    let mut tx = db.begin_write().await.expect("it begins");
    let dangling = sqlx::query("INSERT INTO links (note) VALUES (99)")
        .execute(&mut *tx)
        .await;
    assert_eq!(
        DbError::from(dangling.expect_err("no such note")).kind(),
        DbErrorKind::ForeignKeyViolation
    );
    let syntax = sqlx::query("SELEC").execute(&mut *tx).await;
    assert_eq!(DbError::from(syntax.expect_err("not SQL")).kind(), DbErrorKind::Other);

    let mysql = Db::open("mysql://localhost/clinical")
        .await
        .expect_err("not compiled in");
    assert!(mysql.to_string().contains("\"mysql\" is not compiled in"), "{mysql}");
    for bad in ["", "clinical.db", "sqlite:", "sqlite::memory:"] {
        assert_eq!(Db::open(bad).await.expect_err(bad).kind(), DbErrorKind::Configuration);
    }
    let in_a_file = folder.path().join("new/notes.db/x.db");
    let error = Db::open(&format!("sqlite:{}", in_a_file.display()))
        .await
        .expect_err("a file is no folder");
    assert_eq!(error.kind(), DbErrorKind::Connection);
}

#[tokio::test]
async fn a_command_is_done_once_and_its_key_is_not_taken_for_another() {
    let folder = TempDir::new().expect("a folder");
    let db = open(&folder).await;
    let now = Timestamp::from_second(1_800_000_000).expect("in range");
    let first = Command::new("file", "key-1", b"content");
    let mut tx = db.begin_write().await.expect("it begins");
    assert_eq!(inbox::look_up(&mut tx, &first).await.expect("it looks"), Seen::New);
    inbox::remember(&mut tx, &first, "reply", now)
        .await
        .expect("it remembers");
    assert_eq!(
        inbox::look_up(&mut tx, &first).await.expect("it looks"),
        Seen::Done("reply".into())
    );
    let other = Command::new("file", "key-1", b"other content");
    assert_eq!(
        inbox::look_up(&mut tx, &other).await.expect("it looks"),
        Seen::OtherContent
    );
    let kind = Command::new("drop", "key-1", b"content");
    assert_eq!(inbox::look_up(&mut tx, &kind).await.expect("it looks"), Seen::New);
    assert_eq!(inbox::forget_before(&mut tx, now).await.expect("it forgets"), 0);
    let later = now + std::time::Duration::from_secs(1);
    assert_eq!(inbox::forget_before(&mut tx, later).await.expect("it forgets"), 1);
    assert_eq!(inbox::look_up(&mut tx, &first).await.expect("it looks"), Seen::New);
}
