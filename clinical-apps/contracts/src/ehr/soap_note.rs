//! Structured notes: subjective, objective, assessment, plan.

use jiff::civil::Date;
use nilecare_types::{EncounterId, FacilityId, PatientId, SoapNoteId, Timestamp, VitalSignsId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::texts;
use crate::clinical::{Addendum, EnteredInError};
use crate::record::record;
use crate::{Check, Code};

/// Most characters of each of the four parts.
const MAX_PART: usize = 20_000;

/// How far a note is. Each but a discarded one may be entered in error, which is final.
///
/// ```text
/// draft ──► finalized ──► amended (again and again)
///   └─► discarded
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SoapNoteStatus {
    /// Being written.
    Draft,
    /// Signed: its content is locked.
    Finalized,
    /// Signed, and changed by its author since, with a reason; what was before stays readable.
    Amended,
    /// A draft that was given up.
    Discarded,
    /// It should never have been there.
    EnteredInError,
}

/// Something that the note orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteOrder {
    /// What; 1 to 500 characters.
    pub text: String,
    /// The id or number that it has where it was ordered; at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// When the patient is to be seen again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// On which day, or about then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub on: Option<Date>,
    /// What for; 1 to 1000 characters.
    pub text: String,
}

/// Who edits a draft now; nobody else can until the time is over or it is taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EditLock {
    /// Who.
    pub holder: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    pub since: Timestamp,
    /// Until when; each save lengthens it.
    #[schema(value_type = String, format = DateTime)]
    pub until: Timestamp,
    /// From whom it was taken over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_from: Option<String>,
}

/// A signature on a content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoteSignature {
    /// Who.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What they attest.
    pub attestation: String,
    /// Of which version.
    pub version: u64,
    /// SHA-256 of the content that was signed, 64 hexadecimal digits.
    pub content_sha256: String,
}

/// How far a co-signature is. `asked → signed` or `declined`, which can be asked anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CosignatureState {
    /// Somebody was asked.
    Asked,
    /// They signed.
    Signed,
    /// They would not.
    Declined,
}

/// That it was declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeclinedCosignature {
    /// Why.
    pub reason: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// A co-signature that somebody is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Cosignature {
    /// Of whom, by the name that they sign in with.
    pub cosigner: String,
    /// Whether the author's role demands it.
    pub required: bool,
    /// How far it is.
    pub state: CosignatureState,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub asked_at: Timestamp,
    /// The signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<NoteSignature>,
    /// That it was declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined: Option<DeclinedCosignature>,
}

/// That a signed note was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NoteAmendment {
    /// Its number, from 1.
    pub number: u32,
    /// The version that it changed.
    pub of_version: u64,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

record! {
    /// A structured note as it is being written. A draft may be empty.
    request SoapNoteRequest
    /// A structured note.
    record SoapNote(SoapNoteId)
    own {
        /// Whose record it is in; the survivor after a merge.
        patient_id: PatientId,
        /// How far it is.
        status: SoapNoteStatus,
        /// Who began it, and signs it.
        author: String,
        /// Who else saved it while it was a draft.
        contributors: Vec<String>,
        /// Who made this version.
        changed_by: String,
        /// Who edits it now, of a draft.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lock: Option<EditLock>,
        /// The author's signature on the content as it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signature: Option<NoteSignature>,
        /// The co-signature on the content as it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cosignature: Option<Cosignature>,
        /// How it was changed since it was signed, in order.
        amendments: Vec<NoteAmendment>,
        /// What was added since it was signed, in order.
        addenda: Vec<Addendum>,
        /// Why it was discarded, or should never have been there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_in_error: Option<EnteredInError>,
    }
    fields {
        /// Where it is written.
        facility_id: FacilityId,
        /// During which encounter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encounter_id: Option<EncounterId>,
        /// Whether only its author, its co-signer, and who may read what is confidential, see it.
        #[serde(default)]
        confidential: bool,
        /// The template that it was begun from; at most 100 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        template: Option<String>,
        /// The specialty; at most 100 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        specialty: Option<String>,
        /// Words to find it by, at most 20 of 50 characters.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tags: Vec<String>,
        /// Why the patient came; at most 500 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        chief_complaint: Option<String>,
        /// What the patient tells; at most 20000 characters.
        #[serde(default)]
        subjective: String,
        /// What was found; at most 20000 characters.
        #[serde(default)]
        objective: String,
        /// What it is thought to be; at most 20000 characters.
        #[serde(default)]
        assessment: String,
        /// What is to be done; at most 20000 characters.
        #[serde(default)]
        plan: String,
        /// The vital signs that it rests on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        vital_signs_id: Option<VitalSignsId>,
        /// Diagnoses, the main one first; at most 50.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        diagnoses: Vec<Code>,
        /// What it orders; at most 50.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        orders: Vec<NoteOrder>,
        /// When the patient is to be seen again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follow_up: Option<FollowUp>,
    }
}

