//! Accounts.

use nilecare_contracts::Currency;
use nilecare_contracts::billing::{AccountStatus, BillingAccount};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json};
use nilecare_types::{FacilityId, PatientId};
use sqlx::QueryBuilder;

pub(crate) const ACCOUNTS: &str = "billing_accounts";

pub(crate) async fn insert(tx: &mut WriteTx, account: &BillingAccount) -> Result<(), DbError> {
    documents::insert(tx, ACCOUNTS, &account.id.to_string(), &columns(account), account).await
}

pub(crate) async fn update(tx: &mut WriteTx, account: &BillingAccount) -> Result<(), DbError> {
    documents::update(tx, ACCOUNTS, &account.id.to_string(), &columns(account), account).await
}

/// Finds the open account of a person under any of the ids, in one facility and currency; the oldest, when a merge made one of two.
pub(crate) async fn find_open(
    db: impl Executor<'_>,
    patients: &[PatientId],
    facility: FacilityId,
    currency: Currency,
) -> Result<Option<BillingAccount>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT body FROM billing_accounts WHERE open_key IN (");
    let mut separated = sql.separated(", ");
    for patient in patients {
        separated.push_bind(open_key(*patient, facility, currency));
    }
    sql.push(") ORDER BY id LIMIT 1");
    let row: Option<(String,)> = sql.build_query_as().fetch_optional(db).await?;
    row.map(|(body,)| json::read(ACCOUNTS, "body", &body)).transpose()
}

/// Which accounts a list has.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    /// Of these people; absent: of all.
    pub patients: Option<Vec<PatientId>>,
    pub facility: Option<FacilityId>,
    pub status: Option<AccountStatus>,
}

pub(crate) async fn list(
    db: impl Executor<'_>,
    filter: &Filter,
    after: &str,
    fetch: i64,
) -> Result<Vec<BillingAccount>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT body FROM billing_accounts WHERE id > ");
    sql.push_bind(after.to_owned());
    super::records::among(&mut sql, "patient_id", filter.patients.as_deref());
    if let Some(facility) = filter.facility {
        sql.push(" AND facility_id = ").push_bind(facility.to_string());
    }
    if let Some(status) = filter.status {
        sql.push(" AND status = ").push_bind(json::name(&status));
    }
    sql.push(" ORDER BY id LIMIT ").push_bind(fetch);
    super::read(ACCOUNTS, sql.build_query_as().fetch_all(db).await?)
}

fn open_key(patient: PatientId, facility: FacilityId, currency: Currency) -> String {
    format!("{patient}:{facility}:{currency}")
}

fn columns(account: &BillingAccount) -> [Column; 4] {
    let key = open_key(account.patient_id, account.facility_id, account.currency);
    [
        ("open_key", (account.status == AccountStatus::Open).then_some(key)),
        ("patient_id", Some(account.patient_id.to_string())),
        ("facility_id", Some(account.facility_id.to_string())),
        ("status", Some(json::name(&account.status))),
    ]
}
