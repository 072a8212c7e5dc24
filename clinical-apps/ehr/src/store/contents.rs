//! What documents hold.

use nilecare_sql::{DbError, Executor, WriteTx};
use nilecare_types::ClinicalDocumentId;
use sqlx::{query, query_as};

/// Keeps the content that a version of a document brought.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    id: ClinicalDocumentId,
    version: u64,
    content: &[u8],
) -> Result<(), DbError> {
    query("INSERT INTO document_contents (document_id, version, content) VALUES (?, ?, ?)")
        .bind(id.to_string())
        .bind(i64::try_from(version).unwrap_or(i64::MAX))
        .bind(content)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Reads the content that a document had as of a version.
pub(crate) async fn find(
    db: impl Executor<'_>,
    id: ClinicalDocumentId,
    version: u64,
) -> Result<Option<Vec<u8>>, DbError> {
    let sql =
        "SELECT content FROM document_contents WHERE document_id = ? AND version <= ? ORDER BY version DESC LIMIT 1";
    let row: Option<(Vec<u8>,)> = query_as(sql)
        .bind(id.to_string())
        .bind(i64::try_from(version).unwrap_or(i64::MAX))
        .fetch_optional(db)
        .await?;
    Ok(row.map(|(content,)| content))
}
