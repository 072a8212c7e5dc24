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

/// Names an entry: by its fullUrl, and when that is an address that ends with `Type/id`, by this too, since a reference within the
/// bundle may be relative to it (FHIR R4 §2.36.4).
pub(crate) fn name(links: &mut Links, full_url: &str, kind: &str, id: &str) {
    let target = format!("{kind}/{id}");
    if !full_url.starts_with("urn:") {
        let mut parts = full_url.rsplit('/');
        if let (Some(own), Some(of)) = (parts.next(), parts.next())
            && of == kind
            && nilecare_fhir_model::is_id(own)
        {
            links.entry(format!("{kind}/{own}")).or_insert_with(|| target.clone());
        }
    }
    links.insert(full_url.to_owned(), target);
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
    fn a_relative_reference_is_read_beside_the_address_of_its_entry() {
        let mut links = Links::new();
        name(&mut links, "http://example.org/Patient/1", "Patient", "a");
        name(&mut links, "urn:uuid:2", "Patient", "b");
        let of = |text: &str| resolve(text, &links);
        assert_eq!(of("Patient/1").as_deref(), Some("Patient/a"));
        assert_eq!(of("http://example.org/Patient/1").as_deref(), Some("Patient/a"));
        assert_eq!(
            (of("Patient/2"), of("urn:uuid:2").as_deref()),
            (None, Some("Patient/b"))
        );
    }

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
