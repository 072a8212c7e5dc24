//! Changes of state of single kinds.

use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{
    AdvanceDirective, Attended, AttentionRequest, CarePlan, CarePlanStatus, CarePlanStatusChange, CareTeamEnd,
    CareTeamMember, CareTeamStatus, Consent, ConsentStatus, DirectiveStatusChange, HandoverReceipt, ListedProblem,
    ProblemStatusChange, ProgressNote, Received, Withdrawal,
};
use nilecare_contracts::life::step;
use nilecare_http::{IfMatch, Principal};
use nilecare_types::{AdvanceDirectiveId, CarePlanId, CareTeamMemberId, ConsentId, ListedProblemId, ProgressNoteId};

use super::valid;
use crate::model::entry::Entry;
use crate::{EhrError, EhrService};

impl EhrService {
    /// Changes how a problem is. What comes back has no end any more.
    pub(crate) async fn change_problem_status(
        &self,
        id: ListedProblemId,
        version: IfMatch,
        request: ProblemStatusChange,
        by: &Principal,
    ) -> Result<ListedProblem, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |problem: &mut ListedProblem, now| {
            step(&mut problem.status, request.status)?;
            problem.status_reason = Some(request.reason);
            if !problem.status.is_over() {
                problem.abatement = None;
            }
            problem.changed(&by.username, now);
            Ok(())
        })
        .await
    }

    /// Changes how far a care plan is. One without a goal does not become active.
    pub(crate) async fn change_care_plan_status(
        &self,
        id: CarePlanId,
        version: IfMatch,
        request: CarePlanStatusChange,
        by: &Principal,
    ) -> Result<CarePlan, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |plan: &mut CarePlan, now| {
            step(&mut plan.status, request.status)?;
            if plan.status == CarePlanStatus::Active && plan.goals.is_empty() {
                return Err(EhrError::Before(
                    "the care plan has no goal; add one, then make it active",
                ));
            }
            plan.status_reason = Some(request.reason);
            plan.changed(&by.username, now);
            Ok(())
        })
        .await
    }

    /// Changes whether a directive counts.
    pub(crate) async fn change_directive_status(
        &self,
        id: AdvanceDirectiveId,
        version: IfMatch,
        request: DirectiveStatusChange,
        by: &Principal,
    ) -> Result<AdvanceDirective, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |directive: &mut AdvanceDirective, now| {
            step(&mut directive.status, request.status)?;
            directive.status_reason = Some(request.reason);
            directive.changed(&by.username, now);
            Ok(())
        })
        .await
    }

    /// Notes that a consent was taken back.
    pub(crate) async fn withdraw_consent(
        &self,
        id: ConsentId,
        version: IfMatch,
        request: ReasonRequest,
        by: &Principal,
    ) -> Result<Consent, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |consent: &mut Consent, now| {
            step(&mut consent.status, ConsentStatus::Withdrawn)?;
            consent.withdrawn = Some(Withdrawal {
                reason: request.reason,
                by: by.username.clone(),
                at: now,
            });
            consent.changed(&by.username, now);
            Ok(())
        })
        .await
    }

    /// Ends somebody's part in the care.
    pub(crate) async fn end_care_team_member(
        &self,
        id: CareTeamMemberId,
        version: IfMatch,
        request: CareTeamEnd,
        by: &Principal,
    ) -> Result<CareTeamMember, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |member: &mut CareTeamMember, now| {
            if request.until < member.from {
                let problem = "/until: must not be before the beginning".to_owned();
                return Err(EhrError::Invalid(vec![problem]));
            }
            step(&mut member.status, CareTeamStatus::Ended)?;
            member.until = Some(request.until);
            member.status_reason = Some(request.reason);
            member.changed(&by.username, now);
            Ok(())
        })
        .await
    }

    /// Notes that a hand-over was received, in the receiver's own words.
    pub(crate) async fn receive_handover(
        &self,
        id: ProgressNoteId,
        version: IfMatch,
        request: HandoverReceipt,
        by: &Principal,
    ) -> Result<ProgressNote, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |note: &mut ProgressNote, now| {
            if note.handover.is_none() {
                return Err(EhrError::Before("the note has no hand-over to receive"));
            }
            if note.recorded_by == by.username {
                return Err(EhrError::Before("who hands over does not receive; the next shift does"));
            }
            if note.received.is_some() {
                return Err(EhrError::Before("the hand-over was received already; read the note"));
            }
            note.received = Some(Received {
                synthesis: request.synthesis,
                by: by.username.clone(),
                at: now,
            });
            note.changed(&by.username, now);
            Ok(())
        })
        .await
    }

    /// Notes that somebody saw to what needed attention.
    pub(crate) async fn attend(
        &self,
        id: ProgressNoteId,
        version: IfMatch,
        request: AttentionRequest,
        by: &Principal,
    ) -> Result<ProgressNote, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |note: &mut ProgressNote, now| {
            if !note.is_open() {
                return Err(EhrError::Before(
                    "the note needs no attention, or somebody saw to it already",
                ));
            }
            note.attended = Some(Attended {
                action: request.action,
                by: by.username.clone(),
                at: now,
            });
            note.changed(&by.username, now);
            Ok(())
        })
        .await
    }
}
