//! Notes: saved as they are written, seen by their author alone until they are signed, locked from then on.

use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::{
    Addendum, AddendumRequest, AmendmentRequest, EnteredInError, Note, NoteRequest, NoteStatus,
};
use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::json;
use nilecare_types::{EncounterId, NoteId, Page, PatientId, Timestamp};

use super::chart::{add, demand_encounter, ids_of, of_today, valid, write};
use super::events::Cause;
use crate::model::chart::{ChartEntry, Origin};
use crate::store::chart::{self, Filter};
use crate::{ClinicalError, ClinicalService};

/// Most addenda of one note.
const MOST_ADDENDA: usize = 200;

impl ClinicalService {
    /// Begins a draft.
    pub(crate) async fn begin_note(
        &self,
        key: &IdempotencyKey,
        patient: PatientId,
        request: NoteRequest,
        by: &str,
    ) -> Result<Note, ClinicalError> {
        valid(request.validate())?;
        let content = format!("{patient} {}", json::write(&request));
        let command = Command::new("begin-note", key.as_str(), content.as_bytes());
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, &command).await? {
            Seen::Done(reply) => return Ok(json::read("processed_commands", "reply", &reply)?),
            Seen::OtherContent => return Err(ClinicalError::KeyReused),
            Seen::New => {}
        }
        let now = self.clock.now();
        let all = ids_of(&mut tx, patient).await?;
        demand_encounter(&mut tx, request.encounter_id, &all).await?;
        let origin = Origin {
            patient: all[0],
            by,
            source: None,
            now,
        };
        let note = Note::make(request, &origin);
        chart::insert_draft(&mut tx, &note).await?;
        inbox::remember(&mut tx, &command, &json::write(&note), now).await?;
        tx.commit().await?;
        Ok(note)
    }

    /// Lists a person's notes, newest first: signed ones, and the drafts of `by`.
    pub(crate) async fn notes(
        &self,
        id: PatientId,
        encounter: Option<EncounterId>,
        by: &str,
        before: &str,
        limit: usize,
    ) -> Result<Page<Note>, ClinicalError> {
        let ids = self.patient_ids(id).await?;
        let filter = Filter {
            patients: &ids.all(),
            encounter,
            match_key: None,
            author: Some(by),
            before,
            fetch: limit as i64 + 1,
        };
        let rows = chart::list(self.db.readers(), filter).await?;
        let page = Page::from_rows(rows, limit, |note: &Note| note.id.to_string());
        Ok(page.map(|note| of_today(note, ids.patient_id)))
    }

    /// Gives a note; a draft to its author only.
    pub(crate) async fn note(&self, id: NoteId, by: &str) -> Result<Note, ClinicalError> {
        let note: Note = self.entry(id).await?;
        seen_by(note, by)
    }

    /// Lists the signed versions of a note, newest first.
    pub(crate) async fn note_versions(
        &self,
        id: NoteId,
        by: &str,
        before: &str,
        limit: usize,
    ) -> Result<Page<Note>, ClinicalError> {
        self.note(id, by).await?;
        self.versions(id, before, limit).await
    }

    /// Saves a draft as it is now. Earlier states of a draft are not kept.
    pub(crate) async fn save_note(
        &self,
        id: NoteId,
        version: IfMatch,
        request: NoteRequest,
        by: &str,
    ) -> Result<Note, ClinicalError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut note = readable(&mut tx, id, version, by).await?;
        demand_state(&note, &[NoteStatus::Draft], "draft")?;
        let all = ids_of(&mut tx, note.patient_id).await?;
        demand_encounter(&mut tx, request.encounter_id, &all).await?;
        note.put(request, by, self.clock.now());
        chart::update_draft(&mut tx, &note).await?;
        tx.commit().await?;
        Ok(of_today(note, all[0]))
    }

    /// Signs a draft: its text is locked.
    pub(crate) async fn sign_note(&self, id: NoteId, version: IfMatch, by: &str) -> Result<Note, ClinicalError> {
        self.change_note(id, version, by, |note, now| {
            demand_state(note, &[NoteStatus::Draft], "draft")?;
            if note.text.trim().is_empty() {
                return Err(ClinicalError::Invalid(vec![
                    "/text: must not be empty when it is signed".to_owned(),
                ]));
            }
            note.status = NoteStatus::Final;
            note.signed_at = Some(now);
            Ok(())
        })
        .await
    }

    /// Adds to a signed note; its text stays.
    pub(crate) async fn add_to_note(
        &self,
        id: NoteId,
        version: IfMatch,
        request: AddendumRequest,
        by: &str,
    ) -> Result<Note, ClinicalError> {
        valid(request.validate())?;
        self.change_note(id, version, by, |note, now| {
            demand_state(note, &[NoteStatus::Final, NoteStatus::Amended], "final or amended")?;
            if note.addenda.len() >= MOST_ADDENDA {
                return Err(ClinicalError::Invalid(vec![
                    "/text: the note has 200 addenda; write a new note".to_owned(),
                ]));
            }
            note.addenda.push(Addendum {
                text: request.text,
                by: by.to_owned(),
                at: now,
            });
            Ok(())
        })
        .await
    }

    /// Changes the text of one's own signed note, with a reason; the text before stays among the versions.
    pub(crate) async fn amend_note(
        &self,
        id: NoteId,
        version: IfMatch,
        request: AmendmentRequest,
        by: &str,
    ) -> Result<Note, ClinicalError> {
        valid(request.validate())?;
        self.change_note(id, version, by, |note, _| {
            demand_state(note, &[NoteStatus::Final, NoteStatus::Amended], "final or amended")?;
            demand_author(note, by)?;
            note.title = request.title;
            note.text = request.text;
            note.amendment_reason = Some(request.reason);
            note.status = NoteStatus::Amended;
            Ok(())
        })
        .await
    }

    /// Marks one's own note as one that should never have been there; a draft is discarded by it.
    pub(crate) async fn mark_note_error(
        &self,
        id: NoteId,
        version: IfMatch,
        request: ReasonRequest,
        by: &str,
    ) -> Result<Note, ClinicalError> {
        valid(request.validate())?;
        self.change_note(id, version, by, |note, now| {
            demand_author(note, by)?;
            note.status = NoteStatus::EnteredInError;
            note.entered_in_error = Some(EnteredInError {
                reason: request.reason,
                by: by.to_owned(),
                at: now,
            });
            Ok(())
        })
        .await
    }

    async fn change_note(
        &self,
        id: NoteId,
        version: IfMatch,
        by: &str,
        change: impl FnOnce(&mut Note, Timestamp) -> Result<(), ClinicalError> + Send,
    ) -> Result<Note, ClinicalError> {
        let mut tx = self.db.begin_write().await?;
        let mut note = readable(&mut tx, id, version, by).await?;
        let was = note.status;
        let now = self.clock.now();
        let all = ids_of(&mut tx, note.patient_id).await?;
        change(&mut note, now)?;
        note.changed(by, now);
        let cause = Cause {
            key: None,
            origin: None,
            now,
        };
        match (was, note.status) {
            // A discarded draft is nobody's business.
            (NoteStatus::Draft, NoteStatus::EnteredInError) => chart::update_draft(&mut tx, &note).await?,
            (NoteStatus::Draft, _) => {
                chart::remove_draft(&mut tx, &note).await?;
                add(&mut tx, &note, &cause).await?;
            }
            _ => write(&mut tx, &note, &cause).await?,
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(of_today(note, all[0]))
    }
}

