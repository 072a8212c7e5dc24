//! Contents of revisions: compressed, kept once, and old ones removed.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction};
use sha2::{Digest, Sha256};

use super::{Result, key};
use crate::files::size_limit;
use crate::revision::RevisionId;
use crate::{Files, ItemId, RepositoryError};

/// So many revisions of an item are kept; the current one and the last good one always.
const REVISIONS_LIMIT: i64 = 500;
/// So many bytes of an item's history are kept, compressed.
const SIZE_LIMIT: i64 = 256 << 20;

pub(super) fn add(transaction: &Transaction<'_>, item: &ItemId, id: RevisionId, files: &Files) -> Result<()> {
    let (kind, name) = key(item);
    let mut blob = transaction.prepare_cached("INSERT OR IGNORE INTO blob (hash, content) VALUES (?, ?)")?;
    let mut is_kept = transaction.prepare_cached("SELECT 1 FROM blob WHERE hash = ?")?;
    let mut file =
        transaction.prepare_cached("INSERT INTO file (kind, name, revision, path, blob) VALUES (?, ?, ?, ?, ?)")?;
    for (path, content) in files.iter() {
        let hash = Sha256::digest(content);
        if !is_kept.exists([hash.as_slice()])? {
            let packed = lz4_flex::compress_prepend_size(content);
            blob.execute((hash.as_slice(), packed))?;
        }
        file.execute((kind, name, id.0, path, hash.as_slice()))?;
    }
    Ok(())
}

pub(super) fn read(connection: &Connection, item: &ItemId, id: RevisionId) -> Result<Files> {
    let (kind, name) = key(item);
    let mut statement = connection.prepare_cached(
        "SELECT f.path, f.blob, b.content FROM file f JOIN blob b ON b.hash = f.blob \
         WHERE f.kind = ? AND f.name = ? AND f.revision = ?",
    )?;
    let mut rows = statement.query((kind, name, id.0))?;
    let mut files = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let path: String = row.get(0)?;
        let hash: Vec<u8> = row.get(1)?;
        let packed: Vec<u8> = row.get(2)?;
        let content = unpack(&packed, size_limit(item.kind()));
        let content = content.filter(|content| Sha256::digest(content).as_slice() == hash);
        let content = content.ok_or_else(|| RepositoryError::Damaged(format!("{path} of {item}, revision {id}")))?;
        files.insert(path, content);
    }
    Ok(Files::from_history(files))
}

/// Unpacks; a damaged size cannot ask for all memory.
fn unpack(packed: &[u8], limit: u64) -> Option<Vec<u8>> {
    let size = u32::from_le_bytes(packed.get(..4)?.try_into().ok()?);
    if u64::from(size) > limit {
        return None;
    }
    lz4_flex::decompress_size_prepended(packed).ok()
}

/// Removes the oldest revisions beyond what is kept.
pub(super) fn trim(transaction: &Transaction<'_>, item: &ItemId) -> Result<()> {
    let (kind, name) = key(item);
    let mut n_removed = transaction.execute(
        "DELETE FROM revision WHERE kind = ?1 AND name = ?2 AND id <= \
           (SELECT max(id) FROM revision WHERE kind = ?1 AND name = ?2) - ?3 \
         AND id != coalesce((SELECT max(id) FROM revision WHERE kind = ?1 AND name = ?2 AND is_good \
                             AND NOT is_deleted), 0)",
        (kind, name, REVISIONS_LIMIT),
    )?;
    while size(transaction, item)? > SIZE_LIMIT {
        let n = transaction.execute(
            "DELETE FROM revision WHERE kind = ?1 AND name = ?2 AND id = \
               (SELECT min(id) FROM revision WHERE kind = ?1 AND name = ?2 AND NOT is_deleted \
                AND id != (SELECT max(id) FROM revision WHERE kind = ?1 AND name = ?2) \
                AND id != coalesce((SELECT max(id) FROM revision WHERE kind = ?1 AND name = ?2 AND is_good \
                                    AND NOT is_deleted), 0))",
            (kind, name),
        )?;
        if n == 0 {
            break;
        }
        n_removed += n;
    }
    if n_removed > 0 {
        remove_unused(transaction)?;
    }
    Ok(())
}

fn size(transaction: &Transaction<'_>, item: &ItemId) -> Result<i64> {
    let mut statement = transaction.prepare_cached(
        "SELECT coalesce(sum(length(content)), 0) FROM blob WHERE hash IN \
         (SELECT blob FROM file WHERE kind = ? AND name = ?)",
    )?;
    Ok(statement.query_row(key(item), |row| row.get(0))?)
}

pub(super) fn remove_unused(transaction: &Transaction<'_>) -> Result<()> {
    transaction.execute(
        "DELETE FROM blob WHERE NOT EXISTS (SELECT 1 FROM file WHERE file.blob = blob.hash)",
        (),
    )?;
    Ok(())
}
