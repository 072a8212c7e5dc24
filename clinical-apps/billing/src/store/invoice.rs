//! Invoices, their numbers, and which charge is on which.

use nilecare_contracts::billing::{Invoice, InvoiceStatus};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json};
use nilecare_types::{BillingAccountId, ChargeId, FacilityId, InvoiceId, PatientId};
use sqlx::{QueryBuilder, query_as};

pub(crate) const INVOICES: &str = "invoices";

/// Which invoices a list has.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    /// Of these people; absent: of all.
    pub patients: Option<Vec<PatientId>>,
    pub account: Option<BillingAccountId>,
    pub facility: Option<FacilityId>,
    pub status: Option<InvoiceStatus>,
    /// Only those due before this day with something open, `YYYY-MM-DD`.
    pub overdue_on: Option<String>,
}

/// Adds an invoice and puts its charges on it; a unique violation when one of them is on another.
pub(crate) async fn insert(tx: &mut WriteTx, invoice: &Invoice) -> Result<(), DbError> {
    let sql = "INSERT INTO invoices (invoice_number, account_id, patient_id, facility_id, currency, status, due_on, balance, \
               body, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    write(tx, sql, invoice).await?;
    for line in &invoice.lines {
        sqlx::query("INSERT INTO invoice_lines (charge_id, invoice_id, line_number) VALUES (?, ?, ?)")
            .bind(line.charge_id.to_string())
            .bind(invoice.id.to_string())
            .bind(i64::from(line.line_number))
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

pub(crate) async fn update(tx: &mut WriteTx, invoice: &Invoice) -> Result<(), DbError> {
    let sql = "UPDATE invoices SET invoice_number = ?, account_id = ?, patient_id = ?, facility_id = ?, currency = ?, \
               status = ?, due_on = ?, balance = ?, body = ? WHERE id = ?";
    write(tx, sql, invoice).await
}

/// Takes a charge off its invoice, so that it can be on another.
pub(crate) async fn free_charge(tx: &mut WriteTx, charge: ChargeId) -> Result<(), DbError> {
    sqlx::query("DELETE FROM invoice_lines WHERE charge_id = ?")
        .bind(charge.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Gives the next number of a facility; it is given back when the transaction is.
pub(crate) async fn next_number(tx: &mut WriteTx, facility: FacilityId) -> Result<i64, DbError> {
    let facility = facility.to_string();
    let counted = sqlx::query("UPDATE invoice_numbers SET last_number = last_number + 1 WHERE facility_id = ?")
        .bind(&facility)
        .execute(&mut **tx)
        .await?;
    if counted.rows_affected() == 0 {
        sqlx::query("INSERT INTO invoice_numbers (facility_id, last_number) VALUES (?, 1)")
            .bind(&facility)
            .execute(&mut **tx)
            .await?;
    }
    let (number,): (i64,) = query_as("SELECT last_number FROM invoice_numbers WHERE facility_id = ?")
        .bind(&facility)
        .fetch_one(&mut **tx)
        .await?;
    Ok(number)
}

/// Lists the invoices of an account with something open, those due first before the others.
pub(crate) async fn open_of(
    db: impl Executor<'_>,
    account: BillingAccountId,
    most: i64,
) -> Result<Vec<Invoice>, DbError> {
    let sql = "SELECT body FROM invoices WHERE account_id = ? AND status IN ('issued', 'partly-paid') AND balance > 0 \
               ORDER BY CASE WHEN due_on IS NULL THEN 0 ELSE 1 END, due_on, id LIMIT ?";
    let rows = query_as(sql).bind(account.to_string()).bind(most).fetch_all(db).await?;
    super::read(INVOICES, rows)
}

pub(crate) async fn list(
    db: impl Executor<'_>,
    filter: &Filter,
    after: &str,
    fetch: i64,
) -> Result<Vec<Invoice>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT body FROM invoices WHERE id > ");
    sql.push_bind(after.to_owned());
    super::records::among(&mut sql, "patient_id", filter.patients.as_deref());
    let equal = [
        ("account_id", filter.account.map(|id| id.to_string())),
        ("facility_id", filter.facility.map(|id| id.to_string())),
        ("status", filter.status.map(|status| json::name(&status))),
    ];
    super::records::equal(&mut sql, equal);
    if let Some(day) = &filter.overdue_on {
        sql.push(" AND balance > 0 AND status IN ('issued', 'partly-paid') AND due_on < ");
        sql.push_bind(day.clone());
    }
    sql.push(" ORDER BY id LIMIT ").push_bind(fetch);
    super::read(INVOICES, sql.build_query_as().fetch_all(db).await?)
}

/// Finds the invoice that a charge is on.
pub(crate) async fn of_charge(db: impl Executor<'_>, charge: ChargeId) -> Result<Option<InvoiceId>, DbError> {
    let row: Option<(String,)> = query_as("SELECT invoice_id FROM invoice_lines WHERE charge_id = ?")
        .bind(charge.to_string())
        .fetch_optional(db)
        .await?;
    let corrupt = DbError::Corrupt {
        table: "invoice_lines",
        column: "invoice_id",
    };
    row.map(|(id,)| id.parse().map_err(|_| corrupt)).transpose()
}

/// Writes the columns of an invoice and itself. The balance is a number, since it is summed.
async fn write(tx: &mut WriteTx, sql: &'static str, invoice: &Invoice) -> Result<(), DbError> {
    sqlx::query(sql)
        .bind(invoice.invoice_number.clone())
        .bind(invoice.account_id.to_string())
        .bind(invoice.patient_id.to_string())
        .bind(invoice.facility_id.to_string())
        .bind(invoice.currency.to_string())
        .bind(json::name(&invoice.status))
        .bind(invoice.due_on.map(|day| day.to_string()))
        .bind(invoice.balance.amount)
        .bind(json::write(invoice))
        .bind(invoice.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
