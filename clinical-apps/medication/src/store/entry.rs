//! What was given.

use nilecare_contracts::medication::Administration;
use nilecare_sql::{DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{PrescriptionId, Timestamp};

const TABLE: &str = "mar_entries";

/// Notes a dose.
pub(crate) async fn insert(tx: &mut WriteTx, entry: &Administration) -> Result<(), DbError> {
    let sql = "INSERT INTO mar_entries (id, prescription_id, patient_id, due_at, outcome, entry, noted_at) \
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(entry.id.to_string())
        .bind(entry.prescription_id.to_string())
        .bind(entry.patient_id.to_string())
        .bind(to_millis(entry.due_at))
        .bind(json::name(&entry.outcome));
    insert
        .bind(json::write(entry))
        .bind(to_millis(entry.noted_at))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists what was noted of a prescription for doses due from `from` to before `to`, in their order.
pub(crate) async fn of_prescription(
    db: impl Executor<'_>,
    id: PrescriptionId,
    from: Timestamp,
    to: Timestamp,
    most: i64,
) -> Result<Vec<Administration>, DbError> {
    let sql = "SELECT entry FROM mar_entries WHERE prescription_id = ? AND due_at >= ? AND due_at < ? ORDER BY due_at LIMIT ?";
    let rows: Vec<(String,)> = sqlx::query_as(sql)
        .bind(id.to_string())
        .bind(to_millis(from))
        .bind(to_millis(to))
        .bind(most)
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|(text,)| json::read(TABLE, "entry", &text))
        .collect()
}
