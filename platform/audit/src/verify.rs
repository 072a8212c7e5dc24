//! Checks the chain, and says what is wrong with it.

use std::collections::HashMap;
use std::fmt;

use nilecare_sql::json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::chain::GENESIS;
use crate::{AuditError, AuditLog, Entry};

const PAGE: i64 = 1000;
/// More is not told: the log was replaced then.
const MAX_FINDINGS: usize = 100;

/// Something that is not as it was written. Numbers are those that entries carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub enum Finding {
    /// The entry is not as it was written.
    Changed {
        /// Its number.
        n: i64,
    },
    /// Entries are missing.
    Removed {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// The row was never written by us.
    Inserted {
        /// Its row.
        row: i64,
    },
    /// The index by patients says something else than the entry.
    Index {
        /// The number of the entry.
        n: i64,
    },
    /// The record of the last entry was changed or removed.
    Head,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { n } => write!(f, "entry {n} was changed"),
            Self::Removed { from, to } if from == to => write!(f, "entry {from} was removed"),
            Self::Removed { from, to } => write!(f, "entries {from} to {to} were removed"),
            Self::Inserted { row } => write!(f, "row {row} was inserted"),
            Self::Index { n } => write!(f, "the index by patients does not say what entry {n} says"),
            Self::Head => f.write_str("the record of the last entry was changed or removed"),
        }
    }
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Verification {
    /// How many rows were looked at.
    pub n_rows: u64,
    /// The hash of the last entry; keep it elsewhere, and the next check can begin from trust.
    pub last_hash: String,
    /// What is wrong, at most 100; nothing when the log is whole.
    pub findings: Vec<Finding>,
}

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    content: String,
    prev: String,
    hash: String,
    // Those of the index, in order.
    #[sqlx(skip)]
    patients: Vec<String>,
}

struct Check {
    n_rows: u64,
    last_n: i64,
    last_hash: String,
    // Rows whose hash is wrong, until the next good one tells whether something was in their place.
    suspects: Vec<i64>,
    findings: Vec<Finding>,
}

impl AuditLog {
    /// Reads the whole log through.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn verify(&self) -> Result<Verification, AuditError> {
        // Read first: entries that come meanwhile are beyond the head, which is no fault.
        let head = self.head().await?;
        let mut check = Check {
            n_rows: 0,
            last_n: 0,
            last_hash: GENESIS.to_owned(),
            suspects: Vec::new(),
            findings: Vec::new(),
        };
        let mut after = i64::MIN;
        loop {
            let rows = self.rows_after(after).await?;
            let Some(last) = rows.last() else { break };
            after = last.seq;
            for row in rows {
                self.look_at(&mut check, &row);
            }
            if check.findings.len() >= MAX_FINDINGS {
                break;
            }
        }
        self.close(&mut check, head);
        check.findings.truncate(MAX_FINDINGS);
        Ok(Verification {
            n_rows: check.n_rows,
            last_hash: check.last_hash,
            findings: check.findings,
        })
    }

    fn look_at(&self, check: &mut Check, row: &Row) {
        check.n_rows += 1;
        if !self.is_intact(row) {
            check.suspects.push(row.seq);
            return;
        }
        let Ok(entry) = json::read::<Entry>("audit_entries", "content", &row.content) else {
            check.suspects.push(row.seq);
            return;
        };
        if entry.n <= check.last_n {
            // A copy of one that was written.
            check.findings.push(Finding::Inserted { row: row.seq });
            return;
        }
        let is_next = row.prev == check.last_hash;
        settle(check, if is_next { check.last_n } else { entry.n - 1 });
        let mut patients = entry.entry.patients;
        patients.sort_unstable();
        if row.patients != patients {
            check.findings.push(Finding::Index { n: entry.n });
        }
        check.last_n = entry.n;
        check.last_hash.clone_from(&row.hash);
    }

    fn close(&self, check: &mut Check, head: Option<(i64, bool)>) {
        match head {
            Some((n, true)) => settle(check, n.max(check.last_n)),
            Some((_, false)) => {
                settle(check, check.last_n);
                check.findings.push(Finding::Head);
            }
            None => {
                let had_entries = check.n_rows > 0;
                settle(check, check.last_n);
                if had_entries {
                    check.findings.push(Finding::Head);
                }
            }
        }
    }

    fn is_intact(&self, row: &Row) -> bool {
        self.key.hash(&row.prev, &row.content) == row.hash
    }

    async fn rows_after(&self, after: i64) -> Result<Vec<Row>, AuditError> {
        let sql = "SELECT seq, content, prev, hash FROM audit_entries WHERE seq > ? ORDER BY seq LIMIT ?";
        let mut rows: Vec<Row> = sqlx::query_as(sql)
            .bind(after)
            .bind(PAGE)
            .fetch_all(self.db.readers())
            .await?;
        let Some(last) = rows.last().map(|row| row.seq) else {
            return Ok(rows);
        };
        let sql = "SELECT seq, patient FROM audit_patients WHERE seq > ? AND seq <= ? ORDER BY seq, patient";
        let index: Vec<(i64, String)> = sqlx::query_as(sql)
            .bind(after)
            .bind(last)
            .fetch_all(self.db.readers())
            .await?;
        let mut patients: HashMap<i64, Vec<String>> = HashMap::new();
        for (seq, patient) in index {
            patients.entry(seq).or_default().push(patient);
        }
        for row in &mut rows {
            row.patients = patients.remove(&row.seq).unwrap_or_default();
        }
        Ok(rows)
    }

    /// The number of the last entry, and whether that was noted by us.
    async fn head(&self) -> Result<Option<(i64, bool)>, AuditError> {
        let sql = "SELECT n, hash, tag FROM audit_head";
        let found: Option<(i64, String, String)> = sqlx::query_as(sql).fetch_optional(self.db.readers()).await?;
        Ok(found.map(|(n, hash, tag)| (n, self.key.head_tag(n, &hash) == tag)))
    }
}

/// Tells what became of the entries after the last good one up to `until`: those with a bad row in their place were changed, the
/// others removed; bad rows beyond were inserted.
fn settle(check: &mut Check, until: i64) {
    let suspects = std::mem::take(&mut check.suspects);
    let mut n = check.last_n;
    for row in suspects {
        if n < until {
            n += 1;
            check.findings.push(Finding::Changed { n });
        } else {
            check.findings.push(Finding::Inserted { row });
        }
    }
    if n < until {
        let (from, to) = (n + 1, until);
        check.findings.push(Finding::Removed { from, to });
    }
}
