//! Consents, in the terms of FHIR R4 Consent. A consent is not changed: it is withdrawn, and another one is recorded.

use jiff::civil::Date;
use nilecare_types::{ClinicalDocumentId, ConsentId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{days, entry};
use crate::Check;

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum ConsentScope {
    Treatment,
    Procedure,
    Research,
    DataSharing,
    ThirdParty,
    Marketing,
    Photography,
}

/// What the patient decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the standard's own")]
pub enum ConsentDecision {
    Permit,
    Deny,
}

/// Whether it counts. `active → withdrawn`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentStatus {
    /// It counts, within its days.
    Active,
    /// The patient took it back.
    Withdrawn,
}

/// That it was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// Who noted it.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

entry! {
    /// A consent, as somebody records it.
    request ConsentRequest
    /// A consent.
    record Consent(ConsentId)
    own {
        /// Whether it counts.
        status: ConsentStatus = ConsentStatus::Active,
        /// That it was taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        withdrawn: Option<Withdrawal> = None,
    }
    fields {
        /// What it is about.
        scope: ConsentScope,
        /// What the patient decided.
        decision: ConsentDecision,
        /// What in particular, such as the name of a study; at most 1000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        detail: Option<String>,
        /// Who decided, when that was not the patient: a guardian's name; at most 200 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        given_by: Option<String>,
        /// The signed paper, a document of the same patient.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document_id: Option<ClinicalDocumentId>,
        /// From which day it counts.
        #[schema(value_type = String, format = Date)]
        valid_from: jiff::civil::Date,
        /// The last day; absent: until it is withdrawn.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        valid_until: Option<jiff::civil::Date>,
    }
}

impl ConsentRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.optional(self.detail.as_deref(), 1000, "/detail");
        check.optional(self.given_by.as_deref(), 200, "/given_by");
        days(&mut check, Some(self.valid_from), self.valid_until, "/valid_until");
        check.finish()
    }
}

impl Consent {
    /// Tells whether it counts on a day.
    pub fn counts_on(&self, day: Date) -> bool {
        let is_in_time = self.valid_from <= day && self.valid_until.is_none_or(|last| day <= last);
        self.status == ConsentStatus::Active && self.entered_in_error.is_none() && is_in_time
    }
}
