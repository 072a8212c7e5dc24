//! From HTTP to an interaction and back.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, header};
use nilecare_fhir_model::IssueCode;
use nilecare_http::PatientsSeen;

use crate::BASE_PATH;
use crate::access::Caller;
use crate::error::{RestError, RestResult};
use crate::format::{Format, content_type};
use crate::interaction::Interaction;
use crate::patients::Patients;
use crate::prefer::Prefer;
use crate::respond::{respond, respond_error};
use crate::service::Inner;

/// The most parameters of a query.
const MAX_PAIRS: usize = 200;

pub(crate) async fn answer(State(service): State<Arc<Inner>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let mut patients = Patients::default();
    patients.find(parts.uri.path().as_bytes());
    let pairs = parts.uri.query().map(pairs).unwrap_or_default();
    let format = Format::of_answer(&parts.headers, &pairs);
    // Who asks for a format that is not there is told so in JSON.
    let shown = format.as_ref().copied().unwrap_or_default();
    let is_pretty = pairs.iter().any(|(name, value)| name == "_pretty" && value == "true");
    let answer = match format {
        Ok(_) => {
            let limit = service.options.timeout;
            let answer = tokio::time::timeout(limit, perform(&service, &parts, pairs, body, &mut patients)).await;
            answer.unwrap_or_else(|_| Err(RestError::timed_out()))
        }
        Err(error) => Err(error),
    };
    let mut response = match answer {
        Ok(reply) => {
            patients.find(reply.location.as_deref().unwrap_or_default().as_bytes());
            patients.find(reply.body.as_deref().unwrap_or_default());
            respond(reply, shown, is_pretty, parts.method == Method::HEAD)
        }
        Err(error) => respond_error(&error, shown),
    };
    response.extensions_mut().insert(PatientsSeen(patients.into_ids()));
    response
}

async fn perform(
    service: &Arc<Inner>,
    parts: &Parts,
    pairs: Vec<(String, String)>,
    body: Body,
    patients: &mut Patients,
) -> RestResult<crate::respond::Reply> {
    let path = parts.uri.path().strip_prefix(BASE_PATH).unwrap_or_default();
    let base = base(service, &parts.headers);
    let segments = segments(path)?;
    if segments.len() == 1 && segments[0] == "metadata" {
        return crate::capability::reply(service, &base, &parts.method);
    }
    let caller = parts.extensions.get::<Caller>().copied().unwrap_or_default();
    let mut interaction = Interaction {
        method: if parts.method == Method::HEAD {
            Method::GET
        } else {
            parts.method.clone()
        },
        segments,
        pairs,
        base,
        caller,
        content_type: content_type(&parts.headers),
        body: Bytes::new(),
        resource: None,
        if_match: text(&parts.headers, header::IF_MATCH.as_str()),
        if_none_match: text(&parts.headers, header::IF_NONE_MATCH.as_str()),
        if_modified_since: text(&parts.headers, header::IF_MODIFIED_SINCE.as_str()),
        if_none_exist: text(&parts.headers, "if-none-exist"),
        prefer: Prefer::of(&parts.headers),
    };
    interaction.body = read_body(service, body).await?;
    patients.find(&interaction.body);
    if interaction.content_type.as_deref() == Some("application/x-www-form-urlencoded") && interaction.is_search() {
        let text = std::mem::take(&mut interaction.body);
        let more = std::str::from_utf8(&text).map(self::pairs);
        let more = more.map_err(|_| RestError::bad_request("expected a form in UTF-8"))?;
        interaction.pairs.extend(more);
    }
    if interaction.pairs.len() > MAX_PAIRS {
        let diagnostics = format!("expected at most {MAX_PAIRS} parameters");
        return Err(RestError::new(
            StatusCode::BAD_REQUEST,
            IssueCode::TooCostly,
            diagnostics,
        ));
    }
    interaction.perform(service).await
}

async fn read_body(service: &Inner, body: Body) -> RestResult<Bytes> {
    let most = service.options.max_body_bytes;
    let read = axum::body::to_bytes(body, most).await;
    read.map_err(|_| {
        let diagnostics = format!("the body could not be read, or is longer than {most} bytes");
        RestError::new(StatusCode::PAYLOAD_TOO_LARGE, IssueCode::TooLong, diagnostics)
    })
}

/// Reads the pairs of a query string.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// Splits a path and decodes its parts.
pub(crate) fn segments(path: &str) -> RestResult<Vec<String>> {
    let parts = path.split('/').filter(|part| !part.is_empty());
    let decode = |part: &str| {
        // A plus in a path is a plus.
        let text = form_urlencoded::parse(format!("p={}", part.replace('+', "%2B").replace('&', "%26")).as_bytes())
            .next()
            .map(|(_, value)| value.into_owned());
        text.filter(|text| text.len() <= 256)
    };
    let segments: Option<Vec<String>> = parts.map(decode).collect();
    segments
        .filter(|segments| segments.len() <= 6)
        .ok_or_else(RestError::not_found)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn base(service: &Inner, headers: &HeaderMap) -> String {
    if let Some(base) = &service.options.base_url {
        return base.trim_end_matches('/').to_owned();
    }
    let is_plain = |host: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]_".contains(&byte);
        host.len() <= 256 && host.bytes().all(plain)
    };
    let host = text(headers, header::HOST.as_str()).filter(|host| is_plain(host));
    format!("http://{}{BASE_PATH}", host.as_deref().unwrap_or("localhost"))
}
