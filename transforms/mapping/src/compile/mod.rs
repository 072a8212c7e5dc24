//! The tables in the form that conversions run on: names are numbers, paths are checked against the model, every table
//! that a row names is there.

mod map;
mod path;
mod structure;

use std::collections::{BTreeMap, HashMap};

pub use map::{Action, From, Map, Row, Spot};
pub use path::{Leaf, Path, Way};
pub use structure::{Link, Structure};

use crate::model::Model;
use crate::table::expression::full_system;
use crate::table::{CodeTable, TableError, Tables};

/// The id of a segment.
pub type SegmentId = [u8; 3];

/// Tables ready to run.
#[derive(Debug, Default)]
pub struct Compiled {
    /// The types of FHIR.
    pub model: Model,
    /// All tables of rows.
    pub maps: Vec<Map>,
    /// All tables of codes.
    pub codes: Vec<CodeTable>,
    /// Their names.
    pub code_names: Vec<String>,
    /// Names of code systems in messages, in upper case, and their URLs.
    pub systems: BTreeMap<String, String>,
    /// All structures of messages.
    pub structures: Vec<Structure>,
    /// The structure of an event, `ADT^A01`, and of a structure's own name.
    pub events: HashMap<String, usize>,
    /// URLs of extensions, by number.
    pub urls: Vec<String>,
}

/// What names have which numbers while tables are compiled.
pub(crate) struct Names<'t> {
    pub model: &'t Model,
    pub maps: HashMap<&'t str, usize>,
    pub codes: HashMap<&'t str, usize>,
    pub urls: Vec<String>,
    pub labels: Vec<String>,
}

impl Names<'_> {
    /// Returns the number of a URL, from 1.
    fn url(&mut self, url: &str) -> u16 {
        number_of(&mut self.urls, url)
    }

    /// Returns the number of a label, from 1; 0 for the empty one.
    fn label(&mut self, label: &str) -> u16 {
        if label.is_empty() {
            0
        } else {
            number_of(&mut self.labels, label)
        }
    }
}

fn number_of(names: &mut Vec<String>, name: &str) -> u16 {
    let found = names.iter().position(|known| known == name);
    let index = found.unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    index as u16 + 1
}

/// Compiles tables.
///
/// # Errors
///
/// All rows that name something that is not there, or that write what an element cannot take.
pub fn compile(tables: &Tables, model: Model) -> Result<Compiled, Vec<TableError>> {
    let mut errors = Vec::new();
    let mut names = Names {
        model: &model,
        maps: numbers(tables.maps.keys()),
        codes: numbers(tables.codes.keys()),
        urls: Vec::new(),
        labels: Vec::new(),
    };
    let mut maps = Vec::with_capacity(tables.maps.len());
    for (name, table) in &tables.maps {
        maps.push(map::compile(name, table, &mut names, &mut errors));
    }
    map::check_applied(&maps, &mut errors);
    let mut structures = Vec::with_capacity(tables.messages.len());
    let mut events = HashMap::new();
    for (name, table) in &tables.messages {
        let number = structures.len();
        structures.push(structure::compile(table, &mut names, &maps, &mut errors));
        events.insert(name.clone(), number);
        events.extend(table.events.iter().map(|event| (event.clone(), number)));
    }
    let urls = names.urls;
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Compiled {
        maps,
        codes: tables.codes.values().cloned().collect(),
        code_names: tables.codes.keys().cloned().collect(),
        systems: tables
            .systems
            .iter()
            .map(|(name, url)| (name.clone(), full_system(url)))
            .collect(),
        structures,
        events,
        urls,
        model,
    })
}

fn numbers<'t>(names: impl Iterator<Item = &'t String>) -> HashMap<&'t str, usize> {
    names
        .enumerate()
        .map(|(number, name)| (name.as_str(), number))
        .collect()
}
