//! The parts of composites that belong together.

use nilecare_fhir_model::{Definitions, ParameterKind};
use nilecare_fhirpath::Item;
use serde_json::Value;

use crate::index::{IndexValue, Second};
use crate::registry::{Component, SearchParameter, Variant};
use crate::value::collect;

/// The most combinations of one element.
const MAX_COMBINATIONS: usize = 1000;

/// Returns each combination of the parts' values in one element.
pub(crate) fn composites(
    parameter: &SearchParameter,
    element: &Item<'_>,
    resource: &Value,
    definitions: &'static Definitions,
) -> Vec<IndexValue> {
    let values = |component: &Component| -> Vec<IndexValue> {
        let items = component.expression.evaluate_at(element.clone(), resource, definitions);
        let found = items.iter().flatten().flat_map(|item| collect(component.kind, item));
        found
            .filter(|found| found.variant == Variant::Main)
            .map(|found| found.value)
            .collect()
    };
    let [first, second, rest @ ..] = &parameter.components[..] else {
        return Vec::new();
    };
    let thirds: Vec<Option<(f64, f64)>> = match rest.first() {
        None => vec![None],
        Some(third) => values(third)
            .iter()
            .filter_map(|value| number(value).map(Some))
            .collect(),
    };
    let seconds: Vec<Second> = values(second).into_iter().filter_map(second_part).collect();
    let mut found = Vec::new();
    for value in values(first) {
        let (system, code) = match value {
            IndexValue::Token { system, code } => (system, code),
            // The identifier of a sequence is a token too; text stands for it.
            IndexValue::String { exact, .. } => (None, exact),
            _ => continue,
        };
        for second in &seconds {
            for third in &thirds {
                if found.len() == MAX_COMBINATIONS {
                    return found;
                }
                found.push(IndexValue::Composite {
                    system: system.clone(),
                    code: code.clone(),
                    second: second.clone(),
                    third: *third,
                });
            }
        }
    }
    found
}

fn number(value: &IndexValue) -> Option<(f64, f64)> {
    match value {
        IndexValue::Number { low, high } => Some((*low, *high)),
        _ => None,
    }
}

fn second_part(value: IndexValue) -> Option<Second> {
    let text = |text: String, system: Option<String>| Second {
        text,
        system,
        ..Second::default()
    };
    Some(match value {
        IndexValue::Token { system, code } => text(code, system),
        IndexValue::String { folded, .. } => text(folded, None),
        IndexValue::Uri(uri) => text(uri, None),
        IndexValue::Reference { kind, id } if kind.is_empty() => text(id, None),
        IndexValue::Reference { kind, id } => text(format!("{kind}/{id}"), None),
        IndexValue::Date { low, high } => Second {
            low: low as f64,
            high: high as f64,
            ..Second::default()
        },
        IndexValue::Number { low, high } => Second {
            low,
            high,
            ..Second::default()
        },
        IndexValue::Quantity {
            low,
            high,
            system,
            code,
        } => Second {
            text: code,
            system,
            low,
            high,
        },
        IndexValue::Composite { .. } => return None,
    })
}

/// Tells how the second part of a composite is looked for.
pub(crate) fn second_kind(parameter: &SearchParameter) -> Option<ParameterKind> {
    parameter.components.get(1).map(|component| component.kind)
}
