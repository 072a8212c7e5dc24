//! Adjustments, payments, refunds, policies, claims and statements: which columns each is found by.

use nilecare_contracts::billing::{
    Adjustment, Claim, ClaimStatus, Payment, PaymentMethod, PaymentStatus, Policy, Refund, Statement,
};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json};
use nilecare_types::{ClaimId, PatientId, PaymentId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::QueryBuilder;

pub(crate) const ADJUSTMENTS: &str = "billing_adjustments";
pub(crate) const PAYMENTS: &str = "payments";
pub(crate) const REFUNDS: &str = "refunds";
pub(crate) const POLICIES: &str = "insurance_policies";
pub(crate) const CLAIMS: &str = "insurance_claims";
pub(crate) const STATEMENTS: &str = "billing_statements";
pub(crate) const SETTINGS: &str = "billing_settings";

/// Something with a table of its own.
pub(crate) trait Record: Serialize + Sync {
    const TABLE: &'static str;
    fn key(&self) -> String;
    fn columns(&self) -> Vec<Column>;
}

pub(crate) async fn insert<R: Record>(tx: &mut WriteTx, record: &R) -> Result<(), DbError> {
    documents::insert(tx, R::TABLE, &record.key(), &record.columns(), record).await
}

pub(crate) async fn update<R: Record>(tx: &mut WriteTx, record: &R) -> Result<(), DbError> {
    documents::update(tx, R::TABLE, &record.key(), &record.columns(), record).await
}

/// Which records a list has: of these people, and with these values; an absent value is not asked for.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub patients: Option<Vec<PatientId>>,
    pub equal: Vec<(&'static str, Option<String>)>,
}

pub(crate) async fn list<T: DeserializeOwned>(
    db: impl Executor<'_>,
    table: &'static str,
    filter: &Filter,
    after: &str,
    fetch: i64,
) -> Result<Vec<T>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT body FROM {table} WHERE id > "));
    sql.push_bind(after.to_owned());
    among(&mut sql, "patient_id", filter.patients.as_deref());
    equal(&mut sql, filter.equal.iter().cloned());
    sql.push(" ORDER BY id LIMIT ").push_bind(fetch);
    super::read(table, sql.build_query_as().fetch_all(db).await?)
}

/// Asks for one of the ids of a person, when there are some.
pub(super) fn among(sql: &mut QueryBuilder<Backend>, column: &'static str, ids: Option<&[PatientId]>) {
    let Some(ids) = ids else { return };
    sql.push(format!(" AND {column} IN ("));
    let mut separated = sql.separated(", ");
    for id in ids {
        separated.push_bind(id.to_string());
    }
    sql.push(")");
}

/// Asks for values, those that there are.
pub(super) fn equal(sql: &mut QueryBuilder<Backend>, wanted: impl IntoIterator<Item = (&'static str, Option<String>)>) {
    for (column, value) in wanted {
        if let Some(value) = value {
            sql.push(format!(" AND {column} = ")).push_bind(value);
        }
    }
}

impl Record for Adjustment {
    const TABLE: &'static str = ADJUSTMENTS;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("invoice_id", Some(self.invoice_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for Payment {
    const TABLE: &'static str = PAYMENTS;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        // A remittance pays many claims; each claim takes its number once by itself.
        let is_own = self.status == PaymentStatus::Posted && self.method != PaymentMethod::Insurance;
        let reference = self
            .reference
            .as_ref()
            .filter(|_| is_own && self.method != PaymentMethod::Cash);
        let key = reference.map(|reference| format!("{}:{}", json::name(&self.method), reference.trim()));
        vec![
            ("reference_key", key),
            ("account_id", Some(self.account_id.to_string())),
            ("patient_id", Some(self.patient_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
        ]
    }
}

impl Record for Refund {
    const TABLE: &'static str = REFUNDS;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("payment_id", Some(self.payment_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for Policy {
    const TABLE: &'static str = POLICIES;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![("patient_id", Some(self.patient_id.to_string()))]
    }
}

impl Record for Claim {
    const TABLE: &'static str = CLAIMS;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        let key = format!("{}:{}", self.invoice_id, self.policy_id);
        vec![
            ("live_key", (self.status != ClaimStatus::Closed).then_some(key)),
            ("invoice_id", Some(self.invoice_id.to_string())),
            ("patient_id", Some(self.patient_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for Statement {
    const TABLE: &'static str = STATEMENTS;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![("account_id", Some(self.account_id.to_string()))]
    }
}

/// Notes a remittance that a claim has taken; a unique violation when it has taken it before.
pub(crate) async fn note_remittance(
    tx: &mut WriteTx,
    claim: ClaimId,
    remittance: &str,
    payment: Option<PaymentId>,
) -> Result<(), DbError> {
    sqlx::query("INSERT INTO claim_remittances (claim_id, remittance_number, payment_id) VALUES (?, ?, ?)")
        .bind(claim.to_string())
        .bind(remittance)
        .bind(payment.map(|id| id.to_string()))
        .execute(&mut **tx)
        .await?;
    Ok(())
}
