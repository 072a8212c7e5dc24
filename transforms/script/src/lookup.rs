//! Lookup tables: small CSV files that translate codes.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::csv;

/// The most rows of a table.
pub const LOOKUP_ROWS: usize = 200_000;
/// The largest file of a table, in bytes.
pub const LOOKUP_BYTES: usize = 64 << 20;
/// The most tables of a folder.
const LOOKUP_TABLES: usize = 1_000;

/// The lookup tables of an installation, by name.
#[derive(Debug, Clone, Default)]
pub struct LookupTables(BTreeMap<String, Arc<LookupTable>>);

/// One table: values by key.
pub struct LookupTable {
    /// The names of the columns after the key.
    columns: Vec<String>,
    rows: HashMap<Box<str>, Box<[Box<str>]>>,
}

/// One thing that is wrong with a lookup table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}", .line.map_or_else(|| format!("{table}: "), |line| format!("{table} line {line}: ")))]
pub struct LookupProblem {
    /// The table, or the folder.
    pub table: String,
    /// The line of the file, from 1, if it is one line's fault.
    pub line: Option<usize>,
    /// What is wrong, and what would be right. Tells no value but keys.
    pub message: String,
}

impl LookupTables {
    /// Reads every `NAME.csv` of a folder as the table `NAME`. A folder that is not there has no tables; a table with
    /// problems is left out.
    pub fn load_folder(path: &Path) -> (Self, Vec<LookupProblem>) {
        let mut tables = Self::default();
        let mut problems = Vec::new();
        let entries = match std::fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (tables, problems),
            Err(error) => {
                problems.push(problem(
                    "lookup tables",
                    None,
                    format!("the folder cannot be read: {error}"),
                ));
                return (tables, problems);
            }
        };
        let mut files = entries.flatten().map(|entry| entry.path()).collect::<Vec<_>>();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "csv"));
        files.sort();
        for file in files {
            let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if tables.0.len() >= LOOKUP_TABLES {
                problems.push(problem(&name, None, format!("there may be {LOOKUP_TABLES} tables")));
                break;
            }
            match read(&name, &file).and_then(|content| LookupTable::parse_csv(&name, &content)) {
                Ok(table) => tables.insert(name, table),
                Err(found) => problems.extend(found),
            }
        }
        (tables, problems)
    }

    /// Adds a table, or puts it in the place of the one with this name.
    pub fn insert(&mut self, name: impl Into<String>, table: LookupTable) {
        self.0.insert(name.into(), Arc::new(table));
    }

    /// Returns a table.
    pub fn get(&self, name: &str) -> Option<&Arc<LookupTable>> {
        self.0.get(name)
    }

    /// Iterates over the names, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Returns a table, or says that there is none.
    pub(crate) fn named(&self, name: &str) -> Result<&Arc<LookupTable>, String> {
        let missing = || format!("there is no lookup table {name}; add {name}.csv to the folder of lookup tables");
        self.get(name).ok_or_else(missing)
    }
}

fn read(name: &str, file: &Path) -> Result<Vec<u8>, Vec<LookupProblem>> {
    let size = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    if size > LOOKUP_BYTES as u64 {
        return Err(vec![too_large(name)]);
    }
    std::fs::read(file).map_err(|error| vec![problem(name, None, format!("the file cannot be read: {error}"))])
}

impl LookupTable {
    /// Reads a table from CSV (RFC 4180, UTF-8): a header row with the names of the columns, of which the first is the key,
    /// and a row for each key.
    ///
    /// # Errors
    /// Everything that is wrong, with its line; at most 20 problems are told.
    pub fn parse_csv(name: &str, content: &[u8]) -> Result<Self, Vec<LookupProblem>> {
        if content.len() > LOOKUP_BYTES {
            return Err(vec![too_large(name)]);
        }
        let text = std::str::from_utf8(content).map_err(|error| {
            let line = 1 + content[..error.valid_up_to()]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            vec![problem(
                name,
                Some(line),
                "is not UTF-8; save the file with this character set",
            )]
        })?;
        let mut problems = Vec::new();
        let mut records = csv::records(text);
        let header = match records.next() {
            Some(Ok(header)) => header.cells,
            Some(Err(error)) => return Err(vec![problem(name, Some(error.line), error.message)]),
            None => {
                return Err(vec![problem(
                    name,
                    Some(1),
                    "needs a header row with the names of the columns",
                )]);
            }
        };
        if header.len() < 2 {
            problems.push(problem(
                name,
                Some(1),
                "needs two columns at least: the key and a value",
            ));
        }
        for (index, column) in header.iter().enumerate() {
            if header[..index].contains(column) {
                problems.push(problem(name, Some(1), format!("another column is called {column}")));
            }
        }
        let mut rows: HashMap<Box<str>, Box<[Box<str>]>> = HashMap::new();
        for record in records {
            if problems.len() >= 20 {
                break;
            }
            match record {
                Err(error) => problems.push(problem(name, Some(error.line), error.message)),
                Ok(record) if record.cells.len() != header.len() => {
                    let message = format!("has {} columns, the header has {}", record.cells.len(), header.len());
                    problems.push(problem(name, Some(record.line), message));
                }
                Ok(_) if rows.len() >= LOOKUP_ROWS => {
                    problems.push(problem(name, None, format!("may have {LOOKUP_ROWS} rows")));
                    break;
                }
                Ok(record) => {
                    let mut cells = record.cells.into_iter().map(|cell| cell.into_owned().into_boxed_str());
                    let key = cells.next().unwrap_or_default();
                    match rows.entry(key) {
                        Entry::Occupied(taken) => {
                            let message = format!("the key {:?} came before", taken.key());
                            problems.push(problem(name, Some(record.line), message));
                        }
                        Entry::Vacant(free) => {
                            free.insert(cells.collect());
                        }
                    }
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            columns: header.into_iter().skip(1).map(|cell| cell.into_owned()).collect(),
            rows,
        })
    }

    /// Returns the value of a key in the first column after it; `None` when there is no such key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.rows.get(key)?.first().map(AsRef::as_ref)
    }

