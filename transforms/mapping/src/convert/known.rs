//! The types and elements of FHIR that conversions look for by name, found once.

use crate::model::{Model, Type, TypeId};

/// Numbers of types and elements.
#[derive(Debug, Default, Clone)]
pub struct Known {
    /// `Reference`.
    pub reference: TypeId,
    /// `Coding`, and its elements.
    pub coding: TypeId,
    pub coding_system: u16,
    pub coding_version: u16,
    pub coding_code: u16,
    pub coding_display: u16,
    /// `CodeableConcept`, and its elements.
    pub concept: TypeId,
    pub concept_coding: u16,
    pub concept_text: u16,
    /// `Identifier`, and its elements.
    pub identifier: TypeId,
    pub identifier_system: u16,
    pub identifier_value: u16,
    /// `Extension`, and its elements.
    pub extension: TypeId,
    pub extension_url: u16,
    pub extension_concept: u16,
    pub extension_code: u16,
    /// `Bundle`.
    pub bundle: TypeId,
    /// By type, which invariants are looked after.
    pub repairs: Vec<Option<Repair>>,
    /// By type, its element `identifier`.
    pub identifiers: Vec<Option<u16>>,
    /// By type, its element `masterIdentifier`.
    pub master_identifiers: Vec<Option<u16>>,
    /// By type, the element by which it must refer to the patient.
    pub patients: Vec<Option<u16>>,
}

/// A type with invariants that messages break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repair {
    Appointment,
    Attachment,
    Contact,
    ContactPoint,
    Quantity,
    Ratio,
    Repeat,
}

impl Repair {
    fn of(name: &str) -> Option<Repair> {
        Some(match name {
            "Appointment" => Repair::Appointment,
            "Attachment" => Repair::Attachment,
            "Patient.contact" => Repair::Contact,
            "ContactPoint" => Repair::ContactPoint,
            "Quantity" => Repair::Quantity,
            "Ratio" => Repair::Ratio,
            "Timing.repeat" => Repair::Repeat,
            _ => return None,
        })
    }
}

/// Returns the element by which a resource must refer to the patient.
fn patient_element(kind: &Type) -> Option<u16> {
    ["patient", "subject"].into_iter().find_map(|name| {
        let number = kind.element(name)?;
        let element = &kind.elements[usize::from(number)];
        (element.is_required && !element.is_list).then_some(number)
    })
}

impl Known {
    /// Finds them; what the model lacks is 0.
    pub fn of(model: &Model) -> Known {
        let kind = |name: &str| model.named(name).unwrap_or_default();
        let element = |name: &str, element: &str| {
            model
                .named(name)
                .and_then(|id| model.get(id).element(element))
                .unwrap_or_default()
        };
        Known {
            reference: kind("Reference"),
            coding: kind("Coding"),
            coding_system: element("Coding", "system"),
            coding_version: element("Coding", "version"),
            coding_code: element("Coding", "code"),
            coding_display: element("Coding", "display"),
            concept: kind("CodeableConcept"),
            concept_coding: element("CodeableConcept", "coding"),
            concept_text: element("CodeableConcept", "text"),
            identifier: kind("Identifier"),
            identifier_system: element("Identifier", "system"),
            identifier_value: element("Identifier", "value"),
            extension: kind("Extension"),
            extension_url: element("Extension", "url"),
            extension_concept: element("Extension", "valueCodeableConcept"),
            extension_code: element("Extension", "valueCode"),
            bundle: kind("Bundle"),
            patients: model.types().iter().map(patient_element).collect(),
            identifiers: model.types().iter().map(|kind| kind.element("identifier")).collect(),
            master_identifiers: model
                .types()
                .iter()
                .map(|kind| kind.element("masterIdentifier"))
                .collect(),
            repairs: model.types().iter().map(|kind| Repair::of(&kind.name)).collect(),
        }
    }
}
