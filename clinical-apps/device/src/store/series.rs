//! One vital sign over time, down-sampled; and whole hours that stay when the readings are gone.

use std::collections::BTreeMap;

use nilecare_contracts::device::{VitalBucket, VitalParameter};
use nilecare_sql::{Backend, Db, DbError, WriteTx, from_millis, json, to_millis};
use nilecare_types::{PatientId, Timestamp};
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::reading::column;

const HOUR_MS: i64 = 3_600_000;

/// Which stretch of which vital sign.
#[derive(Debug)]
pub(crate) struct Series<'a> {
    pub patients: &'a [PatientId],
    pub parameter: VitalParameter,
    pub from: Timestamp,
    pub to: Timestamp,
    pub bucket_ms: i64,
}

/// Number of the bucket, how many values, the least, the most, their sum.
type Row = (i64, i64, f64, f64, f64);

/// Gives the buckets that have values, in their order. What is kept by the hour only is in the bucket in which its hour begins.
pub(crate) async fn read(db: &Db, series: &Series<'_>) -> Result<Vec<VitalBucket>, DbError> {
    let value = column(series.parameter);
    let raw = query(
        series,
        &format!(
            "COUNT(*), MIN({value}), MAX({value}), SUM({value}) FROM vital_signs_timeseries WHERE {value} IS NOT NULL"
        ),
        "at",
        None,
    );
    let hours = query(
        series,
        "CAST(SUM(n) AS BIGINT), MIN(least), MAX(most), SUM(total) FROM vital_signs_hourly WHERE 1 = 1",
        "hour",
        Some(json::name(&series.parameter)),
    );
    let mut buckets = BTreeMap::new();
    for mut sql in [raw, hours] {
        let rows: Vec<Row> = sql.build_query_as().fetch_all(db.readers()).await?;
        for (bucket, n, min, max, total) in rows {
            let known = buckets.entry(bucket).or_insert((0, min, max, 0.0));
            *known = (known.0 + n, known.1.min(min), known.2.max(max), known.3 + total);
        }
    }
    let from = to_millis(series.from);
    let read = |(bucket, (n, min, max, total)): (i64, (i64, f64, f64, f64))| {
        Ok(VitalBucket {
            from: from_millis("vital_signs_timeseries", "at", from + bucket)?,
            n: n as u64,
            min,
            max,
            mean: total / n as f64,
        })
    };
    buckets.into_iter().map(read).collect()
}

fn query(series: &Series<'_>, what: &str, time: &str, parameter: Option<String>) -> QueryBuilder<Backend> {
    let (from, to) = (to_millis(series.from), to_millis(series.to));
    // Where the bucket begins after `from`: in MariaDB a quotient is no whole number, a remainder is.
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT ({time} - "));
    sql.push_bind(from)
        .push(format!(") - ({time} - "))
        .push_bind(from)
        .push(") % ")
        .push_bind(series.bucket_ms)
        .push(format!(" AS bucket, {what} AND {time} >= "))
        .push_bind(from)
        .push(format!(" AND {time} < "))
        .push_bind(to);
    if let Some(parameter) = parameter {
        sql.push(" AND parameter = ").push_bind(parameter);
    }
    sql.push(" AND patient_id IN (");
    let mut separated = sql.separated(", ");
    for id in series.patients {
        separated.push_bind(id.to_string());
    }
    sql.push(") GROUP BY bucket ORDER BY bucket");
    sql
}

/// Turns the oldest hour that is over before `before` into sums and forgets its readings. Tells how many readings; `None` when there is
/// no such hour.
pub(crate) async fn compact_hour(tx: &mut WriteTx, before: Timestamp) -> Result<Option<u64>, DbError> {
    let end = to_millis(before).div_euclid(HOUR_MS) * HOUR_MS;
    let oldest: Option<i64> = sqlx::query_scalar("SELECT MIN(at) FROM vital_signs_timeseries WHERE at < ?")
        .bind(end)
        .fetch_one(&mut **tx)
        .await?;
    let Some(oldest) = oldest else {
        return Ok(None);
    };
    let hour = oldest.div_euclid(HOUR_MS) * HOUR_MS;
    for parameter in VitalParameter::ALL {
        let value = column(parameter);
        let sql = format!(
            "SELECT patient_id, COUNT(*), MIN({value}), MAX({value}), SUM({value}) FROM vital_signs_timeseries \
             WHERE at >= ? AND at < ? AND patient_id IS NOT NULL AND {value} IS NOT NULL GROUP BY patient_id"
        );
        let sums: Vec<Sum> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(hour)
            .bind(hour + HOUR_MS)
            .fetch_all(&mut **tx)
            .await?;
        for sum in sums {
            add(tx, &json::name(&parameter), hour, sum).await?;
        }
    }
    let gone = sqlx::query("DELETE FROM vital_signs_timeseries WHERE at >= ? AND at < ?")
        .bind(hour)
        .bind(hour + HOUR_MS)
        .execute(&mut **tx)
        .await?;
    Ok(Some(gone.rows_affected()))
}

/// Patient, how many, the least, the most and the sum of them.
type Sum = (String, i64, f64, f64, f64);

/// Adds to the sums of an hour, which may have some of readings that came earlier.
async fn add(tx: &mut WriteTx, parameter: &str, hour: i64, sum: Sum) -> Result<(), DbError> {
    let (patient, n, least, most, total) = sum;
    let sql = "UPDATE vital_signs_hourly SET n = n + ?, least = CASE WHEN least < ? THEN least ELSE ? END, \
               most = CASE WHEN most > ? THEN most ELSE ? END, total = total + ? \
               WHERE patient_id = ? AND parameter = ? AND hour = ?";
    let known = sqlx::query(sql)
        .bind(n)
        .bind(least)
        .bind(least)
        .bind(most)
        .bind(most)
        .bind(total)
        .bind(&patient)
        .bind(parameter)
        .bind(hour)
        .execute(&mut **tx)
        .await?;
    if known.rows_affected() > 0 {
        return Ok(());
    }
    let sql = "INSERT INTO vital_signs_hourly (patient_id, parameter, hour, n, least, most, total) VALUES (?, ?, ?, ?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(&patient)
        .bind(parameter)
        .bind(hour)
        .bind(n)
        .bind(least)
        .bind(most)
        .bind(total)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
