//! `Patient/ID/$everything`: the compartment of a patient, and what its resources refer to.
//!
//! It is a search like others: pages follow one another by `next`, each once for what is in the compartment. What is referred to from
//! outside of it (practitioners, organizations, medications) comes with each page that refers to it.

use http::StatusCode;
use nilecare_fhir_model::{IssueCode, ParameterKind};
use nilecare_fhir_search::{Direction, Include, MAX_COUNT, Query, QueryError, Registry, Search, Slot, TypeId, Variant};

use crate::care_date::CareDates;
use crate::error::{RestError, RestResult};
use crate::interaction::Interaction;
use crate::respond::Reply;
use crate::service::Inner;

/// What the operation takes, beside what tells the format.
const TAKEN: [&str; 8] = [
    "_type",
    "_count",
    "_since",
    "_cursor",
    "_elements",
    "_summary",
    "start",
    "end",
];

pub(crate) async fn everything(service: &Inner, interaction: &Interaction, of: TypeId, id: &str) -> RestResult<Reply> {
    let stored = service.store.read(of, id).await?.ok_or_else(RestError::not_found)?;
    if stored.body.is_none() {
        return Err(RestError::gone());
    }
    let search = read(service.store.registry(), interaction, of, id)?;
    let mut found = service.store.search(search.clone()).await?;
    // The patient is in the compartment; other patients that are referred to are not this one's.
    found.included.retain(|stored| stored.of != of);
    let body = crate::search::bundle(service, interaction, &search, &found)?;
    Ok(Reply::bytes(StatusCode::OK, body))
}

fn read(registry: &Registry, interaction: &Interaction, of: TypeId, id: &str) -> RestResult<Search> {
    let mut pairs = Vec::new();
    let mut ignored = Vec::new();
    let mut care_dates = CareDates::default();
    for (name, value) in &interaction.pairs {
        if care_dates.take(name, value)? {
            continue;
        }
        match name.as_str() {
            "_since" => pairs.push(("_lastUpdated".to_owned(), format!("ge{value}"))),
            name if TAKEN.contains(&name) => pairs.push((name.to_owned(), value.clone())),
            "_format" | "_pretty" => {}
            _ if interaction.prefer.is_strict => return Err(unknown().into()),
            _ => ignored.push(unknown()),
        }
    }
    if !pairs.iter().any(|(name, _)| name == "_count") {
        pairs.push(("_count".to_owned(), MAX_COUNT.to_string()));
    }
    let query = Query {
        of: None,
        pairs: &pairs,
        is_strict: true,
        compartment: Some((registry.name(of), id)),
    };
    let mut search = query.read(registry)?;
    for each in &mut search.types {
        each.filters.extend(care_dates.filters(registry, each.of));
    }
    search.includes = search
        .types
        .iter()
        .filter_map(|each| references(registry, each.of, of))
        .collect();
    search.used = interaction
        .pairs
        .iter()
        .filter(|(name, _)| TAKEN.contains(&name.as_str()))
        .cloned()
        .collect();
    search.used.retain(|(name, _)| name != "_cursor");
    search.ignored = ignored;
    Ok(search)
}

fn unknown() -> QueryError {
    QueryError {
        code: IssueCode::NotSupported,
        diagnostics: format!("$everything takes {}", TAKEN.join(", ")),
        is_unknown: true,
    }
}

/// All references of a type that may lead out of the compartment.
fn references(registry: &Registry, source: TypeId, patient: TypeId) -> Option<Include> {
    let leads_out = registry.of(source).filter(|(_, parameter)| {
        parameter.kind == ParameterKind::Reference && parameter.is_supported() && parameter.targets != [patient]
    });
    let slots: Vec<Slot> = leads_out
        .map(|(parameter, _)| Slot {
            parameter,
            variant: Variant::Main,
        })
        .collect();
    (!slots.is_empty()).then_some(Include {
        direction: Direction::Forward,
        source,
        slots,
        target: None,
        iterates: false,
    })
}
