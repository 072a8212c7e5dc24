//! FHIR resources into an HL7 v2 message, by the tables `fill` and `write`.

mod json;
mod names;
mod read;
mod segment;
mod unused;
mod write;

use std::collections::HashMap;

pub use json::{Json, JsonError};

use crate::Settings;
use crate::table::fill::{Converter, FillValue, WriteItem};
use crate::table::{TableError, Tables};

/// What the header of a message says that is written. Nothing of it is made up here: no clock and no counter is asked.
#[derive(Debug, Clone, Default)]
pub struct OutgoingHeader {
    /// The message's type and event: `ADT^A08`.
    pub event: String,
    /// MSH-3.
    pub sending_application: String,
    /// MSH-4.
    pub sending_facility: String,
    /// MSH-5.
    pub receiving_application: String,
    /// MSH-6.
    pub receiving_facility: String,
    /// MSH-7, as a message has it: `20240305141200+0000`.
    pub time: String,
    /// MSH-10.
    pub control_id: String,
    /// MSH-11; `P` when it is empty.
    pub processing_id: String,
    /// MSH-12; `2.5.1` when it is empty.
    pub version: String,
    /// ORC-1 of orders, HL7 table 0119; `NW` when it is empty.
    pub order_control: String,
}

/// A message that was written.
#[derive(Clone, PartialEq, Eq)]
pub struct Written {
    /// The message, with the standard's delimiters, each segment ended by CR.
    pub message: String,
    /// What of the resources is not in it: elements by their paths, never their values.
    pub not_written: Vec<String>,
}

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Written({} bytes, {} elements not written)",
            self.message.len(),
            self.not_written.len()
        )
    }
}

/// Tells why no message can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The text is no JSON.
    #[error("the resource is no JSON")]
    Json(#[from] JsonError),
    /// It is JSON, but no resource.
    #[error("expected a Bundle or a resource with a resourceType")]
    NoResource,
    /// No table writes this event.
    #[error("no message table writes {event}")]
    UnknownEvent {
        /// The event.
        event: String,
    },
    /// None of the resources is what the message is about.
    #[error("{event} is about a {resource}, and there is none")]
    NothingToWrite {
        /// The event.
        event: String,
        /// The type of resource that it is about.
        resource: String,
    },
}

/// The tables of codes and systems, by what FHIR has.
#[derive(Debug, Default)]
pub struct Backward {
    /// By table of codes: the v2 code of a FHIR code.
    codes: HashMap<String, HashMap<String, String>>,
    /// By URL: the name of a code system.
    systems: HashMap<String, String>,
}

impl Backward {
    /// Turns the tables round. Of several v2 codes for one FHIR code, the first row counts; of several names for one URL, the
    /// shortest.
    pub fn of(tables: &Tables) -> Backward {
        let mut backward = Backward::default();
        for (name, table) in &tables.codes {
            let mut codes = HashMap::new();
            for v2 in &table.order {
                if let Some(code) = table.codes.get(v2) {
                    codes.entry(code.code.clone()).or_insert_with(|| v2.clone());
                }
            }
            backward.codes.insert(name.clone(), codes);
        }
        for (name, url) in &tables.systems {
            let known = backward.systems.entry(url.clone()).or_insert_with(|| name.clone());
            if name.len() < known.len() {
                known.clone_from(name);
            }
        }
        backward
    }
}

/// Checks that the tables which rows name are there.
///
/// # Errors
///
/// All rows that name something that is not there.
pub fn check(tables: &Tables) -> Result<(), Vec<TableError>> {
    let mut errors = Vec::new();
    for row in tables.fills.values().flatten() {
        let FillValue::Read { converter, codes, .. } = &row.value else {
            continue;
        };
        if let Converter::Apply(table) = converter
            && !tables.fills.contains_key(table)
        {
            errors.push(TableError::new(&row.place, format!("no table fills {table}")));
        }
        if let Some(codes) = codes.as_ref().filter(|codes| !tables.codes.contains_key(*codes)) {
            errors.push(TableError::new(
                &row.place,
                format!("no table of codes is called {codes}"),
            ));
        }
    }
    for table in tables.writes.values() {
        check_items(&table.items, tables, &mut errors);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn check_items(items: &[WriteItem], tables: &Tables, errors: &mut Vec<TableError>) {
    for item in items {
        match item {
            WriteItem::Each { items, .. } => check_items(items, tables, errors),
            WriteItem::Segment { place, id, table, .. } => {
                let is_there = match table {
                    Some(table) => tables.fills.contains_key(table),
                    None => tables.fills.keys().any(|key| key.starts_with(id.as_str())),
                };
                if !is_there {
                    errors.push(TableError::new(place, format!("no table fills {id}")));
                }
            }
        }
    }
}

/// Writes a message.
pub fn write(
    tables: &Tables,
    backward: &Backward,
    text: &str,
    header: &OutgoingHeader,
    settings: &Settings,
) -> Result<Written, WriteError> {
    let json = Json::parse(text)?;
    write::Writer::new(tables, backward, &json, header, settings)?.message()
}
