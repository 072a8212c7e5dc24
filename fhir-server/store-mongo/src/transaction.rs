//! A transaction that writes.

use std::ops::Range;
use std::sync::Arc;

use mongodb::bson::{Bson, Document, doc};
use nilecare_fhir_model::{Issue, IssueCode};
use nilecare_fhir_search::{Registry, Search, TypeId};
use nilecare_fhir_store::backend::{self, Current, Prepared, Transaction};
use nilecare_fhir_store::{ChangeError, Found, Method, Outcome, StoreError, Stored};

use crate::document::{MAX_BYTES, index, resource_id, stored};
use crate::session::{Committed, Session};

const DOING: &str = "writing";
/// How many numbers are taken when there are more versions than changes.
const MORE: usize = 64;

/// Writes the current versions at once, and to the history at its end: nobody reads that before.
pub(crate) struct Writing<'a> {
    pub session: Session<'a>,
    /// The numbers that its versions have in the order of writing.
    numbers: Range<i64>,
    /// The moment of the transaction, in microseconds since 1970.
    now: i64,
    history: Vec<Document>,
}

/// A version that is to be written.
struct Version<'a> {
    of: TypeId,
    id: &'a str,
    key: i64,
    version: u64,
    updated: i64,
    method: Method,
    body: Option<Arc<[u8]>>,
}

impl<'a> Writing<'a> {
    pub fn new(session: Session<'a>, numbers: Range<i64>, now: i64) -> Self {
        let history = Vec::new();
        Self {
            session,
            numbers,
            now,
            history,
        }
    }

    /// Holds others off whose conditions are on the same types: of two that touch one document, one has to be tried again.
    pub fn lock(&self, types: &[TypeId]) -> Result<(), StoreError> {
        let shared = self.session.shared;
        for of in types {
            let lock = doc! { "_id": format!("conditions/{}", shared.registry.name(*of)) };
            let touch = doc! { "$inc": { "n": 1_i64 } };
            self.session.run("locking", async |session| {
                shared.meta.update_one(lock, touch).upsert(true).session(session).await
            })?;
        }
        Ok(())
    }

    /// Writes the history and makes all of it last.
    pub fn commit(mut self) -> Result<Committed, StoreError> {
        let history = std::mem::take(&mut self.history);
        if !history.is_empty() {
            let versions = &self.session.shared.versions;
            let written = self.session.run(DOING, async |session| {
                versions.insert_many(history).session(session).await
            });
            if let Err(error) = written {
                let is_transient = self.session.is_transient();
                self.session.abort();
                return if is_transient { Ok(Committed::Retry) } else { Err(error) };
            }
        }
        self.session.commit()
    }

    fn document(&self, of: TypeId, id: &str) -> Result<Option<Document>, StoreError> {
        let shared = self.session.shared;
        let filter = doc! { "_id": resource_id(&shared.registry, of, id) };
        self.session.find_one("reading", &shared.resources, filter)
    }

    /// Writes a version; `former` is the number of the one that it replaces.
    fn write(
        &mut self,
        version: &Version<'_>,
        number: i64,
        indexed: Document,
        former: Option<u64>,
    ) -> Result<(), ChangeError> {
        let shared = self.session.shared;
        let registry = &shared.registry;
        let name = registry.name(version.of);
        let id = resource_id(registry, version.of, version.id);
        let text = match &version.body {
            Some(body) => Bson::from(std::str::from_utf8(body).map_err(|_| StoreError::Corrupt)?),
            None => Bson::Null,
        };
        let of_version = |number: u64| format!("{id}/{number}");
        let about = doc! {
            "resource": &id, "type": name, "version": signed(version.version)?, "updated": version.updated,
            "method": version.method as i32, "text": text,
        };
        let mut entry =
            doc! { "_id": of_version(version.version), "next": of_version(version.version + 1), "seq": number };
        entry.extend(about.clone());
        let mut document = doc! { "_id": &id, "id": version.id, "key": version.key, "deleted": version.body.is_none() };
        document.extend(about);
        document.insert("rules", &shared.rules);
        document.extend(indexed);
        check_size(&document)?;
        match former {
            None => {
                let insert = async |session: &mut _| shared.resources.insert_one(document).session(session).await;
                self.session.run(DOING, insert)?;
            }
            Some(former) => {
                let filter = doc! { "_id": &id, "version": signed(former)? };
                let replace =
                    async |session: &mut _| shared.resources.replace_one(filter, document).session(session).await;
                if self.session.run(DOING, replace)?.matched_count != 1 {
                    return Err(self.session.conflict(DOING).into());
                }
            }
        }
        self.history.push(entry);
        Ok(())
    }

