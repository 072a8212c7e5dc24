//! What the check of the chain finds.

use nilecare_audit::{AuditLog, Finding};

use crate::support::{Rig, key, rig};

async fn after(sql: &'static str) -> Vec<Finding> {
    let rig = rig().await;
    rig.fill(5).await;
    rig.tamper(sql).await;
    rig.log.verify().await.expect("it reads").findings
}

const CHANGE: &str = "UPDATE audit_entries SET content = replace(content, 'amna', 'idris') WHERE seq = 3";
const COPY: &str = "INSERT INTO audit_entries (seq, content, prev, hash) SELECT 9, content, prev, hash FROM audit_entries WHERE seq = 2";
const FORGE: &str = "INSERT INTO audit_entries (seq, content, prev, hash) \
                     SELECT 6, replace(content, '\"n\":5', '\"n\":6'), hash, hash FROM audit_entries WHERE seq = 5";

#[tokio::test]
async fn a_whole_log_is_found_whole() {
    let rig = rig().await;
    rig.fill(5).await;
    let found = rig.log.verify().await.expect("it reads");
    assert_eq!((found.n_rows, found.findings), (5, vec![]));
    assert_eq!(rig.entries().await[4]["hash"], found.last_hash);
}

#[tokio::test]
async fn what_was_changed_removed_or_inserted_is_named() {
    for (sql, finding) in [
        (CHANGE, Finding::Changed { n: 3 }),
        (
            "UPDATE audit_entries SET hash = prev WHERE seq = 1",
            Finding::Changed { n: 1 },
        ),
        (
            "DELETE FROM audit_entries WHERE seq = 1",
            Finding::Removed { from: 1, to: 1 },
        ),
        (
            "DELETE FROM audit_entries WHERE seq IN (2, 3)",
            Finding::Removed { from: 2, to: 3 },
        ),
        (
            "DELETE FROM audit_entries WHERE seq >= 4",
            Finding::Removed { from: 4, to: 5 },
        ),
        ("DELETE FROM audit_entries", Finding::Removed { from: 1, to: 5 }),
        (COPY, Finding::Inserted { row: 9 }),
        (FORGE, Finding::Inserted { row: 6 }),
        ("UPDATE audit_head SET n = 4", Finding::Head),
        ("DELETE FROM audit_head", Finding::Head),
    ] {
        assert_eq!(after(sql).await, [finding], "{sql}");
    }
}

#[tokio::test]
async fn a_row_between_others_is_told_from_a_changed_one() {
    let rig = rig().await;
    rig.fill(5).await;
    rig.tamper("UPDATE audit_entries SET seq = seq * 10").await;
    rig.tamper(
        "INSERT INTO audit_entries (seq, content, prev, hash) \
         SELECT 25, replace(content, 'amna', 'idris'), hash, hash FROM audit_entries WHERE seq = 20",
    )
    .await;
    let found = rig.log.verify().await.expect("it reads").findings;
    assert_eq!(found, [Finding::Inserted { row: 25 }]);
}

#[tokio::test]
async fn an_index_that_hides_an_entry_is_found() {
    let rig = rig().await;
    rig.fill(2).await;
    let mut tx = rig.db.begin_write().await.expect("it begins");
    sqlx::query("DELETE FROM audit_patients WHERE seq = 2")
        .execute(&mut *tx)
        .await
        .expect("it deletes");
    tx.commit().await.expect("it commits");
    assert_eq!(
        rig.log.verify().await.expect("it reads").findings,
        [Finding::Index { n: 2 }]
    );
}

#[tokio::test]
async fn entries_chained_with_another_key_are_not_taken_for_ours() {
    let rig = rig().await;
    rig.fill(1).await;
    let other = AuditLog::open(rig.db.clone(), key("b")).await.expect("it opens");
    let found = other.verify().await.expect("it reads").findings;
    assert_eq!(found, [Finding::Inserted { row: 1 }, Finding::Head]);
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_or_remove() {
    let rig: Rig = rig().await;
    rig.fill(1).await;
    for sql in ["UPDATE audit_entries SET content = '{}'", "DELETE FROM audit_entries"] {
        let mut tx = rig.db.begin_write().await.expect("it begins");
        assert!(sqlx::query(sql).execute(&mut *tx).await.is_err(), "{sql}");
    }
    assert_eq!(rig.log.verify().await.expect("it reads").findings, []);
}
