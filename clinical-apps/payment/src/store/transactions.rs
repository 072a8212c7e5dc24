//! Payments: their table has numbers besides the text, which the database compares.

use nilecare_contracts::payment::{Transaction, TransactionStatus};
use nilecare_sql::{DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{PatientId, Timestamp, TransactionId};
use sqlx::{query, query_as};

use super::records::read;

pub(crate) const TRANSACTIONS: &str = "payments";

pub(crate) async fn insert(tx: &mut WriteTx, transaction: &Transaction) -> Result<(), DbError> {
    let sql = "INSERT INTO payments (transaction_number, proof_key, external_key, patient_id, facility_id, account_id, \
               invoice_id, provider, status, is_under_review, created_at, confirmed_at, amount, refunded, held, body, id) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    write(tx, sql, transaction).await
}

pub(crate) async fn update(tx: &mut WriteTx, transaction: &Transaction) -> Result<(), DbError> {
    let sql = "UPDATE payments SET transaction_number = ?, proof_key = ?, external_key = ?, patient_id = ?, \
               facility_id = ?, account_id = ?, invoice_id = ?, provider = ?, status = ?, is_under_review = ?, \
               created_at = ?, confirmed_at = ?, amount = ?, refunded = ?, held = ?, body = ? WHERE id = ?";
    write(tx, sql, transaction).await
}

async fn write(tx: &mut WriteTx, sql: &'static str, transaction: &Transaction) -> Result<(), DbError> {
    let may_count = !matches!(
        transaction.status,
        TransactionStatus::Rejected | TransactionStatus::Failed | TransactionStatus::Cancelled
    );
    let key = |reference: &str| format!("{}:{}", transaction.provider, reference.trim());
    let proof = transaction.proof.as_ref().filter(|_| may_count);
    query(sql)
        .bind(&transaction.transaction_number)
        .bind(proof.map(|proof| key(&proof.reference)))
        .bind(transaction.external_reference.as_deref().map(key))
        .bind(transaction.patient_id.to_string())
        .bind(transaction.facility_id.to_string())
        .bind(transaction.account_id.to_string())
        .bind(transaction.invoice_id.map(|id| id.to_string()))
        .bind(&transaction.provider)
        .bind(json::name(&transaction.status))
        .bind(i64::from(transaction.is_under_review))
        .bind(to_millis(transaction.created_at))
        .bind(transaction.confirmed_at.map(to_millis))
        .bind(transaction.amount.amount)
        .bind(transaction.refunded.amount)
        .bind(transaction.held.amount)
        .bind(json::write(transaction))
        .bind(transaction.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Finds the payment that a provider has by this id of its own.
pub(crate) async fn by_external(
    db: impl Executor<'_>,
    provider: &str,
    reference: &str,
) -> Result<Option<Transaction>, DbError> {
    one(
        db,
        "SELECT body FROM payments WHERE external_key = ?",
        &format!("{provider}:{reference}"),
    )
    .await
}

/// Finds the payment of a provider with this number of ours, external id, or proof.
pub(crate) async fn by_any_reference(
    db: impl Executor<'_>,
    provider: &str,
    reference: &str,
) -> Result<Option<Transaction>, DbError> {
    let sql = "SELECT body FROM payments WHERE provider = ? AND (transaction_number = ? OR external_key = ? OR proof_key = ?) \
               ORDER BY id LIMIT 1";
    let key = format!("{provider}:{reference}");
    let rows: Vec<(String,)> = query_as(sql)
        .bind(provider)
        .bind(reference)
        .bind(&key)
        .bind(&key)
        .fetch_all(db)
        .await?;
    Ok(read(TRANSACTIONS, rows)?.pop())
}

async fn one(db: impl Executor<'_>, sql: &'static str, value: &str) -> Result<Option<Transaction>, DbError> {
    let rows: Vec<(String,)> = query_as(sql).bind(value).fetch_all(db).await?;
    Ok(read(TRANSACTIONS, rows)?.pop())
}

/// Lists payments in a state that are not under review, the oldest first, after an id.
pub(crate) async fn on_their_way(db: impl Executor<'_>, after: &str, fetch: i64) -> Result<Vec<Transaction>, DbError> {
    let sql = "SELECT body FROM payments WHERE status = 'processing' AND id > ? ORDER BY id LIMIT ?";
    read(TRANSACTIONS, query_as(sql).bind(after).bind(fetch).fetch_all(db).await?)
}

/// Lists what was confirmed through a provider from one moment until before another.
pub(crate) async fn confirmed(
    db: impl Executor<'_>,
    provider: &str,
    (from, until): (Timestamp, Timestamp),
    fetch: i64,
) -> Result<Vec<Transaction>, DbError> {
    let sql = "SELECT body FROM payments WHERE provider = ? AND confirmed_at >= ? AND confirmed_at < ? \
               ORDER BY confirmed_at LIMIT ?";
    let rows = query_as(sql)
        .bind(provider)
        .bind(to_millis(from))
        .bind(to_millis(until))
        .bind(fetch)
        .fetch_all(db)
        .await?;
    read(TRANSACTIONS, rows)
}

/// What is known of how somebody paid.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct History {
    /// Payments since the beginning of the window of velocity.
    pub n_recent: i64,
    /// Payments that were ever confirmed.
    pub n_confirmed: i64,
    /// Payments that failed, were rejected or disputed since the beginning of the window of bad history.
    pub n_bad: i64,
}

pub(crate) async fn history(
    db: impl Executor<'_>,
    patient: PatientId,
    recent: Timestamp,
    bad: Timestamp,
) -> Result<History, DbError> {
    let sql = "SELECT COUNT(CASE WHEN created_at >= ? THEN 1 END), COUNT(confirmed_at), \
               COUNT(CASE WHEN created_at >= ? AND status IN ('failed', 'rejected', 'disputed') THEN 1 END) \
               FROM payments WHERE patient_id = ?";
    let (n_recent, n_confirmed, n_bad): (i64, i64, i64) = query_as(sql)
        .bind(to_millis(recent))
        .bind(to_millis(bad))
        .bind(patient.to_string())
        .fetch_one(db)
        .await?;
    Ok(History {
        n_recent,
        n_confirmed,
        n_bad,
    })
}

/// Notes for which invoice a confirmed payment is.
pub(crate) async fn pay_invoice(tx: &mut WriteTx, transaction: &Transaction) -> Result<(), DbError> {
    let Some(invoice) = transaction.invoice_id else {
        return Ok(());
    };
    query("INSERT INTO invoice_payments (transaction_id, invoice_id, amount) VALUES (?, ?, ?)")
        .bind(transaction.id.to_string())
        .bind(invoice.to_string())
        .bind(transaction.amount.amount)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Reads a payment.
pub(crate) async fn find(db: impl Executor<'_>, id: TransactionId) -> Result<Option<Transaction>, DbError> {
    nilecare_sql::documents::find(db, TRANSACTIONS, &id.to_string()).await
}

/// Keeps the number of a wallet until its operator is asked; `None` forgets it.
pub(crate) async fn keep_msisdn(tx: &mut WriteTx, id: TransactionId, msisdn: Option<&str>) -> Result<(), DbError> {
    query("UPDATE payments SET msisdn = ? WHERE id = ?")
        .bind(msisdn)
        .bind(id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Reads the number of a wallet whose operator was not asked yet.
pub(crate) async fn msisdn(db: impl Executor<'_>, id: TransactionId) -> Result<Option<String>, DbError> {
    let row: Option<(Option<String>,)> = query_as("SELECT msisdn FROM payments WHERE id = ?")
        .bind(id.to_string())
        .fetch_optional(db)
        .await?;
    Ok(row.and_then(|(msisdn,)| msisdn))
}
