//! What the tests share: a check of bundles against the model of R4.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

/// An element of the model.
struct Element {
    types: Vec<String>,
    is_list: bool,
    is_required: bool,
    is_choice: bool,
    codes: Vec<String>,
}

/// Checks resources against `tables/fhir/r4.txt`, read here anew so that the library does not check itself.
pub struct Validator {
    types: HashMap<String, HashMap<String, Element>>,
}

impl Validator {
    pub fn new() -> Validator {
        let text = include_str!("../../tables/fhir/r4.txt");
        let mut types: HashMap<String, HashMap<String, Element>> = HashMap::new();
        let mut current = String::new();
        for line in text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        {
            let (left, codes) = line.split_once('{').unwrap_or((line, ""));
            let words: Vec<&str> = left.split_whitespace().collect();
            if !line.starts_with(' ') {
                current = words[0].to_owned();
                types.entry(current.clone()).or_default();
                continue;
            }
            let name = words[0].trim_end_matches(['*', '!']);
            let element = Element {
                types: words[1..].iter().map(|word| (*word).to_owned()).collect(),
                is_list: words[0].contains('*'),
                is_required: words[0].contains('!'),
                is_choice: name.ends_with("[x]"),
                codes: codes
                    .trim_end_matches('}')
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
            };
            let name = name.trim_end_matches("[x]").to_owned();
            types
                .get_mut(&current)
                .expect("a type stands before")
                .insert(name, element);
        }
        Validator { types }
    }

    /// Returns what is wrong with a bundle.
    pub fn check(&self, bundle: &Value) -> Vec<String> {
        let mut problems = Vec::new();
        let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
        let mut urls = HashSet::new();
        for entry in &entries {
            let url = entry["fullUrl"].as_str().unwrap_or_default().to_owned();
            if !url.starts_with("urn:uuid:") || !urls.insert(url.clone()) {
                problems.push(format!("fullUrl {url} is no UUID or stands twice"));
            }
        }
        let mut conditions = HashSet::new();
        for entry in &entries {
            let resource = &entry["resource"];
            let kind = resource["resourceType"].as_str().unwrap_or_default();
            self.check_object(kind, kind, resource, &urls, &mut problems);
            check_invariants(resource, &mut problems);
            let request = &entry["request"];
            let condition = request["ifNoneExist"]
                .as_str()
                .or_else(|| request["url"].as_str().filter(|url| url.contains('?')));
            if let Some(condition) = condition
                && !conditions.insert(format!("{kind} {condition}"))
            {
                problems.push(format!("two entries are {kind} {condition}"));
            }
        }
        problems
    }

    fn check_object(&self, place: &str, kind: &str, value: &Value, urls: &HashSet<String>, problems: &mut Vec<String>) {
        let Some(elements) = self.types.get(kind) else {
            problems.push(format!("{place}: no type {kind}"));
            return;
        };
        let Some(object) = value.as_object() else {
            problems.push(format!("{place}: expected an object"));
            return;
        };
        if object.is_empty() {
            problems.push(format!("{place}: empty"));
        }
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (name, value) in object {
            let (plain, is_extension_part) = match name.strip_prefix('_') {
                Some(plain) => (plain, true),
                None => (name.as_str(), false),
            };
            match plain {
                "resourceType" | "id" => continue,
                "extension" => {
                    for extension in value.as_array().into_iter().flatten() {
                        self.check_object(&format!("{place}.extension"), "Extension", extension, urls, problems);
                    }
                    continue;
                }
                "meta" | "text" | "language" if !elements.contains_key(plain) => continue,
                _ => {}
            }
            let found = elements.iter().find_map(|(known, element)| {
                if !element.is_choice {
                    return (known == plain).then(|| (known.as_str(), element, element.types.first().cloned()));
                }
                let suffix = plain.strip_prefix(known.as_str())?;
                let kind = element.types.iter().find(|kind| capitalized(kind) == suffix)?;
                Some((known.as_str(), element, Some(kind.clone())))
            });
            let Some((known, element, kind)) = found else {
                problems.push(format!("{place}.{name}: no such element"));
                continue;
            };
            if !is_extension_part || !object.contains_key(plain) {
                *seen.entry(known).or_default() += 1;
            }
            if is_extension_part {
                continue;
            }
            let kind = kind.unwrap_or_default();
            let values: Vec<&Value> = match (element.is_list, value.as_array()) {
                (true, Some(values)) if !values.is_empty() => values.iter().collect(),
                (false, None) => vec![value],
                _ => {
                    problems.push(format!("{place}.{name}: list or not"));
                    continue;
                }
            };
            for value in values {
                let place = format!("{place}.{name}");
                self.check_value(&place, &kind, element, value, urls, problems);
            }
        }
        for (name, count) in &seen {
            if *count > 1 {
                problems.push(format!("{place}.{name}: two of one choice"));
            }
        }
        for (name, element) in elements {
            if element.is_required && !seen.contains_key(name.as_str()) {
                problems.push(format!("{place}.{name}: missing"));
            }
        }
    }

