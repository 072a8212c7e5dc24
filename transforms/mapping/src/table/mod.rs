//! The tables as they are written: text in, rows out, every error with its file and line.
//!
//! A file holds sections. The first word of a line that starts at the margin opens one:
//!
//! | section | holds | read by |
//! |---|---|---|
//! | `map PID[Patient]` | rows from a segment or data type to FHIR | [`row`] |
//! | `codes AdministrativeSex …` | rows from a v2 code to a FHIR code | [`codes`] |
//! | `systems` | names of code systems, as in CWE.3, and their URLs | here |
//! | `message ADT_A01 …` | a message structure and the resources it makes | [`message`] |
//! | `change ADT_A01` | single rows of a structure, in overlays | `change` |
//! | `fill PID[Patient]` | rows from FHIR to a segment or data type | [`fill`] |
//! | `write ADT_A01 …` | a message that is written, and the resources it comes from | [`fill`] |

mod change;
pub mod codes;
pub mod condition;
pub mod error;
pub mod expression;
pub mod fill;
pub mod message;
pub mod row;
pub mod source;
pub mod target;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use codes::{Code, CodeTable};
pub use condition::Condition;
pub use error::{Place, TableError};
use fill::{FillRow, WriteItem};
pub use message::MessageTable;
pub use row::Row;
pub use source::Source;

use self::words::words;

/// A table of rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MapTable {
    /// Where it begins.
    pub place: Place,
    /// The links of a chain of resources, the innermost first; the element by which each refers to the next stands first.
    pub chain: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// All tables.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// By key: `PID[Patient]`.
    pub maps: BTreeMap<String, MapTable>,
    /// By name: `AdministrativeSex`.
    pub codes: BTreeMap<String, CodeTable>,
    /// By the name of a code system in messages, in upper case: its URL.
    pub systems: BTreeMap<String, String>,
    /// By structure: `ADT_A01`.
    pub messages: BTreeMap<String, MessageTable>,
    /// Of the way back, by key: `PID[Patient]`.
    pub fills: BTreeMap<String, Vec<FillRow>>,
    /// Of the way back, by structure.
    pub writes: BTreeMap<String, WriteTable>,
}

/// A message that is written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WriteTable {
    /// The messages that have this structure: `ADT^A01`.
    pub events: Vec<String>,
    /// Its parts, in order.
    pub items: Vec<WriteItem>,
}

/// The section that lines belong to.
enum Section {
    None,
    /// Of an overlay, which rows were put in by it: they do not replace each other.
    Map(String, Vec<Row>),
    Codes(String),
    Systems,
    Message(String, message::Reader),
    Change(String, change::Reader),
    /// Of an overlay, the places whose rows were taken away.
    Fill(String, Vec<Source>),
    Write(String, fill::Reader),
}

