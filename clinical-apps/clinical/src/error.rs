//! What the service refuses, and how clients see it. No value of a patient is in here.

use nilecare_http::ApiError;
use nilecare_sql::DbError;
use nilecare_types::{AllergyId, PatientId, Problem, ProblemKind};

use crate::model::encounter::EncounterStateError;

/// A request that was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum ClinicalError {
    /// Fields are not valid; `/path: reason`.
    #[error("not valid: {}", .0.join("; "))]
    Invalid(Vec<String>),
    /// There is no such patient.
    #[error("there is no such patient")]
    UnknownPatient,
    /// There is no such encounter.
    #[error("there is no such encounter")]
    UnknownEncounter,
    /// The numbers of one event belong to different patients.
    #[error("the identifiers belong to different patients; merge the records first (A40), or correct the identifiers")]
    IdentifierConflict,
    /// A patient with one of these numbers exists.
    #[error("a patient with one of these identifiers exists; search for it before registering")]
    PatientExists,
    /// The visit number is the one of another patient's encounter.
    #[error(
        "the visit number belongs to an encounter of another patient; merge the records first (A40), or correct the number"
    )]
    VisitOfAnotherPatient,
    /// The encounter's state does not allow the event.
    #[error(transparent)]
    State(#[from] EncounterStateError),
    /// There is no entry of this kind and id.
    #[error("there is no such {0}")]
    UnknownEntry(&'static str),
    /// Somebody changed it since it was read.
    #[error("the {what} is version {is} now; read it again")]
    OtherVersion {
        /// Which kind of entry.
        what: &'static str,
        /// The version there is.
        is: u64,
    },
    /// It is marked as an error.
    #[error("the {0} is marked as entered in error, which is final; record it anew")]
    EnteredInError(&'static str),
    /// The chart has an allergy to this substance.
    #[error("the chart has an allergy to this substance already ({0}); change that one")]
    AllergyExists(AllergyId),
    /// Allergies are known.
    #[error(
        "the chart has active allergies in this scope; mark those that are wrong as entered in error or refuted first"
    )]
    AllergiesKnown,
    /// The statement does not hold any more.
    #[error("the statement has ended; state it anew")]
    StatementEnded,
    /// Records are probably of the same person; each with its points.
    #[error("there are records that are probably of the same person; use one of them, or register with confirm=true")]
    ProbableDuplicates(Vec<(PatientId, u8)>),
    /// The record was merged.
    #[error("the record was merged into {0}; use that one")]
    Merged(PatientId),
    /// The record is not merged.
    #[error("the record is not merged into another")]
    NotMerged,
    /// What the merge moved was not noted.
    #[error("what this merge moved was not noted then; name the encounters and identifiers that go back")]
    MergeNotNoted,
    /// The note's state does not allow it.
    #[error(
        "the note is {is}; this needs one that is {needs}; a signed note takes addenda, and amendments by its author"
    )]
    NoteState {
        /// How it is.
        is: String,
        /// How it must be.
        needs: &'static str,
    },
    /// The note is somebody else's.
    #[error("the note is another author's; add an addendum instead")]
    OtherAuthor,
    /// The key was used for other content.
    #[error("this Idempotency-Key was used for another command; send a new key for new content")]
    KeyReused,
    /// The database failed.
    #[error("reading or writing patients")]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ClinicalError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl From<ClinicalError> for ApiError {
    fn from(error: ClinicalError) -> Self {
        use ClinicalError::*;
        let text = error.to_string();
        let conflict = |code: &str, title: &str| Self::new(ProblemKind::Conflict, code, title, text.clone());
        match error {
            Invalid(problems) => Self::unprocessable(problems),
            UnknownPatient => Self::not_found("patient-not-found", "There is no such patient"),
            UnknownEncounter => Self::not_found("encounter-not-found", "There is no such encounter"),
            IdentifierConflict => conflict("patient-identifier-conflict", "The identifiers contradict one another"),
            PatientExists => conflict("patient-exists", "The patient is registered already"),
            VisitOfAnotherPatient => conflict("visit-of-another-patient", "The visit is another patient's"),
            State(_) => conflict("encounter-state", "The encounter's state does not allow this"),
            UnknownEntry(what) => Self::not_found(&format!("{what}-not-found"), &format!("There is no such {what}")),
            OtherVersion { what, .. } => conflict(&format!("{what}-version"), "Somebody changed it"),
            EnteredInError(what) => conflict(&format!("{what}-state"), "It is marked as entered in error"),
            AllergyExists(_) => conflict("allergy-exists", "The allergy is known already"),
            AllergiesKnown => conflict("allergies-known", "Allergies are known"),
            StatementEnded => conflict("allergy-statement-state", "The statement has ended"),
            ProbableDuplicates(found) => {
                let found = found.iter().map(|(id, score)| format!("{id}: {score} of 100 points"));
                let title = "There are records that are probably of the same person";
                let problem = Problem::new(ProblemKind::Conflict, "probable-duplicates", title, text);
                problem.with_problems(found.collect()).into()
            }
            Merged(_) => conflict("patient-merged", "The record was merged into another"),
            NotMerged => conflict("patient-not-merged", "The record is not merged"),
            MergeNotNoted => conflict("merge-not-noted", "What the merge moved is not known"),
            NoteState { .. } => conflict("note-state", "The note's state does not allow this"),
            OtherAuthor => conflict("note-author", "The note is another author's"),
            KeyReused => Self::new(
                ProblemKind::Unprocessable,
                "idempotency-key-reused",
                "The key was used for other content",
                text,
            ),
            Db(_) => Self::internal(&error),
        }
    }
}
