//! Structured notes: drafts and their locks, what is read of them, versions.

use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::AddendumRequest;
use nilecare_contracts::ehr::{
    EHR_NOTE_AMENDED, EHR_NOTE_LOCK_TAKEN, LockRequest, SoapDifference, SoapIntegrity, SoapNote, SoapNoteRequest,
    SoapNoteStatus,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{WriteTx, json};
use nilecare_types::{Page, PatientId, SoapNoteId};

use super::{Begun, allow, events, valid};
use crate::model::diff;
use crate::model::reader::Reader;
use crate::model::soap::{self as life, Act};
use crate::store::soap;
use crate::{EhrError, EhrService};

/// So many versions are looked at when they are compared with their hashes; a note has no more.
const MOST_VERSIONS: i64 = 2000;

impl EhrService {
    /// Begins a draft, which its author edits.
    pub(crate) async fn begin_soap_note(
        &self,
        key: &IdempotencyKey,
        patient: PatientId,
        request: SoapNoteRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        let content = format!("{patient} {}", json::write(&request));
        let command = Command::new("begin-soap-note", key.as_str(), content.as_bytes());
        if let Begun::Done(done) = self.begin(&command).await? {
            return Ok(done);
        }
        let ids = self.ids_of(patient).await?;
        self.demand_place(request.facility_id, request.encounter_id, &ids.all())
            .await?;
        let mut tx = match self.begin(&command).await? {
            Begun::Done(done) => return Ok(done),
            Begun::New(tx) => tx,
        };
        let act = self.act(by);
        let lock = life::lock(act, self.options.lock_for());
        let note = SoapNote::begin(ids.patient_id, act.by, lock, request, act.now);
        soap::insert(&mut tx, &note).await?;
        self.finish(tx, &command, &note).await?;
        Ok(note)
    }

    /// Gives a note to who may see it.
    pub(crate) async fn soap_note(&self, id: SoapNoteId, by: &Principal) -> Result<SoapNote, EhrError> {
        let note = readable(soap::find(self.db.readers(), id).await?, by)?;
        let survivor = self.ids_of(note.patient_id).await?.patient_id;
        Ok(of_today(note, survivor))
    }

    /// Saves a draft as it is now. Earlier states of a draft are not kept.
    pub(crate) async fn save_soap_note(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        request: SoapNoteRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        let before = readable(soap::find(self.db.readers(), id).await?, by)?;
        let ids = self.ids_of(before.patient_id).await?;
        let is_moved = (before.facility_id, before.encounter_id) != (request.facility_id, request.encounter_id);
        // What is saved every few seconds does not ask the others each time.
        if is_moved {
            self.demand_place(request.facility_id, request.encounter_id, &ids.all())
                .await?;
        }
        let mut tx = self.db.begin_write().await?;
        let mut note = readable(soap::find(&mut *tx, id).await?, by)?;
        let act = self.act(by);
        // Who lost the lock is told so, rather than that there is another version.
        life::take_lock(&mut note, act, self.options.lock_for(), false)?;
        allow(version, note.version)?;
        life::save(&mut note, request, act)?;
        soap::update(&mut tx, &note, act.now).await?;
        self.commit(tx).await?;
        Ok(of_today(note, ids.patient_id))
    }

    /// Takes the lock of a draft; taken from somebody, they are told.
    pub(crate) async fn lock_soap_note(
        &self,
        id: SoapNoteId,
        request: &LockRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        let before = readable(soap::find(self.db.readers(), id).await?, by)?;
        let survivor = self.ids_of(before.patient_id).await?.patient_id;
        let mut tx = self.db.begin_write().await?;
        let mut note = readable(soap::find(&mut *tx, id).await?, by)?;
        let act = self.act(by);
        let is_taken = life::take_lock(&mut note, act, self.options.lock_for(), request.take_over)?;
        note.touch(act.now);
        soap::update(&mut tx, &note, act.now).await?;
        if is_taken {
            events::tell_note(&mut tx, EHR_NOTE_LOCK_TAKEN, &note, survivor, act.now).await?;
        }
        self.commit(tx).await?;
        Ok(of_today(note, survivor))
    }

    /// Gives one's own lock back.
    pub(crate) async fn unlock_soap_note(&self, id: SoapNoteId, by: &Principal) -> Result<SoapNote, EhrError> {
        self.change_note(id, IfMatch(None), by, &[], life::release_lock).await
    }

    /// Adds to a signed note.
    pub(crate) async fn add_to_soap_note(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        request: AddendumRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        self.change_note(id, version, by, &[EHR_NOTE_AMENDED], |note, act| {
            life::add(note, request.text, act)
        })
        .await
    }

    /// Gives a draft up, or says that a signed note should never have been there.
    pub(crate) async fn mark_soap_note_error(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        request: ReasonRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        self.change_note(id, version, by, &[EHR_NOTE_AMENDED], |note, act| {
            life::mark_error(note, request.reason, act)
        })
        .await
    }

    /// Lists the signed versions of a note, newest first.
    pub(crate) async fn soap_note_versions(
        &self,
        id: SoapNoteId,
        by: &Principal,
        (before, limit): (&str, usize),
    ) -> Result<Page<SoapNote>, EhrError> {
        let survivor = self.soap_note(id, by).await?.patient_id;
        let rows = soap::versions(self.db.readers(), id, before.parse().ok(), limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |note: &SoapNote| note.version.to_string());
        Ok(page.map(|note| of_today(note, survivor)))
    }

    /// Compares two signed versions.
    pub(crate) async fn soap_note_difference(
        &self,
        id: SoapNoteId,
        (from, to): (u64, u64),
        by: &Principal,
    ) -> Result<(PatientId, SoapDifference), EhrError> {
        if from >= to {
            let problem = "from: must be less than to".to_owned();
            return Err(EhrError::Invalid(vec![problem]));
        }
        let patient = self.soap_note(id, by).await?.patient_id;
        let earlier = soap::version(self.db.readers(), id, from).await?;
        let later = soap::version(self.db.readers(), id, to).await?;
        let missing = EhrError::NotFound("signed version");
        let (Some(earlier), Some(later)) = (earlier, later) else {
            return Err(missing);
        };
        let difference = SoapDifference {
            note_id: id,
            from,
            to,
            fields: diff::contents(&earlier.content(), &later.content()),
        };
        Ok((patient, difference))
    }

    /// Compares what is kept of each signed version with the hash that was signed.
    pub(crate) async fn soap_note_integrity(
        &self,
        id: SoapNoteId,
        by: &Principal,
    ) -> Result<(PatientId, SoapIntegrity), EhrError> {
        let patient = self.soap_note(id, by).await?.patient_id;
        let versions = soap::versions(self.db.readers(), id, None, MOST_VERSIONS).await?;
        let is_broken = |note: &&SoapNote| {
            let signed = note
                .signature
                .as_ref()
                .map(|signature| signature.content_sha256.as_str());
            signed != Some(life::content_sha256(&note.content()).as_str())
        };
        let integrity = SoapIntegrity {
            note_id: id,
            n_versions: versions.len() as u64,
            broken: versions.iter().filter(is_broken).map(|note| note.version).collect(),
        };
        Ok((patient, integrity))
    }

    /// Changes the version of a note that was read, and tells of it by these topics when it was ever signed.
    pub(super) async fn change_note(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        by: &Principal,
        topics: &[&str],
        change: impl FnOnce(&mut SoapNote, Act<'_>) -> Result<(), EhrError> + Send,
    ) -> Result<SoapNote, EhrError> {
        let before = readable(soap::find(self.db.readers(), id).await?, by)?;
        let survivor = self.ids_of(before.patient_id).await?.patient_id;
        let mut tx = self.db.begin_write().await?;
        let mut note = readable(soap::find(&mut *tx, id).await?, by)?;
        allow(version, note.version)?;
        let act = self.act(by);
        change(&mut note, act)?;
        soap::update(&mut tx, &note, act.now).await?;
        self.tell_topics(&mut tx, &note, topics, survivor).await?;
        self.commit(tx).await?;
        Ok(of_today(note, survivor))
    }

    async fn tell_topics(
        &self,
        tx: &mut WriteTx,
        note: &SoapNote,
        topics: &[&str],
        survivor: PatientId,
    ) -> Result<(), EhrError> {
        if note.status == SoapNoteStatus::Discarded {
            return Ok(());
        }
        for topic in topics {
            events::tell_note(tx, topic, note, survivor, note.updated_at).await?;
        }
        Ok(())
    }

    fn act<'a>(&self, by: &'a Principal) -> Act<'a> {
        Act {
            by: &by.username,
            now: self.clock.now(),
        }
    }
}

/// Gives what this person may see; the rest is not there for them.
fn readable(found: Option<SoapNote>, by: &Principal) -> Result<SoapNote, EhrError> {
    let reader = Reader::from(by);
    found
        .filter(|note| reader.sees_note(note))
        .ok_or(EhrError::NotFound("note"))
}

/// Shows a note under the patient's id of today.
pub(super) fn of_today(mut note: SoapNote, survivor: PatientId) -> SoapNote {
    note.patient_id = survivor;
    note
}