impl Tables {
    /// Reads a file into the tables.
    ///
    /// Of an overlay, rows replace those with the same source and target, codes those with the same code, and a
    /// `message` section the whole structure; `remove` takes rows away.
    ///
    /// # Errors
    ///
    /// All lines that cannot be used. The tables then hold what was read before and are to be thrown away.
    pub fn read(&mut self, file: &str, text: &str, is_overlay: bool) -> Result<(), Vec<TableError>> {
        let mut errors = Vec::new();
        let mut section = Section::None;
        let mut place = Place {
            file: Arc::from(file),
            line: 0,
        };
        for (index, line) in text.lines().enumerate() {
            place.line = index + 1;
            let read = if opens_section(line) {
                let closed = self.close(std::mem::replace(&mut section, Section::None), &place);
                closed.and_then(|()| self.open(line, &place, is_overlay).map(|opened| section = opened))
            } else {
                self.read_line(&mut section, line, &place, is_overlay)
            };
            errors.extend(read.err());
        }
        errors.extend(self.close(section, &place).err());
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    fn open(&mut self, line: &str, place: &Place, is_overlay: bool) -> Result<Section, TableError> {
        let error = |problem: String| TableError::new(place, problem);
        let words = words(line).map_err(|problem| error(problem.to_owned()))?;
        let key = words.get(1).map(|word| word.text.to_owned()).unwrap_or_default();
        if key.is_empty() && words[0].text != "systems" {
            return Err(error(format!("expected a name after `{}`", words[0].text)));
        }
        match words[0].text {
            "map" => {
                if !is_overlay && self.maps.contains_key(&key) {
                    return Err(error(format!("the table {key} stands twice")));
                }
                let table = self.maps.entry(key.clone()).or_default();
                if table.rows.is_empty() {
                    table.place = place.clone();
                }
                Ok(Section::Map(key, Vec::new()))
            }
            "codes" => {
                let table = self.codes.entry(key.clone()).or_default();
                table.set_systems(&words[2..]).map_err(error)?;
                Ok(Section::Codes(key))
            }
            "systems" => Ok(Section::Systems),
            "message" => {
                let events = words[2..].iter().map(|word| word.text.to_owned()).collect();
                let table = MessageTable {
                    events,
                    items: Vec::new(),
                };
                self.messages.insert(key.clone(), table);
                Ok(Section::Message(key, message::Reader::default()))
            }
            "fill" => {
                self.fills.entry(key.clone()).or_default();
                Ok(Section::Fill(key, Vec::new()))
            }
            "write" => {
                let events = words[2..].iter().map(|word| word.text.to_owned()).collect();
                let table = WriteTable {
                    events,
                    items: Vec::new(),
                };
                self.writes.insert(key.clone(), table);
                Ok(Section::Write(key, fill::Reader::default()))
            }
            _ => Ok(Section::Change(key, change::Reader::default())),
        }
    }

    fn read_line(
        &mut self,
        section: &mut Section,
        line: &str,
        place: &Place,
        is_overlay: bool,
    ) -> Result<(), TableError> {
        let error = |problem: String| TableError::new(place, problem);
        let words = words(line).map_err(|problem| error(problem.to_owned()))?;
        if words.is_empty() {
            return Ok(());
        }
        match section {
            Section::None => Err(error(
                "expected map, codes, systems, message, change, fill or write".to_owned(),
            )),
            Section::Map(key, added) => {
                let table = self.maps.entry(key.clone()).or_default();
                match words[0].text {
                    "chain" => {
                        table.chain = words[1..].iter().map(|word| word.text.to_owned()).collect();
                        Ok(())
                    }
                    "remove" => {
                        let end = words.last().map_or(line.len(), words::Word::end);
                        let (source, target) = row::parse_removed(&line[words[0].end()..end]).map_err(error)?;
                        table.rows.retain(|row| {
                            row.source != source || target.as_ref().is_some_and(|target| *target != row.target_text)
                        });
                        Ok(())
                    }
                    _ => {
                        let row = row::parse(line, place).map_err(error)?;
                        if is_overlay {
                            added.push(row)
                        } else {
                            table.rows.push(row)
                        }
                        Ok(())
                    }
                }
            }
            Section::Codes(key) => self
                .codes
                .entry(key.clone())
                .or_default()
                .read_row(line, place, is_overlay),
            Section::Systems => match words.as_slice() {
                [name, sign, url] if sign.text == "=" => {
                    self.systems.insert(name.plain().to_uppercase(), url.plain().to_owned());
                    Ok(())
                }
                _ => Err(error("expected a row such as `LN = http://loinc.org`".to_owned())),
            },
            Section::Message(_, reader) => reader.read(line, place),
            Section::Change(_, reader) => reader.read(line, place),
            Section::Fill(key, replaced) => {
                let rows = self.fills.entry(key.clone()).or_default();
                if words[0].text == "remove" {
                    let (target, _) = row::parse_removed(&line[words[0].end()..]).map_err(error)?;
                    rows.retain(|row| row.target != target);
                    return Ok(());
                }
                let row = fill::parse_row(line, place).map_err(error)?;
                if is_overlay && !replaced.contains(&row.target) {
                    rows.retain(|other| other.target != row.target);
                    replaced.push(row.target.clone());
                }
                rows.push(row);
                Ok(())
            }
            Section::Write(_, reader) => reader.read(line, place).map_err(error),
        }
    }

    fn close(&mut self, section: Section, place: &Place) -> Result<(), TableError> {
        match section {
            Section::None | Section::Codes(_) | Section::Systems | Section::Fill(..) => Ok(()),
            Section::Map(key, added) => {
                let table = self.maps.entry(key).or_default();
                replace_rows(&mut table.rows, added);
                Ok(())
            }
            Section::Message(key, reader) => {
                let items = reader.finish(place)?;
                self.messages.entry(key).or_default().items = items;
                Ok(())
            }
            Section::Write(key, reader) => {
                let items = reader.finish().map_err(|problem| TableError::new(place, problem))?;
                self.writes.entry(key).or_default().items = items;
                Ok(())
            }
            Section::Change(key, reader) => match self.messages.get_mut(&key) {
                Some(table) => reader.apply(&mut table.items),
                None => Err(TableError::new(place, format!("no message structure is called {key}"))),
            },
        }
    }
}

/// Puts rows of an overlay where the first row stood that they replace, or at the end.
fn replace_rows(rows: &mut Vec<Row>, added: Vec<Row>) {
    let same = |row: &Row, other: &Row| row.source == other.source && row.target_text == other.target_text;
    let mut places = Vec::new();
    for row in &added {
        places.push(rows.iter().position(|other| same(row, other)));
    }
    // `None` marks rows that are replaced, so that the places stay true.
    let mut kept: Vec<Option<Row>> = rows.drain(..).map(Some).collect();
    for row in &added {
        for slot in &mut kept {
            if slot.as_ref().is_some_and(|other| same(row, other)) {
                *slot = None;
            }
        }
    }
    let mut before: Vec<Vec<Row>> = kept.iter().map(|_| Vec::new()).collect();
    let mut last = Vec::new();
    for (row, place) in added.into_iter().zip(places) {
        match place {
            Some(place) => before[place].push(row),
            None => last.push(row),
        }
    }
    for (new, old) in before.into_iter().zip(kept) {
        rows.extend(new);
        rows.extend(old);
    }
    rows.extend(last);
}

fn opens_section(line: &str) -> bool {
    let first = line.split_ascii_whitespace().next().unwrap_or_default();
    line.starts_with(first) && ["map", "codes", "systems", "message", "change", "fill", "write"].contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_replaces_adds_and_removes_rows() {
        let mut tables = Tables::default();
        let base = "map PID[Patient]\nPID-5 -> name : XPN[HumanName]\nPID-7 -> birthDate\nPID-8 -> gender\n";
        tables.read("base", base, false).expect("the base is right");
        let overlay = "map PID[Patient]\nPID-5 -> name : XCN[HumanName]\nPID-99 -> active\nremove PID-8\n";
        tables.read("overlay", overlay, true).expect("the overlay is right");
        let rows: Vec<String> = tables.maps["PID[Patient]"]
            .rows
            .iter()
            .map(|row| format!("{} {}", row.place, row.source))
            .collect();
        assert_eq!(rows, ["overlay:2 PID-5", "base:3 PID-7", "overlay:3 PID-99"]);
    }

    #[test]
    fn every_error_has_its_file_and_line() {
        let mut tables = Tables::default();
        let errors = tables
            .read(
                "x.map",
                "PID-5 -> name\nmap A\nPID-5 name\nsystems\nLN http\nmessage M\nG {\n",
                false,
            )
            .expect_err("there are errors");
        let places: Vec<String> = errors.iter().map(|error| error.place.to_string()).collect();
        assert_eq!(places, ["x.map:1", "x.map:3", "x.map:5", "x.map:7"]);
    }
}
