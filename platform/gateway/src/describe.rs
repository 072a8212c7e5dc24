//! One API description of all services.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures_util::future::join_all;
use http::{Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Limited};
use nilecare_http::Upstream;
use serde_json::{Map, Value, json};

use crate::proxy::Proxy;

const PATH: &str = "/api/openapi.json";
/// Of one service's description.
const LARGEST: usize = 16 << 20;
const LIMIT: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Described {
    proxy: Arc<Proxy>,
    services: Arc<HashMap<String, Arc<Upstream>>>,
}

pub(crate) fn router(proxy: Arc<Proxy>, services: HashMap<String, Arc<Upstream>>) -> Router {
    let services = Arc::new(services);
    Router::new()
        .route(
            PATH,
            get(describe).with_state(Described {
                proxy,
                services: Arc::clone(&services),
            }),
        )
        .route("/health/services", get(health).with_state(services))
}

/// Asks every service for its description and puts them together; `x-missing` names those that did not answer.
async fn describe(State(described): State<Described>) -> Response {
    let mut names: Vec<_> = described.services.keys().collect();
    names.sort();
    let asked = names.iter().map(|name| described.ask(name));
    let answers = join_all(asked).await;
    let mut whole = json!({
        "openapi": "3.1.0",
        "info": { "title": "NileCare", "version": env!("CARGO_PKG_VERSION") },
        "paths": {}, "components": { "schemas": {} },
    });
    let mut missing = Vec::new();
    for (name, answer) in names.into_iter().zip(answers) {
        match answer {
            Some(document) => merge(&mut whole, document),
            None => missing.push(name.clone()),
        }
    }
    if !missing.is_empty() {
        whole["x-missing"] = json!(missing);
    }
    Json(whole).into_response()
}

/// Tells how many instances of each service are in use, of how many.
async fn health(State(services): State<Arc<HashMap<String, Arc<Upstream>>>>) -> Response {
    let mut told = Map::new();
    let mut are_all = true;
    for (name, upstream) in services.iter() {
        are_all &= upstream.n_in_use() > 0;
        told.insert(
            name.clone(),
            json!({ "instances": upstream.n_instances(), "in_use": upstream.n_in_use() }),
        );
    }
    let status = if are_all {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(Value::Object(told))).into_response()
}

impl Described {
    async fn ask(&self, service: &str) -> Option<Value> {
        let (_, uri) = self.services[service].choose(&Uri::from_static(PATH))?;
        let request = Request::get(uri)
            .header(header::ACCEPT, "application/json")
            .body(Body::empty())
            .ok()?;
        let answer = async {
            let response = self.proxy.client.request(request).await.ok()?;
            let is_good = response.status() == StatusCode::OK;
            let body = Limited::new(response.into_body(), LARGEST).collect().await.ok()?;
            is_good.then(|| serde_json::from_slice(&body.to_bytes()).ok()).flatten()
        };
        tokio::time::timeout(LIMIT, answer).await.ok().flatten()
    }
}

/// Adds paths and components; what is there stays.
fn merge(whole: &mut Value, document: Value) {
    let Value::Object(members) = document else { return };
    for (name, value) in members {
        if matches!(name.as_str(), "paths" | "components" | "security") {
            add(&mut whole[name.as_str()], value);
        }
    }
}

fn add(to: &mut Value, from: Value) {
    match (to, from) {
        (Value::Object(to), Value::Object(from)) => {
            for (name, value) in from {
                match to.get_mut(&name) {
                    Some(known) if known.is_object() => add(known, value),
                    Some(_) => {}
                    None => {
                        to.insert(name, value);
                    }
                }
            }
        }
        (to @ Value::Null, from) => *to = from,
        _ => {}
    }
}
