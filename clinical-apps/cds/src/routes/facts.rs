//! `/api/v1/cds/facts`.

use axum::extract::State;
use nilecare_contracts::cds::{Fact, FactKind, FactRow, FactsState, ReviewRequest};
use nilecare_http::{ApiResult, Json, ListQuery, Path, Principal, Query};
use nilecare_types::{Page, Problem};

use crate::app::Change;
use crate::{CdsError, CdsService};

/// Which facts.
#[derive(Debug, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FactFilter {
    /// A word in the id or the text.
    q: Option<String>,
}

/// A fact of this site.
#[derive(Debug, serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FactChange {
    /// What it says; `kind` is the kind in the path.
    fact: Fact,
    /// Off: checks do as if it were not there.
    #[serde(default = "on")]
    active: bool,
    /// Where it comes from, at most 500 characters. Absent: the user's name.
    source: Option<String>,
    /// The name and office of who stands for it. Absent: nobody yet.
    reviewer: Option<String>,
}

fn on() -> bool {
    true
}

/// Tells the version of the shipped facts and how many of them nobody signed.
#[utoipa::path(get, path = "/api/v1/cds/facts", tag = "cds", responses(
    (status = 200, description = "What the facts are worth", body = FactsState),
))]
pub(super) async fn get_facts_state(State(cds): State<CdsService>) -> Json<FactsState> {
    Json(cds.facts_state())
}

/// Lists facts of a kind by their ids.
#[utoipa::path(get, path = "/api/v1/cds/facts/{kind}", tag = "cds",
    params(("kind" = FactKind, Path), FactFilter, ListQuery), responses(
    (status = 200, description = "One page", body = Page<FactRow>),
))]
pub(super) async fn list_facts(
    State(cds): State<CdsService>,
    Path(kind): Path<FactKind>,
    Query(filter): Query<FactFilter>,
    Query(list): Query<ListQuery>,
) -> Json<Page<FactRow>> {
    Json(cds.facts(kind, filter.q.as_deref(), list.after(), list.limit()))
}

/// Gives a fact.
#[utoipa::path(get, path = "/api/v1/cds/facts/{kind}/{id}", tag = "cds",
    params(("kind" = FactKind, Path), ("id" = String, Path)), responses(
    (status = 200, description = "The fact", body = FactRow),
    (status = 404, description = "cds-fact-not-found", body = Problem),
))]
pub(super) async fn get_fact(
    State(cds): State<CdsService>,
    Path((kind, id)): Path<(FactKind, String)>,
) -> ApiResult<Json<FactRow>> {
    Ok(Json(cds.fact(kind, &id)?))
}

/// Puts a fact of this site in place of the one with this id, or adds one.
#[utoipa::path(put, path = "/api/v1/cds/facts/{kind}/{id}", tag = "cds", request_body = FactChange,
    params(("kind" = FactKind, Path), ("id" = String, Path)), responses(
    (status = 200, description = "As it counts now", body = FactRow),
    (status = 422, description = "validation-failed, cds-fact-selects-nothing", body = Problem),
))]
pub(super) async fn put_fact(
    State(cds): State<CdsService>,
    principal: Principal,
    Path((kind, id)): Path<(FactKind, String)>,
    Json(change): Json<FactChange>,
) -> ApiResult<Json<FactRow>> {
    if change.fact.kind() != kind {
        let other = "/fact/kind: must be the kind in the path".to_owned();
        return Err(CdsError::Invalid(vec![other]).into());
    }
    let change = Change {
        fact: change.fact,
        active: change.active,
        source: change.source,
        reviewer: change.reviewer,
    };
    Ok(Json(cds.put_fact(&id, change, &principal).await?))
}

/// Removes this site's fact. The shipped one with this id, if there is one, counts again and is the answer.
#[utoipa::path(delete, path = "/api/v1/cds/facts/{kind}/{id}", tag = "cds",
    params(("kind" = FactKind, Path), ("id" = String, Path)), responses(
    (status = 200, description = "What counts now; null when nothing does", body = Option<FactRow>),
    (status = 404, description = "cds-fact-not-found", body = Problem),
))]
pub(super) async fn remove_fact(
    State(cds): State<CdsService>,
    Path((kind, id)): Path<(FactKind, String)>,
) -> ApiResult<Json<Option<FactRow>>> {
    Ok(Json(cds.remove_fact(kind, &id).await?))
}

/// Signs the shipped facts of a kind: from then on they do not count as unreviewed. It holds for this version of them.
#[utoipa::path(post, path = "/api/v1/cds/facts/{kind}/review", tag = "cds", request_body = ReviewRequest,
    params(("kind" = FactKind, Path)), responses(
    (status = 200, description = "What the facts are worth now", body = FactsState),
    (status = 409, description = "cds-facts-version", body = Problem),
    (status = 422, description = "validation-failed", body = Problem),
))]
pub(super) async fn sign_facts(
    State(cds): State<CdsService>,
    principal: Principal,
    Path(kind): Path<FactKind>,
    Json(review): Json<ReviewRequest>,
) -> ApiResult<Json<FactsState>> {
    Ok(Json(cds.sign_facts(kind, &review, &principal).await?))
}
