//! Writing one version.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use nilecare_fhir_search::{IndexRow, Registry, Search, TypeId};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::Shared;
use super::read;
use super::rows::{RowWriter, Systems};
use super::search::Source;
use crate::batch::{Current, Transaction};
use crate::error::database;
use crate::prepare::Prepared;
use crate::{ChangeError, Found, Method, Outcome, StoreError, Stored};

const DOING: &str = "writing";

/// What the writer keeps between transactions.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub systems: Systems,
    next_keys: HashMap<i64, i64>,
}

impl Memory {
    /// Forgets what a transaction that was undone may have told.
    pub fn forget(&mut self) {
        self.systems.forget();
        self.next_keys.clear();
    }
}

/// The current version of a resource, with its key.
struct Row {
    pub key: i64,
    pub version: u64,
    pub is_deleted: bool,
}

/// Writes within one transaction.
pub(super) struct VersionWriter<'a> {
    pub connection: &'a Connection,
    pub shared: &'a Shared,
    pub memory: &'a mut Memory,
    /// The moment of the transaction.
    pub now: i64,
}

impl VersionWriter<'_> {
    fn source(&self) -> Source<'_> {
        Source {
            connection: self.connection,
            shared: self.shared,
        }
    }
}

impl Transaction for VersionWriter<'_> {
    fn registry(&self) -> &Arc<Registry> {
        &self.shared.registry
    }

    fn current(&self, of: TypeId, id: &str) -> Result<Option<Current>, StoreError> {
        let told = |row: Row| Current {
            version: row.version,
            is_deleted: row.is_deleted,
        };
        Ok(self.row(of, id)?.map(told))
    }

    fn read(&self, of: TypeId, id: &str) -> Result<Option<Stored>, StoreError> {
        read::current(self.connection, &self.shared.keys, of, id)
    }

    fn search(&self, search: &Search) -> Result<Found, ChangeError> {
        crate::search::search(&self.source(), search)
    }

    fn first_ids(&self, search: &Search, limit: usize) -> Result<Vec<String>, ChangeError> {
        crate::search::first_ids(&self.source(), search, limit)
    }

    fn put(&mut self, of: TypeId, prepared: &Prepared, method: Method) -> Result<(Outcome, Stored), ChangeError> {
        Ok(self.put_row(of, prepared, method)?)
    }

    fn delete(&mut self, of: TypeId, id: &str) -> Result<Stored, StoreError> {
        self.delete_row(of, id)
    }
}

