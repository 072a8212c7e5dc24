//! The one HTTP port: the API with its documentation, metrics, health, and the apps.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::{HeaderName, HeaderValue, Method, StatusCode, header};
use nilecare_connector_registry::Network;
use nilecare_engine_admin_api::Standing;
use nilecare_http::{HttpOptions, OpenApiRouter, clashing_schemas, describe_security, finish, name_operations};
use nilecare_telemetry::Metrics;
use serde_json::json;
use tokio::sync::watch;
use tower_http::cors::{AllowOrigin, CorsLayer};
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};
use utoipa_swagger_ui::SwaggerUi;

use crate::settings::HttpSettings;

/// Puts all routes together and returns them with their document.
pub fn assemble(
    services: Vec<OpenApiRouter>,
    fhir: Router,
    apps: Router,
    metrics: (Metrics, Option<Arc<Standing>>),
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
        .route("/health/live", get(live))
        .route("/health/ready", get(ready).with_state(is_ready));
    let docs = SwaggerUi::new("/api/docs").url("/api/openapi.json", document.clone());
    (
        finish(api.merge(plain).merge(fhir).merge(apps).merge(docs), options),
        document,
    )
}

/// Adds what stands in front of all routes: whom browsers of other origins may call for, and who is meant behind a proxy.
///
/// # Errors
/// When an origin is none.
pub fn in_front(router: Router, settings: &HttpSettings) -> Result<Router> {
    let proxies: Arc<[Network]> = settings.trusted_proxies.clone().into();
    let router = if proxies.is_empty() {
        router
    } else {
        router.layer(middleware::from_fn_with_state(proxies, behind_proxy))
    };
    if settings.cors_origins.is_empty() {
        return Ok(router);
    }
    let origins = if settings.cors_origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        let origins = settings.cors_origins.iter().map(|origin| {
            let is_origin = origin.starts_with("http://") || origin.starts_with("https://");
            ensure!(
                is_origin && !origin.ends_with('/'),
                "http.cors_origins: {origin:?} is no origin; write https://host"
            );
            Ok(HeaderValue::from_str(origin)?)
        });
        AllowOrigin::list(origins.collect::<Result<Vec<_>>>()?)
    };
    // Tokens come in a header, never in a cookie, so there are no credentials to allow.
    let cors = CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers(ALLOWED_HEADERS.map(HeaderName::from_static))
        .expose_headers(EXPOSED_HEADERS.map(HeaderName::from_static))
        .max_age(Duration::from_secs(600));
    Ok(router.layer(cors))
}

/// What a web app may send.
const ALLOWED_HEADERS: [&str; 11] = [
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-modified-since",
    "if-none-exist",
    "if-none-match",
    "prefer",
    "x-request-id",
    "traceparent",
];
/// What a web app may read.
const EXPOSED_HEADERS: [&str; 10] = [
    "content-location",
    "etag",
    "last-modified",
    "location",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
    "www-authenticate",
    "x-request-id",
];

/// Reads who asks from `X-Forwarded-For` when a trusted proxy passed the request on: the last address there that is none itself.
async fn behind_proxy(State(proxies): State<Arc<[Network]>>, mut request: Request, next: Next) -> Response {
    let is_proxy = |address: &IpAddr| proxies.iter().any(|network| network.contains(*address));
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
    if let Some(peer) = peer.filter(|peer| is_proxy(&peer.ip())) {
        let told = request.headers().get_all("x-forwarded-for").iter();
        let chain: Vec<IpAddr> = told
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|address| address.trim().parse().ok())
            .collect();
        if let Some(client) = chain.into_iter().rfind(|address| !is_proxy(address)) {
            request
                .extensions_mut()
                .insert(ConnectInfo(SocketAddr::new(client, peer.port())));
        }
    }
    next.run(request).await
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
async fn render(State((metrics, standing)): State<(Metrics, Option<Arc<Standing>>)>) -> Response {
    let mut text = metrics.render();
    if let Some(standing) = standing {
        text.push_str(&standing.render().await);
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// The health of a process without services.
pub fn health(metrics: Metrics, is_ready: watch::Receiver<bool>) -> Router {
    Router::new()
        .route("/metrics", get(render).with_state((metrics, None)))
        .route("/health/live", get(live))
        .route("/health/ready", get(ready).with_state(is_ready))
}

async fn live() -> Json<serde_json::Value> {
    Json(json!({ "status": "live" }))
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
