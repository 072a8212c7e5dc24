//! Hand-outs that were dealt with.

use nilecare_sql::{DbError, WriteTx, to_millis};
use nilecare_types::{PrescriptionId, Timestamp};

/// Tells whether a hand-out was dealt with before.
pub(crate) async fn is_known(tx: &mut WriteTx, id: PrescriptionId, number: i64) -> Result<bool, DbError> {
    let sql = "SELECT dispense_number FROM stock_dispenses WHERE prescription_id = ? AND dispense_number = ?";
    let row: Option<(i64,)> = sqlx::query_as(sql)
        .bind(id.to_string())
        .bind(number)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row.is_some())
}

/// Sums the hand-outs of a prescription that had this outcome.
pub(crate) async fn sum(tx: &mut WriteTx, id: PrescriptionId, outcome: &str) -> Result<i64, DbError> {
    let sql = "SELECT CAST(COALESCE(SUM(quantity), 0) AS BIGINT) FROM stock_dispenses WHERE prescription_id = ? AND outcome = ?";
    let (sum,): (i64,) = sqlx::query_as(sql)
        .bind(id.to_string())
        .bind(outcome)
        .fetch_one(&mut **tx)
        .await?;
    Ok(sum)
}

/// Notes that a hand-out was dealt with. Fails with a unique violation when it was before.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    id: PrescriptionId,
    number: i64,
    (outcome, quantity): (&str, u32),
    now: Timestamp,
) -> Result<(), DbError> {
    let sql = "INSERT INTO stock_dispenses (prescription_id, dispense_number, outcome, quantity, dealt_with_at) VALUES (?, ?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(id.to_string())
        .bind(number)
        .bind(outcome)
        .bind(i64::from(quantity))
        .bind(to_millis(now))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
