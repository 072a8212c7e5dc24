//! Templates.

use axum::extract::State;
use http::StatusCode;
use nilecare_contracts::notification::{
    NotificationCategory, NotificationTemplate, PreviewRequest, TemplatePreview, TemplateRequest,
};
use nilecare_http::{ApiResult, IfMatch, Json, ListQuery, Path, Query, Versioned};
use nilecare_types::{NotificationTemplateId, Page, Problem};

use crate::NotificationService;

/// Which templates.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct TemplateFilter {
    /// Of this category. Absent: of all.
    #[param(inline)]
    category: Option<NotificationCategory>,
}

/// Lists templates.
#[utoipa::path(get, path = "/api/v1/notifications/templates", tag = "notification", params(TemplateFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<NotificationTemplate>),
))]
pub(super) async fn list_templates(
    State(service): State<NotificationService>,
    Query(filter): Query<TemplateFilter>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<NotificationTemplate>>> {
    Ok(Json(
        service.templates(filter.category, list.after(), list.limit()).await?,
    ))
}

/// Makes a template. It may use the variables of its category only: none of them tells anything of a patient.
#[utoipa::path(post, path = "/api/v1/notifications/templates", tag = "notification", request_body = TemplateRequest, responses(
    (status = 201, description = "The template", body = NotificationTemplate),
    (status = 409, description = "exists-already", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn add_template(
    State(service): State<NotificationService>,
    Json(request): Json<TemplateRequest>,
) -> ApiResult<(StatusCode, Versioned<NotificationTemplate>)> {
    Ok((StatusCode::CREATED, Versioned(service.add_template(request).await?)))
}

/// Gives a template; `ETag` is its version.
#[utoipa::path(get, path = "/api/v1/notifications/templates/{id}", tag = "notification", params(("id" = NotificationTemplateId, Path)), responses(
    (status = 200, description = "The template", body = NotificationTemplate),
    (status = 404, description = "template-not-found", body = Problem),
))]
pub(super) async fn get_template(
    State(service): State<NotificationService>,
    Path(id): Path<NotificationTemplateId>,
) -> ApiResult<Versioned<NotificationTemplate>> {
    Ok(Versioned(service.template(id).await?))
}

/// Changes a template; its former version is kept.
#[utoipa::path(put, path = "/api/v1/notifications/templates/{id}", tag = "notification", request_body = TemplateRequest, params(("id" = NotificationTemplateId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = NotificationTemplate),
    (status = 404, description = "template-not-found", body = Problem),
    (status = 409, description = "exists-already, version-changed", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn change_template(
    State(service): State<NotificationService>,
    Path(id): Path<NotificationTemplateId>,
    version: IfMatch,
    Json(request): Json<TemplateRequest>,
) -> ApiResult<Versioned<NotificationTemplate>> {
    Ok(Versioned(service.change_template(id, version, request).await?))
}

/// Uses a template, or does not use it any more.
#[utoipa::path(post, path = "/api/v1/notifications/templates/{id}/toggle", tag = "notification", params(("id" = NotificationTemplateId, Path), ("If-Match" = Option<String>, Header, description = "The version that was read")), responses(
    (status = 200, description = "As it is now", body = NotificationTemplate),
    (status = 404, description = "template-not-found", body = Problem),
    (status = 409, description = "version-changed", body = Problem),
))]
pub(super) async fn toggle_template(
    State(service): State<NotificationService>,
    Path(id): Path<NotificationTemplateId>,
    version: IfMatch,
) -> ApiResult<Versioned<NotificationTemplate>> {
    Ok(Versioned(service.toggle_template(id, version).await?))
}

/// Shows what a template would say; nothing is sent.
#[utoipa::path(post, path = "/api/v1/notifications/templates/{id}/preview", tag = "notification", request_body = PreviewRequest, params(("id" = NotificationTemplateId, Path)), responses(
    (status = 200, description = "What it would say", body = TemplatePreview),
    (status = 404, description = "template-not-found", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn preview_template(
    State(service): State<NotificationService>,
    Path(id): Path<NotificationTemplateId>,
    Json(request): Json<PreviewRequest>,
) -> ApiResult<Json<TemplatePreview>> {
    Ok(Json(service.preview_template(id, &request).await?))
}

/// Lists what a template was, oldest first, as it is now last.
#[utoipa::path(get, path = "/api/v1/notifications/templates/{id}/versions", tag = "notification", params(("id" = NotificationTemplateId, Path), ListQuery), responses(
    (status = 200, description = "One page", body = Page<NotificationTemplate>),
    (status = 404, description = "template-not-found", body = Problem),
))]
pub(super) async fn list_template_versions(
    State(service): State<NotificationService>,
    Path(id): Path<NotificationTemplateId>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<NotificationTemplate>>> {
    Ok(Json(service.template_versions(id, list.after(), list.limit()).await?))
}
