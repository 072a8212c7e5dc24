//! Injected faults reach SQLite's caller with the codes a real disk gives, and go away when cleared.

use nilecare_testkit::faultfs::{CrashMode, FaultFs, FaultKind, FaultRule, Operation, Times};
use rusqlite::{Connection, OpenFlags, ffi};
use tempfile::TempDir;

struct Bench {
    folder: TempDir,
    vfs: FaultFs,
}

impl Bench {
    fn new(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self {
            folder,
            vfs: FaultFs::register(name).expect("register"),
        }
    }

    fn try_open(&self) -> rusqlite::Result<Connection> {
        let path = self.folder.path().join("store.db");
        let connection = Connection::open_with_flags_and_vfs(path, OpenFlags::default(), self.vfs.name())?;
        connection.execute_batch(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS t (n, body)",
        )?;
        Ok(connection)
    }

    fn open(&self) -> Connection {
        self.try_open().expect("open")
    }

    fn fail(&self, operation: Operation, kind: FaultKind, times: Times) {
        self.fail_after(operation, 0, kind, times);
    }

    fn fail_after(&self, operation: Operation, after_n: u64, kind: FaultKind, times: Times) {
        self.vfs.fail(FaultRule {
            operation,
            after_n,
            kind,
            times,
            file_suffix: None,
        });
    }
}

fn insert(connection: &Connection, n: i64) -> Result<(), i32> {
    let inserted = connection.execute("INSERT INTO t VALUES (?1, zeroblob(3000))", [n]);
    inserted
        .map(|_| ())
        .map_err(|error| error.sqlite_error().expect("an error of SQLite").extended_code)
}

fn count(connection: &Connection) -> i64 {
    connection
        .query_row("SELECT count(*) FROM t", [], |row| row.get(0))
        .expect("count")
}

#[test]
fn each_fault_surfaces_with_its_code_once() {
    let cases = [
        (Operation::Write, FaultKind::Eio, ffi::SQLITE_IOERR_WRITE),
        (Operation::Write, FaultKind::Enospc, ffi::SQLITE_FULL),
        (Operation::Sync, FaultKind::Eio, ffi::SQLITE_IOERR_FSYNC),
        (Operation::Sync, FaultKind::Enospc, ffi::SQLITE_FULL),
        (Operation::Any, FaultKind::Eio, ffi::SQLITE_IOERR_WRITE),
    ];
    for (index, (operation, kind, code)) in cases.into_iter().enumerate() {
        let bench = Bench::new(&format!("inject-once-{index}"));
        let connection = bench.open();
        bench.fail(operation, kind, Times::Once);
        assert_eq!(insert(&connection, 1), Err(code), "{operation:?} {kind:?}");
        assert_eq!(insert(&connection, 2), Ok(()), "the rule fired once");
        assert_eq!(count(&connection), 1, "the refused row is not there");
    }
}

#[test]
fn a_lasting_fault_lasts_until_cleared() {
    let bench = Bench::new("inject-always");
    let connection = bench.open();
    bench.fail(Operation::Write, FaultKind::Eio, Times::Always);
    for n in 0..3 {
        assert_eq!(insert(&connection, n), Err(ffi::SQLITE_IOERR_WRITE));
    }
    bench.vfs.clear();
    assert_eq!(insert(&connection, 4), Ok(()));
}

#[test]
fn the_count_before_a_fault_is_exact() {
    let bench = Bench::new("inject-after");
    let connection = bench.open();
    let before = bench.vfs.counts().syncs;
    bench.fail_after(Operation::Sync, 5, FaultKind::Eio, Times::Once);
    let outcomes: Vec<_> = (0..8).map(|n| insert(&connection, n)).collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_err()).count(), 1);
    let n_before_failure = outcomes.iter().take_while(|outcome| outcome.is_ok()).count();
    assert!(n_before_failure > 0 && n_before_failure <= 5, "{outcomes:?}");
    assert!(bench.vfs.counts().syncs >= before + 8);
}

