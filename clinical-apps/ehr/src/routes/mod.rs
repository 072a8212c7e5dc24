//! The HTTP face of the service.

mod care_plans;
mod care_team;
mod consents;
mod directives;
mod documents;
mod entry;
mod family_history;
mod notes;
mod problems;
mod progress_notes;
mod social_history;
mod summary;
mod worklists;

use nilecare_contracts::ehr::{EHR_COSIGN, EHR_READ, EHR_SIGN, EHR_WRITE};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::EhrService;

impl EhrService {
    /// Gives the routes below `/api/v1/ehr`; every request is put on record, when there is an auditor.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(EHR_READ, routes!(problems::list_problems))
            .permit(EHR_WRITE, routes!(problems::record_problem))
            .permit(EHR_READ, routes!(problems::get_problem))
            .permit(EHR_WRITE, routes!(problems::change_problem))
            .permit(EHR_WRITE, routes!(problems::mark_problem_error))
            .permit(EHR_READ, routes!(problems::list_problem_versions))
            .permit(EHR_WRITE, routes!(problems::change_problem_status))
            .permit(EHR_READ, routes!(care_plans::list_care_plans))
            .permit(EHR_WRITE, routes!(care_plans::record_care_plan))
            .permit(EHR_READ, routes!(care_plans::get_care_plan))
            .permit(EHR_WRITE, routes!(care_plans::change_care_plan))
            .permit(EHR_WRITE, routes!(care_plans::mark_care_plan_error))
            .permit(EHR_READ, routes!(care_plans::list_care_plan_versions))
            .permit(EHR_WRITE, routes!(care_plans::change_care_plan_status))
            .permit(EHR_READ, routes!(family_history::list_family_histories))
            .permit(EHR_WRITE, routes!(family_history::record_family_history))
            .permit(EHR_READ, routes!(family_history::get_family_history))
            .permit(EHR_WRITE, routes!(family_history::change_family_history))
            .permit(EHR_WRITE, routes!(family_history::mark_family_history_error))
            .permit(EHR_READ, routes!(family_history::list_family_history_versions))
            .permit(EHR_READ, routes!(social_history::list_social_histories))
            .permit(EHR_WRITE, routes!(social_history::record_social_history))
            .permit(EHR_READ, routes!(social_history::get_social_history))
            .permit(EHR_WRITE, routes!(social_history::change_social_history))
            .permit(EHR_WRITE, routes!(social_history::mark_social_history_error))
            .permit(EHR_READ, routes!(social_history::list_social_history_versions))
            .permit(EHR_READ, routes!(directives::list_advance_directives))
            .permit(EHR_WRITE, routes!(directives::record_advance_directive))
            .permit(EHR_READ, routes!(directives::get_advance_directive))
            .permit(EHR_WRITE, routes!(directives::change_advance_directive))
            .permit(EHR_WRITE, routes!(directives::mark_advance_directive_error))
            .permit(EHR_READ, routes!(directives::list_advance_directive_versions))
            .permit(EHR_WRITE, routes!(directives::change_directive_status))
            .permit(EHR_READ, routes!(consents::list_consents))
            .permit(EHR_WRITE, routes!(consents::record_consent))
            .permit(EHR_READ, routes!(consents::get_consent))
            .permit(EHR_WRITE, routes!(consents::mark_consent_error))
            .permit(EHR_READ, routes!(consents::list_consent_versions))
            .permit(EHR_WRITE, routes!(consents::withdraw_consent))
            .permit(EHR_READ, routes!(care_team::list_care_team))
            .permit(EHR_WRITE, routes!(care_team::add_care_team_member))
            .permit(EHR_READ, routes!(care_team::get_care_team_member))
            .permit(EHR_WRITE, routes!(care_team::change_care_team_member))
            .permit(EHR_WRITE, routes!(care_team::mark_care_team_member_error))
            .permit(EHR_READ, routes!(care_team::list_care_team_member_versions))
            .permit(EHR_WRITE, routes!(care_team::end_care_team_member))
            .permit(EHR_READ, routes!(progress_notes::list_progress_notes))
            .permit(EHR_WRITE, routes!(progress_notes::record_progress_note))
            .permit(EHR_READ, routes!(progress_notes::get_progress_note))
            .permit(EHR_WRITE, routes!(progress_notes::change_progress_note))
            .permit(EHR_WRITE, routes!(progress_notes::mark_progress_note_error))
            .permit(EHR_READ, routes!(progress_notes::list_progress_note_versions))
            .permit(EHR_WRITE, routes!(progress_notes::receive_handover))
            .permit(EHR_WRITE, routes!(progress_notes::attend_progress_note))
            .permit(EHR_READ, routes!(documents::list_clinical_documents))
            .permit(EHR_WRITE, routes!(documents::record_clinical_document))
            .permit(EHR_READ, routes!(documents::get_clinical_document))
            .permit(EHR_WRITE, routes!(documents::change_clinical_document))
            .permit(EHR_WRITE, routes!(documents::mark_clinical_document_error))
            .permit(EHR_READ, routes!(documents::list_clinical_document_versions))
            .permit(EHR_WRITE, routes!(documents::change_document_status))
            .permit(EHR_WRITE, routes!(documents::put_document_content))
            .permit(EHR_READ, routes!(documents::get_document_content))
            .permit(EHR_READ, routes!(notes::find_soap_notes))
            .permit(EHR_WRITE, routes!(notes::begin_soap_note))
            .permit(EHR_READ, routes!(notes::get_soap_note))
            .permit(EHR_WRITE, routes!(notes::save_soap_note))
            .permit(EHR_WRITE, routes!(notes::lock_soap_note))
            .permit(EHR_WRITE, routes!(notes::unlock_soap_note))
            .permit(EHR_SIGN, routes!(notes::sign_soap_note))
            .permit(EHR_SIGN, routes!(notes::amend_soap_note))
            .permit(EHR_SIGN, routes!(notes::add_to_soap_note))
            .permit(EHR_SIGN, routes!(notes::ask_soap_cosigner))
            .permit(EHR_COSIGN, routes!(notes::cosign_soap_note))
            .permit(EHR_COSIGN, routes!(notes::decline_soap_cosignature))
            .permit(EHR_WRITE, routes!(notes::mark_soap_note_error))
            .permit(EHR_READ, routes!(notes::list_soap_note_versions))
            .permit(EHR_READ, routes!(notes::compare_soap_note_versions))
            .permit(EHR_READ, routes!(notes::check_soap_note_integrity))
            .permit(EHR_WRITE, routes!(worklists::list_unsigned_notes))
            .permit(EHR_COSIGN, routes!(worklists::list_notes_to_cosign))
            .permit(EHR_READ, routes!(worklists::list_notes_needing_attention))
            .permit(EHR_READ, routes!(worklists::list_care_plans_due))
            .permit(EHR_READ, routes!(summary::get_patient_summary))
            .into_router()
            .with_state(self.clone())
    }
}
