//! The cases of a channel, run without deploying it.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use nilecare_channel_cases::{CaseReport, run_files};
use nilecare_channel_model::ChannelFolder;
use nilecare_channel_repository::{Files, ItemId, ItemKind};
use nilecare_engine_runtime::Engine;
use nilecare_http::{ApiError, ApiResult, ApiRoutes, Json, Path, routes};
use nilecare_types::{ChannelId, Page, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::routes::items::item;
use crate::routes::messages::with_body;
use crate::view::item::{FileContent, ItemFiles};
use crate::{AdminApi, CHANNELS_TRACE, error};

/// The largest request, in bytes: the files of a channel with its cases.
const LIMIT: usize = 16 << 20;

/// Adds the route.
pub(crate) fn add(api: &AdminApi, routes: ApiRoutes<AdminApi>) -> ApiRoutes<AdminApi> {
    let run = api.audit_seldom("channel.test", "channel").over(routes!(run));
    routes.permit(CHANNELS_TRACE, with_body(LIMIT, run))
}

/// Which cases are run, in what.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CasesRequest {
    /// The channel with its cases, where they are not saved yet; the channel as saved where it is absent.
    files: Option<ItemFiles>,
}

/// What became of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseView {
    /// The name of its folder.
    #[schema(example = "admit")]
    pub name: String,
    /// Whether everything was as expected.
    pub is_passed: bool,
    /// The files that differ.
    pub differences: Vec<CaseDifferenceView>,
    /// What came out: the files that the case would have beside its message if this were expected.
    #[schema(value_type = std::collections::HashMap<String, FileContent>)]
    pub actual: BTreeMap<String, FileContent>,
}

/// A file that differs.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseDifferenceView {
    /// Its name.
    #[schema(example = "clinical.hl7")]
    pub file: String,
    /// From what is expected to what came out, as a unified diff.
    pub diff: String,
}

/// Runs the cases of a channel: the message of each goes through the channel, and what every destination would be sent and the
/// reply are compared with what is expected. Nothing is sent, opened or kept. To save a case, save its files with the channel's:
/// `cases/NAME/in.hl7` and what is in `actual`.
#[utoipa::path(post, path = "/api/v1/channels/{id}/cases/run", tag = "channels", params(("id" = String, Path,)),
    request_body = CasesRequest,
    responses((status = 200, body = Page<CaseView>), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn run(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Json(request): Json<CasesRequest>,
) -> ApiResult<Json<Page<CaseView>>> {
    let item = item(ItemKind::Channel, id.as_str())?;
    let files = match request.files {
        Some(files) => files.files(&item).map_err(ApiError::unprocessable)?,
        None => saved(&api, item).await?,
    };
    let engine = Arc::clone(&api.engine);
    // Scripts may take their time.
    let items = match tokio::task::spawn_blocking(move || try_cases(&engine, &files)).await {
        Ok(items) => items?,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    };
    Ok(Json(Page { items, next: None }))
}

async fn saved(api: &AdminApi, item: ItemId) -> ApiResult<Files> {
    let stored = api
        .with_repository(move |repository| repository.get(&item, None))
        .await?;
    Ok(stored.files)
}

fn try_cases(engine: &Engine, files: &Files) -> ApiResult<Vec<CaseView>> {
    let text = |(path, content): (&str, &[u8])| Some((path.to_owned(), std::str::from_utf8(content).ok()?.to_owned()));
    let folder = ChannelFolder::from_files(&files.iter().filter_map(text).collect());
    let folder = folder.map_err(|failure| error::folder(&failure))?;
    let channel = folder.channel.clone();
    let rig = engine.trial_of(folder).map_err(error::engine)?;
    let files = files.iter().map(|(path, content)| (path.to_owned(), content.to_vec()));
    let report = run_files(&channel, &rig, &files.collect());
    let report = report.map_err(|failure| ApiError::unprocessable(vec![failure.to_string()]))?;
    Ok(report.cases.into_iter().map(CaseView::from).collect())
}

impl From<CaseReport> for CaseView {
    fn from(report: CaseReport) -> Self {
        let is_passed = report.is_passed();
        let differences = report.differences.into_iter().map(|difference| CaseDifferenceView {
            file: difference.file,
            diff: difference.diff,
        });
        let actual = report.actual.iter();
        Self {
            name: report.name,
            is_passed,
            differences: differences.collect(),
            actual: actual
                .map(|(name, content)| (name.clone(), FileContent::new(content)))
                .collect(),
        }
    }
}
