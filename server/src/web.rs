//! The one HTTP port: the API with its documentation, metrics, health, and the apps.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::{StatusCode, header};
use nilecare_engine_admin_api::Standing;
use nilecare_http::{HttpOptions, OpenApiRouter, clashing_schemas, describe_security, finish, name_operations};
use nilecare_telemetry::Metrics;
use serde_json::json;
use tokio::sync::watch;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_swagger_ui::SwaggerUi;

use crate::web_apps::WebApps;

/// Puts all routes together and returns them with their document.
pub fn assemble(
    services: Vec<OpenApiRouter>,
    fhir: Router,
    apps: WebApps,
    metrics: (Metrics, Arc<Standing>),
    is_ready: watch::Receiver<bool>,
    options: HttpOptions,
) -> (Router, OpenApi) {
    let mut all = OpenApiRouter::with_openapi(describe());
    for service in services {
        // Merging keeps the first of two schemas with one name, and the second service would be described wrongly.
        let clashing = clashing_schemas(all.get_openapi(), service.get_openapi());
        debug_assert!(clashing.is_empty(), "two schemas have one name: {clashing:?}");
        all = all.merge(service);
    }
    let (api, mut document) = all.split_for_parts();
    describe_security(&mut document);
    name_operations(&mut document);
    let plain = Router::new()
        .route("/metrics", get(render).with_state(metrics))
        .route("/health/live", get(|| async { Json(json!({ "status": "live" })) }))
        .route("/health/ready", get(ready).with_state(is_ready));
    let docs = SwaggerUi::new("/api/docs").url("/api/openapi.json", document.clone());
    (
        finish(api.merge(plain).merge(fhir).merge(apps.router()).merge(docs), options),
        document,
    )
}

fn describe() -> OpenApi {
    let info = InfoBuilder::new()
        .title("NileCare")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The hub's API. Sign in at /api/v1/auth/login and send the access token as a bearer token.",
        ));
    OpenApiBuilder::new().info(info).build()
}

/// What was counted, and how the channels stand now.
async fn render(State((metrics, standing)): State<(Metrics, Arc<Standing>)>) -> Response {
    let mut text = metrics.render();
    text.push_str(&standing.render().await);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// Ready from the moment the channels are deployed until the hub stops.
async fn ready(State(is_ready): State<watch::Receiver<bool>>) -> Response {
    let is_ready = *is_ready.borrow();
    let status = if is_ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (
        status,
        Json(json!({ "status": if is_ready { "ready" } else { "not ready" } })),
    )
        .into_response()
}
