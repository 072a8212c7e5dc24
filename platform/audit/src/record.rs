//! Puts requests on record around their handlers.

use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Body;
use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header;
use http::request::Parts;
use http_body_util::BodyExt;
use nilecare_http::{Access, ApiError, Auditor, PatientsSeen, RecordedPath, RequestId};
use nilecare_types::Clock;

use crate::{AuditError, AuditLog, NewEntry, Outcome, patients};

const REASON: &str = "x-access-reason";
const REASON_CHARS: usize = 200;

/// Records every request of the routes it is given to.
#[derive(Debug, Clone)]
pub struct Recorder {
    log: AuditLog,
    clock: Arc<dyn Clock>,
}

impl Recorder {
    /// Records into `log`.
    pub fn new(log: AuditLog, clock: Arc<dyn Clock>) -> Self {
        Self { log, clock }
    }

    fn entry(&self, access: Access, request: &Parts, outcome: Outcome) -> NewEntry {
        let stated = request.extensions.get::<RecordedPath>().map(|path| path.0.as_str());
        let matched = request.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
        let route = stated.or(matched).unwrap_or("unmatched");
        let peer = request.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
        let request_id = request
            .extensions
            .get::<RequestId>()
            .map_or_else(String::new, |id| id.0.clone());
        let reason = request.headers.get(REASON).and_then(|value| value.to_str().ok());
        let permission = access.permission;
        NewEntry {
            at: self.clock.now(),
            actor: access.principal.user_id,
            username: access.principal.username,
            roles: access.principal.roles,
            action: permission.to_string(),
            route: format!("{} {route}", request.method),
            patients: patients::of_request(request.uri.path(), request.uri.query()),
            reason: reason.map(|text| text.chars().take(REASON_CHARS).collect()),
            address: peer.map(|ConnectInfo(address)| address.ip().to_string()),
            request_id,
            outcome,
            of: None,
        }
    }

    async fn pass_read(&self, mut entry: NewEntry, request: Request, next: Next) -> Result<Response, AuditError> {
        let path = request.uri().path().to_owned();
        let response = next.run(request).await;
        let (response, outcome, seen) = looked_at(&path, response).await;
        entry.outcome = outcome;
        add(&mut entry, seen);
        self.log.append(entry).await?;
        Ok(response)
    }

    async fn pass_change(&self, mut entry: NewEntry, request: Request, next: Next) -> Result<Response, AuditError> {
        let path = request.uri().path().to_owned();
        let n = self.log.append(entry.clone()).await?;
        let response = next.run(request).await;
        let (response, outcome, seen) = looked_at(&path, response).await;
        entry.at = self.clock.now();
        entry.outcome = outcome;
        entry.of = Some(n);
        add(&mut entry, seen);
        if let Err(error) = self.log.enqueue(entry).await {
            // The change is made, and its beginning is on record.
            tracing::error!(%error, audit.n = n, "the outcome of a change could not be put on record");
        }
        Ok(response)
    }
}

#[async_trait]
impl Auditor for Recorder {
    async fn pass(&self, access: Access, request: Request, next: Next) -> Response {
        let is_read = access.permission.as_str().ends_with(":read");
        let (parts, body) = request.into_parts();
        let entry = self.entry(access, &parts, Outcome::Begun);
        let request = Request::from_parts(parts, body);
        let passed = if is_read {
            self.pass_read(entry, request, next).await
        } else {
            self.pass_change(entry, request, next).await
        };
        passed.unwrap_or_else(|error| ApiError::from(error).into_response())
    }

    async fn refused(&self, access: Access, request: Parts) {
        let entry = self.entry(access, &request, Outcome::Refused);
        if let Err(error) = self.log.append(entry).await {
            // It is refused anyhow.
            tracing::error!(%error, "a refused access could not be put on record");
        }
    }
}

/// Reads the answer through: its outcome, and whose data it holds.
async fn looked_at(path: &str, response: Response) -> (Response, Outcome, Vec<String>) {
    let (mut parts, body) = response.into_parts();
    let stated = parts.extensions.remove::<PatientsSeen>().unwrap_or_default().0;
    let outcome = match parts.status.as_u16() {
        100..=399 => Outcome::Done,
        401 | 403 => Outcome::Refused,
        _ => Outcome::Failed,
    };
    let is_json = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/json");
    if outcome != Outcome::Done || !is_json {
        // Problems hold no patient data, and an export is not to be held in memory.
        return (Response::from_parts(parts, body), outcome, stated);
    }
    let Ok(body) = body.collect().await else {
        let error = ApiError::internal(&AuditError::Unavailable);
        return (error.into_response(), Outcome::Failed, stated);
    };
    let body = body.to_bytes();
    let mut seen = patients::of_answer(path, &body);
    seen.extend(stated);
    (Response::from_parts(parts, Body::from(body)), outcome, seen)
}

fn add(entry: &mut NewEntry, seen: Vec<String>) {
    entry.patients.extend(seen);
    entry.patients.sort_unstable();
    entry.patients.dedup();
}
