//! Lists and searches of notes, and what waits for somebody.

use jiff::civil::Date;
use nilecare_contracts::ehr::{CarePlan, ProgressNote, SoapNote, SoapNoteStatus};
use nilecare_http::Principal;
use nilecare_sql::json;
use nilecare_types::{EncounterId, FacilityId, Page, PatientId};

use super::notes::of_today;
use crate::model::entry::Entry;
use crate::model::reader::Reader;
use crate::store::entries::{self, Filter};
use crate::store::soap::{self, NoteFilter};
use crate::{EhrError, EhrService};

/// Most words of one search.
const MOST_WORDS: usize = 5;

/// Which notes; what is absent is not asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct NotesWanted {
    pub patient: Option<PatientId>,
    pub facility: Option<FacilityId>,
    pub encounter: Option<EncounterId>,
    pub author: Option<String>,
    pub status: Option<SoapNoteStatus>,
    /// Words that each must be in it; at most 100 characters.
    pub text: Option<String>,
}

impl EhrService {
    /// Finds notes, newest first: of a patient or an author, with these words.
    pub(crate) async fn find_soap_notes(
        &self,
        wanted: &NotesWanted,
        by: &Principal,
        (before, limit): (&str, usize),
    ) -> Result<Page<SoapNote>, EhrError> {
        let words = words(wanted.text.as_deref())?;
        if wanted.patient.is_none() && wanted.author.is_none() {
            let problem = "patient: say whose, or the author".to_owned();
            return Err(EhrError::Invalid(vec![problem]));
        }
        let ids = match wanted.patient {
            Some(id) => Some(self.ids_of(id).await?),
            None => None,
        };
        let all = ids.as_ref().map(nilecare_contracts::clinical::PatientIds::all);
        let status = wanted.status.map(|status| json::name(&status));
        let filter = NoteFilter {
            patients: all.as_deref(),
            facility: wanted.facility,
            encounter: wanted.encounter,
            author: wanted.author.as_deref(),
            status: status.as_deref(),
            words: &words,
            reader: Some(Reader::from(by)),
            before,
            fetch: limit as i64 + 1,
            ..NoteFilter::default()
        };
        let rows = soap::list(self.db.readers(), filter).await?;
        let page = Page::from_rows(rows, limit, |note: &SoapNote| note.id.to_string());
        Ok(page.map(|note| {
            let today = ids.as_ref().map_or(note.patient_id, |ids| ids.patient_id);
            of_today(note, today)
        }))
    }

    /// Lists one's own drafts.
    pub(crate) async fn unsigned_notes(
        &self,
        by: &Principal,
        (before, limit): (&str, usize),
    ) -> Result<Page<SoapNote>, EhrError> {
        let filter = NoteFilter {
            author: Some(&by.username),
            status: Some("draft"),
            reader: Some(Reader::from(by)),
            before,
            fetch: limit as i64 + 1,
            ..NoteFilter::default()
        };
        let rows = soap::list(self.db.readers(), filter).await?;
        Ok(Page::from_rows(rows, limit, |note: &SoapNote| note.id.to_string()))
    }

    /// Lists the notes that wait for one's own co-signature.
    pub(crate) async fn notes_to_cosign(
        &self,
        by: &Principal,
        (before, limit): (&str, usize),
    ) -> Result<Page<SoapNote>, EhrError> {
        let filter = NoteFilter {
            awaited: Some(&by.username),
            only_signed: true,
            reader: Some(Reader::from(by)),
            before,
            fetch: limit as i64 + 1,
            ..NoteFilter::default()
        };
        let rows = soap::list(self.db.readers(), filter).await?;
        Ok(Page::from_rows(rows, limit, |note: &SoapNote| note.id.to_string()))
    }

    /// Lists progress notes that somebody must see to.
    pub(crate) async fn notes_needing_attention(
        &self,
        facility: Option<FacilityId>,
        by: &Principal,
        (before, limit): (&str, usize),
    ) -> Result<Page<ProgressNote>, EhrError> {
        let filter = Filter {
            facility,
            status: Some("open"),
            reader: Some(Reader::from(by)),
            before,
            fetch: limit as i64 + 1,
            ..Filter::default()
        };
        self.worklist(filter, limit).await
    }

    /// Lists care plans that are to be looked at again by a day.
    pub(crate) async fn care_plans_due(
        &self,
        facility: Option<FacilityId>,
        by_day: Date,
        by: &Principal,
        (before, limit): (&str, usize),
    ) -> Result<Page<CarePlan>, EhrError> {
        let day = by_day.to_string();
        let filter = Filter {
            facility,
            due_by: Some(&day),
            reader: Some(Reader::from(by)),
            before,
            fetch: limit as i64 + 1,
            ..Filter::default()
        };
        self.worklist(filter, limit).await
    }

    async fn worklist<T: Entry>(&self, filter: Filter<'_>, limit: usize) -> Result<Page<T>, EhrError> {
        let rows = entries::list(self.db.readers(), filter).await?;
        Ok(Page::from_rows(rows, limit, |entry: &T| entry.id().to_string()))
    }
}

/// Reads the words of a search, in lower case.
fn words(text: Option<&str>) -> Result<Vec<String>, EhrError> {
    let text = text.unwrap_or_default();
    if text.chars().count() > 100 {
        return Err(EhrError::Invalid(vec![
            "text: must have at most 100 characters".to_owned(),
        ]));
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    if words.len() > MOST_WORDS {
        return Err(EhrError::Invalid(vec![format!(
            "text: must have at most {MOST_WORDS} words"
        )]));
    }
    Ok(words)
}
