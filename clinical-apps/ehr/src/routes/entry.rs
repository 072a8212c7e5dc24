//! The routes that every kind of entry has: list, record, read, change, mark as an error, list versions.

use nilecare_types::{EncounterId, FacilityId};

use crate::app::EntryWanted;

/// Which entries.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct EntryFilter {
    /// Recorded in this facility only.
    facility: Option<FacilityId>,
    /// Of this encounter only.
    encounter: Option<EncounterId>,
    /// In this state only, of kinds that have states.
    status: Option<String>,
}

impl From<EntryFilter> for EntryWanted {
    fn from(filter: EntryFilter) -> Self {
        Self {
            facility: filter.facility,
            encounter: filter.encounter,
            status: filter.status,
        }
    }
}

/// Writes the handlers of one kind; `change` may be left out.
macro_rules! entry_routes {
    (
        $entry:ident($id:ident) of $request:ident,
        list $list:ident $of_patient:literal $list_doc:literal,
        record $record:ident $record_doc:literal,
        get $get:ident $one:literal $not_found:literal $get_doc:literal,
        $(change $change:ident $change_doc:literal,)?
        error $error:ident $error_path:literal,
        versions $versions:ident $versions_path:literal $(,)?
    ) => {
        #[doc = $list_doc]
        #[utoipa::path(get, path = $of_patient, tag = "ehr",
            params(("id" = PatientId, Path), $crate::routes::entry::EntryFilter, ListQuery), responses(
            (status = 200, description = "One page", body = Page<$entry>),
            (status = 404, description = "patient-not-found", body = Problem),
            (status = 422, description = "validation-failed", body = Problem),
        ))]
        pub(in crate::routes) async fn $list(
            State(ehr): State<EhrService>,
            principal: Principal,
            Path(id): Path<PatientId>,
            Query(filter): Query<$crate::routes::entry::EntryFilter>,
            Query(list): Query<ListQuery>,
        ) -> ApiResult<Json<Page<$entry>>> {
            let page = (list.after(), list.limit());
            Ok(Json(ehr.entries(id, &filter.into(), &principal, page).await?))
        }

        #[doc = $record_doc]
        ///
        /// The same `Idempotency-Key` again gets the first reply and changes nothing.
        #[utoipa::path(post, path = $of_patient, tag = "ehr", request_body = $request,
            params(("id" = PatientId, Path),
                ("Idempotency-Key" = String, Header, description = "The same for each attempt of one entry")),
            responses(
            (status = 201, description = "As it was recorded", body = $entry),
            (status = 404, description = "patient-not-found", body = Problem),
            (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
        ))]
        pub(in crate::routes) async fn $record(
            State(ehr): State<EhrService>,
            principal: Principal,
            Path(id): Path<PatientId>,
            key: IdempotencyKey,
            Json(request): Json<$request>,
        ) -> ApiResult<(StatusCode, Versioned<$entry>)> {
            let entry = ehr.record(&key, id, request, &principal).await?;
            Ok((StatusCode::CREATED, Versioned(entry)))
        }

        #[doc = $get_doc]
        #[utoipa::path(get, path = $one, tag = "ehr", params(("id" = $id, Path)), responses(
            (status = 200, description = "As it is now; `ETag` is its version", body = $entry),
            (status = 404, description = $not_found, body = Problem),
        ))]
        pub(in crate::routes) async fn $get(
            State(ehr): State<EhrService>,
            principal: Principal,
            Path(id): Path<$id>,
        ) -> ApiResult<Versioned<$entry>> {
            Ok(Versioned(ehr.entry(id, &principal).await?))
        }

        $(
        #[doc = $change_doc]
        #[utoipa::path(put, path = $one, tag = "ehr", request_body = $request,
            params(("id" = $id, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
            responses(
            (status = 200, description = "As it is now", body = $entry),
            (status = 404, description = $not_found, body = Problem),
            (status = 409, description = "record-state, something-first, other-author, version-changed", body = Problem),
            (status = 422, description = "validation-failed", body = Problem),
        ))]
        pub(in crate::routes) async fn $change(
            State(ehr): State<EhrService>,
            principal: Principal,
            Path(id): Path<$id>,
            version: IfMatch,
            Json(request): Json<$request>,
        ) -> ApiResult<Versioned<$entry>> {
            Ok(Versioned(ehr.replace(id, version, request, &principal).await?))
        }
        )?

        /// Says that it should never have been there; this is final. It stays readable and counts for nothing.
        #[utoipa::path(post, path = $error_path, tag = "ehr", request_body = ReasonRequest,
            params(("id" = $id, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
            responses(
            (status = 200, description = "As it is now", body = $entry),
            (status = 404, description = $not_found, body = Problem),
            (status = 409, description = "record-state, other-author, version-changed", body = Problem),
            (status = 422, description = "validation-failed", body = Problem),
        ))]
        pub(in crate::routes) async fn $error(
            State(ehr): State<EhrService>,
            principal: Principal,
            Path(id): Path<$id>,
            version: IfMatch,
            Json(request): Json<ReasonRequest>,
        ) -> ApiResult<Versioned<$entry>> {
            Ok(Versioned(ehr.mark_error(id, version, request, &principal).await?))
        }

        /// Lists its versions, newest first: who wrote what, and when.
        #[utoipa::path(get, path = $versions_path, tag = "ehr", params(("id" = $id, Path), ListQuery), responses(
            (status = 200, description = "One page", body = Page<$entry>),
            (status = 404, description = $not_found, body = Problem),
        ))]
        pub(in crate::routes) async fn $versions(
            State(ehr): State<EhrService>,
            principal: Principal,
            Path(id): Path<$id>,
            Query(list): Query<ListQuery>,
        ) -> ApiResult<Json<Page<$entry>>> {
            let page = (list.after(), list.limit());
            Ok(Json(ehr.versions(id, &principal, page).await?))
        }
    };
}

/// Writes the handler of a command on one entry or note.
macro_rules! command_route {
    (
        $doc:literal $name:ident $method:ident($id:ident) $path:literal $request:ident -> $entry:ident,
        missing $not_found:literal, conflicts $conflicts:literal
    ) => {
        #[doc = $doc]
        #[utoipa::path(post, path = $path, tag = "ehr", request_body = $request,
            params(("id" = $id, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
            responses(
            (status = 200, description = "As it is now", body = $entry),
            (status = 404, description = $not_found, body = Problem),
            (status = 409, description = $conflicts, body = Problem),
            (status = 422, description = "validation-failed", body = Problem),
        ))]
        pub(in crate::routes) async fn $name(
            State(ehr): State<EhrService>,
            principal: Principal,
            Path(id): Path<$id>,
            version: IfMatch,
            Json(request): Json<$request>,
        ) -> ApiResult<Versioned<$entry>> {
            Ok(Versioned(ehr.$method(id, version, request, &principal).await?))
        }
    };
}

pub(super) use {command_route, entry_routes};
