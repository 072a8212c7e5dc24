//! `/api/v1/tasks`: how much work there is, and what was tried in vain.

use std::sync::Arc;

use axum::extract::State;
use http::StatusCode;
use nilecare_http::{
    ApiError, ApiResult, ApiRoutes, Json, ListQuery, OpenApiRouter, Path, Permission, Query, TokenVerifier, routes,
};
use nilecare_types::{Page, Problem, ProblemKind, TaskId};

use crate::{DeadFilter, DeadTask, TaskCount, TaskError, TaskQueue};

/// Looking at work outside requests, and having it done again or given up.
pub const TASKS_MANAGE: Permission = Permission::new("tasks:manage");

type Queue = Arc<dyn TaskQueue>;

/// Which dead tasks.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
struct DeadQuery {
    /// Of this kind, such as `email`. Absent: of all.
    kind: Option<String>,
}

/// Gives the routes below `/api/v1/tasks`.
pub fn router(queue: Queue, verifier: &TokenVerifier) -> OpenApiRouter {
    ApiRoutes::new(verifier)
        .permit(TASKS_MANAGE, routes!(count_tasks))
        .permit(TASKS_MANAGE, routes!(list_dead_tasks))
        .permit(TASKS_MANAGE, routes!(retry_dead_task))
        .permit(TASKS_MANAGE, routes!(drop_dead_task))
        .into_router()
        .with_state(queue)
}

/// Counts tasks by kind and state.
#[utoipa::path(get, path = "/api/v1/tasks/counts", tag = "tasks", responses(
    (status = 200, description = "The counts", body = Vec<TaskCount>),
))]
async fn count_tasks(State(queue): State<Queue>) -> ApiResult<Json<Vec<TaskCount>>> {
    Ok(Json(queue.counts().await?))
}

/// Lists tasks that were tried in vain, oldest first.
#[utoipa::path(get, path = "/api/v1/tasks/dead", tag = "tasks", params(DeadQuery, ListQuery), responses(
    (status = 200, description = "One page", body = Page<DeadTask>),
))]
async fn list_dead_tasks(
    State(queue): State<Queue>,
    Query(query): Query<DeadQuery>,
    Query(list): Query<ListQuery>,
) -> ApiResult<Json<Page<DeadTask>>> {
    let filter = DeadFilter {
        kind: query.kind,
        after: list.after().to_owned(),
        limit: u32::try_from(list.fetch()).unwrap_or(u32::MAX),
    };
    let rows = queue.dead_tasks(&filter).await?;
    Ok(Json(Page::from_rows(rows, list.limit(), |task| task.id.to_string())))
}

/// Has a dead task done again, as new.
#[utoipa::path(post, path = "/api/v1/tasks/dead/{id}/retry", tag = "tasks", params(("id" = TaskId, Path)), responses(
    (status = 204, description = "It waits for its turn"),
    (status = 404, description = "task-not-dead", body = Problem),
))]
async fn retry_dead_task(State(queue): State<Queue>, Path(id): Path<TaskId>) -> ApiResult<StatusCode> {
    queue.retry_dead(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a dead task up for good.
#[utoipa::path(delete, path = "/api/v1/tasks/dead/{id}", tag = "tasks", params(("id" = TaskId, Path)), responses(
    (status = 204, description = "It is gone"),
    (status = 404, description = "task-not-dead", body = Problem),
))]
async fn drop_dead_task(State(queue): State<Queue>, Path(id): Path<TaskId>) -> ApiResult<StatusCode> {
    queue.drop_dead(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<TaskError> for ApiError {
    fn from(error: TaskError) -> Self {
        match error {
            TaskError::NotDead(_) => {
                let text = error.to_string();
                Self::new(
                    ProblemKind::NotFound,
                    "task-not-dead",
                    "There is no such dead task",
                    text,
                )
            }
            _ => Self::internal(&error),
        }
    }
}
