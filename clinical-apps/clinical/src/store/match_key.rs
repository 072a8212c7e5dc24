//! What records that may be of one person have in common.

use std::collections::BTreeSet;

use nilecare_sql::{Conn, DbError, Executor, WriteTx};
use nilecare_types::PatientId;

/// Every record has it, so that those without keys are known.
const SEEN: &str = "-";

/// Writes the keys of a record anew.
pub(crate) async fn write(tx: &mut WriteTx, id: PatientId, keys: &BTreeSet<String>) -> Result<(), DbError> {
    sqlx::query("DELETE FROM patient_match_keys WHERE patient_id = ?")
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    for key in keys.iter().map(String::as_str).chain([SEEN]) {
        sqlx::query("INSERT INTO patient_match_keys (match_key, patient_id) VALUES (?, ?)")
            .bind(key)
            .bind(id.to_string())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Lists active records that share a key, at most `most` of each.
pub(crate) async fn sharing(db: &mut Conn, keys: &BTreeSet<String>, most: i64) -> Result<BTreeSet<PatientId>, DbError> {
    let mut found = BTreeSet::new();
    for key in keys {
        let sql = "SELECT k.patient_id FROM patient_match_keys k JOIN patients p ON p.id = k.patient_id \
                   WHERE k.match_key = ? AND p.replaced_by IS NULL ORDER BY k.patient_id LIMIT ?";
        let ids: Vec<String> = sqlx::query_scalar(sql).bind(key).bind(most).fetch_all(&mut *db).await?;
        for id in ids {
            found.insert(parse(&id)?);
        }
    }
    Ok(found)
}

/// Lists records that have no keys yet.
pub(crate) async fn without(db: impl Executor<'_>, most: i64) -> Result<Vec<PatientId>, DbError> {
    let sql = "SELECT id FROM patients WHERE id NOT IN (SELECT patient_id FROM patient_match_keys WHERE match_key = '-') \
               ORDER BY id LIMIT ?";
    let ids: Vec<String> = sqlx::query_scalar(sql).bind(most).fetch_all(db).await?;
    ids.iter().map(|id| parse(id)).collect()
}

fn parse(id: &str) -> Result<PatientId, DbError> {
    id.parse().map_err(|_| DbError::Corrupt {
        table: "patient_match_keys",
        column: "patient_id",
    })
}
