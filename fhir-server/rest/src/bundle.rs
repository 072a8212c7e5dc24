//! batch and transaction (FHIR R4 §3.1.0.11).

use std::io::Write;
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use http::{Method, StatusCode};
use nilecare_fhir_model::IssueCode;
use nilecare_fhir_search::Search;
use nilecare_fhir_store::{Change, Changed, Outcome};
use serde_json::Value;

use crate::bundle_entry::{Entry, read};
use crate::error::{RestError, RestResult};
use crate::interaction::{Interaction, Place};
use crate::json;
use crate::prefer::Return;
use crate::respond::{Reply, etag};
use crate::service::Inner;
use crate::write::{location, status};

/// How many entries of a batch are done at the same time: they share a commit.
const AT_ONCE: usize = 16;

pub(crate) async fn perform(service: &Arc<Inner>, interaction: &mut Interaction) -> RestResult<Reply> {
    let mut bundle = interaction.take_resource()?;
    if bundle.get("resourceType").and_then(Value::as_str) != Some("Bundle") {
        return Err(RestError::bad_request(
            "expected a Bundle of the type batch or transaction",
        ));
    }
    let entries = match bundle.get_mut("entry").map(Value::take) {
        None => Vec::new(),
        Some(Value::Array(entries)) => entries,
        Some(_) => return Err(RestError::bad_request("expected an array of entries").within("Bundle.entry")),
    };
    let most = service.options.max_entries;
    if entries.len() > most {
        let diagnostics = format!("expected at most {most} entries");
        return Err(RestError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            IssueCode::TooLong,
            diagnostics,
        ));
    }
    match bundle.get("type").and_then(Value::as_str) {
        Some("transaction") => transaction(service, interaction, entries).await,
        Some("batch") => Ok(batch(service, interaction, entries).await),
        _ => Err(RestError::bad_request("expected batch or transaction").within("Bundle.type")),
    }
}

fn place_of(n: usize) -> String {
    format!("Bundle.entry[{n}]")
}

/// Does each entry by itself.
async fn batch(service: &Arc<Inner>, interaction: &Interaction, entries: Vec<Value>) -> Reply {
    let read: Vec<RestResult<Entry>> = entries.into_iter().map(|entry| read(interaction, entry)).collect();
    let n_entries = read.len();
    let answers = stream::iter(read).map(|entry| async {
        let mut interaction = entry?.interaction;
        let place = interaction.place(service)?;
        if place == Place::System && interaction.method == Method::POST {
            return Err(RestError::bad_request("a bundle holds no bundle to be done"));
        }
        Box::pin(interaction.perform_alone(service, &place)).await
    });
    let answers: Vec<RestResult<Reply>> = answers.buffered(AT_ONCE).collect().await;
    let shows = interaction.prefer.returns == Some(Return::Representation);
    let mut out = json::begin("batch-response", None, &[]);
    for (n, answer) in answers.into_iter().enumerate() {
        json::before_entry(n, &mut out);
        match answer {
            Ok(reply) => {
                // What was asked for is shown; what was written only when that is preferred.
                let is_shown = shows || reply.location.is_none();
                let body = reply.body.as_deref().filter(|_| is_shown);
                response(&Answer::of(&reply), body, None, &mut out);
            }
            Err(error) => response(&Answer::plain(error.status), None, Some(&error), &mut out),
        }
    }
    Reply::bytes(StatusCode::OK, json::end(n_entries, out))
}

