//! Types and their elements.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use nilecare_fhirpath::{Element, Model};

use crate::codes::{ValueSet, value_set};
use crate::parameters::{Parameter, parameters};

const ELEMENTS: &str = include_str!("../definitions/elements.txt");
const COMPARTMENTS: &str = include_str!("../definitions/compartments.txt");

/// What a type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypeKind {
    /// A resource, such as `Patient`.
    Resource,
    /// A data type, such as `HumanName`.
    Complex,
    /// A part of one, such as `Patient.contact`.
    Part,
}

/// A type with its elements in their order.
#[derive(Debug)]
pub struct TypeDefinition {
    /// Its name or, of a part, its path.
    pub name: &'static str,
    /// What it is.
    pub kind: TypeKind,
    /// The elements.
    pub elements: Vec<ElementDefinition>,
    by_name: HashMap<&'static str, usize>,
    by_member: HashMap<&'static str, (usize, &'static str)>,
}

/// An element.
#[derive(Debug)]
pub struct ElementDefinition {
    /// Its name; of a choice of types without `[x]`.
    pub name: &'static str,
    /// Whether it has to be there.
    pub is_required: bool,
    /// Whether it repeats.
    pub repeats: bool,
    /// Whether it is part of a summary (FHIR R4 §3.1.1.5.5).
    pub is_summary: bool,
    /// The value set that a code has to be from, when it is known here.
    pub codes: Option<&'static ValueSet>,
    /// Its members in JSON with their types: one, or one for each type of a choice.
    pub members: Vec<Element<'static>>,
}

impl TypeDefinition {
    /// Finds an element by its name, such as `value`.
    pub fn element(&self, name: &str) -> Option<&ElementDefinition> {
        self.by_name.get(name).map(|at| &self.elements[*at])
    }

    /// Finds an element and its type by the member in JSON, such as `valueQuantity`.
    pub fn member(&self, member: &str) -> Option<(&ElementDefinition, &'static str)> {
        self.by_member
            .get(member)
            .map(|(at, kind)| (&self.elements[*at], *kind))
    }
}

/// All that is known of FHIR R4.
#[derive(Debug)]
pub struct Definitions {
    types: HashMap<&'static str, TypeDefinition>,
    resources: Vec<&'static str>,
    parameters: Vec<Parameter>,
    compartments: HashMap<&'static str, HashMap<&'static str, Vec<&'static str>>>,
}

/// Returns the definitions of FHIR R4, which are read at the first call.
pub fn r4() -> &'static Definitions {
    static DEFINITIONS: OnceLock<Definitions> = OnceLock::new();
    DEFINITIONS.get_or_init(Definitions::read)
}

impl Definitions {
    fn read() -> Self {
        let mut types: HashMap<&'static str, TypeDefinition> = HashMap::new();
        let mut current: Option<TypeDefinition> = None;
        for line in ELEMENTS.lines() {
            if let Some((kind, name)) = line.strip_prefix('#').and_then(|line| line.split_once(' ')) {
                let kind = match kind {
                    "resource" => TypeKind::Resource,
                    "complex" => TypeKind::Complex,
                    _ => TypeKind::Part,
                };
                types.extend(current.replace(begin(name, kind)).map(|done| (done.name, done)));
            } else if let Some(current) = &mut current {
                add(current, line);
            }
        }
        types.extend(current.map(|done| (done.name, done)));
        let resources = types.values().filter(|of| of.kind == TypeKind::Resource);
        let mut resources: Vec<_> = resources.map(|of| of.name).collect();
        resources.sort_unstable();
        Self {
            types,
            resources,
            parameters: parameters(),
            compartments: compartments(),
        }
    }

    /// Finds a type.
    pub fn type_of(&self, name: &str) -> Option<&TypeDefinition> {
        self.types.get(name)
    }

    /// Finds a type of resource.
    pub fn resource(&self, name: &str) -> Option<&TypeDefinition> {
        self.type_of(name).filter(|of| of.kind == TypeKind::Resource)
    }

    /// Returns the names of all types of resources, in the order of the alphabet.
    pub fn resources(&self) -> &[&'static str] {
        &self.resources
    }

    /// Returns all search parameters.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Returns the search parameters that put a resource into a compartment; `None` when there is no such compartment, empty
    /// when the resource is never in it.
    pub fn compartment(&self, compartment: &str, resource: &str) -> Option<&[&'static str]> {
        let of = self.compartments.get(compartment)?;
        Some(of.get(resource).map_or(&[], Vec::as_slice))
    }
}

