//! A resource as a document, and back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use mongodb::bson::{Bson, Document, doc};
use nilecare_fhir_search::{IndexRow, IndexValue, Registry, TypeId, Variant};
use nilecare_fhir_store::{Method, StoreError, Stored};

use crate::label;
use crate::range;

/// The largest document that MongoDB keeps, less some room for its commands.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024 - 64 * 1024;

/// Returns the `_id` of a resource.
pub(crate) fn resource_id(registry: &Registry, of: TypeId, id: &str) -> String {
    format!("{}/{id}", registry.name(of))
}

/// What is indexed of a resource: `keys`, `range`, `links` and `sort`.
///
/// `links` has the local references by parameter, `sort` the least and greatest value by parameter.
pub(crate) fn index(registry: &Registry, rows: &[IndexRow]) -> Document {
    let mut keys = BTreeSet::new();
    let mut ranges = Vec::new();
    let mut links: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut sort: BTreeMap<&str, (Bson, Bson)> = BTreeMap::new();
    for row in rows {
        let label = label::label(registry, row.slot);
        keys.extend(label::entries(&label, &row.value));
        ranges.extend(range::elements(&label, &row.value));
        keys.insert(label::presence(&label));
        let code = registry.at(row.slot.parameter).map_or("", |parameter| parameter.code);
        if row.slot.variant != Variant::Main {
            continue;
        }
        if let IndexValue::Reference { kind, id } = &row.value
            && !kind.is_empty()
        {
            links.entry(code).or_default().insert(format!("{kind}/{id}"));
        }
        if let Some((low, high)) = order_values(&row.value) {
            let known = sort.entry(code).or_insert_with(|| (low.clone(), high.clone()));
            if is_less(&low, &known.0) {
                known.0 = low;
            }
            if is_less(&known.1, &high) {
                known.1 = high;
            }
        }
    }
    let links: Document = links
        .into_iter()
        .map(|(code, links)| (code.to_owned(), Bson::from_iter(links)))
        .collect();
    let sort: Document = sort
        .into_iter()
        .map(|(code, (low, high))| (code.to_owned(), Bson::from(doc! { "lo": low, "hi": high })))
        .collect();
    doc! { "keys": Bson::from_iter(keys), "range": ranges, "links": links, "sort": sort }
}

/// Returns what a value is ordered by: when the least comes first, and when the greatest does.
fn order_values(value: &IndexValue) -> Option<(Bson, Bson)> {
    let same = |text: &str| (Bson::from(text), Bson::from(text));
    Some(match value {
        IndexValue::String { folded, .. } => same(folded),
        IndexValue::Token { code, .. } => same(code),
        IndexValue::Reference { id, .. } => same(id),
        IndexValue::Uri(uri) => same(uri),
        IndexValue::Date { low, high } => (Bson::from(*low), Bson::from(*high)),
        IndexValue::Number { low, high } | IndexValue::Quantity { low, high, .. } => {
            (Bson::from(*low), Bson::from(*high))
        }
        IndexValue::Composite { .. } => return None,
    })
}

fn is_less(a: &Bson, b: &Bson) -> bool {
    match (a, b) {
        (Bson::String(a), Bson::String(b)) => a < b,
        (Bson::Int64(a), Bson::Int64(b)) => a < b,
        (Bson::Double(a), Bson::Double(b)) => a < b,
        _ => false,
    }
}

/// Reads a version from a document of `resource` or `version`.
pub(crate) fn stored(registry: &Registry, document: &Document) -> Result<Stored, StoreError> {
    let read = || {
        let (kind, id) = document.get_str("resource").ok()?.split_once('/')?;
        Some(Stored {
            of: registry.type_id(kind)?,
            id: id.to_owned(),
            version: u64::try_from(document.get_i64("version").ok()?).ok()?,
            updated: document.get_i64("updated").ok()?,
            method: method(document.get_i32("method").ok()?),
            body: document.get_str("text").ok().map(|text| Arc::from(text.as_bytes())),
        })
    };
    read().ok_or(StoreError::Corrupt)
}

fn method(number: i32) -> Method {
    match number {
        0 => Method::Post,
        1 => Method::Put,
        2 => Method::Patch,
        _ => Method::Delete,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_indexed_tells_equal_values_ranges_links_and_order() {
        let registry = Registry::new(nilecare_fhir_model::r4()).expect("the parameters of R4 compile");
        let of = registry.type_id("Observation").expect("a type");
        let resource = json!({"resourceType": "Observation", "id": "o", "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "2339-0"}]},
            "subject": {"reference": "Patient/p1"}, "effectiveDateTime": "2026",
            "valueQuantity": {"value": 7.4, "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}});
        let index = index(&registry, &registry.index(of, &resource));
        let keys = index.get_array("keys").expect("an array");
        for key in [
            "Observation.code|b|http://loinc.org|2339-0",
            "Observation.subject|t|Patient/p1",
            "Observation.date|?",
        ] {
            assert!(keys.contains(&Bson::from(key)), "{key} of {keys:?}");
        }
        let links = index.get_document("links").and_then(|links| links.get_array("patient"));
        assert_eq!(links.ok(), Some(&vec![Bson::from("Patient/p1")]));
        let sort = index
            .get_document("sort")
            .and_then(|sort| sort.get_document("value-quantity"));
        assert_eq!(sort.and_then(|sort| sort.get_f64("lo")).ok(), Some(7.4));
        let ranges = index.get_array("range").expect("an array");
        let of_unit = |range: &&Bson| {
            range.as_document().and_then(|it| it.get_str("p").ok()) == Some("Observation.value-quantity|mmol/L")
        };
        assert_eq!(ranges.iter().filter(of_unit).count(), 1, "{ranges:?}");
    }
}
