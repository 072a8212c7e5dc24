//! Progress notes and hand-over.

use nilecare_types::{ProgressNoteId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{entry, texts};
use crate::Check;
use crate::clinical::Consciousness;

/// What kind of note it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum ProgressNoteKind {
    Daily,
    Shift,
    Discharge,
    Procedure,
    Consultation,
    Transfer,
    Phone,
}

/// How it goes with the patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum Course {
    Improving,
    Stable,
    Declining,
    Critical,
}

/// Of which shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum Shift {
    Day,
    Evening,
    Night,
}

/// How ill the patient is (I-PASS, I).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum IllnessSeverity {
    /// No trouble is expected.
    Stable,
    /// To be watched.
    Watcher,
    /// In trouble now.
    Unstable,
}

/// Something that the next shift has to do (I-PASS, A).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverAction {
    /// What; 1 to 500 characters.
    pub text: String,
    /// By whom; at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when; at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_when: Option<String>,
}

/// A hand-over in the parts of I-PASS. The last part, the synthesis by the receiver, is what the receiver sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Handover {
    /// How ill the patient is.
    pub illness_severity: IllnessSeverity,
    /// What is to be known of the patient; 1 to 4000 characters.
    pub patient_summary: String,
    /// What is to be done; at most 50.
    #[serde(default)]
    pub action_list: Vec<HandoverAction>,
    /// What may come, and what to do then; at most 4000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation_awareness: Option<String>,
}

/// What the receiver of a hand-over says back (I-PASS, S).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandoverReceipt {
    /// In the receiver's own words; 1 to 2000 characters.
    pub synthesis: String,
}

/// That a hand-over was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Received {
    /// What the receiver said back.
    pub synthesis: String,
    /// Who.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

/// Says that somebody saw to what needed attention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttentionRequest {
    /// What was done; 1 to 1000 characters.
    pub action: String,
}

/// That somebody saw to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Attended {
    /// What was done.
    pub action: String,
    /// Who.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

entry! {
    /// A progress note, as its author writes it.
    request ProgressNoteRequest
    /// A progress note.
    record ProgressNote(ProgressNoteId)
    own {
        /// That somebody saw to what needed attention.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attended: Option<Attended> = None,
        /// That the hand-over was received.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received: Option<Received> = None,
    }
    fields {
        /// What kind it is.
        kind: ProgressNoteKind,
        /// How it goes with the patient.
        condition: Course,
        /// Level of consciousness.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consciousness: Option<Consciousness>,
        /// The text; 1 to 20000 characters.
        text: String,
        /// What was done, at most 50 of 500 characters.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        interventions: Vec<String>,
        /// Of which shift.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shift: Option<Shift>,
        /// What the next shift is to know; needed with kind `transfer`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        handover: Option<Handover>,
        /// Whether somebody must see to it. A patient who is critical or declining always needs attention.
        #[serde(default)]
        needs_attention: bool,
        /// Whether only its author, and who may read what is confidential, sees it.
        #[serde(default)]
        confidential: bool,
    }
}

impl ProgressNoteRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.text, 20_000, "/text");
        texts(&mut check, &self.interventions, 50, 500, "/interventions");
        let has_handover = self.handover.is_some() || self.kind != ProgressNoteKind::Transfer;
        check.that(has_handover, "/handover", "is needed with kind transfer");
        if let Some(handover) = &self.handover {
            check.text(&handover.patient_summary, 4000, "/handover/patient_summary");
            let n_actions = handover.action_list.len();
            check.that(n_actions <= 50, "/handover/action_list", "has more than 50 entries");
            for (at, action) in handover.action_list.iter().enumerate() {
                let path = format!("/handover/action_list/{at}");
                check.text(&action.text, 500, format_args!("{path}/text"));
                check.optional(action.owner.as_deref(), 200, format_args!("{path}/owner"));
                check.optional(action.by_when.as_deref(), 100, format_args!("{path}/by_when"));
            }
            let awareness = handover.situation_awareness.as_deref();
            check.optional(awareness, 4000, "/handover/situation_awareness");
        }
        check.finish()
    }
}

impl ProgressNote {
    /// Tells whether somebody must see to it.
    pub fn is_open(&self) -> bool {
        let is_bad = matches!(self.condition, Course::Declining | Course::Critical);
        (self.needs_attention || is_bad) && self.attended.is_none() && self.entered_in_error.is_none()
    }
}

impl HandoverReceipt {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.synthesis, 2000, "/synthesis");
        check.finish()
    }
}

impl AttentionRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.action, 1000, "/action");
        check.finish()
    }
}
