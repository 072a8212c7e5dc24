//! Small numbers for types and parameters.

use std::collections::HashMap;

use nilecare_fhir_search::{Registry, Slot, TypeId};
use rusqlite::{Connection, params};

/// How many bits of a key count the resources of a type.
const KEY_BITS: u32 = 40;

/// The numbers that this file has for the registry's types and parameters.
#[derive(Debug)]
pub(crate) struct Keys {
    types: Vec<i64>,
    by_number: HashMap<i64, TypeId>,
    parameters: Vec<i64>,
}

impl Keys {
    /// Reads the numbers, and gives new ones to what is new.
    pub fn load(connection: &Connection, registry: &Registry) -> rusqlite::Result<Self> {
        let mut types = Vec::new();
        let mut add = connection.prepare("INSERT OR IGNORE INTO type (name) VALUES (?1)")?;
        let mut find = connection.prepare("SELECT id FROM type WHERE name = ?1")?;
        for name in registry.types() {
            add.execute([name])?;
            types.push(find.query_row([name], |row| row.get::<_, i64>(0))?);
        }
        let mut known: HashMap<(i64, String), i64> = HashMap::new();
        let mut all = connection.prepare("SELECT type, code, id FROM parameter")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            known.insert((row.get(0)?, row.get(1)?), row.get(2)?);
        }
        let mut parameters = Vec::new();
        let mut add = connection.prepare("INSERT INTO parameter (type, code) VALUES (?1, ?2)")?;
        for parameter in registry.parameters() {
            let of = types.get(usize::from(parameter.of.0)).copied().unwrap_or_default();
            let number = match known.get(&(of, parameter.code.to_owned())) {
                Some(number) => *number,
                None => add.insert(params![of, parameter.code])?,
            };
            parameters.push(number);
        }
        let by_number = types
            .iter()
            .enumerate()
            .map(|(at, number)| (*number, TypeId(at as u16)))
            .collect();
        Ok(Self {
            types,
            by_number,
            parameters,
        })
    }

    /// Returns the number of a type.
    pub fn of(&self, of: TypeId) -> i64 {
        self.types.get(usize::from(of.0)).copied().unwrap_or_default()
    }

    /// Returns the type of a resource by its key.
    pub fn type_of(&self, key: i64) -> TypeId {
        self.by_number
            .get(&(key >> KEY_BITS))
            .copied()
            .unwrap_or(TypeId(u16::MAX))
    }

    /// Returns the number of an index.
    pub fn param(&self, slot: Slot) -> i64 {
        let parameter = self
            .parameters
            .get(slot.parameter as usize)
            .copied()
            .unwrap_or_default();
        parameter * 4 + slot.variant as i64
    }

    /// Returns the keys that resources of a type have.
    pub fn range(&self, of: TypeId) -> (i64, i64) {
        let number = self.of(of);
        (number << KEY_BITS, ((number + 1) << KEY_BITS) - 1)
    }
}
