//! A message as a list of its places.

use nilecare_document::{Outline, Place, PlaceDefinition, PlaceKind};
use serde::Serialize;
use utoipa::ToSchema;

/// A message as a list of its places, in its order. A place is within the last one before it whose level is lower.
#[derive(Debug, Serialize, ToSchema)]
pub struct DescriptionView {
    /// The format.
    #[schema(example = "HL7 v2")]
    pub format: &'static str,
    /// The version of the standard that names are from.
    #[schema(example = "2.5.1")]
    pub version: Option<String>,
    /// The message structure.
    #[schema(example = "ORU_R01")]
    pub structure: Option<String>,
    /// The places that hold something; at most 20,000.
    pub places: Vec<PlaceView>,
    /// Whether there are more.
    pub is_cut: bool,
}

/// A place of a message.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceView {
    /// How deep it is, from 0.
    pub level: usize,
    /// `group`, `segment`, `field`, `component`, `subcomponent`, `object`, `array`, `element`, `attribute`, `record` or `value`.
    #[schema(value_type = String, example = "field")]
    pub kind: PlaceKind,
    /// Its path, as steps and scripts write it; empty for what they cannot name.
    #[schema(example = "PID-3.1")]
    pub path: String,
    /// Its name within what it is in, where that is shorter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What stands there, at most 2,000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether the value is longer.
    pub is_value_cut: bool,
    /// Whether nothing is within it.
    pub is_leaf: bool,
    /// What the standard says of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<DefinitionView>,
    /// What its code means.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Female")]
    pub meaning: Option<String>,
}

/// What the standard says of a place.
#[derive(Debug, Serialize, ToSchema)]
pub struct DefinitionView {
    /// What it is called.
    #[schema(example = "Patient Identifier List")]
    pub name: String,
    /// Its data type.
    #[schema(example = "CX")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_type: Option<String>,
    /// Whether it must be there: `R` required, `O` optional, `C` conditional and so on.
    #[schema(value_type = Option<String>, example = "R")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optionality: Option<&'static str>,
    /// How often it may be there; absent for any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_repetitions: Option<u32>,
    /// The number of the table of its codes.
    #[schema(example = "0203")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// What the table is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table_name: Option<String>,
}

impl From<Outline> for DescriptionView {
    fn from(outline: Outline) -> Self {
        Self {
            format: outline.format,
            version: outline.version,
            structure: outline.structure,
            places: outline.places.into_iter().map(PlaceView::from).collect(),
            is_cut: outline.is_cut,
        }
    }
}

impl From<Place> for PlaceView {
    fn from(place: Place) -> Self {
        Self {
            level: place.level,
            kind: place.kind,
            path: place.path,
            label: place.label,
            value: place.value,
            is_value_cut: place.is_value_cut,
            is_leaf: place.is_leaf,
            definition: place.definition.map(DefinitionView::from),
            meaning: place.meaning,
        }
    }
}

impl From<PlaceDefinition> for DefinitionView {
    fn from(definition: PlaceDefinition) -> Self {
        Self {
            name: definition.name,
            data_type: definition.data_type,
            optionality: definition.optionality,
            max_repetitions: definition.max_repetitions,
            table: definition.table,
            table_name: definition.table_name,
        }
    }
}
