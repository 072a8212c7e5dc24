//! Reads `tables/fhir/r4.txt`.

use super::{Element, Kind, Model, Primitive, Type, TypeId};
use crate::fast_map::FastMap;
use crate::table::{Place, TableError};

/// One line of an element, before types have numbers.
struct Line<'a> {
    name: &'a str,
    types: Vec<&'a str>,
    codes: Vec<String>,
    place: Place,
}

/// A type's name, whether it is a resource, and the lines of its elements.
type Block<'a> = (&'a str, bool, Vec<Line<'a>>);

/// Reads the model; `Err` names the line.
pub fn read(file: &str, text: &str) -> Result<Model, TableError> {
    let blocks = blocks(file, text)?;
    let by_name: FastMap<String, TypeId> = blocks
        .iter()
        .enumerate()
        .map(|(n, (name, ..))| ((*name).to_owned(), n as TypeId))
        .collect();
    let mut types = Vec::with_capacity(blocks.len());
    for (name, is_resource, lines) in &blocks {
        let mut elements = header_elements(*is_resource, &by_name);
        for (n, line) in lines.iter().enumerate() {
            elements.extend(elements_of(line, n as u16 + 1, &by_name)?);
        }
        let numbers = elements
            .iter()
            .enumerate()
            .map(|(n, element)| (element.name.clone(), n as u16))
            .collect();
        let required = (0..elements.len() as u16)
            .filter(|n| elements[usize::from(*n)].is_required)
            .collect();
        types.push(Type {
            required,
            name: (*name).to_owned(),
            is_resource: *is_resource,
            elements,
            by_name: numbers,
        });
    }
    Ok(Model { types, by_name })
}

fn blocks<'a>(file: &str, text: &'a str) -> Result<Vec<Block<'a>>, TableError> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let place = Place {
            file: file.into(),
            line: n + 1,
        };
        let (types, codes) = line.split_once('{').unwrap_or((line, ""));
        let mut words = types.split_ascii_whitespace();
        let Some(first) = words.next().filter(|first| !first.starts_with('#')) else {
            continue;
        };
        if !line.starts_with(' ') {
            blocks.push((first, words.next() == Some("resource"), Vec::new()));
            continue;
        }
        let Some((_, _, lines)) = blocks.last_mut() else {
            return Err(TableError::new(&place, "expected a type before the element"));
        };
        lines.push(Line {
            name: first,
            types: words.collect(),
            codes: codes
                .trim_end_matches('}')
                .split_ascii_whitespace()
                .map(str::to_owned)
                .collect(),
            place,
        });
    }
    Ok(blocks)
}

/// The elements that every type, or every resource, has.
fn header_elements(is_resource: bool, by_name: &FastMap<String, TypeId>) -> Vec<Element> {
    let element = |name: &str, kind: Kind, is_list: bool| Element {
        name: name.to_owned(),
        kind,
        is_list,
        is_required: false,
        choice: 0,
        codes: Vec::new(),
    };
    let complex = |name: &str| Kind::Complex(by_name.get(name).copied().unwrap_or_default());
    let mut elements = vec![element("id", Kind::Primitive(Primitive::Text), false)];
    if is_resource {
        elements.push(element("meta", complex("Meta"), false));
        elements.push(element("language", Kind::Primitive(Primitive::Code), false));
        elements.push(element("text", complex("Narrative"), false));
    }
    elements.push(element("extension", complex("Extension"), true));
    elements
}

fn elements_of(line: &Line<'_>, choice: u16, by_name: &FastMap<String, TypeId>) -> Result<Vec<Element>, TableError> {
    let name = line.name.trim_end_matches(['*', '!']);
    let flags = &line.name[name.len()..];
    let (name, is_choice) = match name.strip_suffix("[x]") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let mut elements = Vec::new();
    for kind_name in &line.types {
        // Quantity and its specializations have the same elements, so that one table writes them all.
        let is_quantity = ["Age", "Count", "Distance", "Duration"].contains(kind_name);
        let type_name = if is_quantity { "Quantity" } else { kind_name };
        let kind = match (Primitive::named(type_name), by_name.get(type_name)) {
            (Some(primitive), _) => Kind::Primitive(primitive),
            (None, Some(id)) => Kind::Complex(*id),
            (None, None) => return Err(TableError::new(&line.place, format!("no type is called {kind_name}"))),
        };
        elements.push(Element {
            name: if is_choice {
                format!("{name}{}", capitalized(kind_name))
            } else {
                name.to_owned()
            },
            kind,
            is_list: flags.contains('*'),
            // Of a required choice, one alternative is enough; the first stands for all when one is missing.
            is_required: flags.contains('!') && elements.is_empty(),
            choice: if is_choice { choice } else { 0 },
            codes: line.codes.clone(),
        });
    }
    Ok(elements)
}

fn capitalized(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_become_elements_that_exclude_each_other() {
        let model = read(
            "r4",
            "# note\nPatient resource\n  name*  HumanName\n  deceased[x]!  boolean dateTime\n  gender code { male female }\n\
             HumanName\n  family string\nMeta\nNarrative\nExtension\n",
        )
        .expect("it is a model");
        let patient = model.get(model.named("Patient").expect("it is there"));
        let [boolean, time] = ["deceasedBoolean", "deceasedDateTime"]
            .map(|name| &patient.elements[usize::from(patient.element(name).expect("it is there"))]);
        assert!(boolean.choice > 0 && boolean.choice == time.choice && boolean.is_required && !time.is_required);
        assert_eq!(time.kind, Kind::Primitive(Primitive::DateTime));
        let gender = &patient.elements[usize::from(patient.element("gender").expect("it is there"))];
        assert_eq!(gender.codes, ["male", "female"]);
        assert!(patient.element("extension").is_some() && patient.element("meta").is_some());
    }

    #[test]
    fn an_unknown_type_is_told_by_its_line() {
        let error = read("r4", "Patient resource\n  name  Name\n").expect_err("there is no such type");
        assert_eq!(error.to_string(), "r4:2: no type is called Name");
    }
}
