//! What came in and went out, by day.

use jiff::civil::Date;
use nilecare_contracts::payment::{DailyTakings, Transaction};
use nilecare_contracts::{Currency, Money};
use nilecare_sql::{DbError, Executor, WriteTx};
use nilecare_types::FacilityId;
use sqlx::{query, query_as};

/// What happened.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Happened {
    Confirmed,
    Failed,
    Refunded(Money),
}

/// Counts it on a day of the facility.
pub(crate) async fn count(tx: &mut WriteTx, of: &Transaction, day: Date, what: Happened) -> Result<(), DbError> {
    // Confirmed, their amount and fees; failed; refunds and their amount.
    let counts: [i64; 6] = match what {
        Happened::Confirmed => [1, of.amount.amount, of.fee.amount, 0, 0, 0],
        Happened::Failed => [0, 0, 0, 1, 0, 0],
        Happened::Refunded(amount) => [0, 0, 0, 0, 1, amount.amount],
    };
    for sql in [
        "UPDATE payment_analytics_daily SET n_confirmed = n_confirmed + ?, confirmed = confirmed + ?, fees = fees + ?, \
         n_failed = n_failed + ?, n_refunds = n_refunds + ?, refunded = refunded + ? \
         WHERE day = ? AND facility_id = ? AND provider = ? AND currency = ?",
        // The first of the day.
        "INSERT INTO payment_analytics_daily (n_confirmed, confirmed, fees, n_failed, n_refunds, refunded, \
         day, facility_id, provider, currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ] {
        let mut statement = query(sql);
        for count in counts {
            statement = statement.bind(count);
        }
        let counted = statement
            .bind(day.to_string())
            .bind(of.facility_id.to_string())
            .bind(&of.provider)
            .bind(of.amount.currency.as_str())
            .execute(&mut **tx)
            .await?;
        if counted.rows_affected() > 0 {
            break;
        }
    }
    Ok(())
}

type Row = (String, String, String, i64, i64, i64, i64, i64, i64);

/// Lists the days of a facility from one until another, both included.
pub(crate) async fn list(
    db: impl Executor<'_>,
    facility: FacilityId,
    (from, until): (Date, Date),
) -> Result<Vec<DailyTakings>, DbError> {
    let sql = "SELECT day, provider, currency, n_confirmed, confirmed, fees, n_failed, n_refunds, refunded \
               FROM payment_analytics_daily WHERE facility_id = ? AND day >= ? AND day <= ? ORDER BY day, provider, currency";
    let rows: Vec<Row> = query_as(sql)
        .bind(facility.to_string())
        .bind(from.to_string())
        .bind(until.to_string())
        .fetch_all(db)
        .await?;
    rows.into_iter().map(|row| read(facility, row)).collect()
}

fn read(facility: FacilityId, row: Row) -> Result<DailyTakings, DbError> {
    let (day, provider, currency, n_confirmed, confirmed, fees, n_failed, n_refunds, refunded) = row;
    let corrupt = |column| DbError::Corrupt {
        table: "payment_analytics_daily",
        column,
    };
    let currency: Currency = currency.parse().map_err(|_| corrupt("currency"))?;
    Ok(DailyTakings {
        day: day.parse().map_err(|_| corrupt("day"))?,
        facility_id: facility,
        provider,
        currency,
        n_confirmed,
        confirmed: Money::new(confirmed, currency),
        fees: Money::new(fees, currency),
        n_failed,
        n_refunds,
        refunded: Money::new(refunded, currency),
    })
}
