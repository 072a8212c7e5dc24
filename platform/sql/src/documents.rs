//! Records kept whole: a JSON text in the column `body`, and beside it the columns that they are found by.
//!
//! A table that is used so has `id CHAR(26) PRIMARY KEY`, `body TEXT` and text columns. What may not happen twice is a unique key of
//! the table. Names of tables and columns are constants of the service and never come from a request.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::QueryBuilder;

use crate::{Backend, DbError, Executor, WriteTx, json};

/// A column and its value; `None` is NULL.
pub type Column = (&'static str, Option<String>);

/// Reads one record.
///
/// # Errors
/// When the database fails.
pub async fn find<T: DeserializeOwned>(
    db: impl Executor<'_>,
    table: &'static str,
    id: &str,
) -> Result<Option<T>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT body FROM {table} WHERE id = "));
    sql.push_bind(id.to_owned());
    let row: Option<(String,)> = sql.build_query_as().fetch_optional(db).await?;
    row.map(|(body,)| json::read(table, "body", &body)).transpose()
}

/// Lists records whose columns have these values, by id, those after `after`, at most `fetch`.
///
/// # Errors
/// When the database fails.
pub async fn list<T: DeserializeOwned>(
    db: impl Executor<'_>,
    table: &'static str,
    equal: &[(&'static str, String)],
    after: &str,
    fetch: i64,
) -> Result<Vec<T>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("SELECT body FROM {table} WHERE id > "));
    sql.push_bind(after.to_owned());
    for (column, value) in equal {
        sql.push(format!(" AND {column} = ")).push_bind(value.clone());
    }
    sql.push(" ORDER BY id LIMIT ").push_bind(fetch);
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read(table, "body", &body))
        .collect()
}

/// Adds a record.
///
/// # Errors
/// [`UniqueViolation`](crate::DbErrorKind::UniqueViolation) when there is one already that it may not be beside.
pub async fn insert(
    tx: &mut WriteTx,
    table: &'static str,
    id: &str,
    columns: &[Column],
    body: &impl Serialize,
) -> Result<(), DbError> {
    let names: String = columns.iter().map(|(name, _)| format!(", {name}")).collect();
    let mut sql = QueryBuilder::<Backend>::new(format!("INSERT INTO {table} (id, body{names}) VALUES ("));
    sql.push_bind(id.to_owned());
    sql.push(", ").push_bind(json::write(body));
    for (_, value) in columns {
        sql.push(", ").push_bind(value.clone());
    }
    sql.push(")").build().execute(&mut **tx).await?;
    Ok(())
}

/// Replaces a record and the columns that are named.
///
/// # Errors
/// [`UniqueViolation`](crate::DbErrorKind::UniqueViolation) when there is one already that it may not be beside.
pub async fn update(
    tx: &mut WriteTx,
    table: &'static str,
    id: &str,
    columns: &[Column],
    body: &impl Serialize,
) -> Result<(), DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("UPDATE {table} SET body = "));
    sql.push_bind(json::write(body));
    for (name, value) in columns {
        sql.push(format!(", {name} = ")).push_bind(value.clone());
    }
    sql.push(" WHERE id = ").push_bind(id.to_owned());
    sql.build().execute(&mut **tx).await?;
    Ok(())
}

/// Removes a record and tells whether there was one.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &mut WriteTx, table: &'static str, id: &str) -> Result<bool, DbError> {
    let mut sql = QueryBuilder::<Backend>::new(format!("DELETE FROM {table} WHERE id = "));
    sql.push_bind(id.to_owned());
    Ok(sql.build().execute(&mut **tx).await?.rows_affected() > 0)
}
