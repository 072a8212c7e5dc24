//! Who reads, and what is kept from them.

use nilecare_contracts::ehr::{EHR_READ_CONFIDENTIAL, EHR_WRITE, SoapNote, SoapNoteStatus};
use nilecare_http::Principal;

use super::entry::Entry;

/// Who reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub name: &'a str,
    /// May read what is confidential.
    pub sees_confidential: bool,
    /// May write, and so sees what others are writing.
    pub writes: bool,
}

impl<'a> From<&'a Principal> for Reader<'a> {
    fn from(principal: &'a Principal) -> Self {
        Self {
            name: &principal.username,
            sees_confidential: principal.may(EHR_READ_CONFIDENTIAL),
            writes: principal.may(EHR_WRITE),
        }
    }
}

impl Reader<'_> {
    /// Tells whether an entry is shown.
    pub(crate) fn sees<T: Entry>(&self, entry: &T) -> bool {
        !entry.is_confidential() || self.sees_confidential || entry.recorded_by() == self.name
    }

    /// Tells whether a note is shown. The list has the same rule in SQL.
    pub(crate) fn sees_note(&self, note: &SoapNote) -> bool {
        if note.author == self.name {
            return true;
        }
        match note.status {
            SoapNoteStatus::Discarded => false,
            SoapNoteStatus::Draft => self.writes && !note.confidential,
            _ => {
                let cosigner = note.cosignature.as_ref().map(|asked| asked.cosigner.as_str());
                !note.confidential || self.sees_confidential || cosigner == Some(self.name)
            }
        }
    }
}
