//! What every kind of entry can do: be recorded, read, listed, replaced, marked as an error; and its versions.

use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::EnteredInError;
use nilecare_contracts::ehr::{ClinicalDocument, ListedProblem};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{WriteTx, json};
use nilecare_types::{EncounterId, FacilityId, Page, PatientId, Timestamp};

use super::{Begun, allow, events, valid};
use crate::model::entry::{Entry, Links};
use crate::model::reader::Reader;
use crate::store::entries::{self, Filter};
use crate::{EhrError, EhrService};

/// Which entries of a person; what is absent is not asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct EntryWanted {
    pub facility: Option<FacilityId>,
    pub encounter: Option<EncounterId>,
    /// The wire name of a state.
    pub status: Option<String>,
}

impl EhrService {
    /// Lists a person's entries of one kind, newest first; also those written before merges.
    pub(crate) async fn entries<T: Entry>(
        &self,
        id: PatientId,
        wanted: &EntryWanted,
        by: &Principal,
        (before, limit): (&str, usize),
    ) -> Result<Page<T>, EhrError> {
        demand_status::<T>(wanted.status.as_deref())?;
        let ids = self.ids_of(id).await?;
        let filter = Filter {
            patients: Some(&ids.all()),
            facility: wanted.facility,
            encounter: wanted.encounter,
            status: wanted.status.as_deref(),
            due_by: None,
            reader: Some(Reader::from(by)),
            before,
            fetch: limit as i64 + 1,
        };
        let rows = entries::list(self.db.readers(), filter).await?;
        let page = Page::from_rows(rows, limit, |entry: &T| entry.id().to_string());
        Ok(page.map(|entry| of_today(entry, ids.patient_id)))
    }

    /// Gives an entry under the patient's id of today.
    pub(crate) async fn entry<T: Entry>(&self, id: T::Id, by: &Principal) -> Result<T, EhrError> {
        let entry: T = readable(entries::find(self.db.readers(), id).await?, by)?;
        let survivor = self.ids_of(entry.patient_id()).await?.patient_id;
        Ok(of_today(entry, survivor))
    }

    /// Lists the versions of an entry, newest first.
    pub(crate) async fn versions<T: Entry>(
        &self,
        id: T::Id,
        by: &Principal,
        (before, limit): (&str, usize),
    ) -> Result<Page<T>, EhrError> {
        let survivor = self.entry::<T>(id, by).await?.patient_id();
        let rows = entries::versions(self.db.readers(), id, before.parse().ok(), limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |entry: &T| entry.version().to_string());
        Ok(page.map(|entry| of_today(entry, survivor)))
    }

    /// Records an entry, once for each key.
    pub(crate) async fn record<T: Entry>(
        &self,
        key: &IdempotencyKey,
        id: PatientId,
        request: T::Request,
        by: &Principal,
    ) -> Result<T, EhrError> {
        valid(T::problems(&request))?;
        let content = format!("{id} {}", json::write(&request));
        let command = Command::new(T::TABLE, key.as_str(), content.as_bytes());
        if let Begun::Done(done) = self.begin(&command).await? {
            return Ok(done);
        }
        let ids = self.ids_of(id).await?;
        let (all, links) = (ids.all(), T::links_of(&request));
        let (facility, encounter) = T::place_of(&request);
        self.demand_place(facility, encounter, &all).await?;
        self.demand_condition(&links, &all).await?;
        // Another try may have been faster while the others were asked.
        let mut tx = match self.begin(&command).await? {
            Begun::Done(done) => return Ok(done),
            Begun::New(tx) => tx,
        };
        demand_links(&mut tx, &links, &all).await?;
        let now = self.clock.now();
        let entry = T::make(request, ids.patient_id, &by.username, now);
        entries::insert(&mut tx, &entry, now).await?;
        events::tell(&mut tx, &entry, ids.patient_id, now).await?;
        self.finish(tx, &command, &entry).await?;
        Ok(entry)
    }

