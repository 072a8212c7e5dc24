//! Progress notes and hand-over.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{AttentionRequest, HandoverReceipt, ProgressNote, ProgressNoteRequest};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{Page, PatientId, Problem, ProgressNoteId};

use super::entry::{command_route, entry_routes};
use crate::EhrService;

entry_routes! {
    ProgressNote(ProgressNoteId) of ProgressNoteRequest,
    list list_progress_notes "/api/v1/ehr/patients/{id}/progress-notes"
        "Lists a patient's progress notes, newest first; `status=open` are those that somebody must see to.",
    record record_progress_note "Writes a progress note, with a hand-over where there is one.",
    get get_progress_note "/api/v1/ehr/progress-notes/{id}" "progress-note-not-found" "Gives a progress note.",
    change change_progress_note "Replaces what one's own progress note says, until its hand-over was received.",
    error mark_progress_note_error "/api/v1/ehr/progress-notes/{id}/entered-in-error",
    versions list_progress_note_versions "/api/v1/ehr/progress-notes/{id}/versions",
}

command_route! {
    "Notes that the hand-over was received, in the receiver's own words."
    receive_handover receive_handover(ProgressNoteId) "/api/v1/ehr/progress-notes/{id}/receive" HandoverReceipt -> ProgressNote,
    missing "progress-note-not-found", conflicts "something-first, record-state, version-changed"
}

command_route! {
    "Notes that somebody saw to what needed attention."
    attend_progress_note attend(ProgressNoteId) "/api/v1/ehr/progress-notes/{id}/attend" AttentionRequest -> ProgressNote,
    missing "progress-note-not-found", conflicts "something-first, record-state, version-changed"
}