/// Reads a note that is to be changed.
async fn readable(
    tx: &mut nilecare_sql::WriteTx,
    id: NoteId,
    version: IfMatch,
    by: &str,
) -> Result<Note, ClinicalError> {
    let found: Option<Note> = chart::find(&mut **tx, id).await?;
    let note = seen_by(found.ok_or(ClinicalError::UnknownEntry(Note::NAME))?, by)?;
    let is = note.version;
    if !version.allows(is) {
        return Err(ClinicalError::OtherVersion { what: Note::NAME, is });
    }
    if note.entered_in_error.is_some() {
        return Err(ClinicalError::EnteredInError(Note::NAME));
    }
    Ok(note)
}

/// Hides a draft, and what was one when it was discarded, from all but its author.
fn seen_by(note: Note, by: &str) -> Result<Note, ClinicalError> {
    let is_signed = note.signed_at.is_some();
    if is_signed || note.author == by {
        Ok(note)
    } else {
        Err(ClinicalError::UnknownEntry(Note::NAME))
    }
}

fn demand_state(note: &Note, allowed: &[NoteStatus], words: &'static str) -> Result<(), ClinicalError> {
    if allowed.contains(&note.status) {
        return Ok(());
    }
    Err(ClinicalError::NoteState {
        is: json::name(&note.status),
        needs: words,
    })
}

fn demand_author(note: &Note, by: &str) -> Result<(), ClinicalError> {
    if note.author == by {
        Ok(())
    } else {
        Err(ClinicalError::OtherAuthor)
    }
}
