//! What is of SQLite only, and URLs that are wrong.

use nilecare_sql::{Db, DbErrorKind, Migrations};
use tempfile::TempDir;

static MIGRATIONS: Migrations = nilecare_sql::migrations!(
    "tests/migrations",
    "tests/migrations/mysql",
    "tests/migrations/postgres"
);

#[tokio::test]
async fn the_file_is_durable_and_checked() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("new/notes.db").display());
    let db = Db::open(&url).await.expect("it opens");
    db.migrate(&MIGRATIONS).await.expect("it migrates");
    let mut tx = db.begin_write().await.expect("it begins");
    for (pragma, value) in [
        ("PRAGMA synchronous", 2),
        ("PRAGMA foreign_keys", 1),
        ("PRAGMA busy_timeout", 5000),
        ("PRAGMA secure_delete", 1),
    ] {
        let found: i64 = sqlx::query_scalar(pragma).fetch_one(&mut *tx).await.expect("it tells");
        assert_eq!(found, value, "{pragma}");
    }
    let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut *tx)
        .await
        .expect("it tells");
    assert_eq!(mode, "wal");

    let in_a_file = folder.path().join("new/notes.db/x.db");
    let error = Db::open(&format!("sqlite:{}", in_a_file.display()))
        .await
        .expect_err("a file is no folder");
    assert_eq!(error.kind(), DbErrorKind::Connection);
}

#[tokio::test]
async fn urls_that_name_no_database_are_told() {
    let oracle = Db::open("oracle://localhost/clinical")
        .await
        .expect_err("there is none");
    assert!(
        oracle.to_string().contains("no database of the scheme \"oracle\""),
        "{oracle}"
    );
    for bad in [
        "",
        "clinical.db",
        "sqlite:",
        "sqlite::memory:",
        "oracle://localhost/clinical",
        "mysql://localhost",
        "postgres:///clinical",
        "mysql://hub:a@b/c/d",
    ] {
        let error = Db::open(bad).await.expect_err(bad);
        assert_eq!(error.kind(), DbErrorKind::Configuration, "{bad}");
        assert!(!error.to_string().contains(":a@"), "{error}");
    }
}
