//! What the service tells others. The names are topics; the key of each event is the patient's id.

use nilecare_types::{EncounterId, FacilityId, PatientId, SoapNoteId};
use serde::{Deserialize, Serialize};

use super::{CarePlan, Consent, ListedProblem, SoapNote, SoapNoteStatus};

/// A structured note was signed: a [`SoapNoteEvent`]. Drafts are told to nobody.
pub const EHR_NOTE_SIGNED: &str = "ehr.note.signed";
/// A signed note was amended, added to, or marked as entered in error: a [`SoapNoteEvent`].
pub const EHR_NOTE_AMENDED: &str = "ehr.note.amended";
/// Somebody is asked to co-sign: a [`SoapNoteEvent`].
pub const EHR_NOTE_COSIGN_ASKED: &str = "ehr.note.cosign-asked";
/// A co-signature was given or declined: a [`SoapNoteEvent`].
pub const EHR_NOTE_COSIGNED: &str = "ehr.note.cosigned";
/// The lock of a draft was taken from who held it: a [`SoapNoteEvent`].
pub const EHR_NOTE_LOCK_TAKEN: &str = "ehr.note.lock-taken";
/// A problem was put on the list or changed: a [`ListedProblemEvent`].
pub const LISTED_PROBLEM_CHANGED: &str = "ehr.problem.changed";
/// A care plan was written or changed: a [`CarePlanEvent`].
pub const CARE_PLAN_CHANGED: &str = "ehr.careplan.changed";
/// A consent was recorded or withdrawn: a [`ConsentEvent`].
pub const CONSENT_CHANGED: &str = "ehr.consent.changed";

/// What is told of a note: nothing of what it says, since it may be confidential. Who may read it reads it here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoapNoteNews {
    /// Which note.
    pub note_id: SoapNoteId,
    /// Its version.
    pub version: u64,
    /// In whose record it is.
    pub patient_id: PatientId,
    /// Where it was written.
    pub facility_id: FacilityId,
    /// During which encounter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encounter_id: Option<EncounterId>,
    /// How far it is.
    pub status: SoapNoteStatus,
    /// Who wrote it.
    pub author: String,
    /// Who is asked to co-sign and has not answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaited_cosigner: Option<String>,
    /// From whom the lock was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock_taken_from: Option<String>,
    /// Whether it is confidential.
    pub confidential: bool,
    /// SHA-256 of what was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_sha256: Option<String>,
}

impl From<&SoapNote> for SoapNoteNews {
    fn from(note: &SoapNote) -> Self {
        Self {
            note_id: note.id,
            version: note.version,
            patient_id: note.patient_id,
            facility_id: note.facility_id,
            encounter_id: note.encounter_id,
            status: note.status,
            author: note.author.clone(),
            awaited_cosigner: note.awaited_cosigner().map(str::to_owned),
            lock_taken_from: note.lock.as_ref().and_then(|lock| lock.taken_from.clone()),
            confidential: note.confidential,
            content_sha256: note
                .signature
                .as_ref()
                .map(|signature| signature.content_sha256.clone()),
        }
    }
}

/// A note after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoapNoteEvent {
    /// What is told of it.
    pub note: SoapNoteNews,
}

/// A problem as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedProblemEvent {
    /// The problem.
    pub problem: ListedProblem,
}

/// A care plan as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarePlanEvent {
    /// The care plan.
    pub care_plan: CarePlan,
}

/// A consent as it is after the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentEvent {
    /// The consent.
    pub consent: Consent,
}
