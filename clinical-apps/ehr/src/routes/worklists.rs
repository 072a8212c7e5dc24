//! What waits for somebody.

use axum::extract::State;
use jiff::civil::Date;
use nilecare_contracts::ehr::{CarePlan, ProgressNote, SoapNote};
use nilecare_http::{ApiResult, Json, ListQuery, Principal, Query};
use nilecare_types::{FacilityId, Page, Problem};

use crate::EhrService;

/// Where.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct OfFacility {
    /// Recorded in this facility only.
    facility: Option<FacilityId>,
}

/// Where, and by when.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DueBy {
    /// Written in this facility only.
    facility: Option<FacilityId>,
    /// To be looked at again on this day or before, `YYYY-MM-DD`.
    #[param(value_type = String, format = Date)]
    by: Date,
}

/// Lists one's own drafts that are not signed, newest first.
#[utoipa::path(get, path = "/api/v1/ehr/worklists/unsigned", tag = "ehr", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<SoapNote>),
))]
pub(super) async fn list_unsigned_notes(
    State(ehr): State<EhrService>,
    principal: Principal,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<SoapNote>>> {
    let page = (list.after(), list.limit());
    Ok(Json(ehr.unsigned_notes(&principal, page).await?))
}

/// Lists the notes that wait for one's own co-signature, newest first.
#[utoipa::path(get, path = "/api/v1/ehr/worklists/to-cosign", tag = "ehr", params(ListQuery), responses(
    (status = 200, description = "One page", body = Page<SoapNote>),
))]
pub(super) async fn list_notes_to_cosign(
    State(ehr): State<EhrService>,
    principal: Principal,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<SoapNote>>> {
    let page = (list.after(), list.limit());
    Ok(Json(ehr.notes_to_cosign(&principal, page).await?))
}

/// Lists progress notes that somebody must see to, newest first.
#[utoipa::path(get, path = "/api/v1/ehr/worklists/attention-required", tag = "ehr", params(OfFacility, ListQuery), responses(
    (status = 200, description = "One page", body = Page<ProgressNote>),
))]
pub(super) async fn list_notes_needing_attention(
    State(ehr): State<EhrService>,
    principal: Principal,
    Query(place): Query<OfFacility>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<ProgressNote>>> {
    let page = (list.after(), list.limit());
    Ok(Json(
        ehr.notes_needing_attention(place.facility, &principal, page).await?,
    ))
}

/// Lists care plans that are followed and to be looked at again by a day, newest first.
#[utoipa::path(get, path = "/api/v1/ehr/worklists/care-plans-due", tag = "ehr", params(DueBy, ListQuery), responses(
    (status = 200, description = "One page", body = Page<CarePlan>),
    (status = 400, description = "query-invalid", body = Problem),
))]
pub(super) async fn list_care_plans_due(
    State(ehr): State<EhrService>,
    principal: Principal,
    Query(due): Query<DueBy>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<CarePlan>>> {
    let page = (list.after(), list.limit());
    Ok(Json(ehr.care_plans_due(due.facility, due.by, &principal, page).await?))
}
