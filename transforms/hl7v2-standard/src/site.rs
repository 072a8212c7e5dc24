//! A site's own definitions: Z-segments, further fields, tables and codes, and where Z-segments stand.
//!
//! They are written in YAML; the crate's README shows an example. What is named like something of the standard extends
//! it: fields and codes are added, and fields with the same number replaced key by key.

mod check;
mod layer;
mod standards;

pub use standards::SiteStandards;

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde_saphyr::Spanned;

pub(crate) use layer::Layer;

/// A site's own definitions. [`crate::Standard::with_site`] puts them before those of a version.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Site {
    file: SiteFile,
}

/// Tells what is wrong with a site's definitions: all of it, or the first thing when the text is no YAML of this form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct SiteError {
    /// The problems, by line; at least one.
    pub problems: Vec<SiteProblem>,
}

/// A problem of a site's definitions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteProblem {
    /// The line, from 1; `None` where the text itself says it or none can be told.
    pub line: Option<u64>,
    /// What is wrong and what was expected.
    pub text: String,
}

impl fmt::Display for SiteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

impl Site {
    /// Reads a site's definitions.
    ///
    /// # Errors
    ///
    /// [`SiteError`] with all problems and their lines.
    pub fn parse(text: &str) -> Result<Site, SiteError> {
        let file: SiteFile = serde_saphyr::from_str(text).map_err(|error| SiteError {
            problems: vec![syntax_problem(&error)],
        })?;
        let problems = check::problems(&file);
        if problems.is_empty() {
            Ok(Site { file })
        } else {
            Err(SiteError { problems })
        }
    }

    pub(crate) fn layer(&self, standard: &'static crate::Standard) -> Layer {
        Layer::new(&self.file, standard)
    }
}

/// Tells what is wrong with the form of the text, in one line; the error itself also quotes lines around it.
fn syntax_problem(error: &serde_saphyr::Error) -> SiteProblem {
    let text = error.to_string();
    let first_line = text.lines().next().unwrap_or_default();
    let without_place = first_line
        .split_once(": ")
        .filter(|(start, _)| *start == "error")
        .map(|(_, rest)| rest);
    let without_place = without_place
        .and_then(|rest| rest.split_once(": "))
        .map(|(_, rest)| rest);
    SiteProblem {
        line: error.location().map(|location| location.line()),
        text: without_place.unwrap_or(first_line).to_owned(),
    }
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SiteFile {
    /// Segments by id.
    segments: BTreeMap<String, Spanned<SegmentEntry>>,
    /// Data types by id.
    data_types: BTreeMap<String, Spanned<DataTypeEntry>>,
    /// Tables by number or name.
    tables: BTreeMap<String, Spanned<TableEntry>>,
    /// Whole message structures by name, in abstract message syntax.
    structures: BTreeMap<String, Spanned<String>>,
    /// Segments and groups that are put into structures.
    additions: Vec<Spanned<Addition>>,
    /// Structures by message type and trigger event: `ADT^Z01: ADT_A01`.
    events: BTreeMap<String, Spanned<String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct SegmentEntry {
    name: Option<String>,
    #[serde(default)]
    fields: BTreeMap<u16, Spanned<ElementEntry>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct DataTypeEntry {
    name: Option<String>,
    #[serde(default)]
    components: BTreeMap<u16, Spanned<ElementEntry>>,
}

/// A field or component. What is left out is as the standard has it, or else optional, once, without length and table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ElementEntry {
    name: Option<String>,
    #[serde(rename = "type")]
    data_type: Option<String>,
    required: Option<bool>,
    /// Whether it may come any number of times.
    repeats: Option<bool>,
    length: Option<u32>,
    table: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableEntry {
    name: Option<String>,
    /// Meanings by code.
    #[serde(default)]
    codes: BTreeMap<String, String>,
    /// Whether other codes are errors. Left out: as the standard has it, or no.
    closed: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Addition {
    /// The name of a structure, or the start of its name and `*`.
    structure: String,
    /// What is added, in abstract message syntax: `[{ZPI}]`.
    add: String,
    /// The segment or group that it comes after.
    after: String,
    /// The group that it comes in; left out: wherever `after` is first found.
    #[serde(rename = "in")]
    group: Option<String>,
}

impl Addition {
    fn is_for(&self, structure: &str) -> bool {
        match self.structure.strip_suffix('*') {
            Some(start) => structure.starts_with(start),
            None => self.structure == structure,
        }
    }
}

#[cfg(test)]
mod tests;
