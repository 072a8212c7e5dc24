//! read and vread (FHIR R4 §3.1.0.2, §3.1.0.3).

use http::StatusCode;
use nilecare_fhir_search::{Summary, TypeId};
use nilecare_fhir_store::Stored;
use serde_json::Value;

use crate::error::{RestError, RestResult};
use crate::interaction::Interaction;
use crate::respond::{Reply, read_etag};
use crate::service::Inner;

pub(crate) async fn read(service: &Inner, interaction: &Interaction, of: TypeId, id: &str) -> RestResult<Reply> {
    let stored = service.store.read(of, id).await?;
    show(interaction, stored)
}

pub(crate) async fn read_version(
    service: &Inner,
    interaction: &Interaction,
    of: TypeId,
    id: &str,
    version: u64,
) -> RestResult<Reply> {
    let stored = service.store.read_version(of, id, version).await?;
    show(interaction, stored)
}

fn show(interaction: &Interaction, stored: Option<Stored>) -> RestResult<Reply> {
    let stored = stored.ok_or_else(RestError::not_found)?;
    let body = stored.body.as_ref().ok_or_else(RestError::gone)?;
    if is_known(interaction, &stored) {
        return Ok(Reply::empty(StatusCode::NOT_MODIFIED).of_version(&stored));
    }
    let body = match summary_of(&interaction.pairs)? {
        Summary::Full => body.to_vec(),
        summary => part(body, &summary)?,
    };
    Ok(Reply::bytes(StatusCode::OK, body).of_version(&stored))
}

/// Tells whether the client has this version.
fn is_known(interaction: &Interaction, stored: &Stored) -> bool {
    if let Some(tags) = &interaction.if_none_match {
        return tags.split(',').any(|tag| read_etag(tag) == Some(stored.version));
    }
    let since = interaction
        .if_modified_since
        .as_deref()
        .and_then(|text| jiff::fmt::rfc2822::parse(text).ok());
    // The header has no more than seconds.
    since.is_some_and(|since| stored.updated.div_euclid(1_000_000) <= since.timestamp().as_second())
}

/// Reads `_summary` and `_elements`.
pub(crate) fn summary_of(pairs: &[(String, String)]) -> RestResult<Summary> {
    let value = |wanted: &str| {
        pairs
            .iter()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.as_str())
    };
    if let Some(names) = value("_elements") {
        return Ok(Summary::Elements(
            names.split(',').map(|name| name.trim().to_owned()).collect(),
        ));
    }
    match value("_summary") {
        None | Some("false") => Ok(Summary::Full),
        Some("true") => Ok(Summary::True),
        Some("text") => Ok(Summary::Text),
        Some("data") => Ok(Summary::Data),
        Some(_) => Err(RestError::bad_request(
            "expected _summary with true, false, text or data",
        )),
    }
}

/// Returns a part of a resource.
pub(crate) fn part(body: &[u8], summary: &Summary) -> RestResult<Vec<u8>> {
    let resource: Value = serde_json::from_slice(body).map_err(|_| nilecare_fhir_store::StoreError::Corrupt)?;
    let part = match summary {
        Summary::Full | Summary::Count => resource,
        Summary::True => nilecare_fhir_model::summary(&resource),
        Summary::Text => nilecare_fhir_model::text_only(&resource),
        Summary::Data => nilecare_fhir_model::without_text(&resource),
        Summary::Elements(names) => nilecare_fhir_model::elements_only(&resource, names),
    };
    Ok(part.to_string().into_bytes())
}
