//! One parameter of a query to a [`Filter`]: values, chains, `_has`, compartments.

use nilecare_fhir_model::{IssueCode, ParameterKind};

use crate::filter::{Filter, Presence, Test};
use crate::query::QueryError;
use crate::registry::{Registry, SearchParameter, Slot, TypeId, Variant};
use crate::test_value::{date, plain, split, test};
use crate::{MAX_ALTERNATIVES, MAX_CHAIN};

/// Puts a search into a compartment; `None` when resources of the type are never in it.
pub(crate) fn compartment_filter(
    registry: &Registry,
    of: TypeId,
    compartment: &str,
    id: &str,
) -> Result<Option<Filter>, QueryError> {
    let codes = registry.definitions().compartment(compartment, registry.name(of));
    let codes = codes.ok_or_else(|| {
        let diagnostics = format!("there is no compartment of {compartment}");
        QueryError::new(IssueCode::NotSupported, diagnostics)
    })?;
    let mut ways = Vec::new();
    if registry.name(of) == compartment {
        ways.push(Filter::Id(vec![id.to_owned()]));
    }
    for code in codes {
        if let Some((parameter, _)) = registry.find(of, code) {
            let slot = Slot {
                parameter,
                variant: Variant::Main,
            };
            let (kind, id) = (Some(compartment.to_owned()), id.to_owned());
            ways.push(Filter::Value {
                slot,
                tests: vec![Test::Reference { kind, id }],
            });
        }
    }
    Ok((!ways.is_empty()).then_some(Filter::AnyOf(ways)))
}

/// Finds a parameter that can be searched for.
pub(crate) fn supported<'r>(
    registry: &'r Registry,
    of: TypeId,
    code: &str,
) -> Result<(u32, &'r SearchParameter), QueryError> {
    let found = registry.find(of, code);
    let (at, parameter) = found.ok_or_else(|| QueryError::unknown(code, registry.name(of)))?;
    if !parameter.is_supported() {
        return Err(QueryError::not_supported(parameter.code));
    }
    Ok((at, parameter))
}

/// Reads one parameter with its value. `depth` is how many references may still be followed.
pub(crate) fn filter(
    registry: &Registry,
    of: TypeId,
    name: &str,
    value: &str,
    depth: usize,
) -> Result<Filter, QueryError> {
    let too_long = || {
        QueryError::new(
            IssueCode::TooCostly,
            format!("expected at most {MAX_CHAIN} references in a chain"),
        )
    };
    if let Some(rest) = name.strip_prefix("_has:") {
        let depth = depth.checked_sub(1).ok_or_else(too_long)?;
        return has(registry, of, rest, value, depth);
    }
    if let Some((link, rest)) = name.split_once('.') {
        let depth = depth.checked_sub(1).ok_or_else(too_long)?;
        return chain(registry, of, link, rest, value, depth);
    }
    let (code, modifier) = match name.split_once(':') {
        Some((code, modifier)) => (code, Some(modifier)),
        None => (name, None),
    };
    let alternatives = split(value, ',');
    if alternatives.len() > MAX_ALTERNATIVES {
        return Err(QueryError::value(code, "fewer values"));
    }
    match code {
        "_id" if modifier.is_none() => return Ok(Filter::Id(alternatives.into_iter().map(plain).collect())),
        "_lastUpdated" if modifier.is_none() => {
            let tests = alternatives.into_iter().map(|text| date("_lastUpdated", text));
            return Ok(Filter::LastUpdated(tests.collect::<Result<_, _>>()?));
        }
        _ => {}
    }
    if code == "_list" && modifier.is_none() {
        return list(registry, alternatives);
    }
    let (at, parameter) = supported(registry, of, code)?;
    let slot = |variant| Slot { parameter: at, variant };
    if modifier == Some("missing") {
        let presence = match value {
            "true" => Presence::Missing,
            "false" => Presence::There,
            _ => return Err(QueryError::value(parameter.code, "true or false after :missing")),
        };
        return Ok(Filter::Presence {
            slot: slot(Variant::Main),
            presence,
        });
    }
    let variant = match (parameter.kind, modifier) {
        (ParameterKind::Token, Some("text")) => Variant::Text,
        (ParameterKind::Token, Some("of-type")) => Variant::OfType,
        (ParameterKind::Reference, Some("identifier")) => Variant::Identifier,
        (ParameterKind::Reference, Some(kind)) if registry.type_id(kind).is_none() => {
            return Err(QueryError::modifier(parameter.code));
        }
        _ => Variant::Main,
    };
    let mut tests = Vec::new();
    for text in alternatives {
        tests.push(test(parameter, modifier, text)?);
    }
    let slot = slot(variant);
    Ok(match modifier {
        Some("not") => Filter::NotValue { slot, tests },
        _ => Filter::Value { slot, tests },
    })
}

