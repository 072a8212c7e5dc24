//! The problem list: what a patient has or had, over all encounters.

use nilecare_types::{ConditionId, ListedProblemId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{entry, partial_date, period, status_change, texts};
use crate::clinical::ConditionSeverity;
use crate::{Check, Code};

/// How a problem is.
///
/// ```text
/// active ──► chronic, intermittent, recurrent ──► inactive ──► resolved ──► recurrent, active
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemStatus {
    /// The patient has it.
    #[default]
    Active,
    /// The patient has it and will keep it.
    Chronic,
    /// It comes and goes.
    Intermittent,
    /// It came back after it was over.
    Recurrent,
    /// It shows no signs now.
    Inactive,
    /// It is over.
    Resolved,
}

/// How much it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum ProblemPriority {
    High,
    #[default]
    Medium,
    Low,
}

status_change! {
    /// Changes how a problem is.
    ProblemStatusChange to ProblemStatus
}

entry! {
    /// A problem, as somebody puts it on the list.
    request ListedProblemRequest
    /// A problem of the list.
    record ListedProblem(ListedProblemId)
    own {
        /// Why it is as it is, when somebody changed that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status_reason: Option<String> = None,
    }
    fields {
        /// Which, such as ICD-10-CM `E11.9`.
        code: Code,
        /// The same as SNOMED CT.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        snomed: Option<Code>,
        /// How it is. A PUT may change it only to what may follow.
        #[serde(default)]
        status: ProblemStatus,
        /// How bad it is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        severity: Option<ConditionSeverity>,
        /// How much it matters.
        #[serde(default)]
        priority: ProblemPriority,
        /// A group of the site's own, such as `cardiology`; at most 100 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<String>,
        /// Whether it is to be watched.
        #[serde(default)]
        monitoring: bool,
        /// Since when: a year, a month or a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        onset: Option<String>,
        /// Until when: a year, a month or a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        abatement: Option<String>,
        /// The diagnosis of the clinical service that it came from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        condition_id: Option<ConditionId>,
        /// Other problems that it goes with, of the same patient; at most 20.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        related: Vec<ListedProblemId>,
        /// What is done about it, at most 20 of 500 characters.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        treatments: Vec<String>,
        /// What came of it; at most 1000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<String>,
        /// What else is to be known; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl ListedProblemRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.code.check(&mut check, "/code");
        if let Some(snomed) = &self.snomed {
            snomed.check(&mut check, "/snomed");
        }
        check.optional(self.category.as_deref(), 100, "/category");
        partial_date(&mut check, self.onset.as_deref(), "/onset");
        partial_date(&mut check, self.abatement.as_deref(), "/abatement");
        period(
            &mut check,
            self.onset.as_deref(),
            self.abatement.as_deref(),
            "/abatement",
        );
        // FHIR R4 con-4.
        let may_abate = self.abatement.is_none() || self.status.is_over();
        check.that(may_abate, "/abatement", "needs status inactive or resolved");
        check.that(self.related.len() <= 20, "/related", "has more than 20 entries");
        texts(&mut check, &self.treatments, 20, 500, "/treatments");
        check.optional(self.outcome.as_deref(), 1000, "/outcome");
        check.optional(self.note.as_deref(), 2000, "/note");
        check.finish()
    }
}

impl ProblemStatus {
    /// Tells whether the patient does not have it now.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Inactive | Self::Resolved)
    }
}