fn begin(name: &'static str, kind: TypeKind) -> TypeDefinition {
    let mut of = TypeDefinition {
        name,
        kind,
        elements: Vec::new(),
        by_name: HashMap::new(),
        by_member: HashMap::new(),
    };
    if kind != TypeKind::Resource {
        add(&mut of, "id\t01-\tstring");
    }
    if !matches!(name, "Bundle" | "Parameters" | "Binary") {
        add(&mut of, "extension\t0*-\tExtension");
    }
    of
}

fn add(of: &mut TypeDefinition, line: &'static str) {
    let mut fields = line.split('\t');
    let (Some(name), Some(facts), Some(kinds)) = (fields.next(), fields.next(), fields.next()) else {
        return;
    };
    let at = of.elements.len();
    let plain = name.trim_end_matches("[x]");
    let is_choice = plain.len() < name.len();
    let members: Vec<Element<'static>> = kinds
        .split('|')
        .map(|kind| Element {
            member: if is_choice { choice(plain, kind) } else { plain },
            kind,
        })
        .collect();
    of.by_name.insert(plain, at);
    for element in &members {
        of.by_member.insert(element.member, (at, element.kind));
    }
    let mut facts = facts.chars();
    of.elements.push(ElementDefinition {
        name: plain,
        is_required: facts.next() != Some('0'),
        repeats: facts.next() == Some('*'),
        is_summary: facts.next() == Some('s'),
        codes: fields.next().and_then(value_set),
        members,
    });
}

/// Returns the member of a choice, such as `valueQuantity`. It is made once for the life of the process.
fn choice(name: &str, kind: &str) -> &'static str {
    let mut member = name.to_owned();
    let mut chars = kind.chars();
    member.extend(chars.next().map(|first| first.to_ascii_uppercase()));
    member.push_str(chars.as_str());
    member.leak()
}

fn compartments() -> HashMap<&'static str, HashMap<&'static str, Vec<&'static str>>> {
    let mut all = HashMap::new();
    let mut current = "";
    for line in COMPARTMENTS.lines() {
        match line.strip_prefix('#') {
            Some(name) => current = name,
            None => {
                if let Some((resource, parameters)) = line.split_once('\t') {
                    let of: &mut HashMap<_, _> = all.entry(current).or_default();
                    of.insert(resource, parameters.split(',').collect());
                }
            }
        }
    }
    all
}

impl Model for Definitions {
    fn elements(&self, kind: &str, name: &str) -> Cow<'_, [Element<'_>]> {
        let element = self.types.get(kind).and_then(|of| of.element(name));
        element.map_or(Cow::Borrowed(&[]), |element| Cow::Borrowed(element.members.as_slice()))
    }

    fn is_a(&self, kind: &str, of: &str) -> bool {
        if kind == of {
            return true;
        }
        match of {
            "Resource" => self.resource(kind).is_some(),
            "DomainResource" => self.resource(kind).is_some_and(|of| of.element("text").is_some()),
            "BackboneElement" => self.type_of(kind).is_some_and(|of| of.kind == TypeKind::Part),
            "Element" => self.type_of(kind).is_some_and(|of| of.kind != TypeKind::Resource),
            "Quantity" => matches!(
                kind,
                "Age" | "Count" | "Distance" | "Duration" | "MoneyQuantity" | "SimpleQuantity"
            ),
            "uri" => matches!(kind, "url" | "canonical" | "uuid" | "oid"),
            "string" => matches!(kind, "code" | "id" | "markdown"),
            "integer" => matches!(kind, "positiveInt" | "unsignedInt"),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_an_element_is_known() {
        let r4 = r4();
        assert_eq!(r4.resources().len(), 146);
        for of in r4.types.values() {
            for element in of.elements.iter().flat_map(|element| &element.members) {
                let is_known = element.kind.starts_with(char::is_lowercase)
                    || element.kind == "Resource"
                    || r4.type_of(element.kind).is_some();
                assert!(is_known, "{}.{}: {}", of.name, element.member, element.kind);
            }
        }
    }

    #[test]
    fn a_choice_has_a_member_for_each_type() {
        let observation = r4().resource("Observation").expect("it is in R4");
        let value = observation.element("value").expect("it has a value");
        assert!(value.members.iter().any(|element| element.member == "valueQuantity"));
        let (element, kind) = observation.member("valueCodeableConcept").expect("it is a value");
        assert_eq!((element.name, kind), ("value", "CodeableConcept"));
        assert!(observation.element("status").is_some_and(|status| status.is_required));
    }

    #[test]
    fn a_compartment_says_by_which_parameters() {
        assert_eq!(
            r4().compartment("Patient", "Observation"),
            Some(&["subject", "performer"][..])
        );
        assert_eq!(r4().compartment("Patient", "Medication"), Some(&[][..]));
        assert_eq!(r4().compartment("Nothing", "Medication"), None);
    }
}
