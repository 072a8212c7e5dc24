//! `_include` and `_revinclude` (FHIR R4 §3.1.1.5.4).

use nilecare_fhir_model::ParameterKind;

use crate::query::QueryError;
use crate::registry::{Registry, Slot, TypeId, Variant};

/// Which way references are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// `_include`: from what was found.
    Forward,
    /// `_revinclude`: to what was found.
    Reverse,
}

/// Which references are followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Include {
    /// Which way.
    pub direction: Direction,
    /// The type of resource that has the references.
    pub source: TypeId,
    /// The indexes of the references.
    pub slots: Vec<Slot>,
    /// The type that they have to lead to; `None` for any.
    pub target: Option<TypeId>,
    /// Whether they are followed from what was included, too.
    pub iterates: bool,
}

/// Reads `Source:parameter` or `Source:parameter:Target`; `*` for all parameters.
pub(crate) fn include(
    registry: &Registry,
    direction: Direction,
    searched: TypeId,
    text: &str,
    iterates: bool,
) -> Result<Include, QueryError> {
    let mut parts = text.split(':');
    let first = parts.next().unwrap_or_default();
    let (source, code) = match (first, parts.next()) {
        ("*", None) if direction == Direction::Forward => (searched, "*"),
        (source, Some(code)) => {
            let source = registry
                .type_id(source)
                .ok_or_else(|| QueryError::value("_include", "Type:parameter"))?;
            (source, code)
        }
        _ => return Err(QueryError::value("_include", "Type:parameter or Type:parameter:Target")),
    };
    let target = match parts.next() {
        None | Some("") => None,
        Some(name) => {
            let target = registry.type_id(name);
            Some(target.ok_or_else(|| QueryError::value("_include", "a type of resource as the target"))?)
        }
    };
    let references = registry
        .of(source)
        .filter(|(_, parameter)| parameter.kind == ParameterKind::Reference);
    let wanted = references.filter(|(_, parameter)| code == "*" || parameter.code == code);
    let slots: Vec<Slot> = wanted
        .map(|(parameter, _)| Slot {
            parameter,
            variant: Variant::Main,
        })
        .collect();
    if slots.is_empty() {
        return Err(QueryError::value("_include", "a reference parameter of the type"));
    }
    Ok(Include {
        direction,
        source,
        slots,
        target,
        iterates,
    })
}