#[test]
fn a_rule_for_the_log_leaves_the_database_alone() {
    let bench = Bench::new("inject-suffix");
    let connection = bench.open();
    insert(&connection, 1).expect("insert");
    let rule = FaultRule {
        operation: Operation::Write,
        after_n: 0,
        kind: FaultKind::Eio,
        times: Times::Always,
        file_suffix: Some("-wal".to_owned()),
    };
    bench.vfs.fail(rule);
    connection
        .execute_batch("PRAGMA wal_checkpoint(FULL)")
        .expect("a checkpoint writes the database only");
    assert_eq!(insert(&connection, 2), Err(ffi::SQLITE_IOERR_WRITE));
}

#[test]
fn opening_and_truncating_fail_too() {
    let bench = Bench::new("inject-open");
    bench.fail(Operation::Open, FaultKind::Enospc, Times::Once);
    let refused = bench.try_open().expect_err("the file cannot be opened");
    assert_eq!(
        refused.sqlite_error().expect("an error of SQLite").extended_code,
        ffi::SQLITE_CANTOPEN
    );
    let connection = bench.open();
    insert(&connection, 1).expect("insert");
    bench.fail(Operation::Truncate, FaultKind::Eio, Times::Once);
    let outcome = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
    let code = outcome
        .expect_err("the log cannot be truncated")
        .sqlite_error()
        .expect("an error of SQLite")
        .extended_code;
    assert_eq!(code, ffi::SQLITE_IOERR_TRUNCATE);
}

#[test]
fn a_full_disk_refuses_and_recovers_when_space_is_freed() {
    let bench = Bench::new("inject-limit");
    let connection = bench.open();
    bench.vfs.disk_limit(bench.vfs.disk_used() + 40_000);
    let n_accepted = (0..100).take_while(|n| insert(&connection, *n).is_ok()).count();
    assert!(
        (1..40).contains(&n_accepted),
        "{n_accepted} rows of 3 kB fitted in 40 kB"
    );
    assert_eq!(insert(&connection, 100), Err(ffi::SQLITE_FULL));
    assert_eq!(
        count(&connection),
        n_accepted as i64,
        "what was accepted is there, the rest is not"
    );
    assert!(on_disk(&bench) <= 40_000 + 100_000);
    bench.vfs.disk_limit(bench.vfs.disk_used() + 100_000);
    assert_eq!(insert(&connection, 101), Ok(()));
    bench.vfs.clear();
    for n in 0..200 {
        insert(&connection, n).expect("no limit any more");
    }
    let used = bench.vfs.disk_used();
    assert_eq!(used, on_disk(&bench), "the count follows the real files");
}

fn on_disk(bench: &Bench) -> u64 {
    let size = |name: &str| std::fs::metadata(bench.folder.path().join(name)).map_or(0, |metadata| metadata.len());
    size("store.db") + size("store.db-wal")
}

#[test]
fn what_a_failed_sync_dropped_is_not_saved_by_a_later_one() {
    let bench = Bench::new("inject-lost");
    bench.vfs.record();
    let connection = bench.open();
    insert(&connection, 1).expect("insert");
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous=NORMAL")
        .expect("checkpoint");
    insert(&connection, 2).expect("a commit that waits for the sync of the next checkpoint");
    bench.fail(Operation::Sync, FaultKind::Eio, Times::Once);
    let checkpoint = connection.query_row("PRAGMA wal_checkpoint(FULL)", [], |row| row.get::<_, i64>(0));
    assert!(checkpoint.is_err(), "the log could not be synced");
    // A program that goes on all the same, against the rule to stop at a failed sync, believes its next commit.
    connection.execute_batch("PRAGMA synchronous=FULL").expect("set");
    insert(&connection, 3).expect("its own sync succeeds");
    let trace = bench.vfs.take_trace();
    let rows_after = |mode: CrashMode| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        trace
            .materialize(trace.crash_points(), mode, folder.path())
            .expect("materialize");
        count(&Connection::open(folder.path().join("store.db")).expect("open"))
    };
    assert_eq!(
        rows_after(CrashMode::KeepAll),
        count(&connection),
        "the running system sees its writes"
    );
    assert_eq!(
        rows_after(CrashMode::DropUnsynced),
        1,
        "after a power loss they are gone"
    );
}
