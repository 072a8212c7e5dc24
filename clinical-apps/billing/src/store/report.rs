//! Sums for reports.

use nilecare_sql::{DbError, Executor, to_millis};
use nilecare_types::{FacilityId, Timestamp};
use sqlx::query_as;

/// Currency, day due, number of invoices, what is open.
pub(crate) type Due = (String, String, i64, i64);

/// Sums what is open in a facility by the day it is due.
pub(crate) async fn open_by_day(db: impl Executor<'_>, facility: FacilityId) -> Result<Vec<Due>, DbError> {
    let sql = "SELECT currency, due_on, COUNT(*), CAST(SUM(balance) AS BIGINT) FROM invoices \
               WHERE facility_id = ? AND status IN ('issued', 'partly-paid') AND balance > 0 AND due_on IS NOT NULL \
               GROUP BY currency, due_on ORDER BY currency, due_on";
    Ok(query_as(sql).bind(facility.to_string()).fetch_all(db).await?)
}

/// Who posted, account of the ledger, currency, kind, number of postings, sum.
pub(crate) type Till = (String, String, String, String, i64, i64);

/// Sums what came in and went out in a facility in a time.
pub(crate) async fn tills(
    db: impl Executor<'_>,
    facility: FacilityId,
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<Till>, DbError> {
    let sql = "SELECT p.posted_by, e.ledger_account, p.currency, p.kind, COUNT(*), CAST(SUM(e.amount) AS BIGINT) \
               FROM ledger_entries e JOIN ledger_postings p ON p.id = e.posting_id \
               WHERE p.facility_id = ? AND p.posted_at >= ? AND p.posted_at < ? \
               AND e.ledger_account IN ('cash', 'bank', 'card', 'mobile-money', 'insurance-receipts') \
               GROUP BY p.posted_by, e.ledger_account, p.currency, p.kind \
               ORDER BY p.posted_by, e.ledger_account, p.currency, p.kind";
    let rows = query_as(sql)
        .bind(facility.to_string())
        .bind(to_millis(from))
        .bind(to_millis(until))
        .fetch_all(db)
        .await?;
    Ok(rows)
}
