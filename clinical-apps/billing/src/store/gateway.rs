//! Which payments and refunds came by the payment service.

use nilecare_sql::{DbError, Executor, WriteTx};
use nilecare_types::{PaymentId, RefundId, TransactionId, TransactionRefundId};
use sqlx::{query, query_as};

/// Finds what a payment of the payment service was posted as.
pub(crate) async fn payment_of(db: impl Executor<'_>, id: TransactionId) -> Result<Option<PaymentId>, DbError> {
    let sql = "SELECT payment_id FROM gateway_payments WHERE transaction_id = ?";
    let row: Option<(String,)> = query_as(sql).bind(id.to_string()).fetch_optional(db).await?;
    let corrupt = |_| DbError::Corrupt {
        table: "gateway_payments",
        column: "payment_id",
    };
    row.map(|(id,)| id.parse().map_err(corrupt)).transpose()
}

/// Tells whether a payment came by the payment service.
pub(crate) async fn is_from(db: impl Executor<'_>, id: PaymentId) -> Result<bool, DbError> {
    let sql = "SELECT transaction_id FROM gateway_payments WHERE payment_id = ?";
    let row: Option<(String,)> = query_as(sql).bind(id.to_string()).fetch_optional(db).await?;
    Ok(row.is_some())
}

pub(crate) async fn note_payment(tx: &mut WriteTx, id: TransactionId, payment: PaymentId) -> Result<(), DbError> {
    query("INSERT INTO gateway_payments (transaction_id, payment_id) VALUES (?, ?)")
        .bind(id.to_string())
        .bind(payment.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Tells whether a refund of the payment service was posted.
pub(crate) async fn has_refund(db: impl Executor<'_>, id: TransactionRefundId) -> Result<bool, DbError> {
    let sql = "SELECT refund_id FROM gateway_refunds WHERE transaction_refund_id = ?";
    let row: Option<(String,)> = query_as(sql).bind(id.to_string()).fetch_optional(db).await?;
    Ok(row.is_some())
}

pub(crate) async fn note_refund(tx: &mut WriteTx, id: TransactionRefundId, refund: RefundId) -> Result<(), DbError> {
    query("INSERT INTO gateway_refunds (transaction_refund_id, refund_id) VALUES (?, ?)")
        .bind(id.to_string())
        .bind(refund.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
