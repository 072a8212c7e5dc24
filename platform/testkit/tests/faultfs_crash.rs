//! What survives a power loss at each point of a script of commits, and proof that a lost commit is found.

use std::path::Path;

use nilecare_testkit::faultfs::{Change, CrashMode, FaultFs, Trace, crash_folder};
use rusqlite::{Connection, OpenFlags};

/// How the database under test is set up.
#[derive(Clone, Copy)]
struct Script {
    n_commits: u32,
    journal_mode: &'static str,
    synchronous: &'static str,
    checkpoint_pages: u32,
}

const WAL_FULL: Script = Script {
    n_commits: 50,
    journal_mode: "WAL",
    synchronous: "FULL",
    checkpoint_pages: 20,
};

/// Commits rows 0, 1, 2, … of two rows each, and marks each as acknowledged once its commit has returned.
fn run(name: &str, script: Script) -> Trace {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let vfs = FaultFs::register(name).expect("register");
    vfs.record();
    let path = folder.path().join("store.db");
    let connection = Connection::open_with_flags_and_vfs(path, OpenFlags::default(), name).expect("open");
    let Script {
        journal_mode,
        synchronous,
        checkpoint_pages,
        ..
    } = script;
    connection
        .execute_batch(&format!(
            "PRAGMA journal_mode={journal_mode}; PRAGMA synchronous={synchronous};
             PRAGMA wal_autocheckpoint={checkpoint_pages}; CREATE TABLE message (id INTEGER PRIMARY KEY, part, body)"
        ))
        .expect("set up");
    for commit in 0..script.n_commits {
        let transaction = connection.unchecked_transaction().expect("begin");
        for part in ["head", "tail"] {
            transaction
                .execute(
                    "INSERT INTO message (part, body) VALUES (?1, ?2 || hex(randomblob(?3)))",
                    (part, commit, 100 + commit * 37 % 3000),
                )
                .expect("insert");
        }
        transaction.commit().expect("commit");
        vfs.mark(commit.into());
    }
    connection.close().expect("close");
    vfs.take_trace()
}

/// What a look at one crash image found.
#[derive(Debug, PartialEq, Eq)]
enum Finding {
    Whole,
    /// An acknowledged commit is missing.
    Lost,
    /// Half a transaction is visible, or something is damaged.
    Broken(String),
}

/// Opens the image as the program would after the crash and counts its commits.
fn look(folder: &Path, n_acknowledged: usize) -> Finding {
    let connection = match Connection::open(folder.join("store.db")) {
        Ok(connection) => connection,
        Err(error) => return Finding::Broken(error.to_string()),
    };
    match count_commits(&connection) {
        Ok((_, integrity)) if integrity != "ok" => Finding::Broken(integrity),
        Ok((rows, _)) if rows % 2 != 0 => Finding::Broken(format!("{rows} rows: half a transaction")),
        Ok((rows, _)) if rows < 2 * n_acknowledged => Finding::Lost,
        Ok((rows, _)) if rows > 2 * (n_acknowledged + 1) => {
            Finding::Broken(format!("{rows} rows, {n_acknowledged} acknowledged"))
        }
        Ok(_) => Finding::Whole,
        Err(error) => Finding::Broken(error.to_string()),
    }
}

fn count_commits(connection: &Connection) -> rusqlite::Result<(usize, String)> {
    let has_table: bool = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let integrity = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    if !has_table {
        return Ok((0, integrity));
    }
    // Ids are given in order, so a gap is a commit lost from the middle.
    let (rows, last) = connection.query_row("SELECT count(*), coalesce(max(id), 0) FROM message", [], |row| {
        Ok((row.get::<_, u32>(0)? as usize, row.get::<_, u32>(1)? as usize))
    })?;
    let integrity = if rows == last {
        integrity
    } else {
        format!("{rows} rows up to id {last}")
    };
    Ok((rows, integrity))
}

/// Looks at every crash point; returns the findings that are not [`Finding::Whole`].
fn sweep(trace: &Trace, mode: CrashMode) -> Vec<(usize, Finding)> {
    let folder = crash_folder().expect("a temporary folder");
    let mut cursor = trace.cursor(mode, folder.path()).expect("an empty folder");
    let mut findings = Vec::new();
    let mut n_marks_before = None;
    while let Some(image) = cursor.advance().expect("write the image") {
        let n_marks = Some(image.marks.len());
        let is_known = !image.changed && n_marks == n_marks_before;
        n_marks_before = n_marks;
        if is_known {
            continue;
        }
        let finding = look(folder.path(), image.marks.len());
        if finding != Finding::Whole {
            findings.push((image.point, finding));
        }
    }
    findings
}

