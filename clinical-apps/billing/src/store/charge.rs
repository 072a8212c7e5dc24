//! Charges.

use nilecare_contracts::billing::{Charge, ChargeSource, ChargeStatus};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json};
use nilecare_types::{BillingAccountId, EncounterId, FacilityId, PatientId};
use sqlx::{QueryBuilder, query_as};

pub(crate) const CHARGES: &str = "charges";

/// Which charges a list has.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    /// Of these people; absent: of all.
    pub patients: Option<Vec<PatientId>>,
    pub account: Option<BillingAccountId>,
    pub facility: Option<FacilityId>,
    pub encounter: Option<EncounterId>,
    pub status: Option<ChargeStatus>,
}

pub(crate) async fn insert(tx: &mut WriteTx, charge: &Charge) -> Result<(), DbError> {
    documents::insert(tx, CHARGES, &charge.id.to_string(), &columns(charge), charge).await
}

pub(crate) async fn update(tx: &mut WriteTx, charge: &Charge) -> Result<(), DbError> {
    documents::update(tx, CHARGES, &charge.id.to_string(), &columns(charge), charge).await
}

/// Finds the charge of a source.
pub(crate) async fn of_source(db: impl Executor<'_>, key: &str) -> Result<Option<Charge>, DbError> {
    let row: Option<(String,)> = query_as("SELECT body FROM charges WHERE source_key = ?")
        .bind(key)
        .fetch_optional(db)
        .await?;
    row.map(|(body,)| json::read(CHARGES, "body", &body)).transpose()
}

pub(crate) async fn list(
    db: impl Executor<'_>,
    filter: &Filter,
    after: &str,
    fetch: i64,
) -> Result<Vec<Charge>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT body FROM charges WHERE id > ");
    sql.push_bind(after.to_owned());
    super::records::among(&mut sql, "patient_id", filter.patients.as_deref());
    let equal = [
        ("account_id", filter.account.map(|id| id.to_string())),
        ("facility_id", filter.facility.map(|id| id.to_string())),
        ("encounter_id", filter.encounter.map(|id| id.to_string())),
        ("status", filter.status.map(|status| json::name(&status))),
    ];
    super::records::equal(&mut sql, equal);
    sql.push(" ORDER BY id LIMIT ").push_bind(fetch);
    super::read(CHARGES, sql.build_query_as().fetch_all(db).await?)
}

/// Writes the key that a source has once.
pub(crate) fn source_key(source: ChargeSource, reference: &str) -> String {
    format!("{}:{reference}", json::name(&source))
}

fn columns(charge: &Charge) -> [Column; 6] {
    [
        ("source_key", Some(source_key(charge.source, &charge.source_reference))),
        ("patient_id", Some(charge.patient_id.to_string())),
        ("account_id", charge.account_id.map(|id| id.to_string())),
        ("facility_id", charge.facility_id.map(|id| id.to_string())),
        ("encounter_id", charge.encounter_id.map(|id| id.to_string())),
        ("status", Some(json::name(&charge.status))),
    ]
}

/// Lists the references of a source that begin so.
pub(crate) async fn references_of(
    db: impl Executor<'_>,
    source: ChargeSource,
    prefix: &str,
    most: i64,
) -> Result<Vec<String>, DbError> {
    // Ids are letters and digits, so that no sign of the prefix stands for another.
    let rows: Vec<(String,)> =
        query_as("SELECT source_key FROM charges WHERE source_key LIKE ? ORDER BY source_key LIMIT ?")
            .bind(format!("{}%", source_key(source, prefix)))
            .bind(most)
            .fetch_all(db)
            .await?;
    let name = source_key(source, "");
    let references = rows.into_iter().map(|(key,)| key[name.len()..].to_owned());
    Ok(references.collect())
}
