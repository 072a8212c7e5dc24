//! Addresses below this server's own base: kept and searched as `Type/id`, so that they stay right when the base changes.

use std::borrow::Cow;

use nilecare_fhir_model::{ParameterKind, is_id, is_resource_type_name};
use nilecare_fhir_search::{Registry, TypeId};
use serde_json::Value;

/// Makes references to resources of this server relative (FHIR R4 §2.3.0.1).
pub(crate) fn make_relative(value: &mut Value, base: &str) {
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                match value {
                    Value::String(text) if name == "reference" => {
                        if let Some(short) = relative(text, base) {
                            *text = short.to_owned();
                        }
                    }
                    Value::String(_) => {}
                    other => make_relative(other, base),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| make_relative(item, base)),
        _ => {}
    }
}

/// Makes the values of reference parameters relative. A chain is left as it is.
pub(crate) fn search_relative<'p>(
    registry: &Registry,
    of: TypeId,
    pairs: &'p [(String, String)],
    base: &str,
) -> Cow<'p, [(String, String)]> {
    let is_concerned = |(name, value): &(String, String)| {
        let code = name.split(':').next().unwrap_or_default();
        let parameter = registry.find(of, code).map(|(_, parameter)| parameter.kind);
        parameter == Some(ParameterKind::Reference) && value.contains(base)
    };
    if !pairs.iter().any(is_concerned) {
        return Cow::Borrowed(pairs);
    }
    let mut pairs = pairs.to_vec();
    for pair in pairs.iter_mut().filter(|pair| is_concerned(pair)) {
        let alternatives = pair.1.split(',').map(|text| relative(text, base).unwrap_or(text));
        pair.1 = alternatives.collect::<Vec<_>>().join(",");
    }
    Cow::Owned(pairs)
}

/// Returns what follows the base when it is `Type/id`, with or without a version.
fn relative<'t>(text: &'t str, base: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(base)?.strip_prefix('/')?;
    let plain = rest.split_once("/_history/").map_or(rest, |(plain, _)| plain);
    let (kind, id) = plain.split_once('/')?;
    (is_resource_type_name(kind) && is_id(id)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_resources_of_this_server_become_relative() {
        let base = "http://example.org/fhir/R4";
        let mut value = json!({"subject": {"reference": "http://example.org/fhir/R4/Patient/p1/_history/2"},
            "performer": [{"reference": "http://example.org/fhir/R4/metadata"}, {"reference": "http://example.com/fhir/R4/Patient/p1"}],
            "url": "http://example.org/fhir/R4/Patient/p1"});
        make_relative(&mut value, base);
        let expected = json!({"subject": {"reference": "Patient/p1/_history/2"},
            "performer": [{"reference": "http://example.org/fhir/R4/metadata"}, {"reference": "http://example.com/fhir/R4/Patient/p1"}],
            "url": "http://example.org/fhir/R4/Patient/p1"});
        assert_eq!(value, expected);
    }
}
