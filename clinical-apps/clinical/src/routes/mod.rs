//! The HTTP face of the service.

mod adt_event;
mod allergy;
mod chart;
mod condition;
mod duplicate;
mod encounter;
mod immunization;
mod note;
mod patient;
mod procedure;
mod vital_signs;

use nilecare_contracts::clinical::{
    ADT_WRITE, ALLERGIES_READ, ALLERGIES_WRITE, CONDITIONS_READ, CONDITIONS_WRITE, ENCOUNTERS_READ, IMMUNIZATIONS_READ,
    IMMUNIZATIONS_WRITE, NOTES_READ, NOTES_WRITE, PATIENTS_MERGE, PATIENTS_READ, PATIENTS_WRITE, PROCEDURES_READ,
    PROCEDURES_WRITE, VITAL_SIGNS_READ, VITAL_SIGNS_WRITE,
};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::ClinicalService;

impl ClinicalService {
    /// Gives the routes below `/api/v1`.
    ///
    /// Every read of patient data passes the router built here; the audit of reads belongs around it, as one layer.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(PATIENTS_READ, routes!(patient::list_patients))
            .permit(PATIENTS_WRITE, routes!(patient::register_patient))
            .permit(PATIENTS_READ, routes!(patient::match_patient))
            .permit(PATIENTS_READ, routes!(duplicate::find_duplicates))
            .permit(PATIENTS_READ, routes!(duplicate::list_duplicates))
            .permit(PATIENTS_MERGE, routes!(duplicate::merge_patients))
            .permit(PATIENTS_MERGE, routes!(duplicate::unmerge_patient))
            .permit(PATIENTS_READ, routes!(patient::get_patient))
            .permit(PATIENTS_READ, routes!(patient::get_patient_ids))
            .permit(ENCOUNTERS_READ, routes!(encounter::list_encounters))
            .permit(ENCOUNTERS_READ, routes!(encounter::get_encounter))
            .permit(ADT_WRITE, routes!(adt_event::file_adt_event))
            .permit(ALLERGIES_READ, routes!(allergy::list_allergies))
            .permit(ALLERGIES_WRITE, routes!(allergy::record_allergy))
            .permit(ALLERGIES_READ, routes!(allergy::get_allergy))
            .permit(ALLERGIES_WRITE, routes!(allergy::change_allergy))
            .permit(ALLERGIES_WRITE, routes!(allergy::mark_allergy_error))
            .permit(ALLERGIES_READ, routes!(allergy::list_allergy_versions))
            .permit(ALLERGIES_READ, routes!(allergy::get_allergy_summary))
            .permit(ALLERGIES_READ, routes!(allergy::statement::list_allergy_statements))
            .permit(ALLERGIES_WRITE, routes!(allergy::statement::record_allergy_statement))
            .permit(ALLERGIES_READ, routes!(allergy::statement::get_allergy_statement))
            .permit(
                ALLERGIES_WRITE,
                routes!(allergy::statement::mark_allergy_statement_error),
            )
            .permit(
                ALLERGIES_READ,
                routes!(allergy::statement::list_allergy_statement_versions),
            )
            .permit(CONDITIONS_READ, routes!(condition::list_conditions))
            .permit(CONDITIONS_WRITE, routes!(condition::record_condition))
            .permit(CONDITIONS_READ, routes!(condition::get_condition))
            .permit(CONDITIONS_WRITE, routes!(condition::change_condition))
            .permit(CONDITIONS_WRITE, routes!(condition::mark_condition_error))
            .permit(CONDITIONS_READ, routes!(condition::list_condition_versions))
            .permit(PROCEDURES_READ, routes!(procedure::list_procedures))
            .permit(PROCEDURES_WRITE, routes!(procedure::record_procedure))
            .permit(PROCEDURES_READ, routes!(procedure::get_procedure))
            .permit(PROCEDURES_WRITE, routes!(procedure::change_procedure))
            .permit(PROCEDURES_WRITE, routes!(procedure::mark_procedure_error))
            .permit(PROCEDURES_READ, routes!(procedure::list_procedure_versions))
            .permit(IMMUNIZATIONS_READ, routes!(immunization::list_immunizations))
            .permit(IMMUNIZATIONS_WRITE, routes!(immunization::record_immunization))
            .permit(IMMUNIZATIONS_READ, routes!(immunization::get_immunization))
            .permit(IMMUNIZATIONS_WRITE, routes!(immunization::change_immunization))
            .permit(IMMUNIZATIONS_WRITE, routes!(immunization::mark_immunization_error))
            .permit(IMMUNIZATIONS_READ, routes!(immunization::list_immunization_versions))
            .permit(VITAL_SIGNS_READ, routes!(vital_signs::list_vital_signs))
            .permit(VITAL_SIGNS_WRITE, routes!(vital_signs::record_vital_signs))
            .permit(VITAL_SIGNS_READ, routes!(vital_signs::get_vital_signs_trend))
            .permit(VITAL_SIGNS_READ, routes!(vital_signs::get_vital_signs))
            .permit(VITAL_SIGNS_WRITE, routes!(vital_signs::change_vital_signs))
            .permit(VITAL_SIGNS_WRITE, routes!(vital_signs::mark_vital_signs_error))
            .permit(VITAL_SIGNS_READ, routes!(vital_signs::list_vital_signs_versions))
            .permit(NOTES_READ, routes!(note::list_notes))
            .permit(NOTES_WRITE, routes!(note::begin_note))
            .permit(NOTES_READ, routes!(note::get_note))
            .permit(NOTES_WRITE, routes!(note::save_note))
            .permit(NOTES_WRITE, routes!(note::sign_note))
            .permit(NOTES_WRITE, routes!(note::add_to_note))
            .permit(NOTES_WRITE, routes!(note::amend_note))
            .permit(NOTES_WRITE, routes!(note::mark_note_error))
            .permit(NOTES_READ, routes!(note::list_note_versions))
            .into_router()
            .with_state(self.clone())
    }
}