impl VersionWriter<'_> {
    fn row(&self, of: TypeId, id: &str) -> Result<Option<Row>, StoreError> {
        const SQL: &str = "SELECT key, version, deleted FROM resource WHERE type = ?1 AND id = ?2";
        let mut statement = self.connection.prepare_cached(SQL).map_err(database(DOING))?;
        let found = statement.query_row(params![self.shared.keys.of(of), id], |row| {
            Ok(Row {
                key: row.get(0)?,
                version: row.get::<_, i64>(1)? as u64,
                is_deleted: row.get(2)?,
            })
        });
        found.optional().map_err(database(DOING))
    }

    fn put_row(&mut self, of: TypeId, prepared: &Prepared, method: Method) -> Result<(Outcome, Stored), StoreError> {
        let current = self.row(of, &prepared.id)?;
        let Some(current) = current else {
            let key = self.new_key(of)?;
            let stored = self.write(key, of, prepared, method, 1, true)?;
            self.index(key, &[], &prepared.rows)?;
            return Ok((Outcome::Created, stored));
        };
        let former = if current.is_deleted {
            None
        } else {
            self.body(current.key)?
        };
        let mut before = Vec::new();
        if let Some((updated, body)) = &former {
            let Some(resource) = prepared.differs(current.version, *updated, body)? else {
                let stored = Stored {
                    of,
                    id: prepared.id.clone(),
                    version: current.version,
                    updated: *updated,
                    method,
                    body: Some(body.as_slice().into()),
                };
                return Ok((Outcome::Unchanged, stored));
            };
            before = self.shared.registry.index(of, &resource);
        }
        let stored = self.write(current.key, of, prepared, method, current.version + 1, false)?;
        self.index(current.key, &before, &prepared.rows)?;
        let outcome = if current.is_deleted {
            Outcome::Created
        } else {
            Outcome::Updated
        };
        Ok((outcome, stored))
    }

    fn delete_row(&mut self, of: TypeId, id: &str) -> Result<Stored, StoreError> {
        let current = self.row(of, id)?.ok_or(StoreError::Corrupt)?;
        let before = match self.body(current.key)? {
            Some((_, body)) => self.rows_of(of, &body)?,
            None => Vec::new(),
        };
        let version = current.version + 1;
        let seq = self.version_row(current.key, version, Method::Delete, None)?;
        const SQL: &str = "UPDATE resource SET version = ?2, updated = ?3, seq = ?4, deleted = 1 WHERE key = ?1";
        let mut statement = self.connection.prepare_cached(SQL).map_err(database(DOING))?;
        let values = params![current.key, version as i64, self.now, seq];
        statement.execute(values).map_err(database(DOING))?;
        self.index(current.key, &before, &[])?;
        Ok(Stored {
            of,
            id: id.to_owned(),
            version,
            updated: self.now,
            method: Method::Delete,
            body: None,
        })
    }

    fn write(
        &mut self,
        key: i64,
        of: TypeId,
        prepared: &Prepared,
        method: Method,
        version: u64,
        is_new: bool,
    ) -> Result<Stored, StoreError> {
        let body = prepared.body(version, self.now);
        let seq = self.version_row(key, version, method, Some(&body))?;
        let connection = self.connection;
        if is_new {
            const SQL: &str = "INSERT INTO resource (key, type, id, version, updated, seq, deleted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)";
            let mut statement = connection.prepare_cached(SQL).map_err(database(DOING))?;
            let values = params![key, self.shared.keys.of(of), prepared.id, version as i64, self.now, seq];
            statement.execute(values).map_err(database(DOING))?;
        } else {
            const SQL: &str = "UPDATE resource SET version = ?2, updated = ?3, seq = ?4, deleted = 0 WHERE key = ?1";
            let mut statement = connection.prepare_cached(SQL).map_err(database(DOING))?;
            statement
                .execute(params![key, version as i64, self.now, seq])
                .map_err(database(DOING))?;
        }
        Ok(Stored {
            of,
            id: prepared.id.clone(),
            version,
            updated: self.now,
            method,
            body: Some(body),
        })
    }

    fn version_row(&self, key: i64, version: u64, method: Method, body: Option<&[u8]>) -> Result<i64, StoreError> {
        const SQL: &str = "INSERT INTO version (key, version, updated, method, body) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut statement = self.connection.prepare_cached(SQL).map_err(database(DOING))?;
        let values = params![key, version as i64, self.now, method as i64, body];
        statement.insert(values).map_err(database(DOING))
    }

    fn new_key(&mut self, of: TypeId) -> Result<i64, StoreError> {
        let number = self.shared.keys.of(of);
        let next = match self.memory.next_keys.get(&number) {
            Some(next) => *next,
            None => {
                let (low, high) = self.shared.keys.range(of);
                const SQL: &str = "SELECT max(key) FROM resource WHERE key BETWEEN ?1 AND ?2";
                let greatest = self
                    .connection
                    .query_row(SQL, [low, high], |row| row.get::<_, Option<i64>>(0));
                greatest.map_err(database(DOING))?.unwrap_or(low) + 1
            }
        };
        self.memory.next_keys.insert(number, next + 1);
        Ok(next)
    }

    fn body(&self, key: i64) -> Result<Option<(i64, Vec<u8>)>, StoreError> {
        const SQL: &str = "SELECT v.updated, v.body FROM resource r JOIN version v ON v.seq = r.seq WHERE r.key = ?1 AND v.body IS NOT NULL";
        let mut statement = self.connection.prepare_cached(SQL).map_err(database(DOING))?;
        let found = statement
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional();
        found.map_err(database(DOING))
    }

    /// Returns the rows that a version has; the same resource always gives the same.
    fn rows_of(&self, of: TypeId, body: &[u8]) -> Result<Vec<IndexRow>, StoreError> {
        let resource: Value = serde_json::from_slice(body).map_err(|_| StoreError::Corrupt)?;
        Ok(self.shared.registry.index(of, &resource))
    }

    /// Writes what is different between two sets of rows.
    fn index(&mut self, key: i64, before: &[IndexRow], after: &[IndexRow]) -> Result<(), StoreError> {
        let mut writer = RowWriter {
            connection: self.connection,
            keys: &self.shared.keys,
            registry: &self.shared.registry,
            systems: &mut self.memory.systems,
        };
        let text = |row: &IndexRow| format!("{row:?}");
        let known: HashSet<String> = before.iter().map(text).collect();
        let wanted: HashSet<String> = if before.is_empty() {
            HashSet::new()
        } else {
            after.iter().map(text).collect()
        };
        for row in before.iter().filter(|row| !wanted.contains(&text(row))) {
            writer.remove(key, row).map_err(database(DOING))?;
        }
        for row in after
            .iter()
            .filter(|row| known.is_empty() || !known.contains(&text(row)))
        {
            writer.insert(key, row).map_err(database(DOING))?;
        }
        Ok(())
    }
}
