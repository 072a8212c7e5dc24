//! Who may do what, looked at before the body is read, and put on record.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{Method, StatusCode, header};
use nilecare_fhir_model::{IssueCode, is_id};
use nilecare_http::{Access, Permission, Principal, RecordedPath, TokenError};

use crate::error::{RestError, RestResult};
use crate::format::Format;
use crate::request::{pairs, segments};
use crate::respond::respond_error;
use crate::service::Inner;
use crate::{BASE_PATH, FHIR_READ, FHIR_WRITE};

/// What who calls may do.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Caller {
    pub may_read: bool,
    pub may_write: bool,
}

/// What an interaction needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needed {
    Read,
    Write,
    /// One of both: the entries of a bundle are looked at one by one.
    Any,
}

impl Needed {
    pub fn by(method: &Method, segments: &[String]) -> Self {
        let is_validate = segments.last().is_some_and(|last| last == "$validate");
        if *method == Method::POST && segments.is_empty() {
            Self::Any
        } else if *method == Method::GET || *method == Method::HEAD || is_search(method, segments) || is_validate {
            Self::Read
        } else {
            Self::Write
        }
    }

    pub fn is_held_by(self, caller: Caller) -> bool {
        match self {
            Self::Read => caller.may_read,
            Self::Write => caller.may_write,
            Self::Any => caller.may_read || caller.may_write,
        }
    }

    /// The permission that is put on record: a bundle counts as a change for those who may change something.
    fn permission(self, caller: Caller) -> Permission {
        match self {
            Self::Read => FHIR_READ,
            Self::Any if !caller.may_write => FHIR_READ,
            Self::Any | Self::Write => FHIR_WRITE,
        }
    }

    pub fn missing(self) -> RestError {
        let permission = if self == Self::Write { FHIR_WRITE } else { FHIR_READ };
        let diagnostics =
            format!("the permission {permission} is needed; ask an administrator for a role that holds it");
        RestError::new(StatusCode::FORBIDDEN, IssueCode::Forbidden, diagnostics)
    }
}

/// Tells whether parameters may come in the body.
pub(crate) fn is_search(method: &Method, segments: &[String]) -> bool {
    *method == Method::POST && segments.last().is_some_and(|last| last == "_search")
}

/// Lets a request through to its interaction, with its [`Caller`] and on record.
pub(crate) async fn guard(State(service): State<Arc<Inner>>, mut request: Request, next: Next) -> Response {
    let pairs = request.uri().query().map(pairs).unwrap_or_default();
    let shown = Format::of_answer(request.headers(), &pairs).unwrap_or_default();
    let path = request.uri().path().strip_prefix(BASE_PATH).unwrap_or_default();
    let segments = match segments(path) {
        Ok(segments) => segments,
        Err(error) => return respond_error(&error, shown),
    };
    if matches!(&segments[..], [only] if only == "metadata") {
        return next.run(request).await;
    }
    // Taken out first: a body cannot be shared while we wait.
    let credential = request
        .headers()
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let principal = match principal(&service, credential).await {
        Ok(principal) => principal,
        Err(error) => return respond_error(&error, shown),
    };
    let caller = Caller {
        may_read: principal.may(FHIR_READ),
        may_write: principal.may(FHIR_WRITE),
    };
    let needed = Needed::by(request.method(), &segments);
    let permission = needed.permission(caller);
    let recorded = RecordedPath(recorded(&service, &segments));
    request.extensions_mut().insert(recorded);
    request.extensions_mut().insert(caller);
    let access = Access { principal, permission };
    let is_permitted = needed.is_held_by(caller);
    match (is_permitted, &service.auditor) {
        (true, None) => next.run(request).await,
        (true, Some(auditor)) => {
            let response = auditor.pass(access, request, next).await;
            as_outcome(response, shown)
        }
        (false, None) => respond_error(&needed.missing(), shown),
        (false, Some(auditor)) => {
            auditor.refused(access, request.into_parts().0).await;
            respond_error(&needed.missing(), shown)
        }
    }
}

/// The auditor knows no FHIR: when it has to refuse, its problem becomes an OperationOutcome.
fn as_outcome(response: Response, shown: Format) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_none_or(|kind| kind != "application/problem+json") {
        return response;
    }
    let diagnostics = "the access could not be put on record, so it is refused; try again later";
    let error = RestError::new(response.status(), IssueCode::Transient, diagnostics);
    respond_error(&error, shown)
}

async fn principal(service: &Inner, header: Option<String>) -> RestResult<Principal> {
    let refused = |diagnostics: String| RestError::new(StatusCode::UNAUTHORIZED, IssueCode::Login, diagnostics);
    let token = header.as_deref().and_then(|value| value.split_once(' '));
    let token = token
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    let token = token.ok_or_else(|| {
        refused("send the header Authorization: Bearer, with an access token or an API key".to_owned())
    })?;
    let unavailable = |text: String| RestError::new(StatusCode::SERVICE_UNAVAILABLE, IssueCode::Transient, text);
    let limit = service.options.timeout;
    let checked = tokio::time::timeout(limit, service.verifier.authenticate(token)).await;
    checked
        .unwrap_or(Err(TokenError::Unavailable))
        .map_err(|error| match error {
            TokenError::Unavailable => unavailable(error.to_string()),
            error => refused(error.to_string()),
        })
}

/// Writes the path for the record: what is neither a type, an id nor a word of FHIR's may be anything, and is left out.
fn recorded(service: &Inner, segments: &[String]) -> String {
    let registry = service.store.registry();
    let mut path = BASE_PATH.to_owned();
    for (at, segment) in segments.iter().enumerate() {
        let is_word = segment
            .strip_prefix(['$', '_'])
            .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'));
        let is_known = match at {
            0 | 2 => is_word || registry.type_id(segment).is_some(),
            _ => is_word || is_id(segment),
        };
        path.push('/');
        path.push_str(if is_known { segment } else { "{}" });
    }
    path
}
