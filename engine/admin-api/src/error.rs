//! The engine's errors as problems.

use nilecare_engine_runtime::EngineError;
use nilecare_http::ApiError;
use nilecare_message_store::StoreError;
use nilecare_types::{Problem, ProblemKind};

pub(crate) fn engine(error: EngineError) -> ApiError {
    let problem = |kind, code, title: &str, detail: String| ApiError(Box::new(Problem::new(kind, code, title, detail)));
    match error {
        EngineError::NotDeployed(_) => problem(
            ProblemKind::NotFound,
            "channel-not-deployed",
            "The channel is not deployed",
            "Deploy it, or look at GET /api/v1/channels for those that are.".to_owned(),
        ),
        EngineError::Invalid { problems, .. } => {
            let list = problems.iter().map(ToString::to_string).collect();
            let problem = Problem::new(
                ProblemKind::Unprocessable,
                "channel-not-valid",
                "The channel is not valid",
                "Mend what `problems` tells and deploy again; what was deployed before runs on.",
            );
            ApiError(Box::new(problem.with_problems(list)))
        }
        EngineError::Folder(error) => problem(
            ProblemKind::Unprocessable,
            "channel-not-valid",
            "The channel is not valid",
            error.to_string(),
        ),
        EngineError::Source { source, .. } => {
            let detail = format!("{}: {source}", source.code);
            problem(
                ProblemKind::Conflict,
                "source-not-started",
                "The channel's source cannot start",
                detail,
            )
        }
        error @ EngineError::SourceGone(_) => problem(
            ProblemKind::Conflict,
            "source-gone",
            "The channel must be redeployed",
            error.to_string(),
        ),
        EngineError::Store(error) => store(error),
        error @ EngineError::Thread(_) => ApiError::internal(&error),
    }
}

pub(crate) fn store(error: StoreError) -> ApiError {
    ApiError::internal(&error)
}
