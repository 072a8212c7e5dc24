//! References within a batch: names of entries become ids (FHIR R4 §3.1.0.11.2).

use std::collections::HashMap;

use serde_json::Value;

/// Names of entries with the `Type/id` that they stand for.
pub(crate) type Links = HashMap<String, String>;

/// Replaces references in a resource: entries by their names, and searches (`Patient?identifier=…`) by what `find` says.
pub(crate) fn rewrite<E>(
    value: &mut Value,
    links: &Links,
    find: &mut dyn FnMut(&str) -> Result<String, E>,
) -> Result<(), E> {
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                match value {
                    Value::String(text) if name == "reference" => {
                        if let Some(target) = resolve(text, links) {
                            *text = target;
                        } else if is_search(text) {
                            *text = find(text)?;
                        }
                    }
                    // Names made for the bundle also stand where a URI is wanted, and in narratives.
                    Value::String(text) if text.contains("urn:") => replace_names(text, links),
                    other => rewrite(other, links, find)?,
                }
            }
            Ok(())
        }
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::String(text) if text.starts_with("urn:") => replace_names(text, links),
                    other => rewrite(other, links, find)?,
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Tells whether a resource has a reference by a search.
pub(crate) fn has_search(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| match value {
            Value::String(text) => name == "reference" && is_search(text),
            other => has_search(other),
        }),
        Value::Array(items) => items.iter().any(has_search),
        _ => false,
    }
}

fn is_search(text: &str) -> bool {
    let kind = text.split_once('?').map(|(kind, _)| kind);
    kind.is_some_and(nilecare_fhir_model::is_resource_type_name)
}

fn resolve(text: &str, links: &Links) -> Option<String> {
    if let Some(target) = links.get(text) {
        return Some(target.clone());
    }
    let (before, fragment) = text.split_once('#')?;
    links.get(before).map(|target| format!("{target}#{fragment}"))
}

fn replace_names(text: &mut String, links: &Links) {
    if let Some(target) = links.get(text.as_str()) {
        text.clone_from(target);
    } else if text.starts_with('<') {
        for (name, target) in links.iter().filter(|(name, _)| name.starts_with("urn:")) {
            if text.contains(&format!("\"{name}\"")) {
                *text = text.replace(&format!("\"{name}\""), &format!("\"{target}\""));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_and_searches_become_ids() {
        let links = Links::from([("urn:uuid:1".to_owned(), "Patient/a".to_owned())]);
        let mut value = json!({"subject": {"reference": "urn:uuid:1"}, "performer": [{"reference": "Practitioner?identifier=9"}],
            "other": {"reference": "urn:uuid:2"}, "valueUri": "urn:uuid:1", "display": "urn:uuid:1 is a text"});
        assert!(has_search(&value));
        let mut find = |text: &str| match text {
            "Practitioner?identifier=9" => Ok("Practitioner/b".to_owned()),
            _ => Err(()),
        };
        rewrite(&mut value, &links, &mut find).expect("all are found");
        assert_eq!(
            value,
            json!({"subject": {"reference": "Patient/a"}, "performer": [{"reference": "Practitioner/b"}],
                "other": {"reference": "urn:uuid:2"}, "valueUri": "Patient/a", "display": "urn:uuid:1 is a text"})
        );
        assert!(!has_search(&value));
    }
}
