//! Running the tests of code template libraries. The libraries themselves are items of the kind `library`.

use axum::extract::State;
use nilecare_http::{ApiResult, Json, Path};
use nilecare_types::{Page, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::AdminApi;
use crate::routes::items::item;

/// What became of one test.
#[derive(Debug, Serialize, ToSchema)]
pub struct LibraryTestView {
    /// The file.
    #[schema(example = "libraries/dates/tests/age.rhai")]
    pub file: String,
    /// The function; empty when the file is no script.
    pub name: String,
    /// The line of the function, from 1.
    pub line: Option<usize>,
    /// How long it took, in microseconds.
    pub elapsed_us: u64,
    /// Why it failed; absent when it passed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Runs the tests of a library as it is in the folder, and tells what became of each.
#[utoipa::path(post, path = "/api/v1/libraries/{name}/test", tag = "items", params(("name" = String, Path,)),
    responses((status = 200, body = Page<LibraryTestView>), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(crate) async fn test(
    State(api): State<AdminApi>,
    Path(name): Path<String>,
) -> ApiResult<Json<Page<LibraryTestView>>> {
    let item = item(nilecare_channel_repository::ItemKind::Library, &name)?;
    let surroundings = std::sync::Arc::clone(&api.surroundings);
    let tests = api.with_repository(move |repository| {
        let stored = repository.get(&item, None)?;
        if !stored.problems.is_empty() {
            let problems = stored.problems;
            return Err(nilecare_channel_repository::RepositoryError::Invalid { item, problems });
        }
        Ok(surroundings.run_tests(&item, &stored.files))
    });
    let items = tests.await?.into_iter().map(|test| LibraryTestView {
        file: test.file,
        name: test.name,
        line: test.line,
        elapsed_us: u64::try_from(test.elapsed.as_micros()).unwrap_or(u64::MAX),
        error: test.error,
    });
    Ok(Json(Page {
        items: items.collect(),
        next: None,
    }))
}
