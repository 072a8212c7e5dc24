//! Clinical documents: what they are, and a content of a few kinds that is never shown as a page.

use jiff::civil::Date;
use nilecare_types::{ClinicalDocumentId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{entry, status_change};
use crate::Check;

/// What kind of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum DocumentKind {
    DischargeSummary,
    Consultation,
    OperativeReport,
    Referral,
    ImagingReport,
    LaboratoryReport,
    ConsentForm,
    AdvanceDirective,
    Identification,
    Other,
}

impl DocumentKind {
    /// Returns the LOINC code of the kind with its name; `None` where there is none that fits.
    pub fn loinc(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::DischargeSummary => Some(("18842-5", "Discharge summary")),
            Self::Consultation => Some(("11488-4", "Consult note")),
            Self::OperativeReport => Some(("11504-8", "Surgical operation note")),
            Self::Referral => Some(("57133-1", "Referral note")),
            Self::ImagingReport => Some(("18748-4", "Diagnostic imaging study")),
            Self::LaboratoryReport => Some(("11502-2", "Laboratory report")),
            Self::ConsentForm => Some(("59284-0", "Consent Document")),
            Self::AdvanceDirective => Some(("42348-3", "Advance directives")),
            Self::Identification | Self::Other => None,
        }
    }
}

/// How far it is.
///
/// ```text
/// draft ──► finalized ──► amended ──► archived
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentStatus {
    /// It is being put together; content and description may change.
    Draft,
    /// It is done; it changes only with a reason.
    Finalized,
    /// It was changed since, with a reason; what was before stays readable.
    Amended,
    /// It is kept and not used any more.
    Archived,
}

/// The content of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DocumentContent {
    /// `application/pdf`, `image/jpeg`, `image/png` or `text/plain`.
    pub content_type: String,
    /// How many bytes.
    pub size_bytes: u64,
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Who brought it.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}

status_change! {
    /// Changes how far a document is: `finalized` or `archived`. Another content makes it `amended`.
    DocumentStatusChange to DocumentStatus
}

entry! {
    /// A document, as somebody describes it; its content follows.
    request ClinicalDocumentRequest
    /// A document.
    record ClinicalDocument(ClinicalDocumentId)
    own {
        /// How far it is.
        status: DocumentStatus = DocumentStatus::Draft,
        /// Why, when somebody changed that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status_reason: Option<String> = None,
        /// Its content; absent until it was brought.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content: Option<DocumentContent> = None,
    }
    fields {
        /// What kind it is.
        kind: DocumentKind,
        /// What it is called; 1 to 200 characters.
        title: String,
        /// What it is about; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// The day that it tells of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        dated: Option<Date>,
        /// Whether only who recorded it, and who may read what is confidential, sees it.
        #[serde(default)]
        confidential: bool,
    }
}

impl ClinicalDocumentRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.title, 200, "/title");
        check.optional(self.description.as_deref(), 2000, "/description");
        check.finish()
    }
}
