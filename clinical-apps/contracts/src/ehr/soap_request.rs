//! What is done with structured notes.

use nilecare_types::SoapNoteId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SoapNoteRequest;
use crate::Check;

/// Takes the lock of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LockRequest {
    /// Whether to take it from who holds it; they are told.
    #[serde(default)]
    pub take_over: bool,
}

/// Signs a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignRequest {
    /// What the author attests, such as `I have examined the patient myself.`; 1 to 500 characters.
    pub attestation: String,
    /// Who is to co-sign, by the name that they sign in with. Needed when a role of the author demands it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cosigner: Option<String>,
}

/// Asks somebody to co-sign a signed note, in place of who was asked before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CosignRequest {
    /// Who, by the name that they sign in with; 1 to 200 characters.
    pub cosigner: String,
}

/// Changes a signed note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SoapAmendmentRequest {
    /// Why; 1 to 1000 characters.
    pub reason: String,
    /// What the author attests; 1 to 500 characters.
    pub attestation: String,
    /// Who is to co-sign it; absent: who was asked for the version before, when somebody was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cosigner: Option<String>,
    /// The whole content as it is to be.
    pub note: SoapNoteRequest,
}

/// What happened to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SoapChangeKind {
    /// It is in both.
    Same,
    /// It is only in the earlier one.
    Removed,
    /// It is only in the later one.
    Added,
}

/// A line of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SoapChange {
    /// What happened to it.
    pub kind: SoapChangeKind,
    /// The line.
    pub text: String,
}

/// How a field differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SoapFieldDifference {
    /// Which, such as `plan`.
    pub field: String,
    /// Its lines.
    pub changes: Vec<SoapChange>,
}

/// How two versions of a note differ; fields that are the same are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SoapDifference {
    /// Of which note.
    pub note_id: SoapNoteId,
    /// The earlier version.
    pub from: u64,
    /// The later version.
    pub to: u64,
    /// The fields that differ.
    pub fields: Vec<SoapFieldDifference>,
}

/// Whether what is kept of a signed version is what was signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SoapIntegrity {
    /// Of which note.
    pub note_id: SoapNoteId,
    /// How many versions were looked at.
    pub n_versions: u64,
    /// The versions whose content is not what was signed; none when all is well.
    pub broken: Vec<u64>,
}

impl SignRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.attestation, 500, "/attestation");
        cosigner(&mut check, self.cosigner.as_deref());
        check.finish()
    }
}

impl CosignRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        cosigner(&mut check, Some(&self.cosigner));
        check.finish()
    }
}

impl SoapAmendmentRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.reason, 1000, "/reason");
        check.text(&self.attestation, 500, "/attestation");
        cosigner(&mut check, self.cosigner.as_deref());
        let mut problems = check.finish();
        let of_note = self.note.validate().into_iter().chain(self.note.missing_to_sign());
        problems.extend(of_note.map(|problem| format!("/note{problem}")));
        problems
    }
}

fn cosigner(check: &mut Check, name: Option<&str>) {
    if let Some(name) = name {
        check.text(name, 200, "/cosigner");
    }
}
