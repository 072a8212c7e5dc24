//! Charts: what every kind of entry can do. What is special to allergies is in `allergy`.

use nilecare_bus::outbox;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::{Condition, EnteredInError, Procedure, SERVICE};
use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{Conn, WriteTx, json};
use nilecare_types::{EncounterId, Page, PatientId, Timestamp};

use super::events::Cause;
use crate::model::chart::{ChartEntry, Origin};
use crate::store::chart::{self, Filter};
use crate::store::{encounter, patient};
use crate::{ClinicalError, ClinicalService};

/// What writing an entry means for the rest of the chart.
pub(crate) trait Settles: ChartEntry {
    /// Refuses it for what the chart holds, changes what does not hold any more beside it, or fills in what follows from it. `all` are the ids of the person.
    fn settle(
        &mut self,
        tx: &mut WriteTx,
        all: &[PatientId],
        cause: &Cause<'_>,
    ) -> impl Future<Output = Result<(), ClinicalError>> + Send {
        let _ = (tx, all, cause);
        async { Ok(()) }
    }
}

impl Settles for Condition {}
impl Settles for Procedure {}

impl ClinicalService {
    /// Lists a person's entries of one kind, newest first, of one encounter where given; also those written before merges.
    pub(crate) async fn entries<T: ChartEntry>(
        &self,
        id: PatientId,
        encounter: Option<EncounterId>,
        before: &str,
        limit: usize,
    ) -> Result<Page<T>, ClinicalError> {
        let ids = self.patient_ids(id).await?;
        let filter = Filter {
            patients: &ids.all(),
            encounter,
            match_key: None,
            author: None,
            before,
            fetch: limit as i64 + 1,
        };
        let rows = chart::list(self.db.readers(), filter).await?;
        let page = Page::from_rows(rows, limit, |entry: &T| entry.id().to_string());
        Ok(page.map(|entry| of_today(entry, ids.patient_id)))
    }

    /// Gives an entry under the patient's id of today.
    pub(crate) async fn entry<T: ChartEntry>(&self, id: T::Id) -> Result<T, ClinicalError> {
        let found: Option<T> = chart::find(self.db.readers(), id).await?;
        let entry = found.ok_or(ClinicalError::UnknownEntry(T::NAME))?;
        let survivor = self.patient_ids(entry.patient_id()).await?.patient_id;
        Ok(of_today(entry, survivor))
    }

    /// Lists the versions of an entry, newest first.
    pub(crate) async fn versions<T: ChartEntry>(
        &self,
        id: T::Id,
        before: &str,
        limit: usize,
    ) -> Result<Page<T>, ClinicalError> {
        let survivor = self.entry::<T>(id).await?.patient_id();
        let rows = chart::versions(self.db.readers(), id, before.parse().ok(), limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |entry: &T| entry.version().to_string());
        Ok(page.map(|entry| of_today(entry, survivor)))
    }

    /// Records an entry, once for each key.
    pub(crate) async fn record<T: Settles>(
        &self,
        key: &IdempotencyKey,
        id: PatientId,
        request: T::Request,
        by: &str,
    ) -> Result<T, ClinicalError> {
        valid(T::problems(&request))?;
        let content = format!("{id} {}", json::write(&request));
        let command = Command::new(T::RECORDED, key.as_str(), content.as_bytes());
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, &command).await? {
            Seen::Done(reply) => return Ok(json::read("processed_commands", "reply", &reply)?),
            Seen::OtherContent => return Err(ClinicalError::KeyReused),
            Seen::New => {}
        }
        let now = self.clock.now();
        let all = ids_of(&mut tx, id).await?;
        demand_encounter(&mut tx, T::encounter_of(&request), &all).await?;
        let origin = Origin {
            patient: all[0],
            by,
            source: None,
            now,
        };
        let cause = Cause {
            key: Some(key.as_str()),
            origin: None,
            now,
        };
        let mut entry = T::make(request, &origin);
        entry.settle(&mut tx, &all, &cause).await?;
        add(&mut tx, &entry, &cause).await?;
        inbox::remember(&mut tx, &command, &json::write(&entry), now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(entry)
    }

    /// Replaces what an entry says.
    pub(crate) async fn replace<T: Settles>(
        &self,
        id: T::Id,
        version: IfMatch,
        request: T::Request,
        by: &str,
    ) -> Result<T, ClinicalError> {
        valid(T::problems(&request))?;
        let encounter = T::encounter_of(&request);
        self.change(id, version, encounter, |entry: &mut T, now| {
            entry.put(request, by, now);
            Ok(())
        })
        .await
    }

