//! Puts on record what is done through this interface.
//!
//! A route is declared with its action; the user, the address, the target (from the path) and the outcome (from the status)
//! are added here. A handler may add a [`EventDetail`] to its response; it must hold no patient data.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{RawPathParams, Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use nilecare_event_log::{EventLog, EventLogError, NewEvent, Outcome};
use nilecare_http::{ApiError, ClientAddress, Principal};
use nilecare_types::{Clock, ProblemKind, Timestamp};
use serde_json::Value;
use utoipa_axum::router::UtoipaMethodRouter;

/// More about what was done, for the event.
#[derive(Debug, Clone)]
pub(crate) struct EventDetail(pub Value);

/// What is recorded of a route.
#[derive(Clone)]
pub(crate) struct Audit {
    pub events: EventLog,
    pub clock: Arc<dyn Clock>,
    pub action: &'static str,
    /// What the target's name begins with, such as `channel`; empty when the path has the kind.
    pub target: &'static str,
    /// Whether nothing is shown when the event cannot be recorded.
    pub is_required: bool,
    /// What was recorded last, where repeats are left out; `None` where every call is recorded.
    pub recent: Option<Arc<Recent>>,
}

/// So long the same is not recorded again.
const QUIET: SignedDuration = SignedDuration::from_mins(15);
/// So much is remembered; when it is more, all is forgotten and recorded once more.
const MOST_REMEMBERED: usize = 10_000;

/// When users did what, of one route.
#[derive(Default)]
pub(crate) struct Recent(Mutex<HashMap<(String, String, Outcome), Timestamp>>);

impl Recent {
    /// Tells whether the same was recorded a short time ago; if not, it is remembered.
    fn is_repeat(&self, event: &NewEvent) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (event.user.clone(), event.target.clone(), event.outcome);
        let is_repeat = known
            .get(&key)
            .is_some_and(|last| event.at.duration_since(*last).abs() < QUIET);
        if !is_repeat {
            if known.len() >= MOST_REMEMBERED {
                known.clear();
            }
            known.insert(key, event.at);
        }
        is_repeat
    }
}

impl Audit {
    /// Records the calls of routes.
    pub(crate) fn over<S: Clone + Send + Sync + 'static>(
        self,
        (schemas, paths, methods): UtoipaMethodRouter<S>,
    ) -> UtoipaMethodRouter<S> {
        (
            schemas,
            paths,
            methods.route_layer(middleware::from_fn_with_state(self, record)),
        )
    }
}

async fn record(
    State(audit): State<Audit>,
    principal: Principal,
    ClientAddress(address): ClientAddress,
    params: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let names = std::iter::once(audit.target).chain(params.iter().map(|(_, value)| value));
    let target = names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join("/");
    let response = next.run(request).await;
    let detail = response
        .extensions()
        .get::<EventDetail>()
        .map(|detail| detail.0.clone());
    let event = NewEvent {
        at: audit.clock.now(),
        user: principal.username,
        address: address.map(|address| address.to_string()),
        action: audit.action.to_owned(),
        target,
        outcome: Outcome::of_status(response.status().as_u16()),
        detail: detail.unwrap_or_default(),
    };
    if audit.recent.as_ref().is_some_and(|recent| recent.is_repeat(&event)) {
        return response;
    }
    match audit.events.record(event).await {
        Ok(_) => response,
        Err(error) if audit.is_required => {
            tracing::error!(%error, action = audit.action, "an event could not be recorded; nothing is shown");
            log_error(&error).into_response()
        }
        Err(error) => {
            // It was done; refusing the answer would only hide that.
            tracing::error!(%error, action = audit.action, "an event could not be recorded");
            response
        }
    }
}

pub(crate) fn log_error(error: &EventLogError) -> ApiError {
    ApiError::new(
        ProblemKind::Unavailable,
        "event-log-unavailable",
        "The event log does not work",
        error.to_string(),
    )
}
