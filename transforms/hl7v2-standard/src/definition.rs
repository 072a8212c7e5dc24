//! Segments and data types: an id, a name and the elements below.

use std::borrow::Cow;

use crate::Version;
use crate::element::{self, ElementDefinition};
use crate::version::Versions;

/// A segment of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentDefinition {
    pub(crate) id: Cow<'static, str>,
    pub(crate) name: Cow<'static, str>,
    pub(crate) fields: Vec<ElementDefinition>,
}

impl SegmentDefinition {
    /// Returns the id, three letters or digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the name: `Patient Identification`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the fields in order. Numbers may be left out, where a version reserves them.
    pub fn fields(&self) -> &[ElementDefinition] {
        &self.fields
    }

    /// Returns field `number`, from 1.
    pub fn field(&self, number: usize) -> Option<&ElementDefinition> {
        element::find(&self.fields, number)
    }

    pub(crate) fn read(block: &'static str, version: Version) -> Option<SegmentDefinition> {
        let (id, name, fields) = read(block, version)?;
        Some(SegmentDefinition { id, name, fields })
    }
}

/// A data type of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataTypeDefinition {
    pub(crate) id: Cow<'static, str>,
    pub(crate) name: Cow<'static, str>,
    pub(crate) components: Vec<ElementDefinition>,
}

impl DataTypeDefinition {
    /// Returns the id: `CX`. Types that the versions up to 2.4 left without a name of their own are told apart by a
    /// suffix: `CM_PAT_ID`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the name: `Extended Composite ID with Check Digit`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the components in order; none for a simple data type.
    pub fn components(&self) -> &[ElementDefinition] {
        &self.components
    }

    /// Returns component `number`, from 1.
    pub fn component(&self, number: usize) -> Option<&ElementDefinition> {
        element::find(&self.components, number)
    }

    /// Tells whether it has no components.
    pub fn is_simple(&self) -> bool {
        self.components.is_empty()
    }

    pub(crate) fn read(block: &'static str, version: Version) -> Option<DataTypeDefinition> {
        let (id, name, components) = read(block, version)?;
        Some(DataTypeDefinition { id, name, components })
    }
}

type Parts = (Cow<'static, str>, Cow<'static, str>, Vec<ElementDefinition>);

fn read(block: &'static str, version: Version) -> Option<Parts> {
    let mut lines = block.lines();
    let mut head = lines.next()?.split('\t');
    let (id, versions, name) = (head.next()?, head.next()?, head.next()?);
    if !versions.parse::<Versions>().ok()?.contains(version) {
        return None;
    }
    let elements = lines
        .filter_map(|line| ElementDefinition::read(line, version))
        .collect();
    Some((id.into(), name.into(), elements))
}