    /// Returns the value of a key in a column.
    ///
    /// # Errors
    /// When there is no such column.
    pub fn get_column(&self, key: &str, column: &str) -> Result<Option<&str>, String> {
        let known = || format!("there is no column {column}; there are {}", self.columns.join(", "));
        let column = self.columns.iter().position(|name| name == column).ok_or_else(known)?;
        Ok(self.rows.get(key).map(|row| row[column].as_ref()))
    }

    /// Tells whether there is a row for a key.
    pub fn has(&self, key: &str) -> bool {
        self.rows.contains_key(key)
    }

    /// Returns the names of the columns after the key.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Counts the rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl fmt::Debug for LookupTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LookupTable({} rows)", self.rows.len())
    }
}

fn too_large(name: &str) -> LookupProblem {
    problem(name, None, format!("may have {} MiB", LOOKUP_BYTES >> 20))
}

fn problem(table: &str, line: Option<usize>, message: impl Into<String>) -> LookupProblem {
    LookupProblem {
        table: table.to_owned(),
        line,
        message: message.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_with_quotes_and_any_line_end() {
        let content = "\u{FEFF}code,ward,\"floor\"\r\nA1,\"Ward \"\"A\"\"\",1\nB2,\"two\nlines\",\n\n";
        let table = LookupTable::parse_csv("wards", content.as_bytes()).expect("it is a table");
        assert_eq!((table.get("A1"), table.len()), (Some("Ward \"A\""), 2));
        assert_eq!(table.get_column("B2", "ward"), Ok(Some("two\nlines")));
        assert_eq!(table.get_column("A1", "floor"), Ok(Some("1")));
        assert_eq!((table.get("C3"), table.has("B2")), (None, true));
        let error = table.get_column("A1", "colour").expect_err("there is none");
        assert_eq!(error, "there is no column colour; there are ward, floor");
    }

    #[test]
    fn everything_wrong_is_told_with_its_line() {
        let problems = LookupTable::parse_csv("t", b"k,v\na,1\nb\na,2\nc,\"x\n").expect_err("it has problems");
        let told = problems.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            told,
            [
                "t line 3: has 1 columns, the header has 2",
                "t line 4: the key \"a\" came before",
                "t line 5: a quotation mark is not closed"
            ]
        );
        for (content, line) in [(&b""[..], 1), (b"k\na\n", 1), (b"k,v,v\n", 1), (b"k,v\na,\xE9\n", 2)] {
            let problems = LookupTable::parse_csv("t", content).expect_err("it has problems");
            assert_eq!(problems[0].line, Some(line), "{problems:?}");
        }
    }

    #[test]
    fn too_many_rows_are_refused() {
        let mut content = "k,v\n".to_owned();
        (0..=LOOKUP_ROWS).for_each(|row| content.push_str(&format!("{row},x\n")));
        let problems = LookupTable::parse_csv("t", content.as_bytes()).expect_err("it is too long");
        assert_eq!(problems[0].message, "may have 200000 rows");
    }

    #[test]
    fn a_folder_gives_its_good_tables_and_the_problems_of_the_others() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        std::fs::write(folder.path().join("good.csv"), "k,v\na,1\n").expect("it is ours");
        std::fs::write(folder.path().join("bad.csv"), "k,v\na\n").expect("it is ours");
        std::fs::write(folder.path().join("note.txt"), "no table").expect("it is ours");
        let (tables, problems) = LookupTables::load_folder(folder.path());
        assert_eq!(tables.names().collect::<Vec<_>>(), ["good"]);
        assert_eq!((problems.len(), problems[0].table.as_str()), (1, "bad"));
        assert!(LookupTables::load_folder(&folder.path().join("absent")).1.is_empty());
    }
}
