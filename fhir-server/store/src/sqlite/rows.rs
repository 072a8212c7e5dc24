//! Writing and removing rows of the indexes.

use std::collections::HashMap;

use nilecare_fhir_search::{IndexRow, IndexValue, Registry};
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, params};

use super::keys::Keys;

/// The numbers of systems that were seen. Forget them when a transaction is undone.
#[derive(Debug, Default)]
pub(super) struct Systems {
    known: HashMap<String, i64>,
}

/// More are looked up again.
const MAX_KNOWN: usize = 10_000;

impl Systems {
    pub fn forget(&mut self) {
        self.known.clear();
    }

    fn number(&mut self, connection: &Connection, system: Option<&str>) -> rusqlite::Result<i64> {
        let Some(system) = system else {
            return Ok(0);
        };
        if let Some(number) = self.known.get(system) {
            return Ok(*number);
        }
        let number = match find_system(connection, system)? {
            Some(number) => number,
            None => connection
                .prepare_cached("INSERT INTO system (uri) VALUES (?1)")?
                .insert([system])?,
        };
        if self.known.len() == MAX_KNOWN {
            self.known.clear();
        }
        self.known.insert(system.to_owned(), number);
        Ok(number)
    }
}

/// Returns the number of a system, when any resource has named it.
pub(super) fn find_system(connection: &Connection, system: &str) -> rusqlite::Result<Option<i64>> {
    let mut find = connection.prepare_cached("SELECT id FROM system WHERE uri = ?1")?;
    find.query_row([system], |row| row.get(0)).optional()
}

/// Writes rows of one connection.
pub(super) struct RowWriter<'a> {
    pub connection: &'a Connection,
    pub keys: &'a Keys,
    pub registry: &'a Registry,
    pub systems: &'a mut Systems,
}

/// The statements of a table: a row in, a row out.
struct Statements {
    insert: &'static str,
    remove: &'static str,
}

const STRING: Statements = Statements {
    insert: "INSERT OR IGNORE INTO string_index (param, folded, exact, key) VALUES (?1, ?2, ?3, ?4)",
    remove: "DELETE FROM string_index WHERE param = ?1 AND folded = ?2 AND exact = ?3 AND key = ?4",
};
const TOKEN: Statements = Statements {
    insert: "INSERT OR IGNORE INTO token_index (param, code, system, key) VALUES (?1, ?2, ?3, ?4)",
    remove: "DELETE FROM token_index WHERE param = ?1 AND code = ?2 AND system = ?3 AND key = ?4",
};
const REFERENCE: Statements = Statements {
    insert: "INSERT OR IGNORE INTO reference_index (param, id, type, key) VALUES (?1, ?2, ?3, ?4)",
    remove: "DELETE FROM reference_index WHERE param = ?1 AND id = ?2 AND type = ?3 AND key = ?4",
};
const URI: Statements = Statements {
    insert: "INSERT OR IGNORE INTO uri_index (param, uri, key) VALUES (?1, ?2, ?3)",
    remove: "DELETE FROM uri_index WHERE param = ?1 AND uri = ?2 AND key = ?3",
};
const DATE: Statements = Statements {
    insert: "INSERT OR IGNORE INTO date_index (param, low, high, key) VALUES (?1, ?2, ?3, ?4)",
    remove: "DELETE FROM date_index WHERE param = ?1 AND low = ?2 AND high = ?3 AND key = ?4",
};
const NUMBER: Statements = Statements {
    insert: "INSERT OR IGNORE INTO number_index (param, low, high, key) VALUES (?1, ?2, ?3, ?4)",
    remove: "DELETE FROM number_index WHERE param = ?1 AND low = ?2 AND high = ?3 AND key = ?4",
};
const QUANTITY: Statements = Statements {
    insert: "INSERT OR IGNORE INTO quantity_index (param, low, high, system, code, key) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    remove: "DELETE FROM quantity_index WHERE param = ?1 AND low = ?2 AND high = ?3 AND system = ?4 AND code = ?5 AND key = ?6",
};
const COMPOSITE: Statements = Statements {
    insert: "INSERT OR IGNORE INTO composite_index (param, code, system, text, text_system, low, high, low3, high3, key) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    remove: "DELETE FROM composite_index WHERE param = ?1 AND code = ?2 AND system = ?3 AND text = ?4 AND text_system = ?5 \
             AND low = ?6 AND high = ?7 AND low3 = ?8 AND high3 = ?9 AND key = ?10",
};

impl RowWriter<'_> {
    pub fn insert(&mut self, key: i64, row: &IndexRow) -> rusqlite::Result<()> {
        self.run(key, row, true)
    }

    pub fn remove(&mut self, key: i64, row: &IndexRow) -> rusqlite::Result<()> {
        self.run(key, row, false)
    }

    fn run(&mut self, key: i64, row: &IndexRow, is_insert: bool) -> rusqlite::Result<()> {
        let param = self.keys.param(row.slot);
        let connection = self.connection;
        let execute = |statements: &Statements, values: &[&dyn ToSql]| {
            let text = if is_insert {
                statements.insert
            } else {
                statements.remove
            };
            connection.prepare_cached(text)?.execute(values).map(drop)
        };
        match &row.value {
            IndexValue::String { folded, exact } => execute(&STRING, params![param, folded, exact, key]),
            IndexValue::Token { system, code } => {
                let system = self.systems.number(connection, system.as_deref())?;
                execute(&TOKEN, params![param, code, system, key])
            }
            IndexValue::Reference { kind, id } => {
                let of = self.registry.type_id(kind).map_or(0, |of| self.keys.of(of));
                execute(&REFERENCE, params![param, id, of, key])
            }
            IndexValue::Uri(uri) => execute(&URI, params![param, uri, key]),
            IndexValue::Date { low, high } => execute(&DATE, params![param, low, high, key]),
            IndexValue::Number { low, high } => execute(&NUMBER, params![param, low, high, key]),
            IndexValue::Quantity {
                low,
                high,
                system,
                code,
            } => {
                let system = self.systems.number(connection, system.as_deref())?;
                execute(&QUANTITY, params![param, low, high, system, code, key])
            }
            IndexValue::Composite {
                system,
                code,
                second,
                third,
            } => {
                let system = self.systems.number(connection, system.as_deref())?;
                let text_system = self.systems.number(connection, second.system.as_deref())?;
                let (low3, high3) = third.unwrap_or((0.0, 0.0));
                let values = params![
                    param,
                    code,
                    system,
                    second.text,
                    text_system,
                    second.low,
                    second.high,
                    low3,
                    high3,
                    key
                ];
                execute(&COMPOSITE, values)
            }
        }
    }
}
