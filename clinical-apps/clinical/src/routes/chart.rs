//! The routes that every kind of entry has: list, record, read, change, mark as an error, list versions.

use nilecare_types::EncounterId;

/// Which entries.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct EntryFilter {
    /// Of this encounter only.
    pub encounter: Option<EncounterId>,
}

/// Writes the handlers of one kind; `change` may be left out.
macro_rules! chart_routes {
    (
        $entry:ident($id:ident) of $request:ident,
        list $list:ident $of_patient:literal $list_doc:literal,
        record $record:ident $(conflicts $record_conflicts:literal)? $record_doc:literal,
        get $get:ident $one:literal $not_found:literal $get_doc:literal,
        $(change $change:ident $change_conflicts:literal $change_doc:literal,)?
        error $error:ident $error_path:literal $error_conflicts:literal,
        versions $versions:ident $versions_path:literal $(,)?
    ) => {
        #[doc = $list_doc]
        #[utoipa::path(get, path = $of_patient, tag = "clinical",
            params(("id" = PatientId, Path), $crate::routes::chart::EntryFilter, ListQuery), responses(
            (status = 200, description = "One page", body = Page<$entry>),
            (status = 404, description = "patient-not-found", body = Problem),
        ))]
        pub(in crate::routes) async fn $list(
            State(clinical): State<ClinicalService>,
            Path(id): Path<PatientId>,
            Query(filter): Query<$crate::routes::chart::EntryFilter>,
            Query(list): Query<ListQuery>,
        ) -> ApiResult<Json<Page<$entry>>> {
            let page = clinical.entries(id, filter.encounter, list.after(), list.limit());
            Ok(Json(page.await?))
        }

        #[doc = $record_doc]
        ///
        /// The same `Idempotency-Key` again gets the first reply and changes nothing.
        #[utoipa::path(post, path = $of_patient, tag = "clinical", request_body = $request,
            params(("id" = PatientId, Path),
                ("Idempotency-Key" = String, Header, description = "The same for each attempt of one entry")),
            responses(
            (status = 201, description = "As it was recorded", body = $entry),
            (status = 404, description = "patient-not-found", body = Problem),
            $((status = 409, description = $record_conflicts, body = Problem),)?
            (status = 422, description = "validation-failed, idempotency-key-reused", body = Problem),
        ))]
        pub(in crate::routes) async fn $record(
            State(clinical): State<ClinicalService>,
            principal: Principal,
            Path(id): Path<PatientId>,
            key: IdempotencyKey,
            Json(request): Json<$request>,
        ) -> ApiResult<(StatusCode, Versioned<$entry>)> {
            let entry = clinical.record(&key, id, request, &principal.username).await?;
            Ok((StatusCode::CREATED, Versioned(entry)))
        }

        #[doc = $get_doc]
        #[utoipa::path(get, path = $one, tag = "clinical", params(("id" = $id, Path)), responses(
            (status = 200, description = "As it is now; `ETag` is its version", body = $entry),
            (status = 404, description = $not_found, body = Problem),
        ))]
        pub(in crate::routes) async fn $get(
            State(clinical): State<ClinicalService>,
            Path(id): Path<$id>,
        ) -> ApiResult<Versioned<$entry>> {
            Ok(Versioned(clinical.entry(id).await?))
        }

        $(
        #[doc = $change_doc]
        #[utoipa::path(put, path = $one, tag = "clinical", request_body = $request,
            params(("id" = $id, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
            responses(
            (status = 200, description = "As it is now", body = $entry),
            (status = 404, description = $not_found, body = Problem),
            (status = 409, description = $change_conflicts, body = Problem),
            (status = 422, description = "validation-failed", body = Problem),
        ))]
        pub(in crate::routes) async fn $change(
            State(clinical): State<ClinicalService>,
            principal: Principal,
            Path(id): Path<$id>,
            version: IfMatch,
            Json(request): Json<$request>,
        ) -> ApiResult<Versioned<$entry>> {
            Ok(Versioned(clinical.replace(id, version, request, &principal.username).await?))
        }
        )?

        /// Says that it should never have been there; this is final. It stays readable and counts for nothing.
        #[utoipa::path(post, path = $error_path, tag = "clinical", request_body = ReasonRequest,
            params(("id" = $id, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")),
            responses(
            (status = 200, description = "As it is now", body = $entry),
            (status = 404, description = $not_found, body = Problem),
            (status = 409, description = $error_conflicts, body = Problem),
            (status = 422, description = "validation-failed", body = Problem),
        ))]
        pub(in crate::routes) async fn $error(
            State(clinical): State<ClinicalService>,
            principal: Principal,
            Path(id): Path<$id>,
            version: IfMatch,
            Json(request): Json<ReasonRequest>,
        ) -> ApiResult<Versioned<$entry>> {
            Ok(Versioned(clinical.mark_error(id, version, request, &principal.username).await?))
        }

        /// Lists its versions, newest first: who wrote what, and when.
        #[utoipa::path(get, path = $versions_path, tag = "clinical", params(("id" = $id, Path), ListQuery), responses(
            (status = 200, description = "One page", body = Page<$entry>),
            (status = 404, description = $not_found, body = Problem),
        ))]
        pub(in crate::routes) async fn $versions(
            State(clinical): State<ClinicalService>,
            Path(id): Path<$id>,
            Query(list): Query<ListQuery>,
        ) -> ApiResult<Json<Page<$entry>>> {
            Ok(Json(clinical.versions(id, list.after(), list.limit()).await?))
        }
    };
}

pub(super) use chart_routes;
