//! The tables with their overlays, ready to convert.

use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};
use nilecare_hl7v2::Message;

use crate::compile::{self, Compiled};
use crate::convert;
use crate::convert::known::Known;
use crate::model;
use crate::reverse::{self, Backward};
use crate::table::{TableError, Tables};
use crate::{Conversion, OutgoingHeader, Settings, WriteError, Written};

/// The shipped tables, inside the binary.
static TABLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/tables");

/// Where the model of FHIR stands among them.
const MODEL: &str = "fhir/r4.txt";

static BUILTIN: LazyLock<Mapping> = LazyLock::new(|| {
    let mut tables = Tables::default();
    let mut errors = Vec::new();
    read_folder(&TABLES, &mut tables, &mut errors);
    let mapping = if errors.is_empty() {
        Mapping::compile(tables)
    } else {
        Err(MappingError { errors })
    };
    mapping.unwrap_or_else(|error| panic!("the shipped tables are checked by tests: {error}"))
});

/// Tables that convert messages. Cheap to clone, and shared by any number of threads.
#[derive(Debug, Clone)]
pub struct Mapping {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    tables: Tables,
    compiled: Compiled,
    known: Known,
    backward: Backward,
}

/// Tells which lines of tables cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", list(errors))]
pub struct MappingError {
    /// All of them; never empty.
    pub errors: Vec<TableError>,
}

fn list(errors: &[TableError]) -> String {
    let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Tells why a message cannot be converted at all. What a converted message lost is in its report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// MSH-9 names no type.
    #[error("MSH-9: expected the message's type and event")]
    NoType,
    /// No table is for this type and event.
    #[error("MSH-9: no message table is for this type and event")]
    UnknownType,
}

impl Mapping {
    /// Returns the shipped tables. The first call reads them, which takes some milliseconds.
    pub fn builtin() -> Mapping {
        BUILTIN.clone()
    }

    /// Returns these tables with others put over them; `name` stands in errors for the file.
    ///
    /// Rows replace those with the same source and target, codes those with the same code; see the crate's README.
    ///
    /// # Errors
    ///
    /// All lines that cannot be used, with their numbers.
    pub fn with_overlay(&self, name: &str, text: &str) -> Result<Mapping, MappingError> {
        let mut tables = self.inner.tables.clone();
        tables
            .read(name, text, true)
            .map_err(|errors| MappingError { errors })?;
        Mapping::compile(tables)
    }

    /// Returns the message structures that can be converted, each with its events: `ADT_A01`, `ADT^A01 ADT^A04`.
    pub fn messages(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.inner
            .tables
            .messages
            .iter()
            .map(|(name, table)| (name.as_str(), table.events.as_slice()))
    }

    /// Returns the tables as they are written.
    pub fn tables(&self) -> &Tables {
        &self.inner.tables
    }

    /// Converts a message into a transaction bundle.
    ///
    /// It needs no clock and no random numbers: the same message, tables and settings give the same bytes.
    ///
    /// # Errors
    ///
    /// [`ConvertError`] when no table is for the message's type. Whatever else is wrong with a message is in the report.
    pub fn to_fhir(&self, message: &Message, settings: &Settings) -> Result<Conversion, ConvertError> {
        let Inner { compiled, known, .. } = &*self.inner;
        if !message.is_changed() {
            return convert::convert(compiled, known, message, settings);
        }
        // What was used is told by places in one text, which a changed message is not.
        let Ok(message) = Message::parse(message.text()) else {
            return Err(ConvertError::NoType);
        };
        convert::convert(compiled, known, &message, settings)
    }

    /// Writes resources as a message: a Bundle, or one resource, as JSON.
    ///
    /// Messages that can be written: see [`Mapping::written_messages`]. The message is about one patient, the first of the
    /// bundle; what of the resources it does not carry is told by [`Written::not_written`].
    ///
    /// # Errors
    ///
    /// [`WriteError`] when the text is no JSON or holds no resource, or when no table writes the event of the header.
    pub fn to_hl7v2(&self, json: &str, header: &OutgoingHeader, settings: &Settings) -> Result<Written, WriteError> {
        reverse::write(&self.inner.tables, &self.inner.backward, json, header, settings)
    }

    /// Returns the message structures that can be written, each with its events.
    pub fn written_messages(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.inner
            .tables
            .writes
            .iter()
            .map(|(name, table)| (name.as_str(), table.events.as_slice()))
    }

    fn compile(tables: Tables) -> Result<Mapping, MappingError> {
        let text = TABLES
            .get_file(MODEL)
            .and_then(|file| file.contents_utf8())
            .unwrap_or_default();
        let model = model::read(MODEL, text).map_err(|error| MappingError { errors: vec![error] })?;
        reverse::check(&tables).map_err(|errors| MappingError { errors })?;
        let compiled = compile::compile(&tables, model).map_err(|errors| MappingError { errors })?;
        let known = Known::of(&compiled.model);
        let backward = Backward::of(&tables);
        let inner = Inner {
            backward,
            tables,
            compiled,
            known,
        };
        Ok(Mapping { inner: Arc::new(inner) })
    }
}

fn read_folder(folder: &Dir<'_>, tables: &mut Tables, errors: &mut Vec<TableError>) {
    for file in folder.files() {
        let name = file.path().to_string_lossy();
        if let Some(text) = file.contents_utf8().filter(|_| name.ends_with(".map")) {
            errors.extend(tables.read(&name, text, false).err().unwrap_or_default());
        }
    }
    for folder in folder.dirs() {
        read_folder(folder, tables, errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_are_right() {
        let mut tables = Tables::default();
        let mut errors = Vec::new();
        read_folder(&TABLES, &mut tables, &mut errors);
        assert!(errors.is_empty(), "{}", list(&errors));
        if let Err(error) = Mapping::compile(tables) {
            panic!("{error}");
        }
    }
}
