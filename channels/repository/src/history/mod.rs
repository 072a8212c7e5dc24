//! Revisions in SQLite.

mod contents;

use std::path::Path;
use std::time::Duration;

use nilecare_types::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use crate::revision::{Revision, RevisionId};
use crate::{Files, ItemId, ItemKind, RepositoryError};

const SCHEMA: &str = include_str!("schema.sql");
const SCHEMA_VERSION: i64 = 1;
const COLUMNS: &str = "id, at, author, comment, hash, is_deleted, is_good";

type Result<T> = std::result::Result<T, RepositoryError>;

/// What a new revision is made of.
pub(crate) struct NewRevision<'a> {
    pub item: &'a ItemId,
    /// None when the item is deleted.
    pub files: &'a Files,
    pub at: Timestamp,
    pub author: &'a str,
    pub comment: &'a str,
    pub is_good: bool,
    /// Whether it has yet to be put into the folder.
    pub is_pending: bool,
}

/// The database of revisions.
pub(crate) struct History(Connection);

impl History {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "foreign_keys", true)?;
        let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version > SCHEMA_VERSION {
            return Err(RepositoryError::NewerDatabase(path.to_owned()));
        }
        let mut history = Self(connection);
        if version == 0 {
            let transaction = history.0.transaction()?;
            transaction.execute_batch(SCHEMA)?;
            transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
            transaction.commit()?;
        }
        Ok(history)
    }

    /// Returns the newest revision; `None` when the item never was.
    pub(crate) fn current(&self, item: &ItemId) -> Result<Option<Revision>> {
        let sql = format!("SELECT {COLUMNS} FROM revision WHERE kind = ? AND name = ? ORDER BY id DESC LIMIT 1");
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_row(key(item), read_revision).optional()?)
    }

    /// Returns the newest revision with which nothing was wrong.
    pub(crate) fn last_good(&self, item: &ItemId) -> Result<Option<Revision>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM revision WHERE kind = ? AND name = ? AND is_good AND NOT is_deleted \
             ORDER BY id DESC LIMIT 1"
        );
        let mut statement = self.0.prepare_cached(&sql)?;
        Ok(statement.query_row(key(item), read_revision).optional()?)
    }

    pub(crate) fn revision(&self, item: &ItemId, id: RevisionId) -> Result<Option<Revision>> {
        let sql = format!("SELECT {COLUMNS} FROM revision WHERE kind = ? AND name = ? AND id = ?");
        let mut statement = self.0.prepare_cached(&sql)?;
        let (kind, name) = key(item);
        Ok(statement.query_row((kind, name, id.0), read_revision).optional()?)
    }

    /// Lists revisions, newest first, below `before`.
    pub(crate) fn list(&self, item: &ItemId, before: Option<RevisionId>, limit: usize) -> Result<Vec<Revision>> {
        let sql =
            format!("SELECT {COLUMNS} FROM revision WHERE kind = ? AND name = ? AND id < ? ORDER BY id DESC LIMIT ?");
        let mut statement = self.0.prepare_cached(&sql)?;
        let (kind, name) = key(item);
        let before = before.map_or(i64::MAX, |before| before.0);
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map((kind, name, before, limit), read_revision)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Lists the items that are there according to the history.
    pub(crate) fn items(&self) -> Result<Vec<ItemId>> {
        let mut statement = self.0.prepare_cached(
            "SELECT kind, name FROM revision r WHERE NOT is_deleted AND id = \
             (SELECT max(id) FROM revision WHERE kind = r.kind AND name = r.name) ORDER BY kind, name",
        )?;
        let rows = statement.query_map((), |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
        let mut items = Vec::new();
        for row in rows {
            let (kind, name) = row?;
            items.extend(item(&kind, &name));
        }
        Ok(items)
    }

    /// Keeps a revision.
    pub(crate) fn add(&mut self, new: &NewRevision<'_>) -> Result<Revision> {
        let transaction = self.0.transaction()?;
        let (kind, name) = key(new.item);
        let highest: Option<i64> = transaction.query_row(
            "SELECT max(id) FROM revision WHERE kind = ? AND name = ?",
            (kind, name),
            |row| row.get(0),
        )?;
        let revision = Revision {
            id: RevisionId(highest.unwrap_or(0) + 1),
            author: new.author.to_owned(),
            at: new.at,
            comment: new.comment.to_owned(),
            hash: new.files.hash(),
            is_deleted: new.files.is_empty(),
            is_good: new.is_good,
        };
        insert(&transaction, new.item, &revision)?;
        contents::add(&transaction, new.item, revision.id, new.files)?;
        if new.is_pending {
            transaction.execute(
                "INSERT OR REPLACE INTO pending (kind, name, revision) VALUES (?, ?, ?)",
                (kind, name, revision.id.0),
            )?;
        }
        contents::trim(&transaction, new.item)?;
        transaction.commit()?;
        Ok(revision)
    }

    /// Takes back a revision that did not get into the folder.
    pub(crate) fn take_back(&mut self, item: &ItemId, id: RevisionId) -> Result<()> {
        let transaction = self.0.transaction()?;
        let (kind, name) = key(item);
        transaction.execute("DELETE FROM pending WHERE kind = ? AND name = ?", (kind, name))?;
        transaction.execute(
            "DELETE FROM revision WHERE kind = ? AND name = ? AND id = ?",
            (kind, name, id.0),
        )?;
        contents::remove_unused(&transaction)?;
        Ok(transaction.commit()?)
    }

    /// Notes that a revision is in the folder.
    pub(crate) fn settle(&self, item: &ItemId) -> Result<()> {
        self.0
            .execute("DELETE FROM pending WHERE kind = ? AND name = ?", key(item))?;
        Ok(())
    }

    /// Lists revisions that were on their way into the folder when the process ended.
    pub(crate) fn pending(&self) -> Result<Vec<(ItemId, RevisionId)>> {
        let mut statement = self.0.prepare("SELECT kind, name, revision FROM pending")?;
        let rows = statement.query_map((), |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, i64>(2)?,
            ))
        })?;
        let mut pending = Vec::new();
        for row in rows {
            let (kind, name, id) = row?;
            pending.extend(item(&kind, &name).map(|item| (item, RevisionId(id))));
        }
        Ok(pending)
    }

    /// Returns the files of a revision.
    pub(crate) fn files(&self, item: &ItemId, id: RevisionId) -> Result<Files> {
        contents::read(&self.0, item, id)
    }
}

fn key(item: &ItemId) -> (&'static str, &str) {
    (item.kind().as_str(), item.name())
}

fn item(kind: &str, name: &str) -> Option<ItemId> {
    ItemKind::from_name(kind).and_then(|kind| ItemId::new(kind, name).ok())
}

fn insert(transaction: &Transaction<'_>, item: &ItemId, revision: &Revision) -> Result<()> {
    let (kind, name) = key(item);
    transaction.execute(
        "INSERT INTO revision (kind, name, id, at, author, comment, hash, is_deleted, is_good) \
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            kind,
            name,
            revision.id.0,
            revision.at.as_millisecond(),
            revision.author,
            revision.comment,
            revision.hash,
            revision.is_deleted,
            revision.is_good
        ],
    )?;
    Ok(())
}

fn read_revision(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let at: i64 = row.get(1)?;
    Ok(Revision {
        id: RevisionId(row.get(0)?),
        at: Timestamp::from_millisecond(at).unwrap_or(Timestamp::UNIX_EPOCH),
        author: row.get(2)?,
        comment: row.get(3)?,
        hash: row.get(4)?,
        is_deleted: row.get(5)?,
        is_good: row.get(6)?,
    })
}
