//! The longitudinal record: problem list, structured notes, hand-over, care plans, histories, directives, consents, care team,
//! documents, and a summary of them all.
//!
//! What belongs to one encounter (diagnoses, observations, short notes) is in [`clinical`](crate::clinical).

mod care_plan;
mod care_team;
mod common;
mod consent;
mod directive;
mod document;
mod event;
mod family_history;
mod life;
mod problem;
mod progress_note;
mod soap_note;
mod soap_request;
mod social_history;
mod summary;

use nilecare_http::Permission;

pub use care_plan::{
    ActivityState, CareActivity, CareGoal, CarePlan, CarePlanRequest, CarePlanStatus, CarePlanStatusChange, GoalState,
};
pub use care_team::{CareTeamEnd, CareTeamMember, CareTeamMemberRequest, CareTeamRole, CareTeamStatus};
pub use consent::{Consent, ConsentDecision, ConsentRequest, ConsentScope, ConsentStatus, Withdrawal};
pub use directive::{
    AdvanceDirective, AdvanceDirectiveRequest, DirectiveKind, DirectiveStatus, DirectiveStatusChange, Proxy,
};
pub use document::{
    ClinicalDocument, ClinicalDocumentRequest, DocumentContent, DocumentKind, DocumentStatus, DocumentStatusChange,
};
pub use event::{
    CARE_PLAN_CHANGED, CONSENT_CHANGED, CarePlanEvent, ConsentEvent, EHR_NOTE_AMENDED, EHR_NOTE_COSIGN_ASKED,
    EHR_NOTE_COSIGNED, EHR_NOTE_LOCK_TAKEN, EHR_NOTE_SIGNED, LISTED_PROBLEM_CHANGED, ListedProblemEvent, SoapNoteEvent,
    SoapNoteNews,
};
pub use family_history::{FamilyCondition, FamilyHistory, FamilyHistoryRequest, FamilyRelation};
pub use problem::{ListedProblem, ListedProblemRequest, ProblemPriority, ProblemStatus, ProblemStatusChange};
pub use progress_note::{
    Attended, AttentionRequest, Course, Handover, HandoverAction, HandoverReceipt, IllnessSeverity, ProgressNote,
    ProgressNoteKind, ProgressNoteRequest, Received, Shift,
};
pub use soap_note::{
    Cosignature, CosignatureState, DeclinedCosignature, EditLock, FollowUp, NoteAmendment, NoteOrder, NoteSignature,
    SoapNote, SoapNoteRequest, SoapNoteStatus,
};
pub use soap_request::{
    CosignRequest, LockRequest, SignRequest, SoapAmendmentRequest, SoapChange, SoapChangeKind, SoapDifference,
    SoapFieldDifference, SoapIntegrity,
};
pub use social_history::{SocialCategory, SocialHistory, SocialHistoryRequest};
pub use summary::{PatientSummary, SectionState, SummarySection};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "ehr";

/// Reading the record, but for what is confidential.
pub const EHR_READ: Permission = Permission::new("ehr:read");
/// Writing and changing it.
pub const EHR_WRITE: Permission = Permission::new("ehr:write");
/// Signing and amending one's own notes.
pub const EHR_SIGN: Permission = Permission::new("ehr:sign");
/// Co-signing the notes of others.
pub const EHR_COSIGN: Permission = Permission::new("ehr:cosign");
/// Reading confidential notes and documents of others.
pub const EHR_READ_CONFIDENTIAL: Permission = Permission::new("ehr:read-confidential");