fn chain(
    registry: &Registry,
    of: TypeId,
    link: &str,
    rest: &str,
    value: &str,
    depth: usize,
) -> Result<Filter, QueryError> {
    let (code, kind) = match link.split_once(':') {
        Some((code, kind)) => (code, Some(kind)),
        None => (link, None),
    };
    let (parameter, found) = supported(registry, of, code)?;
    if found.kind != ParameterKind::Reference {
        return Err(QueryError::value(found.code, "a chain through a reference"));
    }
    let candidates: Vec<TypeId> = match kind {
        Some(kind) => {
            let kind = registry.type_id(kind).ok_or_else(|| QueryError::modifier(found.code))?;
            vec![kind]
        }
        None if found.targets.is_empty() => (0..registry.types().len()).map(|at| TypeId(at as u16)).collect(),
        None => found.targets.clone(),
    };
    let mut targets = Vec::new();
    let mut refused = QueryError::unknown(rest, registry.name(of));
    for target in candidates {
        match filter(registry, target, rest, value, depth) {
            Ok(filter) => targets.push((target, filter)),
            Err(error) => refused = error,
        }
    }
    if targets.is_empty() {
        return Err(refused);
    }
    let slot = Slot {
        parameter,
        variant: Variant::Main,
    };
    Ok(Filter::Chain { slot, targets })
}

/// Reads `_list`: what the items of a List refer to (FHIR R4 §3.1.1.4.10).
fn list(registry: &Registry, ids: Vec<&str>) -> Result<Filter, QueryError> {
    let ids: Vec<String> = ids.into_iter().map(plain).collect();
    // Lists that are made by the server, such as $current-allergies, are not there.
    if !ids.iter().all(|id| nilecare_fhir_model::is_id(id)) {
        return Err(QueryError::value("_list", "ids of Lists"));
    }
    let source = registry
        .type_id("List")
        .ok_or_else(|| QueryError::not_supported("_list"))?;
    let (parameter, _) = supported(registry, source, "item")?;
    let slot = Slot {
        parameter,
        variant: Variant::Main,
    };
    let filter = Box::new(Filter::Id(ids));
    Ok(Filter::Has { source, slot, filter })
}

/// Reads `Source:reference:parameter`.
fn has(registry: &Registry, of: TypeId, text: &str, value: &str, depth: usize) -> Result<Filter, QueryError> {
    let mut parts = text.splitn(3, ':');
    let (Some(source), Some(code), Some(rest)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(QueryError::value("_has", "_has:Type:reference:parameter"));
    };
    let source = registry
        .type_id(source)
        .ok_or_else(|| QueryError::value("_has", "a type of resource"))?;
    let (parameter, found) = supported(registry, source, code)?;
    let leads_here = found.targets.is_empty() || found.targets.contains(&of);
    if found.kind != ParameterKind::Reference || !leads_here {
        return Err(QueryError::value(
            "_has",
            "a reference that can lead to the type searched",
        ));
    }
    let filter = Box::new(filter(registry, source, rest, value, depth)?);
    let slot = Slot {
        parameter,
        variant: Variant::Main,
    };
    Ok(Filter::Has { source, slot, filter })
}
