//! Parts of resources: `_summary` and `_elements` (FHIR R4 §3.1.1.5.5).

use serde_json::{Map, Value, json};

use crate::definitions::r4;

const SUBSETTED: &str = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";

/// Returns the elements that are marked as part of the summary, and those that are required.
pub fn summary(resource: &Value) -> Value {
    keep(resource, |element| element.is_summary || element.is_required)
}

/// Returns the narrative and what is required.
pub fn text_only(resource: &Value) -> Value {
    keep(resource, |element| element.is_required || element.name == "text")
}

/// Returns everything but the narrative.
pub fn without_text(resource: &Value) -> Value {
    keep(resource, |element| element.name != "text")
}

/// Returns the named elements, and what is required.
pub fn elements_only(resource: &Value, names: &[String]) -> Value {
    keep(resource, |element| {
        element.is_required || names.iter().any(|name| name == element.name)
    })
}

fn keep(resource: &Value, wanted: impl Fn(&crate::ElementDefinition) -> bool) -> Value {
    let Some(members) = resource.as_object() else {
        return resource.clone();
    };
    let kind = members.get("resourceType").and_then(Value::as_str).unwrap_or_default();
    let Some(of) = r4().resource(kind) else {
        return resource.clone();
    };
    let is_kept = |name: &str| {
        let plain = name.strip_prefix('_').unwrap_or(name);
        let always = matches!(plain, "resourceType" | "id" | "meta");
        always || of.member(plain).is_some_and(|(element, _)| wanted(element))
    };
    let mut kept: Map<String, Value> = Map::new();
    for (name, value) in members.iter().filter(|(name, _)| is_kept(name)) {
        kept.insert(name.clone(), value.clone());
    }
    mark(&mut kept);
    Value::Object(kept)
}

/// Says that it is not all, so that nobody writes it back.
fn mark(members: &mut Map<String, Value>) {
    let meta = members.entry("meta").or_insert_with(|| json!({}));
    let Some(meta) = meta.as_object_mut() else {
        return;
    };
    let tags = meta.entry("tag").or_insert_with(|| json!([]));
    if let Some(tags) = tags.as_array_mut() {
        tags.push(json!({"system": SUBSETTED, "code": "SUBSETTED"}));
    }
}
