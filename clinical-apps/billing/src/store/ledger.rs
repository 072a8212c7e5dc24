//! The ledger: what is posted, and what it sums to.

use nilecare_contracts::billing::{BillingAccount, LedgerAccount};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{BillingAccountId, FacilityId, PostingId, Timestamp};
use sqlx::{QueryBuilder, query_as};

use crate::model::posting::Posting;

/// Posts. Fails with a unique violation when the same thing was posted before.
pub(crate) async fn post(
    tx: &mut WriteTx,
    account: &BillingAccount,
    posting: &Posting,
    by: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    let id = PostingId::generate().to_string();
    let sql = "INSERT INTO ledger_postings (id, kind, reference, label, account_id, facility_id, currency, posted_at, posted_by) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(&id)
        .bind(posting.kind().as_str())
        .bind(posting.reference())
        .bind(posting.label())
        .bind(account.id.to_string())
        .bind(account.facility_id.to_string())
        .bind(posting.currency().to_string())
        .bind(to_millis(now))
        .bind(by)
        .execute(&mut **tx)
        .await?;
    for ((ledger_account, amount), number) in posting.entries().iter().zip(1_i64..) {
        let sql = "INSERT INTO ledger_entries (posting_id, entry_number, ledger_account, amount) VALUES (?, ?, ?, ?)";
        sqlx::query(sql)
            .bind(&id)
            .bind(number)
            .bind(json::name(ledger_account))
            .bind(*amount)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Returns the sum of one account of the ledger for one account of a patient.
pub(crate) async fn balance(
    db: impl Executor<'_>,
    account: BillingAccountId,
    ledger_account: LedgerAccount,
) -> Result<i64, DbError> {
    let sql = "SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM ledger_entries e \
               JOIN ledger_postings p ON p.id = e.posting_id \
               WHERE p.account_id = ? AND e.ledger_account = ?";
    let (sum,): (i64,) = query_as(sql)
        .bind(account.to_string())
        .bind(json::name(&ledger_account))
        .fetch_one(db)
        .await?;
    Ok(sum)
}

/// Sums all accounts of the ledger by currency, of one facility or of all.
pub(crate) async fn sums(
    db: impl Executor<'_>,
    facility: Option<FacilityId>,
) -> Result<Vec<(String, String, i64)>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(
        "SELECT e.ledger_account, p.currency, CAST(SUM(e.amount) AS BIGINT) FROM ledger_entries e \
         JOIN ledger_postings p ON p.id = e.posting_id",
    );
    if let Some(facility) = facility {
        sql.push(" WHERE p.facility_id = ").push_bind(facility.to_string());
    }
    sql.push(" GROUP BY p.currency, e.ledger_account ORDER BY p.currency, e.ledger_account");
    Ok(sql.build_query_as().fetch_all(db).await?)
}

/// What changes the balance of a patient's account: receivable and what is paid and not allocated.
const OF_BALANCE: &str = "e.ledger_account IN ('receivable', 'unapplied')";

/// Returns what was to be paid on an account before a moment.
pub(crate) async fn owed_before(
    db: impl Executor<'_>,
    account: BillingAccountId,
    before: Timestamp,
) -> Result<i64, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(
        "SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM ledger_entries e \
         JOIN ledger_postings p ON p.id = e.posting_id WHERE ",
    );
    sql.push(OF_BALANCE)
        .push(" AND p.account_id = ")
        .push_bind(account.to_string());
    sql.push(" AND p.posted_at < ").push_bind(to_millis(before));
    let (sum,): (i64,) = sql.build_query_as().fetch_one(db).await?;
    Ok(sum)
}

/// A posting that changed what is to be paid: moment, kind, label, and by how much.
pub(crate) type Movement = (i64, String, String, i64);

/// Lists what changed what is to be paid on an account in a time, in order.
pub(crate) async fn movements(
    db: impl Executor<'_>,
    account: BillingAccountId,
    (from, until): (Timestamp, Timestamp),
    most: i64,
) -> Result<Vec<Movement>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(
        "SELECT p.posted_at, p.kind, p.label, CAST(SUM(e.amount) AS BIGINT) FROM ledger_entries e \
         JOIN ledger_postings p ON p.id = e.posting_id WHERE ",
    );
    sql.push(OF_BALANCE)
        .push(" AND p.account_id = ")
        .push_bind(account.to_string());
    sql.push(" AND p.posted_at >= ").push_bind(to_millis(from));
    sql.push(" AND p.posted_at < ").push_bind(to_millis(until));
    sql.push(
        " GROUP BY p.id, p.posted_at, p.kind, p.label HAVING SUM(e.amount) <> 0 ORDER BY p.posted_at, p.id LIMIT ",
    );
    sql.push_bind(most);
    Ok(sql.build_query_as().fetch_all(db).await?)
}
