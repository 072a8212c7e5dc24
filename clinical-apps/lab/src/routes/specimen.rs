//! `/api/v1/lab/specimens`.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::lab::{Specimen, SpecimenAction, SpecimenRequest, SpecimenStatus};
use nilecare_http::{ApiResult, IdempotencyKey, IfMatch, Json, ListQuery, Path, Principal, Query, Versioned};
use nilecare_types::{FacilityId, LabOrderId, LabSpecimenId, Page, Problem};

use crate::LabService;
use crate::app::SpecimensWanted;

/// Which specimens.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct SpecimenFilter {
    /// With this label. Absent: with any.
    barcode: Option<String>,
    /// For this order. Absent: for any.
    order: Option<LabOrderId>,
    /// Ordered in this facility. Absent: in any.
    facility: Option<FacilityId>,
    /// How far they are: `collected` and `in-transit` are to be received, `received` and `processing` to be examined. Absent: all.
    #[param(inline)]
    status: Option<SpecimenStatus>,
}

/// Lists specimens, oldest first.
#[utoipa::path(get, path = "/api/v1/lab/specimens", tag = "lab", params(SpecimenFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<Specimen>),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn list_specimens(
    State(lab): State<LabService>,
    Query(filter): Query<SpecimenFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<Specimen>>> {
    let wanted = SpecimensWanted {
        barcode: filter.barcode,
        order: filter.order,
        facility: filter.facility,
        status: filter.status,
    };
    Ok(Json(lab.specimens(wanted, list.after(), list.limit()).await?))
}

/// Notes a specimen that was taken, and gives it a label.
///
/// With the number on the patient's wristband it is made sure whose it is.
#[utoipa::path(post, path = "/api/v1/lab/specimens", tag = "lab", request_body = SpecimenRequest,
    params(("Idempotency-Key" = String, Header, description = "The same for each attempt of one command")), responses(
    (status = 201, description = "What was made", body = Specimen),
    (status = 404, description = "lab-order-not-found", body = Problem),
    (status = 409, description = "order-state, other-patient, exists-already", body = Problem),
    (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
    (status = 503, description = "clinical-unavailable", body = Problem),
))]
pub(super) async fn collect_specimen(
    State(lab): State<LabService>,
    principal: Principal,
    key: IdempotencyKey,
    Json(request): Json<SpecimenRequest>,
) -> ApiResult<(StatusCode, Versioned<Specimen>)> {
    let specimen = lab.collect(&key, &request, &principal.username).await?;
    Ok((StatusCode::CREATED, Versioned(specimen)))
}

/// Gives a specimen with who had it; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/lab/specimens/{id}", tag = "lab", params(("id" = LabSpecimenId, Path)), responses(
    (status = 200, description = "What there is", body = Specimen),
    (status = 404, description = "specimen-not-found", body = Problem),
))]
pub(super) async fn get_specimen(
    State(lab): State<LabService>,
    Path(id): Path<LabSpecimenId>,
) -> ApiResult<Versioned<Specimen>> {
    Ok(Versioned(lab.specimen(id).await?))
}

/// Notes what is done with a specimen: sent, received or rejected, examined, stored, discarded.
#[utoipa::path(post, path = "/api/v1/lab/specimens/{id}/actions", tag = "lab", request_body = SpecimenAction,
    params(("id" = LabSpecimenId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = Specimen),
    (status = 404, description = "specimen-not-found", body = Problem),
    (status = 409, description = "lab-state, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn handle_specimen(
    State(lab): State<LabService>,
    principal: Principal,
    Path(id): Path<LabSpecimenId>,
    version: IfMatch,
    Json(action): Json<SpecimenAction>,
) -> ApiResult<Versioned<Specimen>> {
    let specimen = lab.handle_specimen(id, version, &action, &principal.username).await?;
    Ok(Versioned(specimen))
}
