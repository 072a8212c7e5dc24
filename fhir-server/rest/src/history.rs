//! history (FHIR R4 §3.1.0.12).

use std::io::Write;

use http::StatusCode;
use nilecare_fhir_search::{DEFAULT_COUNT, MAX_COUNT, date_range};
use nilecare_fhir_store::{HistoryQuery, HistoryScope, Method, Stored};

use crate::error::{RestError, RestResult};
use crate::interaction::{Interaction, Place};
use crate::json;
use crate::respond::{Reply, etag};
use crate::service::Inner;

pub(crate) async fn history(service: &Inner, interaction: &Interaction, place: &Place) -> RestResult<Reply> {
    let scope = match place {
        Place::InstanceHistory(of, id) => HistoryScope::Instance(*of, id.clone()),
        Place::TypeHistory(of) => HistoryScope::Type(*of),
        _ => HistoryScope::System,
    };
    let is_instance = matches!(scope, HistoryScope::Instance(..));
    let query = query(interaction, scope)?;
    let is_filtered = query.since.is_some() || query.at.is_some() || query.cursor.is_some();
    let history = service.store.history(query).await?;
    if is_instance && !is_filtered && history.versions.is_empty() {
        return Err(RestError::not_found());
    }
    let mut links = vec![("self", link(interaction, None))];
    links.extend(history.next.map(|next| ("next", link(interaction, Some(next)))));
    let mut out = json::begin("history", history.total, &links);
    for (n, stored) in history.versions.iter().enumerate() {
        json::before_entry(n, &mut out);
        entry(service, interaction, stored, &mut out);
    }
    let body = json::end(history.versions.len(), out);
    Ok(Reply::bytes(StatusCode::OK, body))
}

fn query(interaction: &Interaction, scope: HistoryScope) -> RestResult<HistoryQuery> {
    let mut query = HistoryQuery {
        scope,
        since: None,
        at: None,
        count: DEFAULT_COUNT,
        cursor: None,
    };
    for (name, value) in &interaction.pairs {
        let wrong = |expected: &str| RestError::bad_request(format!("the parameter {name}: expected {expected}"));
        match name.as_str() {
            "_since" => {
                let range = date_range(value).ok_or_else(|| wrong("a date or a date and time"))?;
                query.since = Some(range.low);
            }
            "_at" => {
                let range = date_range(value).ok_or_else(|| wrong("a date or a date and time"))?;
                query.at = Some((range.low, range.high));
            }
            "_count" => {
                let count: usize = value.parse().map_err(|_| wrong("a number"))?;
                query.count = count.clamp(1, MAX_COUNT);
            }
            "_cursor" => query.cursor = Some(value.parse().map_err(|_| wrong("what the link next has"))?),
            _ => {}
        }
    }
    Ok(query)
}

fn entry(service: &Inner, interaction: &Interaction, stored: &Stored, out: &mut Vec<u8>) {
    let name = service.store.registry().name(stored.of);
    out.extend_from_slice(br#"{"fullUrl":"#);
    json::string(&json::full_url(&interaction.base, name, stored), out);
    if let Some(body) = &stored.body {
        out.extend_from_slice(br#","resource":"#);
        out.extend_from_slice(body);
    }
    let (method, status) = match stored.method {
        Method::Post => ("POST", "201 Created"),
        Method::Put if stored.version == 1 => ("PUT", "201 Created"),
        Method::Put => ("PUT", "200 OK"),
        Method::Patch => ("PATCH", "200 OK"),
        Method::Delete => ("DELETE", "204 No Content"),
    };
    let url = match stored.method {
        Method::Post => name.to_owned(),
        _ => format!("{name}/{}", stored.id),
    };
    let _ = write!(
        out,
        r#","request":{{"method":"{method}","url":"{url}"}},"response":{{"status":"{status}","lastModified":"{}","etag":"#,
        json::instant(stored.updated)
    );
    json::string(&etag(stored.version), out);
    out.extend_from_slice(b"}}");
}

fn link(interaction: &Interaction, cursor: Option<i64>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in interaction
        .pairs
        .iter()
        .filter(|(name, _)| cursor.is_none() || name != "_cursor")
    {
        query.append_pair(name, value);
    }
    if let Some(cursor) = cursor {
        query.append_pair("_cursor", &cursor.to_string());
    }
    let query = query.finish();
    let path = interaction.segments.join("/");
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}/{path}{mark}{query}", interaction.base)
}