#[test]
fn acknowledged_commits_survive_everywhere_in_every_mode() {
    let trace = run("crash-wal-full", WAL_FULL);
    assert_eq!(trace.marks().len(), 50);
    let modes = [
        CrashMode::DropUnsynced,
        CrashMode::KeepAll,
        CrashMode::Random(1),
        CrashMode::Random(2),
        CrashMode::TornLast { bytes: 1 },
        CrashMode::TornLast { bytes: 512 },
        CrashMode::TornLast { bytes: 4000 },
    ];
    for mode in modes {
        assert_eq!(sweep(&trace, mode), [], "{mode:?}");
    }
}

#[test]
fn a_rollback_journal_survives_too() {
    let script = Script {
        n_commits: 20,
        journal_mode: "DELETE",
        ..WAL_FULL
    };
    let trace = run("crash-journal", script);
    assert!(
        trace
            .changes()
            .iter()
            .any(|change| matches!(change, Change::Delete { .. }))
    );
    for mode in [
        CrashMode::DropUnsynced,
        CrashMode::KeepAll,
        CrashMode::Random(3),
        CrashMode::TornLast { bytes: 700 },
    ] {
        assert_eq!(sweep(&trace, mode), [], "{mode:?}");
    }
}

#[test]
fn commits_lost_for_want_of_a_sync_are_found() {
    let trace = run(
        "crash-wal-off",
        Script {
            synchronous: "OFF",
            ..WAL_FULL
        },
    );
    let findings = sweep(&trace, CrashMode::DropUnsynced);
    let n_lost = findings.iter().filter(|(_, finding)| *finding == Finding::Lost).count();
    assert!(n_lost > 40, "only {n_lost} points show a lost commit");
    assert_eq!(sweep(&trace, CrashMode::KeepAll), [], "a killed process loses nothing");
}

#[test]
fn wal_with_normal_synchronous_is_found_to_lose_the_newest_commits() {
    let trace = run(
        "crash-wal-normal",
        Script {
            synchronous: "NORMAL",
            ..WAL_FULL
        },
    );
    let findings = sweep(&trace, CrashMode::DropUnsynced);
    assert!(findings.iter().any(|(_, finding)| *finding == Finding::Lost));
    assert!(
        findings.iter().all(|(_, finding)| *finding == Finding::Lost),
        "it loses, but damages nothing: {findings:?}"
    );
}

#[test]
fn recovery_that_is_itself_cut_off_recovers_again() {
    let trace = run(
        "crash-twice-first",
        Script {
            n_commits: 8,
            ..WAL_FULL
        },
    );
    let folder = tempfile::tempdir().expect("a temporary folder");
    let point = trace.crash_points() / 2;
    trace
        .materialize(point, CrashMode::Random(5), folder.path())
        .expect("materialize");
    let vfs = FaultFs::register("crash-twice-second").expect("register");
    vfs.record();
    let connection =
        Connection::open_with_flags_and_vfs(folder.path().join("store.db"), OpenFlags::default(), vfs.name())
            .expect("open");
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .expect("recover");
    connection.close().expect("close");
    let second = vfs.take_trace();
    assert!(second.crash_points() > 5);
    let n_acknowledged = trace.marks_before(point).len();
    for mode in [CrashMode::DropUnsynced, CrashMode::KeepAll, CrashMode::Random(6)] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut cursor = second.cursor(mode, folder.path()).expect("an empty folder");
        while let Some(image) = cursor.advance().expect("write the image") {
            assert_eq!(
                look(folder.path(), n_acknowledged),
                Finding::Whole,
                "{mode:?} at {}",
                image.point
            );
        }
    }
}

