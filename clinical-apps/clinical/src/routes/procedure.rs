//! `/api/v1/procedures` and a patient's procedures.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::clinical::{Procedure, ProcedureRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{Page, PatientId, Problem, ProcedureId};

use super::chart::chart_routes;
use crate::ClinicalService;

chart_routes! {
    Procedure(ProcedureId) of ProcedureRequest,
    list list_procedures "/api/v1/patients/{id}/procedures"
        "Lists a patient's procedures, newest first, of one encounter where given.",
    record record_procedure "Records a procedure.",
    get get_procedure "/api/v1/procedures/{id}" "procedure-not-found" "Gives a procedure.",
    change change_procedure "procedure-state, procedure-version" "Replaces what is said of a procedure.",
    error mark_procedure_error "/api/v1/procedures/{id}/entered-in-error" "procedure-state, procedure-version",
    versions list_procedure_versions "/api/v1/procedures/{id}/versions",
}