impl SoapNoteRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.template.as_deref(), 100, "/template");
        check.optional(self.specialty.as_deref(), 100, "/specialty");
        texts(&mut check, &self.tags, 20, 50, "/tags");
        check.optional(self.chief_complaint.as_deref(), 500, "/chief_complaint");
        for (name, text) in self.parts() {
            check.at_most(text, MAX_PART, format_args!("/{name}"));
        }
        check.that(self.diagnoses.len() <= 50, "/diagnoses", "has more than 50 entries");
        for (at, diagnosis) in self.diagnoses.iter().enumerate() {
            diagnosis.check(&mut check, &format!("/diagnoses/{at}"));
        }
        check.that(self.orders.len() <= 50, "/orders", "has more than 50 entries");
        for (at, order) in self.orders.iter().enumerate() {
            check.text(&order.text, 500, format_args!("/orders/{at}/text"));
            check.optional(order.reference.as_deref(), 100, format_args!("/orders/{at}/reference"));
        }
        if let Some(follow_up) = &self.follow_up {
            check.text(&follow_up.text, 1000, "/follow_up/text");
        }
        check.finish()
    }

    /// Lists what is missing for a signature: at least one of the four parts says something.
    pub fn missing_to_sign(&self) -> Vec<String> {
        let mut check = Check::default();
        let is_written = self.parts().iter().any(|(_, text)| !text.trim().is_empty());
        check.that(
            is_written,
            "/assessment",
            "write at least one of the four parts before it is signed",
        );
        check.finish()
    }

    /// Returns the four parts with their names.
    pub fn parts(&self) -> [(&'static str, &str); 4] {
        [
            ("subjective", &self.subjective),
            ("objective", &self.objective),
            ("assessment", &self.assessment),
            ("plan", &self.plan),
        ]
    }
}

impl SoapNote {
    /// Returns what a signature is on: everything that the author wrote.
    pub fn content(&self) -> SoapNoteRequest {
        SoapNoteRequest {
            facility_id: self.facility_id,
            encounter_id: self.encounter_id,
            confidential: self.confidential,
            template: self.template.clone(),
            specialty: self.specialty.clone(),
            tags: self.tags.clone(),
            chief_complaint: self.chief_complaint.clone(),
            subjective: self.subjective.clone(),
            objective: self.objective.clone(),
            assessment: self.assessment.clone(),
            plan: self.plan.clone(),
            vital_signs_id: self.vital_signs_id,
            diagnoses: self.diagnoses.clone(),
            orders: self.orders.clone(),
            follow_up: self.follow_up.clone(),
        }
    }

    /// Begins a draft, which its author edits.
    pub fn begin(patient: PatientId, by: &str, lock: EditLock, request: SoapNoteRequest, now: Timestamp) -> Self {
        Self::new(
            SoapNoteId::generate(),
            patient,
            SoapNoteStatus::Draft,
            by.to_owned(),
            Vec::new(),
            by.to_owned(),
            Some(lock),
            None,
            None,
            Vec::new(),
            Vec::new(),
            None,
            request,
            now,
        )
    }

    /// Tells whether it was ever signed.
    pub fn is_signed(&self) -> bool {
        self.signature.is_some()
    }

    /// Returns who is asked to co-sign and has not answered.
    pub fn awaited_cosigner(&self) -> Option<&str> {
        let cosignature = self.cosignature.as_ref()?;
        let is_awaited = cosignature.state == CosignatureState::Asked && self.entered_in_error.is_none();
        is_awaited.then_some(cosignature.cosigner.as_str())
    }
}