    fn number(&mut self) -> Result<i64, StoreError> {
        if self.numbers.is_empty() {
            // One change may write several versions.
            let first = self.session.numbers(MORE)?;
            self.numbers = first..first + MORE as i64;
        }
        self.numbers.next().ok_or(StoreError::Corrupt)
    }
}

fn signed(version: u64) -> Result<i64, StoreError> {
    i64::try_from(version).map_err(|_| StoreError::Corrupt)
}

fn check_size(document: &Document) -> Result<(), ChangeError> {
    let size = document.to_vec().map_or(usize::MAX, |bytes| bytes.len());
    if size <= MAX_BYTES {
        return Ok(());
    }
    let diagnostics = format!(
        "the resource with its indexes takes {size} bytes, and MongoDB keeps {MAX_BYTES}; put large contents elsewhere, and an Attachment.url in their place"
    );
    Err(ChangeError::Invalid(vec![Issue::error(
        IssueCode::TooLong,
        diagnostics,
    )]))
}

impl Transaction for Writing<'_> {
    fn registry(&self) -> &Arc<Registry> {
        &self.session.shared.registry
    }

    fn current(&self, of: TypeId, id: &str) -> Result<Option<Current>, StoreError> {
        let told = |stored: Stored| Current {
            version: stored.version,
            is_deleted: stored.body.is_none(),
        };
        Ok(self.read(of, id)?.map(told))
    }

    fn read(&self, of: TypeId, id: &str) -> Result<Option<Stored>, StoreError> {
        let found = self.document(of, id)?;
        found
            .map(|document| stored(&self.session.shared.registry, &document))
            .transpose()
    }

    fn search(&self, search: &Search) -> Result<Found, ChangeError> {
        backend::search(&self.session, search)
    }

    fn first_ids(&self, search: &Search, limit: usize) -> Result<Vec<String>, ChangeError> {
        backend::first_ids(&self.session, search, limit)
    }

    fn put(&mut self, of: TypeId, prepared: &Prepared, method: Method) -> Result<(Outcome, Stored), ChangeError> {
        let registry = Arc::clone(&self.session.shared.registry);
        let former = self.document(of, &prepared.id)?;
        let mut version = Version {
            of,
            id: &prepared.id,
            key: 0,
            version: 1,
            updated: self.now,
            method,
            body: None,
        };
        let mut outcome = Outcome::Created;
        let mut replaced = None;
        if let Some(document) = &former {
            let known = stored(&registry, document)?;
            if let Some(body) = &known.body {
                if prepared.differs(known.version, known.updated, body)?.is_none() {
                    return Ok((Outcome::Unchanged, Stored { method, ..known }));
                }
                outcome = Outcome::Updated;
            }
            version.version = known.version + 1;
            // Clocks of hubs differ; a version is not older than the one before.
            version.updated = self.now.max(known.updated);
            version.key = document.get_i64("key").map_err(|_| StoreError::Corrupt)?;
            replaced = Some(known.version);
        }
        let number = self.number()?;
        if replaced.is_none() {
            version.key = number;
        }
        version.body = Some(prepared.body(version.version, version.updated));
        self.write(&version, number, index(&registry, &prepared.rows), replaced)?;
        let done = Stored {
            of,
            id: prepared.id.clone(),
            version: version.version,
            updated: version.updated,
            method,
            body: version.body,
        };
        Ok((outcome, done))
    }

    fn delete(&mut self, of: TypeId, id: &str) -> Result<Stored, StoreError> {
        let document = self.document(of, id)?.ok_or(StoreError::Corrupt)?;
        let known = stored(&self.session.shared.registry, &document)?;
        let version = Version {
            of,
            id,
            key: document.get_i64("key").map_err(|_| StoreError::Corrupt)?,
            version: known.version + 1,
            updated: self.now.max(known.updated),
            method: Method::Delete,
            body: None,
        };
        let number = self.number()?;
        let nothing = index(&self.session.shared.registry, &[]);
        let written = self.write(&version, number, nothing, Some(known.version));
        written.map_err(|error| match error {
            ChangeError::Store(error) => error,
            _ => StoreError::Corrupt,
        })?;
        Ok(Stored {
            of,
            id: id.to_owned(),
            version: version.version,
            updated: version.updated,
            method: Method::Delete,
            body: None,
        })
    }
}