    fn check_value(
        &self,
        place: &str,
        kind: &str,
        element: &Element,
        value: &Value,
        urls: &HashSet<String>,
        problems: &mut Vec<String>,
    ) {
        let is_complex = kind.starts_with(char::is_uppercase);
        if !is_complex {
            let fits = match kind {
                "boolean" => value.is_boolean(),
                "decimal" | "integer" | "positiveInt" | "unsignedInt" => value.is_number(),
                "instant" => value
                    .as_str()
                    .is_some_and(|text| text.len() >= 20 && text.contains('T')),
                "dateTime" => value
                    .as_str()
                    .is_some_and(|text| !text.contains('T') || text.len() >= 20),
                "date" => value.as_str().is_some_and(|text| !text.contains('T')),
                _ => value.is_null() || value.as_str().is_some_and(|text| !text.is_empty()),
            };
            let is_code = element.codes.is_empty()
                || value
                    .as_str()
                    .is_some_and(|code| element.codes.iter().any(|known| known == code));
            if !fits || !is_code {
                problems.push(format!("{place}: not a {kind}"));
            }
            return;
        }
        let kind = match kind {
            "Age" | "Duration" | "Count" | "Distance" => "Quantity",
            kind => kind,
        };
        self.check_object(place, kind, value, urls, problems);
        if kind == "Reference"
            && let Some(reference) = value["reference"].as_str()
            && !urls.contains(reference)
        {
            problems.push(format!("{place}: refers to what is not in the bundle"));
        }
    }
}

/// Invariants that messages break most easily.
fn check_invariants(resource: &Value, problems: &mut Vec<String>) {
    let kind = resource["resourceType"].as_str().unwrap_or_default();
    let has = |value: &Value, name: &str| value.get(name).is_some_and(|value| !value.is_null());
    for contact in walk(resource, "telecom") {
        if has(&contact, "value") && !has(&contact, "system") {
            problems.push(format!("{kind}: cpt-2"));
        }
    }
    match kind {
        "Organization" if !has(resource, "name") && !has(resource, "identifier") => problems.push("org-1".to_owned()),
        "Appointment" => {
            if has(resource, "start") != has(resource, "end") {
                problems.push("app-2".to_owned());
            }
            let status = resource["status"].as_str().unwrap_or_default();
            if !has(resource, "start") && !["proposed", "cancelled", "waitlist"].contains(&status) {
                problems.push("app-3".to_owned());
            }
        }
        "Observation" => {
            let has_value = resource
                .as_object()
                .is_some_and(|object| object.keys().any(|key| key.starts_with("value")));
            if has_value && has(resource, "dataAbsentReason") {
                problems.push("obs-6".to_owned());
            }
        }
        "AllergyIntolerance" => {
            let is_error = resource["verificationStatus"].to_string().contains("entered-in-error");
            if has(resource, "clinicalStatus") == is_error {
                problems.push("ait-1".to_owned());
            }
        }
        _ => {}
    }
}

/// Returns all values of an element, however deep.
pub fn walk(value: &Value, name: &str) -> Vec<Value> {
    let mut found = Vec::new();
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                if key == name {
                    match value {
                        Value::Array(values) => found.extend(values.iter().cloned()),
                        value => found.push(value.clone()),
                    }
                }
                found.extend(walk(value, name));
            }
        }
        Value::Array(values) => found.extend(values.iter().flat_map(|value| walk(value, name))),
        _ => {}
    }
    found
}

fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}
