//! Types that have a table of their own.

use nilecare_sql::documents::{self, Column};
use nilecare_sql::{DbError, Executor, WriteTx};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Something with a table of its own.
pub(crate) trait Record: Serialize + DeserializeOwned + Send + Sync {
    const TABLE: &'static str;
    /// What it is called when there is none.
    const WHAT: &'static str;
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

/// Lists records with these values; an absent value is not asked for.
pub(crate) async fn list<R: Record>(
    db: impl Executor<'_>,
    equal: &[(&'static str, Option<String>)],
    after: &str,
    fetch: i64,
) -> Result<Vec<R>, DbError> {
    let equal: Vec<(&'static str, String)> = equal
        .iter()
        .filter_map(|(column, value)| value.clone().map(|value| (*column, value)))
        .collect();
    documents::list(db, R::TABLE, &equal, after, fetch).await
}