/// Does all entries or none.
async fn transaction(service: &Arc<Inner>, interaction: &Interaction, entries: Vec<Value>) -> RestResult<Reply> {
    let mut changes = Vec::with_capacity(entries.len());
    let mut searches: Vec<Option<(Interaction, Search)>> = Vec::with_capacity(entries.len());
    for (n, entry) in entries.into_iter().enumerate() {
        let entry = read(interaction, entry).map_err(|error| error.within(&place_of(n)))?;
        let (change, search) = change(service, entry).map_err(|error| error.within(&place_of(n)))?;
        changes.push(change);
        searches.push(search);
    }
    let done = service.store.apply(changes).await;
    let done = done.map_err(|(n, error)| RestError::from(error).within(&place_of(n)))?;
    let shows = interaction.prefer.returns == Some(Return::Representation);
    let mut out = json::begin("transaction-response", None, &[]);
    for (n, changed) in done.iter().enumerate() {
        json::before_entry(n, &mut out);
        match changed {
            Changed::Resource(outcome, stored) => {
                let answer = Answer {
                    status: status(*outcome),
                    location: stored
                        .body
                        .as_ref()
                        .map(|_| location(service, &interaction.base, stored)),
                    etag: Some(stored.version),
                    last_modified: Some(stored.updated),
                };
                response(&answer, stored.body.as_deref().filter(|_| shows), None, &mut out);
            }
            Changed::Deleted(_) => response(&Answer::plain(status(Outcome::Deleted)), None, None, &mut out),
            Changed::Nothing(outcome) => response(&Answer::plain(status(*outcome)), None, None, &mut out),
            Changed::Read(stored) => {
                let answer = Answer::of(&Reply::empty(StatusCode::OK).of_version(stored));
                response(&answer, stored.body.as_deref(), None, &mut out);
            }
            Changed::Found(found) => {
                let body = match searches.get(n) {
                    Some(Some((inner, search))) => Some(crate::search::bundle(service, inner, search, found)?),
                    _ => None,
                };
                response(&Answer::plain(StatusCode::OK), body.as_deref(), None, &mut out);
            }
        }
    }
    Ok(Reply::bytes(StatusCode::OK, json::end(done.len(), out)))
}

/// Reads what an entry changes, and its search when it is one.
fn change(service: &Inner, entry: Entry) -> RestResult<(Change, Option<(Interaction, Search)>)> {
    let Entry {
        mut interaction,
        full_url,
    } = entry;
    interaction.check_access()?;
    let place = interaction.place(service)?;
    if interaction.method == Method::GET {
        return match &place {
            Place::Instance(of, id) => Ok((Change::Read(*of, id.clone()), None)),
            Place::Type(_) | Place::Compartment(..) => {
                let search = crate::search::read_search(service, &interaction, &place)?;
                Ok((Change::Search(Box::new(search.clone())), Some((interaction, search))))
            }
            _ => Err(RestError::bad_request(
                "a transaction reads by id or by a search of a type",
            )),
        };
    }
    let is_write = match interaction.method {
        Method::POST => matches!(place, Place::Type(_)),
        _ => matches!(place, Place::Type(_) | Place::Instance(..)),
    };
    if !is_write {
        return Err(RestError::bad_request("expected request.url to fit request.method"));
    }
    let mut change = crate::write::change(service, &mut interaction, &place)?;
    if let Change::Create { draft, .. } | Change::Update { draft, .. } = &mut change {
        draft.full_url = full_url;
    }
    Ok((change, None))
}

/// What an entry of the answer tells.
struct Answer {
    status: StatusCode,
    location: Option<String>,
    etag: Option<u64>,
    last_modified: Option<i64>,
}

impl Answer {
    fn plain(status: StatusCode) -> Self {
        Self {
            status,
            location: None,
            etag: None,
            last_modified: None,
        }
    }

    fn of(reply: &Reply) -> Self {
        Self {
            status: reply.status,
            location: reply.location.clone(),
            etag: reply.etag,
            last_modified: reply.last_modified,
        }
    }
}

fn response(answer: &Answer, resource: Option<&[u8]>, error: Option<&RestError>, out: &mut Vec<u8>) {
    out.push(b'{');
    if let Some(resource) = resource {
        out.extend_from_slice(br#""resource":"#);
        out.extend_from_slice(resource);
        out.push(b',');
    }
    let reason = answer.status.canonical_reason().unwrap_or_default();
    let _ = write!(out, r#""response":{{"status":"{} {reason}""#, answer.status.as_u16());
    if let Some(location) = &answer.location {
        out.extend_from_slice(br#","location":"#);
        json::string(location, out);
    }
    if let Some(version) = answer.etag {
        out.extend_from_slice(br#","etag":"#);
        json::string(&etag(version), out);
    }
    if let Some(updated) = answer.last_modified {
        let _ = write!(out, r#","lastModified":"{}""#, json::instant(updated));
    }
    if let Some(error) = error {
        out.extend_from_slice(br#","outcome":"#);
        out.extend_from_slice(error.outcome().to_string().as_bytes());
    }
    out.extend_from_slice(b"}}");
}