#[test]
fn commits_of_two_threads_are_ordered_against_their_marks() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let vfs = FaultFs::register("crash-threads").expect("register");
    vfs.record();
    let path = folder.path().join("store.db");
    let open = || {
        let connection = Connection::open_with_flags_and_vfs(&path, OpenFlags::default(), vfs.name()).expect("open");
        connection
            .busy_timeout(std::time::Duration::from_secs(60))
            .expect("set");
        connection
            .execute_batch("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=10")
            .expect("set");
        connection
    };
    let first = open();
    first
        .execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE message (id INTEGER PRIMARY KEY)")
        .expect("set up");
    std::thread::scope(|scope| {
        for thread in 0..2_u32 {
            let (open, vfs) = (&open, &vfs);
            scope.spawn(move || {
                let connection = open();
                for n in 0..30 {
                    let id = thread * 1_000 + n;
                    connection
                        .execute("INSERT INTO message VALUES (?1)", [id])
                        .expect("insert");
                    vfs.mark(id.into());
                }
            });
        }
    });
    first.close().expect("close");
    let trace = vfs.take_trace();
    assert_eq!(trace.marks().len(), 60);
    for mode in [CrashMode::DropUnsynced, CrashMode::Random(4)] {
        let folder = crash_folder().expect("a temporary folder");
        let mut cursor = trace.cursor(mode, folder.path()).expect("an empty folder");
        while let Some(image) = cursor.advance().expect("write the image") {
            let connection = Connection::open(folder.path().join("store.db")).expect("open");
            for mark in image.marks {
                let found = connection.query_row("SELECT 1 FROM message WHERE id = ?1", [*mark as i64], |_| Ok(()));
                assert_eq!(found, Ok(()), "message {mark}, {mode:?} at {}", image.point);
            }
        }
    }
}

#[test]
fn stepping_and_jumping_give_the_same_files() {
    let trace = run(
        "crash-seek",
        Script {
            n_commits: 6,
            checkpoint_pages: 5,
            ..WAL_FULL
        },
    );
    for mode in [
        CrashMode::DropUnsynced,
        CrashMode::KeepAll,
        CrashMode::Random(9),
        CrashMode::TornLast { bytes: 99 },
    ] {
        let stepped = tempfile::tempdir().expect("a temporary folder");
        let mut cursor = trace.cursor(mode, stepped.path()).expect("an empty folder");
        let mut before = Vec::new();
        while let Some(image) = cursor.advance().expect("write the image") {
            let jumped = tempfile::tempdir().expect("a temporary folder");
            trace
                .materialize(image.point, mode, jumped.path())
                .expect("materialize");
            let now = contents(stepped.path());
            assert!(now == contents(jumped.path()), "{mode:?} at {}", image.point);
            assert!(
                image.changed || now == before,
                "{mode:?} at {} changed untold",
                image.point
            );
            before = now;
        }
    }
}

#[test]
fn a_commit_torn_at_each_byte_is_seen_whole_or_not_at_all() {
    let trace = run(
        "crash-torn",
        Script {
            n_commits: 3,
            checkpoint_pages: 1_000,
            ..WAL_FULL
        },
    );
    let is_log_write = |change: &Change| match change {
        Change::Write { file, .. } => trace.path(*file).ends_with("store.db-wal"),
        _ => false,
    };
    let last_log_write = trace
        .changes()
        .iter()
        .rposition(is_log_write)
        .expect("a write to the log");
    let point = last_log_write + 1;
    let n_acknowledged = trace.marks_before(point).len();
    let Change::Write { bytes, .. } = &trace.changes()[last_log_write] else {
        unreachable!("a write was looked for")
    };
    for n_bytes in (0..=bytes.len())
        .step_by(bytes.len().div_ceil(500))
        .chain([bytes.len()])
    {
        let folder = crash_folder().expect("a temporary folder");
        trace
            .materialize(point, CrashMode::TornLast { bytes: n_bytes }, folder.path())
            .expect("materialize");
        assert_eq!(
            look(folder.path(), n_acknowledged),
            Finding::Whole,
            "torn after {n_bytes} bytes"
        );
    }
}

/// `NILECARE_DRILL_COMMITS` sets how many; 500 take about a minute.
#[test]
fn many_commits_survive_everywhere() {
    let n_commits = std::env::var("NILECARE_DRILL_COMMITS").map_or(100, |text| text.parse().expect("a number"));
    let trace = run(
        "crash-large",
        Script {
            n_commits,
            checkpoint_pages: 1_000,
            ..WAL_FULL
        },
    );
    assert!(
        trace.crash_points() > 6 * n_commits as usize,
        "{}",
        trace.crash_points()
    );
    for mode in [CrashMode::DropUnsynced, CrashMode::KeepAll, CrashMode::Random(1)] {
        assert_eq!(sweep(&trace, mode), [], "{mode:?}");
    }
}

fn contents(folder: &Path) -> Vec<(std::ffi::OsString, Vec<u8>)> {
    let entries = std::fs::read_dir(folder)
        .expect("list")
        .map(|entry| entry.expect("an entry"));
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name(), std::fs::read(entry.path()).expect("read")))
        .collect();
    files.sort();
    files
}
