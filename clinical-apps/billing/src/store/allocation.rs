//! What of which payment is for which invoice.

use nilecare_sql::{DbError, Executor, WriteTx};
use nilecare_types::{InvoiceId, PaymentId};

/// A payment's id and how much of it.
pub(crate) type Row = (String, i64);

/// Adds to what is allocated.
pub(crate) async fn add(tx: &mut WriteTx, payment: PaymentId, invoice: InvoiceId, amount: i64) -> Result<(), DbError> {
    let changed =
        sqlx::query("UPDATE payment_allocations SET amount = amount + ? WHERE payment_id = ? AND invoice_id = ?")
            .bind(amount)
            .bind(payment.to_string())
            .bind(invoice.to_string())
            .execute(&mut **tx)
            .await?;
    if changed.rows_affected() == 0 {
        sqlx::query("INSERT INTO payment_allocations (payment_id, invoice_id, amount) VALUES (?, ?, ?)")
            .bind(payment.to_string())
            .bind(invoice.to_string())
            .bind(amount)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Takes away from what is allocated; `is_all` when nothing is left.
pub(crate) async fn take(
    tx: &mut WriteTx,
    payment: PaymentId,
    invoice: InvoiceId,
    amount: i64,
    is_all: bool,
) -> Result<(), DbError> {
    if is_all {
        sqlx::query("DELETE FROM payment_allocations WHERE payment_id = ? AND invoice_id = ?")
            .bind(payment.to_string())
            .bind(invoice.to_string())
            .execute(&mut **tx)
            .await?;
        return Ok(());
    }
    sqlx::query("UPDATE payment_allocations SET amount = amount - ? WHERE payment_id = ? AND invoice_id = ?")
        .bind(amount)
        .bind(payment.to_string())
        .bind(invoice.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists what is allocated to an invoice, the newest payment first.
pub(crate) async fn of_invoice(db: impl Executor<'_>, invoice: InvoiceId) -> Result<Vec<Row>, DbError> {
    let sql = "SELECT payment_id, amount FROM payment_allocations WHERE invoice_id = ? ORDER BY payment_id DESC";
    Ok(sqlx::query_as(sql).bind(invoice.to_string()).fetch_all(db).await?)
}

/// Lists for which invoices a payment is.
pub(crate) async fn of_payment(db: impl Executor<'_>, payment: PaymentId) -> Result<Vec<Row>, DbError> {
    let sql = "SELECT invoice_id, amount FROM payment_allocations WHERE payment_id = ? ORDER BY invoice_id";
    Ok(sqlx::query_as(sql).bind(payment.to_string()).fetch_all(db).await?)
}
