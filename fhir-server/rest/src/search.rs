//! Searches, answered by a Bundle.

use std::borrow::Cow;

use http::StatusCode;
use nilecare_fhir_model::{Issue, IssueCode, outcome};
use nilecare_fhir_search::{Query, Search, Summary};
use nilecare_fhir_store::{Found, Stored};

use crate::error::RestResult;
use crate::interaction::{Interaction, Place};
use crate::json;
use crate::own_address::search_relative;
use crate::respond::Reply;
use crate::service::Inner;

pub(crate) async fn search(service: &Inner, interaction: &Interaction, place: &Place) -> RestResult<Reply> {
    let search = read_search(service, interaction, place)?;
    let found = service.store.search(search.clone()).await?;
    let body = bundle(service, interaction, &search, &found)?;
    Ok(Reply::bytes(StatusCode::OK, body))
}

/// Reads the query.
pub(crate) fn read_search(service: &Inner, interaction: &Interaction, place: &Place) -> RestResult<Search> {
    let (of, compartment) = match place {
        Place::Type(of) | Place::TypeSearch(of) => (Some(*of), None),
        Place::Compartment(kind, id, of) => (*of, Some((kind.as_str(), id.as_str()))),
        _ => (None, None),
    };
    let registry = service.store.registry();
    let pairs = match of {
        Some(of) => search_relative(registry, of, &interaction.pairs, &interaction.base),
        None => Cow::Borrowed(interaction.pairs.as_slice()),
    };
    let query = Query {
        of,
        pairs: &pairs,
        is_strict: interaction.prefer.is_strict,
        compartment,
    };
    Ok(query.read(registry)?)
}

/// Writes the Bundle.
pub(crate) fn bundle(
    service: &Inner,
    interaction: &Interaction,
    search: &Search,
    found: &Found,
) -> RestResult<Vec<u8>> {
    let mut links = vec![("self", link(interaction, search, search.cursor.as_deref()))];
    if let Some(next) = &found.next {
        links.push(("next", link(interaction, search, Some(next))));
    }
    let mut out = json::begin("searchset", found.total, &links);
    let mut n_entries = 0;
    let with_mode = found.matches.iter().map(|stored| (stored, "match"));
    for (stored, mode) in with_mode.chain(found.included.iter().map(|stored| (stored, "include"))) {
        json::before_entry(n_entries, &mut out);
        entry(service, interaction, stored, mode, &search.summary, &mut out)?;
        n_entries += 1;
    }
    if !search.ignored.is_empty() {
        let issues: Vec<Issue> = search
            .ignored
            .iter()
            .map(|error| {
                Issue::warning(
                    IssueCode::NotSupported,
                    format!("{}; it was left out", error.diagnostics),
                )
            })
            .collect();
        json::before_entry(n_entries, &mut out);
        out.extend_from_slice(br#"{"resource":"#);
        out.extend_from_slice(outcome(&issues).to_string().as_bytes());
        out.extend_from_slice(br#","search":{"mode":"outcome"}}"#);
        n_entries += 1;
    }
    Ok(json::end(n_entries, out))
}

fn entry(
    service: &Inner,
    interaction: &Interaction,
    stored: &Stored,
    mode: &str,
    summary: &Summary,
    out: &mut Vec<u8>,
) -> RestResult<()> {
    let Some(body) = &stored.body else {
        return Ok(());
    };
    let name = service.store.registry().name(stored.of);
    out.extend_from_slice(br#"{"fullUrl":"#);
    json::string(&json::full_url(&interaction.base, name, stored), out);
    out.extend_from_slice(br#","resource":"#);
    match summary {
        Summary::Full | Summary::Count => out.extend_from_slice(body),
        summary => out.extend_from_slice(&crate::read::part(body, summary)?),
    }
    out.extend_from_slice(br#","search":{"mode":""#);
    out.extend_from_slice(mode.as_bytes());
    out.extend_from_slice(br#""}}"#);
    Ok(())
}

/// Writes the address of a page.
fn link(interaction: &Interaction, search: &Search, cursor: Option<&str>) -> String {
    let mut path = interaction.segments.clone();
    if path.last().is_some_and(|last| last == "_search") {
        path.pop();
    }
    let mut url = interaction.base.clone();
    for part in path {
        url.push('/');
        url.push_str(&part);
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in &search.used {
        query.append_pair(name, value);
    }
    if let Some(cursor) = cursor {
        query.append_pair("_cursor", cursor);
    }
    let query = query.finish();
    if !query.is_empty() {
        url.push('?');
        url.push_str(&query);
    }
    url
}
