//! Rows beside the records: drawers' movements, instalments that are due, webhooks that wait.

use nilecare_contracts::payment::{InstalmentPlan, ReceivedWebhook};
use nilecare_sql::{DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{CashDrawerId, Timestamp};
use sqlx::{query, query_as};

use super::records::read;

/// Notes cash that went into a drawer, or out of it (below 0).
pub(crate) async fn move_cash(
    tx: &mut WriteTx,
    drawer: CashDrawerId,
    reference: impl ToString,
    amount: i64,
) -> Result<(), DbError> {
    query("INSERT INTO cash_movements (drawer_id, reference, amount) VALUES (?, ?, ?)")
        .bind(drawer.to_string())
        .bind(reference.to_string())
        .bind(amount)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Sums what went into a drawer and out of it.
pub(crate) async fn cash_moved(db: impl Executor<'_>, drawer: CashDrawerId) -> Result<i64, DbError> {
    let sql = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM cash_movements WHERE drawer_id = ?";
    let (sum,): (i64,) = query_as(sql).bind(drawer.to_string()).fetch_one(db).await?;
    Ok(sum)
}

/// Writes the schedule of a plan as the plan has it.
pub(crate) async fn schedule(tx: &mut WriteTx, plan: &InstalmentPlan) -> Result<(), DbError> {
    for part in &plan.instalments {
        let sql = "UPDATE installment_schedule SET status = ?, late_fee = ? WHERE plan_id = ? AND number = ?";
        let known = query(sql)
            .bind(json::name(&part.status))
            .bind(part.late_fee.amount)
            .bind(plan.id.to_string())
            .bind(i64::from(part.number))
            .execute(&mut **tx)
            .await?;
        if known.rows_affected() > 0 {
            continue;
        }
        let sql = "INSERT INTO installment_schedule (plan_id, number, due_on, status, amount, late_fee) VALUES (?, ?, ?, ?, ?, ?)";
        query(sql)
            .bind(plan.id.to_string())
            .bind(i64::from(part.number))
            .bind(part.due_on.to_string())
            .bind(json::name(&part.status))
            .bind(part.amount.amount)
            .bind(part.late_fee.amount)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Lists the plans of which an instalment is open that was due before a day.
pub(crate) async fn plans_due_before(
    db: impl Executor<'_>,
    day: &str,
    fetch: i64,
) -> Result<Vec<InstalmentPlan>, DbError> {
    let sql = "SELECT body FROM payment_installment_plans WHERE status IN ('active', 'defaulted') AND id IN \
               (SELECT plan_id FROM installment_schedule WHERE status = 'pending' AND due_on < ?) ORDER BY id LIMIT ?";
    let rows: Vec<(String,)> = query_as(sql).bind(day).bind(fetch).fetch_all(db).await?;
    read("payment_installment_plans", rows)
}

/// Lists webhooks that wait for their payment with what was read in them, the oldest first.
pub(crate) async fn open_webhooks(
    db: impl Executor<'_>,
    since: Timestamp,
    fetch: i64,
) -> Result<Vec<(ReceivedWebhook, String)>, DbError> {
    let sql = "SELECT body, notice FROM payment_webhooks WHERE is_processed = 0 AND received_at >= ? ORDER BY received_at LIMIT ?";
    let rows: Vec<(String, String)> = query_as(sql).bind(to_millis(since)).bind(fetch).fetch_all(db).await?;
    let read = |(body, notice): (String, String)| Ok((json::read("payment_webhooks", "body", &body)?, notice));
    rows.into_iter().map(read).collect()
}