    /// Replaces what an entry says.
    pub(crate) async fn replace<T: Entry>(
        &self,
        id: T::Id,
        version: IfMatch,
        request: T::Request,
        by: &Principal,
    ) -> Result<T, EhrError> {
        valid(T::problems(&request))?;
        let before: T = readable(entries::find(self.db.readers(), id).await?, by)?;
        let ids = self.ids_of(before.patient_id()).await?;
        let (all, links) = (ids.all(), T::links_of(&request));
        let (facility, encounter) = T::place_of(&request);
        self.demand_place(facility, encounter, &all).await?;
        self.demand_condition(&links, &all).await?;
        let mut tx = self.db.begin_write().await?;
        let mut entry = changeable::<T>(&mut tx, id, version, by).await?;
        entry.may_be_put(&request, &by.username)?;
        demand_links(&mut tx, &links, &all).await?;
        let now = self.clock.now();
        entry.put(request, &by.username, now);
        self.write(tx, entry, ids.patient_id, now).await
    }

    /// Marks an entry as one that should never have been there.
    pub(crate) async fn mark_error<T: Entry>(
        &self,
        id: T::Id,
        version: IfMatch,
        request: ReasonRequest,
        by: &Principal,
    ) -> Result<T, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |entry: &mut T, now| {
            entry.may_be_marked(&by.username)?;
            entry.set_error(EnteredInError {
                reason: request.reason,
                by: by.username.clone(),
                at: now,
            });
            Ok(())
        })
        .await
    }

    /// Changes the version that was read of an entry that counts. `change` counts the change itself.
    pub(super) async fn change<T: Entry>(
        &self,
        id: T::Id,
        version: IfMatch,
        by: &Principal,
        change: impl FnOnce(&mut T, Timestamp) -> Result<(), EhrError> + Send,
    ) -> Result<T, EhrError> {
        let before: T = readable(entries::find(self.db.readers(), id).await?, by)?;
        let survivor = self.ids_of(before.patient_id()).await?.patient_id;
        let mut tx = self.db.begin_write().await?;
        let mut entry = changeable::<T>(&mut tx, id, version, by).await?;
        let now = self.clock.now();
        change(&mut entry, now)?;
        self.write(tx, entry, survivor, now).await
    }

    async fn write<T: Entry>(
        &self,
        mut tx: WriteTx,
        entry: T,
        survivor: PatientId,
        now: Timestamp,
    ) -> Result<T, EhrError> {
        entries::update(&mut tx, &entry, now).await?;
        events::tell(&mut tx, &entry, survivor, now).await?;
        self.commit(tx).await?;
        Ok(of_today(entry, survivor))
    }
}

/// Gives what this person may see; the rest is not there for them.
pub(super) fn readable<T: Entry>(found: Option<T>, by: &Principal) -> Result<T, EhrError> {
    let reader = Reader::from(by);
    found
        .filter(|entry| reader.sees(entry))
        .ok_or(EhrError::NotFound(T::NAME))
}

/// Reads an entry that may be changed: the version that was read, and not one in error.
pub(super) async fn changeable<T: Entry>(
    tx: &mut WriteTx,
    id: T::Id,
    version: IfMatch,
    by: &Principal,
) -> Result<T, EhrError> {
    let entry: T = readable(entries::find(&mut **tx, id).await?, by)?;
    allow(version, entry.version())?;
    if entry.error().is_some() {
        return Err(EhrError::EnteredInError(T::NAME));
    }
    Ok(entry)
}

/// Shows an entry under the patient's id of today.
pub(super) fn of_today<T: Entry>(mut entry: T, survivor: PatientId) -> T {
    entry.set_patient(survivor);
    entry
}

/// Demands that what a request points to is of the same person.
async fn demand_links(tx: &mut WriteTx, links: &Links, all: &[PatientId]) -> Result<(), EhrError> {
    let mut problems = Vec::new();
    for id in &links.problems {
        let found: Option<ListedProblem> = entries::find(&mut **tx, id).await?;
        if found.is_none_or(|problem| !all.contains(&problem.patient_id)) {
            problems.push(format!("/: {id} is no problem on the list of this patient"));
        }
    }
    if let Some(id) = links.document {
        let found: Option<ClinicalDocument> = entries::find(&mut **tx, id).await?;
        if found.is_none_or(|document| !all.contains(&document.patient_id)) {
            problems.push("/document_id: is no document of this patient".to_owned());
        }
    }
    valid(problems)
}

fn demand_status<T: Entry>(status: Option<&str>) -> Result<(), EhrError> {
    match status {
        Some(status) if !T::STATUSES.contains(&status) => {
            let problem = if T::STATUSES.is_empty() {
                "status: these entries have no states; leave it out".to_owned()
            } else {
                format!("status: must be one of {}", T::STATUSES.join(", "))
            };
            Err(EhrError::Invalid(vec![problem]))
        }
        _ => Ok(()),
    }
}
