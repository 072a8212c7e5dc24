//! The engine's errors as problems.

use nilecare_channel_model::FolderError;
use nilecare_channel_repository::{ItemKind, RepositoryError};
use nilecare_engine_runtime::EngineError;
use nilecare_http::ApiError;
use nilecare_message_store::StoreError;
use nilecare_types::{Problem, ProblemKind};

pub(crate) fn engine(error: EngineError) -> ApiError {
    let problem = |kind, code, title: &str, detail: String| ApiError(Box::new(Problem::new(kind, code, title, detail)));
    let text = error.to_string();
    match error {
        EngineError::NotStarted(_) => problem(
            ProblemKind::Conflict,
            "channel-not-started",
            "The channel is stopped",
            "Start or pause it first.".to_owned(),
        ),
        EngineError::NoDestination { .. } => problem(
            ProblemKind::Unprocessable,
            "destination-not-found",
            "There is no such destination",
            text,
        ),
        EngineError::NoMessage(_) => problem(
            ProblemKind::NotFound,
            "message-not-found",
            "There is no such message",
            "It may have been removed, or its content is no longer kept.".to_owned(),
        ),
        EngineError::NotTaken(error) => problem(
            ProblemKind::Unavailable,
            "message-not-taken",
            "The message was not taken in",
            error.to_string(),
        ),
        EngineError::NotExported(_) => problem(
            ProblemKind::Unprocessable,
            "message-not-exported",
            "It is no exported message",
            text,
        ),
        error @ EngineError::Archive { .. } => ApiError::internal(&error),
        EngineError::DeployScript { .. } => problem(
            ProblemKind::Unprocessable,
            "deploy-script-failed",
            "The deploy script failed",
            text,
        ),
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
        EngineError::Folder(error) => folder(&error),
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

pub(crate) fn folder(error: &FolderError) -> ApiError {
    let problems = match error {
        FolderError::Invalid { problems, .. } => problems.iter().map(ToString::to_string).collect(),
        FolderError::Parse { detail, .. } => vec![detail.clone()],
        FolderError::Read { path, source } => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            vec![format!("{name}: {source}")]
        }
    };
    not_valid("channel-not-valid", "The channel is not valid", problems)
}

fn not_valid(code: &str, title: &str, problems: Vec<String>) -> ApiError {
    let detail = "Mend what `problems` tells and try again; what was there before is as it was.";
    Problem::new(ProblemKind::Unprocessable, code, title, detail)
        .with_problems(problems)
        .into()
}

pub(crate) fn repository(error: RepositoryError) -> ApiError {
    let text = error.to_string();
    let problem = |kind, code, title: &str| ApiError::new(kind, code, title, text.clone());
    match error {
        RepositoryError::NotFound(item) if item.kind() == ItemKind::Channel => crate::routes::channels::not_found(),
        RepositoryError::NotFound(_) => problem(ProblemKind::NotFound, "item-not-found", "There is no such item"),
        RepositoryError::NoRevision { .. } => {
            problem(ProblemKind::NotFound, "revision-not-found", "There is no such revision")
        }
        RepositoryError::Conflict(_) => problem(ProblemKind::Conflict, "item-changed", "It was changed meanwhile"),
        RepositoryError::Files(_) => problem(ProblemKind::Unprocessable, "files-refused", "The files cannot be kept"),
        RepositoryError::Invalid { problems, .. } => not_valid("item-not-valid", "It is not valid", problems),
        RepositoryError::Renamed { .. } => problem(ProblemKind::Unprocessable, "id-fixed", "An id never changes"),
        RepositoryError::Unusable { .. } => problem(
            ProblemKind::Conflict,
            "item-unusable",
            "What is in the folder cannot be used",
        ),
        RepositoryError::Configuration(_) => problem(
            ProblemKind::Unprocessable,
            "configuration-not-valid",
            "The configuration map is not valid",
        ),
        RepositoryError::Text(text) => ApiError::unprocessable(vec![text.to_owned()]),
        error @ (RepositoryError::Key(_)
        | RepositoryError::Read { .. }
        | RepositoryError::Write { .. }
        | RepositoryError::Database(_)
        | RepositoryError::Damaged(_)
        | RepositoryError::NewerDatabase(_)) => ApiError::internal(&error),
    }
}

pub(crate) fn store(error: StoreError) -> ApiError {
    ApiError::internal(&error)
}
