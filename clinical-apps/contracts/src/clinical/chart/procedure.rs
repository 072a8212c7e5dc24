//! Procedures, in the terms of FHIR R4 Procedure.

use nilecare_types::{EncounterId, PatientId, ProcedureId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EnteredInError;
use crate::record::record;
use crate::{Check, Code, CommandSource, Practitioner};

/// How far it is (event-status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProcedureStatus {
    /// It is being prepared.
    Preparation,
    /// It is being done.
    InProgress,
    /// It was not done; `status_reason` says why.
    NotDone,
    /// It is paused.
    OnHold,
    /// It was broken off; `status_reason` says why.
    Stopped,
    /// It was done.
    #[default]
    Completed,
}

record! {
    /// A procedure, as somebody records it.
    request ProcedureRequest
    /// A procedure.
    record Procedure(ProcedureId)
    own {
        /// Whose it is; the survivor after a merge.
        patient_id: PatientId,
        /// Who recorded it; of a message, the system that filed it.
        recorded_by: String,
        /// Who made this version.
        changed_by: String,
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
        /// What was done.
        code: Code,
        /// How far it is.
        #[serde(default)]
        status: ProcedureStatus,
        /// Why it was not done, or was broken off; at most 500 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status_reason: Option<String>,
        /// When it began.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = DateTime)]
        performed_at: Option<Timestamp>,
        /// How long it took, in minutes; 1 to 10080.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
        /// Who did it, the one in charge first; at most 20.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        performers: Vec<Practitioner>,
        /// Where on the body.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body_site: Option<Code>,
        /// What came of it; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<String>,
        /// What went wrong, at most 20 of 500 characters.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        complications: Vec<String>,
        /// What else is to be known; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl ProcedureRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        use ProcedureStatus::{NotDone, Stopped};
        let mut check = Check::default();
        self.code.check(&mut check, "/code");
        let has_reason = self
            .status_reason
            .as_deref()
            .is_some_and(|reason| !reason.trim().is_empty());
        let needs_reason = matches!(self.status, NotDone | Stopped);
        check.that(
            has_reason || !needs_reason,
            "/status_reason",
            "is needed when it was not done or broken off",
        );
        check.optional(self.status_reason.as_deref(), 500, "/status_reason");
        let is_length = self.minutes.is_none_or(|minutes| (1..=10_080).contains(&minutes));
        check.that(is_length, "/minutes", "must be 1 to 10080");
        check.that(self.performers.len() <= 20, "/performers", "has more than 20 entries");
        for (at, performer) in self.performers.iter().enumerate() {
            performer.check(&mut check, &format!("/performers/{at}"));
        }
        if let Some(site) = &self.body_site {
            site.check(&mut check, "/body_site");
        }
        check.optional(self.outcome.as_deref(), 2000, "/outcome");
        let n_complications = self.complications.len();
        check.that(n_complications <= 20, "/complications", "has more than 20 entries");
        for (at, complication) in self.complications.iter().enumerate() {
            check.text(complication, 500, format_args!("/complications/{at}"));
        }
        check.optional(self.note.as_deref(), 2000, "/note");
        check.finish()
    }

    /// Gives one of a code that was done, with nothing else said.
    pub fn of(code: Code) -> Self {
        Self {
            encounter_id: None,
            code,
            status: ProcedureStatus::Completed,
            status_reason: None,
            performed_at: None,
            minutes: None,
            performers: Vec::new(),
            body_site: None,
            outcome: None,
            complications: Vec::new(),
            note: None,
        }
    }
}
