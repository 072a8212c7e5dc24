//! Notes: a draft that is saved as it is written, signed once, and from then on only added to or amended.

use nilecare_types::{EncounterId, NoteId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EnteredInError;
use crate::record::record;
use crate::{Check, CommandSource};

/// Most characters of a note.
const MAX_TEXT: usize = 50_000;

/// What kind of note it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum NoteKind {
    Progress,
    Nursing,
    Admission,
    Discharge,
    Consultation,
    Procedure,
    Operative,
    HistoryAndPhysical,
    Other,
}

/// How far it is.
///
/// `draft → final → amended`; each of them may be entered in error, which is final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoteStatus {
    /// Being written; only its author sees it.
    Draft,
    /// Signed: its text is locked.
    Final,
    /// Signed, and changed by its author since, with a reason; the text before stays readable.
    Amended,
    /// It should never have been there.
    EnteredInError,
}

/// What somebody added to a signed note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Addendum {
    /// What.
    pub text: String,
    /// Who.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

record! {
    /// A note as it is being written.
    request NoteRequest
    /// A note.
    record Note(NoteId)
    own {
        /// Whose chart it is in; the survivor after a merge.
        patient_id: PatientId,
        /// How far it is.
        status: NoteStatus,
        /// Who writes it.
        author: String,
        /// Who made this version.
        changed_by: String,
        /// When it was signed; absent for a draft.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = DateTime)]
        signed_at: Option<Timestamp>,
        /// Why this version was made, for an amendment.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        amendment_reason: Option<String>,
        /// What was added since it was signed, in order.
        addenda: Vec<Addendum>,
        /// Why it should never have been there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_in_error: Option<EnteredInError>,
        /// The message that brought it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<CommandSource>,
    }
    fields {
        /// During which encounter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encounter_id: Option<EncounterId>,
        /// What kind of note.
        kind: NoteKind,
        /// The title; at most 200 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The text; at most 50000 characters. A draft may be empty.
        text: String,
        /// Of when it tells. Absent: of when it was begun.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = DateTime)]
        service_time: Option<Timestamp>,
    }
}

/// What is added to a signed note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddendumRequest {
    /// 1 to 50000 characters.
    pub text: String,
}

/// How a signed note is to be from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendmentRequest {
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text; 1 to 50000 characters.
    pub text: String,
    /// Why; 1 to 1000 characters.
    pub reason: String,
}

impl NoteRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.title.as_deref(), 200, "/title");
        check.at_most(&self.text, MAX_TEXT, "/text");
        check.finish()
    }
}

impl AddendumRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.text, MAX_TEXT, "/text");
        check.finish()
    }
}

impl AmendmentRequest {
    /// Lists everything that is wrong.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.title.as_deref(), 200, "/title");
        check.text(&self.text, MAX_TEXT, "/text");
        check.text(&self.reason, 1000, "/reason");
        check.finish()
    }
}
