//! Records kept whole: which columns each is found by.

use nilecare_contracts::payment::{
    CashDrawer, Dispute, DrawerStatus, InstalmentPlan, InstalmentPlanStatus, PaymentProvider, ProviderStatement,
    ReceivedWebhook, ReconciliationItem, ReconciliationStatus, TransactionRefund,
};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json};
use nilecare_types::PatientId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::QueryBuilder;

/// Something with a table of its own.
pub(crate) trait Record: Serialize + DeserializeOwned + Send + Sync + Unpin {
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

pub(crate) async fn find<R: Record>(db: impl Executor<'_>, id: impl ToString) -> Result<Option<R>, DbError> {
    documents::find(db, R::TABLE, &id.to_string()).await
}

/// Which records a list has: of these people, and with these values; an absent value is not asked for.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    pub patients: Option<Vec<PatientId>>,
    pub equal: Vec<(&'static str, Option<String>)>,
    /// Columns that hold 1 or 0, and which it is to be.
    pub flags: Vec<(&'static str, Option<bool>)>,
}

impl Filter {
    /// Asks for one value.
    pub(crate) fn by(column: &'static str, value: impl ToString) -> Self {
        Self {
            patients: None,
            equal: vec![(column, Some(value.to_string()))],
            flags: Vec::new(),
        }
    }
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
    if let Some(patients) = &filter.patients {
        sql.push(" AND patient_id IN (");
        let mut separated = sql.separated(", ");
        for id in patients {
            separated.push_bind(id.to_string());
        }
        sql.push(")");
    }
    for (column, value) in &filter.equal {
        if let Some(value) = value {
            sql.push(format!(" AND {column} = ")).push_bind(value.clone());
        }
    }
    for (column, flag) in &filter.flags {
        if let Some(flag) = flag {
            sql.push(format!(" AND {column} = ")).push_bind(i64::from(*flag));
        }
    }
    sql.push(" ORDER BY id LIMIT ").push_bind(fetch);
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    read(table, rows)
}

/// Reads the bodies of rows.
pub(super) fn read<T: DeserializeOwned>(table: &'static str, rows: Vec<(String,)>) -> Result<Vec<T>, DbError> {
    rows.into_iter()
        .map(|(body,)| json::read(table, "body", &body))
        .collect()
}

impl Record for PaymentProvider {
    const TABLE: &'static str = "payment_providers";
    fn key(&self) -> String {
        self.code.clone()
    }
    fn columns(&self) -> Vec<Column> {
        Vec::new()
    }
}

impl Record for CashDrawer {
    const TABLE: &'static str = "cash_drawers";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        let key = format!("{}:{}:{}", self.cashier, self.facility_id, self.opening.currency);
        vec![
            ("open_key", (self.status == DrawerStatus::Open).then_some(key)),
            ("facility_id", Some(self.facility_id.to_string())),
            ("cashier", Some(self.cashier.clone())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for TransactionRefund {
    const TABLE: &'static str = "payment_refunds";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("transaction_id", Some(self.transaction_id.to_string())),
            ("patient_id", Some(self.patient_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for InstalmentPlan {
    const TABLE: &'static str = "payment_installment_plans";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        let is_live = matches!(
            self.status,
            InstalmentPlanStatus::Active | InstalmentPlanStatus::Defaulted
        );
        vec![
            ("live_key", is_live.then(|| self.invoice_id.to_string())),
            ("invoice_id", Some(self.invoice_id.to_string())),
            ("patient_id", Some(self.patient_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for Dispute {
    const TABLE: &'static str = "payment_disputes";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            (
                "external_key",
                Some(format!("{}:{}", self.provider, self.external_reference)),
            ),
            ("transaction_id", Some(self.transaction_id.to_string())),
            ("patient_id", Some(self.patient_id.to_string())),
            ("facility_id", Some(self.facility_id.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for ProviderStatement {
    const TABLE: &'static str = "payment_statements";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("file_key", Some(format!("{}:{}", self.provider, self.digest))),
            ("provider", Some(self.provider.clone())),
        ]
    }
}

impl Record for ReconciliationItem {
    const TABLE: &'static str = "payment_reconciliation";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        let is_matched = self.status == ReconciliationStatus::Matched;
        let transaction = self.transaction_id.map(|id| id.to_string());
        vec![
            ("matched_key", transaction.clone().filter(|_| is_matched)),
            ("statement_id", self.statement_id.map(|id| id.to_string())),
            ("transaction_id", transaction),
            ("provider", Some(self.provider.clone())),
            ("status", Some(json::name(&self.status))),
            ("difference", self.difference.map(|difference| json::name(&difference))),
        ]
    }
}

/// Keeps what a provider told, with what was read in it; a unique violation when it was told before.
pub(crate) async fn keep_webhook(tx: &mut WriteTx, told: &ReceivedWebhook, notice: &str) -> Result<(), DbError> {
    let sql = "INSERT INTO payment_webhooks (id, provider, event_id, is_processed, received_at, transaction_id, notice, body) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(told.id.to_string())
        .bind(&told.provider)
        .bind(&told.event_id)
        .bind(i64::from(told.is_processed))
        .bind(nilecare_sql::to_millis(told.received_at))
        .bind(told.transaction_id.map(|id| id.to_string()))
        .bind(notice)
        .bind(json::write(told))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Writes what became of it.
pub(crate) async fn note_webhook(tx: &mut WriteTx, told: &ReceivedWebhook) -> Result<(), DbError> {
    sqlx::query("UPDATE payment_webhooks SET is_processed = ?, transaction_id = ?, body = ? WHERE id = ?")
        .bind(i64::from(told.is_processed))
        .bind(told.transaction_id.map(|id| id.to_string()))
        .bind(json::write(told))
        .bind(told.id.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}
