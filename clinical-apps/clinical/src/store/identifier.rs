//! Numbers of patients.

use std::collections::BTreeSet;

use nilecare_contracts::clinical::Identifier;
use nilecare_sql::{Conn, DbError, Executor, Readers, WriteTx};
use nilecare_types::PatientId;

/// Tells whose numbers these are; nobody's are left out.
pub(crate) async fn owners(db: &mut Conn, identifiers: &[Identifier]) -> Result<BTreeSet<PatientId>, DbError> {
    let mut owners = BTreeSet::new();
    for identifier in identifiers {
        owners.extend(owner(&mut *db, identifier).await?);
    }
    Ok(owners)
}

pub(crate) async fn owner(db: &mut Conn, identifier: &Identifier) -> Result<Option<PatientId>, DbError> {
    let sql = "SELECT patient_id FROM patient_identifiers i WHERE i.system = ? AND i.value = ?";
    let query = sqlx::query_scalar(sql).bind(&identifier.system).bind(&identifier.value);
    let id: Option<String> = query.fetch_optional(db).await?;
    id.map(|id| parse_id(&id)).transpose()
}

/// Gives the ids, in order, of patients with a number `value` of any system, or of `system` with `value_in_system`.
pub(crate) async fn search(
    db: &Readers,
    value: &str,
    system_and_value: Option<(&str, &str)>,
    after: &str,
    fetch: i64,
) -> Result<Vec<PatientId>, DbError> {
    let sql = "SELECT DISTINCT i.patient_id FROM patient_identifiers i \
               WHERE i.patient_id > ? AND (i.value = ? OR (i.system = ? AND i.value = ?)) ORDER BY i.patient_id LIMIT ?";
    let (system, value_in_system) = system_and_value.unzip();
    let query = sqlx::query_scalar(sql)
        .bind(after)
        .bind(value)
        .bind(system)
        .bind(value_in_system)
        .bind(fetch);
    let ids: Vec<String> = query.fetch_all(db).await?;
    ids.iter().map(|id| parse_id(id)).collect()
}

pub(crate) async fn of_patient(db: impl Executor<'_>, id: PatientId) -> Result<Vec<Identifier>, DbError> {
    let sql =
        "SELECT i.system, i.value, i.type FROM patient_identifiers i WHERE i.patient_id = ? ORDER BY i.system, i.value";
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(sql).bind(id.to_string()).fetch_all(db).await?;
    Ok(rows
        .into_iter()
        .map(|(system, value, kind)| Identifier { system, value, kind })
        .collect())
}

pub(crate) async fn insert(tx: &mut WriteTx, identifier: &Identifier, owner: PatientId) -> Result<(), DbError> {
    // The columns are not named: `system` is a reserved word of MySQL, which only a name before it makes one of a column.
    let sql = "INSERT INTO patient_identifiers VALUES (?, ?, ?, ?)";
    let insert = sqlx::query(sql)
        .bind(&identifier.system)
        .bind(&identifier.value)
        .bind(&identifier.kind);
    insert.bind(owner.to_string()).execute(&mut **tx).await?;
    Ok(())
}

/// Gives one number to `to`.
pub(crate) async fn give(tx: &mut WriteTx, identifier: &Identifier, to: PatientId) -> Result<(), DbError> {
    sqlx::query("UPDATE patient_identifiers SET patient_id = ? WHERE patient_identifiers.system = ? AND value = ?")
        .bind(to.to_string())
        .bind(&identifier.system)
        .bind(&identifier.value)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Gives every number of `from` to `to`.
pub(crate) async fn move_all(tx: &mut WriteTx, from: PatientId, to: PatientId) -> Result<(), DbError> {
    let sql = "UPDATE patient_identifiers SET patient_id = ? WHERE patient_id = ?";
    sqlx::query(sql)
        .bind(to.to_string())
        .bind(from.to_string())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

fn parse_id(text: &str) -> Result<PatientId, DbError> {
    text.parse().map_err(|_| DbError::Corrupt {
        table: "patient_identifiers",
        column: "patient_id",
    })
}