    /// Marks an entry as one that should never have been there.
    pub(crate) async fn mark_error<T: Settles>(
        &self,
        id: T::Id,
        version: IfMatch,
        request: ReasonRequest,
        by: &str,
    ) -> Result<T, ClinicalError> {
        valid(request.validate())?;
        self.change(id, version, None, |entry: &mut T, now| {
            entry.set_error(EnteredInError {
                reason: request.reason,
                by: by.to_owned(),
                at: now,
            });
            Ok(())
        })
        .await
    }

    /// Changes the version that was read of an entry that counts; `encounter` must be one of the patient.
    pub(crate) async fn change<T: Settles>(
        &self,
        id: T::Id,
        version: IfMatch,
        encounter: Option<EncounterId>,
        change: impl FnOnce(&mut T, Timestamp) -> Result<(), ClinicalError> + Send,
    ) -> Result<T, ClinicalError> {
        let mut tx = self.db.begin_write().await?;
        let found: Option<T> = chart::find(&mut *tx, id).await?;
        let mut entry = found.ok_or(ClinicalError::UnknownEntry(T::NAME))?;
        let is = entry.version();
        if !version.allows(is) {
            return Err(ClinicalError::OtherVersion { what: T::NAME, is });
        }
        if entry.error().is_some() {
            return Err(ClinicalError::EnteredInError(T::NAME));
        }
        let now = self.clock.now();
        let cause = Cause {
            key: None,
            origin: None,
            now,
        };
        let all = ids_of(&mut tx, entry.patient_id()).await?;
        demand_encounter(&mut tx, encounter, &all).await?;
        change(&mut entry, now)?;
        // What is marked as an error says nothing about the rest.
        if entry.error().is_none() {
            entry.settle(&mut tx, &all, &cause).await?;
        }
        write(&mut tx, &entry, &cause).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(of_today(entry, all[0]))
    }
}

/// Adds an entry and tells of it.
pub(super) async fn add<T: ChartEntry>(tx: &mut WriteTx, entry: &T, cause: &Cause<'_>) -> Result<(), ClinicalError> {
    chart::insert(tx, entry, cause.now).await?;
    tell(tx, entry, T::RECORDED, cause).await
}

/// Writes a changed entry and tells of it.
pub(super) async fn write<T: ChartEntry>(tx: &mut WriteTx, entry: &T, cause: &Cause<'_>) -> Result<(), ClinicalError> {
    chart::update(tx, entry, cause.now).await?;
    tell(tx, entry, T::UPDATED, cause).await
}

async fn tell<T: ChartEntry>(tx: &mut WriteTx, entry: &T, topic: &str, cause: &Cause<'_>) -> Result<(), ClinicalError> {
    let patient = ids_of(tx, entry.patient_id()).await?[0];
    let data = of_today(entry.clone(), patient).event();
    let mut event = nilecare_bus::Event::new(SERVICE, topic, &patient.to_string(), cause.now, data);
    event.correlation_id = cause.key.map(str::to_owned);
    Ok(outbox::put(tx, &event).await?)
}

/// Gives all ids of a person, the survivor's first.
pub(super) async fn ids_of(db: &mut Conn, id: PatientId) -> Result<Vec<PatientId>, ClinicalError> {
    let record = patient::find(&mut *db, id)
        .await?
        .ok_or(ClinicalError::UnknownPatient)?;
    let survivor = record.replaced_by.unwrap_or(id);
    let mut all = vec![survivor];
    all.extend(patient::former_ids(&mut *db, survivor).await?);
    Ok(all)
}

/// Shows an entry under the patient's id of today.
pub(super) fn of_today<T: ChartEntry>(mut entry: T, survivor: PatientId) -> T {
    entry.set_patient(survivor);
    entry
}

pub(super) fn valid(problems: Vec<String>) -> Result<(), ClinicalError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(ClinicalError::Invalid(problems))
    }
}

pub(super) async fn demand_encounter(
    tx: &mut WriteTx,
    id: Option<EncounterId>,
    patients: &[PatientId],
) -> Result<(), ClinicalError> {
    let Some(id) = id else { return Ok(()) };
    let found = encounter::find(tx, id).await?;
    if found.is_some_and(|encounter| patients.contains(&encounter.patient_id)) {
        return Ok(());
    }
    let problem = "/encounter_id: is no encounter of this patient".to_owned();
    Err(ClinicalError::Invalid(vec![problem]))
}
