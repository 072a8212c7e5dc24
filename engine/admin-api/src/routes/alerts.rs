//! How alerts stand, and trying them. Their rules are items of the kind `alert`.

use axum::extract::State;
use nilecare_http::{ApiError, ApiResult, Json, Path};
use nilecare_types::{Page, Problem, ProblemKind, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::AdminApi;

/// How an alert stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlertView {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Whether it is enabled.
    pub is_enabled: bool,
    /// Whether it is raised now.
    pub is_raised: bool,
    /// How many notices it has made since the hub started.
    pub notices: u64,
    /// How many were held back by its throttle since then.
    pub suppressed: u64,
    /// When it made the last notice.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_notice: Option<Timestamp>,
}

/// What became of one action of an alert that was tried.
#[derive(Debug, Serialize, ToSchema)]
pub struct ActionReportView {
    /// `log`, `channel` or `webhook`.
    pub action: String,
    /// Why it failed; absent when it did not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Lists the alerts that are in use and how they stand. Those with problems are at `/api/v1/items/alert`.
#[utoipa::path(get, path = "/api/v1/alerts", tag = "alerts", responses((status = 200, body = Page<AlertView>)))]
pub(crate) async fn list(State(api): State<AdminApi>) -> Json<Page<AlertView>> {
    Json(Page {
        items: views(&api),
        next: None,
    })
}

/// The alerts that are in use and how they stand.
pub(crate) fn views(api: &AdminApi) -> Vec<AlertView> {
    let views = api.alerts.states().into_iter().map(|state| AlertView {
        name: state.name,
        title: state.title,
        is_enabled: state.is_enabled,
        is_raised: state.is_raised,
        notices: state.notices,
        suppressed: state.suppressed,
        last_notice: state.last_notice,
    });
    views.collect()
}

/// Sends a notice of kind `test` through the actions of an alert, and tells what became of each.
#[utoipa::path(post, path = "/api/v1/alerts/{name}/test", tag = "alerts", params(("name" = String, Path,)),
    responses((status = 200, body = Page<ActionReportView>), (status = 404, body = Problem)))]
pub(crate) async fn test(
    State(api): State<AdminApi>,
    Path(name): Path<String>,
) -> ApiResult<Json<Page<ActionReportView>>> {
    let reports = api.alerts.test(&name).await.ok_or_else(|| {
        let detail = "Look at GET /api/v1/alerts; one with problems is not in use.";
        ApiError::new(
            ProblemKind::NotFound,
            "alert-not-found",
            "There is no such alert",
            detail,
        )
    })?;
    let items = reports.into_iter().map(|report| ActionReportView {
        action: report.action.to_owned(),
        error: report.error,
    });
    Ok(Json(Page {
        items: items.collect(),
        next: None,
    }))
}
