//! The shim changes nothing when no fault is set.

use std::path::Path;

use nilecare_testkit::faultfs::{Change, CrashMode, FaultFs, RegisterError};
use rusqlite::{Connection, OpenFlags};

fn write_script(connection: &Connection) {
    connection
        .execute_batch("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (n, body)")
        .expect("set up");
    for n in 0..200 {
        connection
            .execute("INSERT INTO t VALUES (?1, hex(zeroblob(?2)))", (n, n * 7))
            .expect("insert");
        if n % 50 == 49 {
            connection
                .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); DELETE FROM t WHERE n % 3 = 0; VACUUM")
                .expect("tidy");
        }
    }
}

fn open(path: &Path, vfs: &str) -> Connection {
    let uri = format!("file:{}?vfs={vfs}", path.display());
    Connection::open_with_flags(uri, OpenFlags::default()).expect("open by URI")
}

#[test]
fn a_wal_database_is_byte_for_byte_the_same_through_the_shim() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (plain, shimmed) = (folder.path().join("plain.db"), folder.path().join("shimmed.db"));
    let vfs = FaultFs::register("passthrough-same").expect("register");
    write_script(&Connection::open(&plain).expect("open"));
    write_script(&open(&shimmed, vfs.name()));
    let counts = vfs.counts();
    assert!(
        counts.writes > 400 && counts.syncs > 200,
        "the shim was used: {counts:?}"
    );
    assert_eq!(
        std::fs::read(plain).expect("read"),
        std::fs::read(shimmed).expect("read")
    );
}

#[test]
fn connections_share_memory_and_locks_through_the_shim() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("shared.db");
    let vfs = FaultFs::register("passthrough-shared").expect("register");
    let (writer, reader) = (open(&path, vfs.name()), open(&path, vfs.name()));
    writer
        .execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE t (n); BEGIN IMMEDIATE; INSERT INTO t VALUES (1)")
        .expect("write");
    reader.busy_timeout(std::time::Duration::ZERO).expect("set");
    let count = |connection: &Connection| {
        connection
            .query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0))
            .expect("count")
    };
    assert_eq!(count(&reader), 0, "the open transaction is not seen");
    let refused = reader
        .execute_batch("BEGIN IMMEDIATE")
        .expect_err("the writer holds the lock");
    assert_eq!(refused.sqlite_error_code(), Some(rusqlite::ErrorCode::DatabaseBusy));
    writer.execute_batch("COMMIT").expect("commit");
    assert_eq!(count(&reader), 1);
    assert!(folder.path().join("shared.db-shm").exists());
}

#[test]
fn the_last_crash_image_is_the_files_themselves() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("copy.db");
    let vfs = FaultFs::register("passthrough-image").expect("register");
    vfs.record();
    write_script(&open(&path, vfs.name()));
    let trace = vfs.take_trace();
    let into = folder.path().join("image");
    trace
        .materialize(trace.crash_points(), CrashMode::KeepAll, &into)
        .expect("materialize");
    assert_eq!(
        std::fs::read(&path).expect("read"),
        std::fs::read(into.join("copy.db")).expect("read")
    );
    assert_eq!(
        std::fs::read_dir(into).expect("list").count(),
        1,
        "the log and its index are gone after a clean close"
    );
}

#[test]
fn a_recording_over_an_old_database_starts_from_its_content() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("old.db");
    let vfs = FaultFs::register("passthrough-old").expect("register");
    write_script(&open(&path, vfs.name()));
    let before = std::fs::read(&path).expect("read");
    vfs.record();
    open(&path, vfs.name())
        .execute_batch("INSERT INTO t VALUES (-1, 'late')")
        .expect("insert");
    let trace = vfs.take_trace();
    assert!(
        trace
            .changes()
            .iter()
            .any(|change| matches!(change, Change::Write { .. }))
    );
    let into = folder.path().join("image");
    trace
        .materialize(0, CrashMode::DropUnsynced, &into)
        .expect("materialize");
    assert_eq!(before, std::fs::read(into.join("old.db")).expect("read"));
}

#[test]
fn a_name_is_refused_while_taken_and_free_after_drop() {
    let vfs = FaultFs::register("passthrough-name").expect("register");
    assert!(matches!(
        FaultFs::register("passthrough-name"),
        Err(RegisterError::NameTaken(_))
    ));
    drop(vfs);
    FaultFs::register("passthrough-name").expect("register again");
}

#[test]
fn a_database_outlives_its_dropped_vfs() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let vfs = FaultFs::register("passthrough-outlive").expect("register");
    let connection = open(&folder.path().join("a.db"), vfs.name());
    drop(vfs);
    connection
        .execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE t (n); INSERT INTO t VALUES (1)")
        .expect("write");
    connection.close().expect("close");
}
