//! The kinds of entries: their tables, states, and what they point to.

use nilecare_contracts::clinical::EnteredInError;
use nilecare_contracts::ehr::{
    AdvanceDirective, AdvanceDirectiveRequest, CARE_PLAN_CHANGED, CONSENT_CHANGED, CarePlan, CarePlanEvent,
    CarePlanRequest, CarePlanStatus, CareTeamMember, CareTeamMemberRequest, CareTeamStatus, ClinicalDocument,
    ClinicalDocumentRequest, Consent, ConsentEvent, ConsentRequest, DirectiveStatus, DocumentStatus, FamilyHistory,
    FamilyHistoryRequest, LISTED_PROBLEM_CHANGED, ListedProblem, ListedProblemEvent, ListedProblemRequest,
    ProgressNote, ProgressNoteRequest, SocialHistory, SocialHistoryRequest,
};
use nilecare_contracts::life::{refused, step};
use nilecare_sql::json;
use nilecare_types::{
    AdvanceDirectiveId, CarePlanId, CareTeamMemberId, ClinicalDocumentId, ConsentId, EncounterId, FacilityId,
    FamilyHistoryId, ListedProblemId, PatientId, ProgressNoteId, SocialHistoryId, Timestamp,
};

use super::entry::{Entry, Links};
use crate::EhrError;

/// Writes what is the same for all kinds, and takes what is special to one.
macro_rules! kind {
    (
        $entry:ident($id:ty) of $request:ty, table $table:literal, name $name:literal, statuses [$($status:literal),*]
        $(, event $topic:ident $event:ident { $member:ident })? { $($special:tt)* }
    ) => {
        impl Entry for $entry {
            type Id = $id;
            type Request = $request;
            const TABLE: &'static str = $table;
            const NAME: &'static str = $name;
            const STATUSES: &'static [&'static str] = &[$($status),*];
            $(
            const TOPIC: Option<&'static str> = Some($topic);

            fn event(self) -> serde_json::Value {
                serde_json::to_value($event { $member: self })
                    .expect("contract types have text keys, so they always serialise")
            }
            )?

            fn problems(request: &$request) -> Vec<String> {
                request.validate()
            }
            fn make(request: $request, patient: PatientId, by: &str, now: Timestamp) -> Self {
                Self::begin(patient, by, request, now)
            }
            fn put(&mut self, request: $request, by: &str, now: Timestamp) {
                self.replace(request, now);
                by.clone_into(&mut self.changed_by);
            }
            fn place_of(request: &$request) -> (FacilityId, Option<EncounterId>) {
                (request.facility_id, request.encounter_id)
            }
            fn id(&self) -> $id {
                self.id
            }
            fn patient_id(&self) -> PatientId {
                self.patient_id
            }
            fn set_patient(&mut self, patient: PatientId) {
                self.patient_id = patient;
            }
            fn facility_id(&self) -> FacilityId {
                self.facility_id
            }
            fn encounter_id(&self) -> Option<EncounterId> {
                self.encounter_id
            }
            fn recorded_by(&self) -> &str {
                &self.recorded_by
            }
            fn changed_by(&self) -> &str {
                &self.changed_by
            }
            fn error(&self) -> Option<&EnteredInError> {
                self.entered_in_error.as_ref()
            }
            fn set_error(&mut self, error: EnteredInError) {
                self.touch(error.at);
                self.changed_by.clone_from(&error.by);
                self.entered_in_error = Some(error);
            }
            fn changed(&mut self, by: &str, now: Timestamp) {
                self.touch(now);
                by.clone_into(&mut self.changed_by);
            }
            $($special)*
        }
    };
}

kind! {
    ListedProblem(ListedProblemId) of ListedProblemRequest, table "problem_list", name "problem",
    statuses ["active", "chronic", "intermittent", "recurrent", "inactive", "resolved"],
    event LISTED_PROBLEM_CHANGED ListedProblemEvent { problem } {
        fn may_be_put(&self, request: &ListedProblemRequest, _by: &str) -> Result<(), EhrError> {
            let mut status = self.status;
            if status != request.status {
                step(&mut status, request.status)?;
            }
            Ok(())
        }
        fn links_of(request: &ListedProblemRequest) -> Links {
            Links { problems: request.related.clone(), condition: request.condition_id, document: None }
        }
        fn status(&self) -> Option<String> {
            Some(json::name(&self.status))
        }
    }
}

