//! Advance directives: what a patient wants done when they cannot say so.

use jiff::civil::Date;
use nilecare_types::{AdvanceDirectiveId, ClinicalDocumentId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{days, entry, status_change};
use crate::Check;

/// What kind of directive it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DirectiveKind {
    /// What is to be done and what is not.
    LivingWill,
    /// No resuscitation.
    DoNotResuscitate,
    /// No intubation.
    DoNotIntubate,
    /// Somebody else decides.
    HealthcareProxy,
    /// Whether organs may be taken.
    OrganDonation,
    /// Something else.
    Other,
}

/// Whether it counts.
///
/// ```text
/// draft ──► active ──► revoked, superseded
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DirectiveStatus {
    /// It is not confirmed yet.
    Draft,
    /// It counts, within its days.
    Active,
    /// The patient took it back.
    Revoked,
    /// Another one took its place.
    Superseded,
}

/// Who decides for the patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proxy {
    /// The name; 1 to 200 characters.
    pub name: String,
    /// Who that is to the patient; at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// How to reach them; at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

status_change! {
    /// Changes whether a directive counts.
    DirectiveStatusChange to DirectiveStatus
}

entry! {
    /// A directive, as somebody records it.
    request AdvanceDirectiveRequest
    /// A directive.
    record AdvanceDirective(AdvanceDirectiveId)
    own {
        /// Whether it counts.
        status: DirectiveStatus = DirectiveStatus::Draft,
        /// Why, when somebody changed that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status_reason: Option<String> = None,
    }
    fields {
        /// What kind it is.
        kind: DirectiveKind,
        /// What the patient wants; 1 to 4000 characters.
        statement: String,
        /// Who decides, of a proxy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proxy: Option<Proxy>,
        /// The signed paper, a document of the same patient.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document_id: Option<ClinicalDocumentId>,
        /// From which day it counts.
        #[schema(value_type = String, format = Date)]
        valid_from: jiff::civil::Date,
        /// The last day; absent: until it is taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        valid_until: Option<jiff::civil::Date>,
    }
}

impl AdvanceDirectiveRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.statement, 4000, "/statement");
        let is_proxy = self.kind == DirectiveKind::HealthcareProxy;
        check.that(
            !is_proxy || self.proxy.is_some(),
            "/proxy",
            "is needed with kind healthcare-proxy",
        );
        if let Some(proxy) = &self.proxy {
            check.text(&proxy.name, 200, "/proxy/name");
            check.optional(proxy.relation.as_deref(), 100, "/proxy/relation");
            check.optional(proxy.phone.as_deref(), 100, "/proxy/phone");
        }
        days(&mut check, Some(self.valid_from), self.valid_until, "/valid_until");
        check.finish()
    }
}

impl AdvanceDirective {
    /// Tells whether it counts on a day.
    pub fn counts_on(&self, day: Date) -> bool {
        let is_in_time = self.valid_from <= day && self.valid_until.is_none_or(|last| day <= last);
        self.status == DirectiveStatus::Active && self.entered_in_error.is_none() && is_in_time
    }
}
