//! Values of indexes as one text each, so that one index over an array of them serves every search for an equal value.
//!
//! ```text
//! Patient.identifier|b|urn:mrn|77     system and code      Patient.family|f|everyman          folded text
//! Patient.identifier|c|77             code of any system   Patient.family|e|ÉVERYMAN          text as written
//! Patient.identifier|s|urn:mrn        any code of it       ValueSet.url|u|http://example.org  URI
//! Observation.subject|t|Patient/p1    reference            Observation.subject|a|p1           reference to any type
//! Patient.family|?                    there is a value
//! ```

use nilecare_fhir_search::{IndexValue, Registry, Slot, Variant};

/// What the entries of an index begin with.
pub(crate) fn label(registry: &Registry, slot: Slot) -> String {
    let Some(parameter) = registry.at(slot.parameter) else {
        return String::new();
    };
    let variant = match slot.variant {
        Variant::Main => "",
        Variant::Text => ":text",
        Variant::Identifier => ":identifier",
        Variant::OfType => ":of-type",
    };
    format!("{}.{}{variant}", registry.name(parameter.of), parameter.code)
}

pub(crate) fn presence(label: &str) -> String {
    format!("{label}|?")
}

pub(crate) fn any_system(label: &str, code: &str) -> String {
    format!("{label}|c|{code}")
}

pub(crate) fn any_code(label: &str, system: Option<&str>) -> String {
    format!("{label}|s|{}", escaped(system.unwrap_or_default()))
}

pub(crate) fn both(label: &str, system: Option<&str>, code: &str) -> String {
    format!("{label}|b|{}|{code}", escaped(system.unwrap_or_default()))
}

pub(crate) fn folded(label: &str, text: &str) -> String {
    format!("{label}|f|{text}")
}

pub(crate) fn exact(label: &str, text: &str) -> String {
    format!("{label}|e|{text}")
}

pub(crate) fn uri(label: &str, uri: &str) -> String {
    format!("{label}|u|{uri}")
}

/// `target` is `Type/id`, or `/url`.
pub(crate) fn reference(label: &str, target: &str) -> String {
    format!("{label}|t|{target}")
}

pub(crate) fn any_type(label: &str, id: &str) -> String {
    format!("{label}|a|{id}")
}

/// The code that comes behind may hold bars; the system must not, or two values could have one text.
fn escaped(system: &str) -> String {
    system.replace('%', "%25").replace('|', "%7C")
}

/// Returns the entries of a value; ranges have none here.
pub(crate) fn entries(label: &str, value: &IndexValue) -> Vec<String> {
    match value {
        IndexValue::String {
            folded: text,
            exact: written,
        } => {
            let mut entries = vec![folded(label, text)];
            if !written.is_empty() {
                entries.push(exact(label, written));
            }
            entries
        }
        IndexValue::Token { system, code } => {
            let system = system.as_deref();
            vec![
                any_system(label, code),
                any_code(label, system),
                both(label, system, code),
            ]
        }
        IndexValue::Reference { kind, id } => vec![reference(label, &format!("{kind}/{id}")), any_type(label, id)],
        IndexValue::Uri(text) => vec![uri(label, text)],
        IndexValue::Date { .. }
        | IndexValue::Number { .. }
        | IndexValue::Quantity { .. }
        | IndexValue::Composite { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_values_have_different_texts() {
        let a = both("L", Some("a|b"), "c");
        let b = both("L", Some("a"), "b|c");
        assert_ne!(a, b);
        assert_ne!(both("L", Some("a%7Cb"), "c"), a);
        assert_eq!(both("L", None, "c"), "L|b||c");
    }
}
