//! The kinds of connectors of this hub, and whether a peer can be reached.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use nilecare_engine_api::{ConfigProblems, ConnectorRegistry, DestinationFactory};
use nilecare_http::{ApiError, ApiResult, Json, Path};
use nilecare_types::{Page, Problem, ProblemKind};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::AdminApi;

/// Connectors have time-outs of their own; this is for those that an analyst set too long.
const PATIENCE: Duration = Duration::from_secs(60);

/// A kind of connector.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConnectorKindView {
    /// Its name in channel files.
    #[schema(example = "mllp")]
    pub kind: String,
    /// JSON Schema of its source's settings; absent when it has none.
    #[schema(value_type = Option<Object>)]
    pub source: Option<Value>,
    /// JSON Schema of its destination's settings; absent when it has none.
    #[schema(value_type = Option<Object>)]
    pub destination: Option<Value>,
}

/// Lists the kinds of connectors with the schemas of their settings.
#[utoipa::path(get, path = "/api/v1/connectors", tag = "channels",
    responses((status = 200, body = Page<ConnectorKindView>)))]
pub(crate) async fn list(State(api): State<AdminApi>) -> Json<Page<ConnectorKindView>> {
    let items = api.engine.registry().iter().map(|connector| ConnectorKindView {
        kind: connector.kind().to_owned(),
        source: connector.source_schema(),
        destination: connector.destination_schema(),
    });
    Json(Page {
        items: items.collect(),
        next: None,
    })
}

/// A destination to be tried.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckRequest {
    /// Its settings, as in channel files.
    #[schema(value_type = Object)]
    config: Value,
}

/// Whether a destination's receiver can be reached.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckView {
    /// Whether all steps went well.
    pub is_ok: bool,
    /// What was tried, in order; nothing after the first that failed.
    pub steps: Vec<CheckStepView>,
}

/// Something that was tried.
#[derive(Debug, Serialize, ToSchema)]
pub struct CheckStepView {
    /// `settings`: they are complete and valid. `connection`: the receiver was reached as for a message, and none was sent.
    pub name: &'static str,
    /// Whether it went well.
    pub is_ok: bool,
    /// What was found.
    #[schema(example = "connected to 10.1.2.3:6661")]
    pub detail: String,
    /// The code of the failure, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "NC-MLLP-001")]
    pub code: Option<String>,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u64,
}

/// Tries a destination's settings as a real message would, without sending one: name, address, connection, TLS, sign-in. A
/// destination that waits for its receiver to connect is tried for a free address, so its channel must be stopped.
#[utoipa::path(post, path = "/api/v1/connectors/{kind}/check", tag = "channels", params(("kind" = String, Path,)),
    request_body = CheckRequest,
    responses((status = 200, body = CheckView), (status = 404, body = Problem)))]
pub(crate) async fn check(
    State(api): State<AdminApi>,
    Path(kind): Path<String>,
    Json(request): Json<CheckRequest>,
) -> ApiResult<Json<CheckView>> {
    let begin = Instant::now();
    let built = build(api.engine.registry(), &kind, &request.config)?;
    let mut steps = vec![step("settings", begin, settings(&built))];
    if let Ok(factory) = built {
        let begin = Instant::now();
        steps.push(step("connection", begin, connection(factory.as_ref()).await));
    }
    Ok(Json(CheckView {
        is_ok: steps.iter().all(|step| step.is_ok),
        steps,
    }))
}

type Built = Result<Arc<dyn DestinationFactory>, ConfigProblems>;

fn build(registry: &ConnectorRegistry, kind: &str, config: &Value) -> ApiResult<Built> {
    registry.destination(kind, config).map_err(|unknown| {
        let title = "There is no such connector";
        ApiError::new(ProblemKind::NotFound, "connector-not-found", title, unknown.to_string())
    })
}

/// What was found, or a code and what went wrong.
type Found = Result<String, (Option<String>, String)>;

fn settings(built: &Built) -> Found {
    match built {
        Ok(_) => Ok("complete and valid".to_owned()),
        Err(ConfigProblems(problems)) => {
            let told = problems
                .iter()
                .map(|problem| format!("{}: {}", problem.path, problem.message));
            Err((None, told.collect::<Vec<_>>().join("; ")))
        }
    }
}

async fn connection(factory: &dyn DestinationFactory) -> Found {
    match tokio::time::timeout(PATIENCE, factory.check()).await {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) => Err((Some(error.code.to_owned()), error.detail)),
        Err(_) => {
            let seconds = PATIENCE.as_secs();
            Err((
                None,
                format!("no outcome within {seconds} seconds; look at the time-outs of the settings"),
            ))
        }
    }
}

fn step(name: &'static str, begin: Instant, found: Found) -> CheckStepView {
    let elapsed_ms = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX);
    let (is_ok, code, detail) = match found {
        Ok(detail) => (true, None, detail),
        Err((code, detail)) => (false, code, detail),
    };
    CheckStepView {
        name,
        is_ok,
        detail,
        code,
        elapsed_ms,
    }
}

/// A connection that connectors share.
#[derive(Debug, Serialize, ToSchema)]
pub struct SharedConnectionView {
    /// The name that connectors give it, in their setting `connection`.
    #[schema(example = "lab")]
    pub name: String,
    /// The kind of connector that it is for.
    #[schema(example = "mllp")]
    pub kind: String,
    /// What it is, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The settings that come from it; a connector that names it must not have them too.
    #[schema(example = json!(["address", "tls"]))]
    pub settings: Vec<String>,
}

/// Lists the connections that connectors share, as they are in use. The files are the items of kind `connection`.
#[utoipa::path(get, path = "/api/v1/connections", tag = "channels",
    responses((status = 200, body = Page<SharedConnectionView>)))]
pub(crate) async fn shared(State(api): State<AdminApi>) -> Json<Page<SharedConnectionView>> {
    let all = api.engine.registry().connections().get();
    let items = all.iter().map(|(name, connection)| SharedConnectionView {
        name: name.clone(),
        kind: connection.kind.clone(),
        description: connection.description.clone(),
        settings: connection.settings.keys().cloned().collect(),
    });
    Json(Page {
        items: items.collect(),
        next: None,
    })
}