kind! {
    CarePlan(CarePlanId) of CarePlanRequest, table "care_plans", name "care plan",
    statuses ["draft", "active", "on-hold", "completed", "revoked"],
    event CARE_PLAN_CHANGED CarePlanEvent { care_plan } {
        fn may_be_put(&self, _request: &CarePlanRequest, _by: &str) -> Result<(), EhrError> {
            if matches!(self.status, CarePlanStatus::Completed | CarePlanStatus::Revoked) {
                return Err(refused(self.status, "changed").into());
            }
            Ok(())
        }
        fn links_of(request: &CarePlanRequest) -> Links {
            Links { problems: request.addresses.clone(), ..Links::default() }
        }
        fn status(&self) -> Option<String> {
            Some(json::name(&self.status))
        }
        fn due_on(&self) -> Option<String> {
            let is_followed = matches!(self.status, CarePlanStatus::Active | CarePlanStatus::OnHold);
            let counts = is_followed && self.entered_in_error.is_none();
            self.review_on.filter(|_| counts).map(|day| day.to_string())
        }
    }
}

kind! {
    FamilyHistory(FamilyHistoryId) of FamilyHistoryRequest, table "family_history", name "family history",
    statuses [] {}
}

kind! {
    SocialHistory(SocialHistoryId) of SocialHistoryRequest, table "social_history", name "social history",
    statuses [] {}
}

kind! {
    AdvanceDirective(AdvanceDirectiveId) of AdvanceDirectiveRequest, table "advance_directives",
    name "advance directive", statuses ["draft", "active", "revoked", "superseded"] {
        fn may_be_put(&self, _request: &AdvanceDirectiveRequest, _by: &str) -> Result<(), EhrError> {
            if self.status != DirectiveStatus::Draft {
                return Err(refused(self.status, "changed").into());
            }
            Ok(())
        }
        fn links_of(request: &AdvanceDirectiveRequest) -> Links {
            Links { document: request.document_id, ..Links::default() }
        }
        fn status(&self) -> Option<String> {
            Some(json::name(&self.status))
        }
    }
}

kind! {
    Consent(ConsentId) of ConsentRequest, table "consents", name "consent", statuses ["active", "withdrawn"],
    event CONSENT_CHANGED ConsentEvent { consent } {
        fn links_of(request: &ConsentRequest) -> Links {
            Links { document: request.document_id, ..Links::default() }
        }
        fn status(&self) -> Option<String> {
            Some(json::name(&self.status))
        }
    }
}

kind! {
    CareTeamMember(CareTeamMemberId) of CareTeamMemberRequest, table "care_team", name "care team member",
    statuses ["active", "ended"] {
        fn may_be_put(&self, _request: &CareTeamMemberRequest, _by: &str) -> Result<(), EhrError> {
            if self.status == CareTeamStatus::Ended {
                return Err(refused(self.status, "changed").into());
            }
            Ok(())
        }
        fn status(&self) -> Option<String> {
            Some(json::name(&self.status))
        }
    }
}

kind! {
    ProgressNote(ProgressNoteId) of ProgressNoteRequest, table "progress_notes", name "progress note",
    statuses ["open", "seen"] {
        fn may_be_put(&self, _request: &ProgressNoteRequest, by: &str) -> Result<(), EhrError> {
            if self.recorded_by != by {
                return Err(EhrError::OtherAuthor("progress note"));
            }
            if self.received.is_some() {
                return Err(EhrError::Before(
                    "the hand-over was received as it is; write another note, or mark this one as entered in error",
                ));
            }
            Ok(())
        }
        fn may_be_marked(&self, by: &str) -> Result<(), EhrError> {
            if self.recorded_by == by { Ok(()) } else { Err(EhrError::OtherAuthor("progress note")) }
        }
        fn is_confidential(&self) -> bool {
            self.confidential
        }
        fn status(&self) -> Option<String> {
            Some(if self.is_open() { "open" } else { "seen" }.to_owned())
        }
    }
}

kind! {
    ClinicalDocument(ClinicalDocumentId) of ClinicalDocumentRequest, table "clinical_documents", name "document",
    statuses ["draft", "finalized", "amended", "archived"] {
        fn may_be_put(&self, _request: &ClinicalDocumentRequest, _by: &str) -> Result<(), EhrError> {
            if self.status != DocumentStatus::Draft {
                return Err(refused(self.status, "described anew").into());
            }
            Ok(())
        }
        fn is_confidential(&self) -> bool {
            self.confidential
        }
        fn status(&self) -> Option<String> {
            Some(json::name(&self.status))
        }
    }
}
