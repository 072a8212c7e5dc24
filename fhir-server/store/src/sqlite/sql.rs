//! A statement that grows, with its values.

use nilecare_fhir_search::{Comparison, Slot, StringMatch, SystemTest, Test, UriMatch, fold};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::Shared;
use super::keys::Keys;
use super::rows::find_system;
use crate::StoreError;
use crate::error::database;

/// Builds a statement; each value gets a number, so parts can be written in any order.
pub(super) struct Sql<'a> {
    pub connection: &'a Connection,
    pub shared: &'a Shared,
    pub values: Vec<Value>,
}

/// The rows of an index that pass a test.
pub(super) struct Rows {
    pub table: &'static str,
    /// The condition, with `@` for the table.
    pub condition: String,
    /// Whether the rows of one resource are found without looking at those of others.
    pub is_quick_by_key: bool,
}

impl<'a> Sql<'a> {
    pub fn new(connection: &'a Connection, shared: &'a Shared) -> Self {
        Self {
            connection,
            shared,
            values: Vec::new(),
        }
    }

    pub fn keys(&self) -> &'a Keys {
        &self.shared.keys
    }

    /// Takes a value and returns its place in the statement.
    pub fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    /// Says which rows of an index pass a test; `None` when none can.
    pub fn rows(&mut self, slot: Slot, test: &Test) -> Result<Option<Rows>, StoreError> {
        let n_before = self.values.len();
        let rows = self.rows_that_pass(slot, test)?;
        if rows.is_none() {
            // A value without a place in the statement is an error.
            self.values.truncate(n_before);
        }
        Ok(rows)
    }

    fn rows_that_pass(&mut self, slot: Slot, test: &Test) -> Result<Option<Rows>, StoreError> {
        let number = self.keys().param(slot);
        let param = self.bind(number);
        let mut condition = format!("@.param = {param}");
        let mut is_quick_by_key = true;
        let table = match test {
            Test::String { matching, text } => {
                condition += &self.string("folded", *matching, text);
                if *matching == StringMatch::Exact {
                    let text = self.bind(text.clone());
                    condition += &format!(" AND @.exact = {text}");
                }
                "string_index"
            }
            Test::Token { system, code } => {
                is_quick_by_key = code.is_some();
                match self.token("code", "system", system, code.as_deref())? {
                    Some(more) => condition += &more,
                    None => return Ok(None),
                }
                "token_index"
            }
            Test::Reference { kind, id } => {
                let id = self.bind(id.clone());
                condition += &format!(" AND @.id = {id}");
                if let Some(kind) = kind {
                    let of = self.shared.registry.type_id(kind).map_or(0, |of| self.keys().of(of));
                    let of = self.bind(of);
                    condition += &format!(" AND @.type = {of}");
                }
                "reference_index"
            }
            Test::Uri { matching, uri } => {
                is_quick_by_key = *matching != UriMatch::Below;
                condition += &self.uri("uri", *matching, uri);
                "uri_index"
            }
            Test::Date { comparison, low, high } => {
                condition += &self.range("low", "high", *comparison, (*low).into(), (*high).into(), "<=");
                "date_index"
            }
            Test::Number { comparison, low, high } => {
                condition += &self.numbers("low", "high", *comparison, *low, *high);
                "number_index"
            }
            Test::Quantity {
                comparison,
                low,
                high,
                system,
                code,
            } => {
                condition += &self.numbers("low", "high", *comparison, *low, *high);
                match self.token("code", "system", system, code.as_deref())? {
                    Some(more) => condition += &more,
                    None => return Ok(None),
                }
                "quantity_index"
            }
            Test::Composite { first, second, third } => {
                is_quick_by_key = false;
                match self.composite(first, second, third.as_deref())? {
                    Some(more) => condition += &more,
                    None => return Ok(None),
                }
                "composite_index"
            }
        };
        Ok(Some(Rows {
            table,
            condition,
            is_quick_by_key,
        }))
    }

    fn string(&mut self, column: &str, matching: StringMatch, text: &str) -> String {
        match matching {
            StringMatch::Begins => {
                let low = self.bind(text.to_owned());
                let high = self.bind(format!("{text}\u{10FFFF}"));
                format!(" AND @.{column} >= {low} AND @.{column} < {high}")
            }
            StringMatch::Exact => {
                let text = self.bind(fold(text));
                format!(" AND @.{column} = {text}")
            }
            StringMatch::Contains => {
                let text = self.bind(text.to_owned());
                format!(" AND instr(@.{column}, {text}) > 0")
            }
        }
    }

    fn token(
        &mut self,
        code_column: &str,
        system_column: &str,
        system: &SystemTest,
        code: Option<&str>,
    ) -> Result<Option<String>, StoreError> {
        let mut condition = String::new();
        if let Some(code) = code {
            let code = self.bind(code.to_owned());
            condition += &format!(" AND @.{code_column} = {code}");
        }
        let number = match system {
            SystemTest::Any => return Ok(Some(condition)),
            SystemTest::None => 0,
            SystemTest::Is(system) => match find_system(self.connection, system).map_err(database("searching"))? {
                Some(number) => number,
                None => return Ok(None),
            },
        };
        let number = self.bind(number);
        condition += &format!(" AND @.{system_column} = {number}");
        Ok(Some(condition))
    }

    fn uri(&mut self, column: &str, matching: UriMatch, uri: &str) -> String {
        match matching {
            UriMatch::Exact => {
                let uri = self.bind(uri.to_owned());
                format!(" AND @.{column} = {uri}")
            }
            UriMatch::Below => {
                let plain = uri.trim_end_matches('/');
                let (uri, low, high) = (
                    self.bind(plain.to_owned()),
                    self.bind(format!("{plain}/")),
                    self.bind(format!("{plain}0")),
                );
                format!(" AND (@.{column} = {uri} OR @.{column} >= {low} AND @.{column} < {high})")
            }
            UriMatch::Above => {
                let ends = uri.match_indices('/').map(|(at, _)| at).chain([uri.len()]);
                let places: Vec<String> = ends
                    .filter(|end| *end > 0)
                    .map(|end| self.bind(uri[..end].to_owned()))
                    .collect();
                format!(" AND @.{column} IN ({})", places.join(", "))
            }
        }
    }

    fn numbers(&mut self, low_column: &str, high_column: &str, comparison: Comparison, low: f64, high: f64) -> String {
        // 100 stands for all numbers that are rounded to it: from 99.5, up to but not with 100.5.
        let upto = if low < high { "<" } else { "<=" };
        self.range(low_column, high_column, comparison, low.into(), high.into(), upto)
    }

    fn range(&mut self, l: &str, h: &str, comparison: Comparison, low: Value, high: Value, upto: &str) -> String {
        let (low, high) = (self.bind(low), self.bind(high));
        match comparison {
            Comparison::Equal => format!(" AND @.{l} >= {low} AND @.{l} <= {high} AND @.{h} {upto} {high}"),
            Comparison::NotEqual => format!(" AND NOT (@.{l} >= {low} AND @.{h} {upto} {high})"),
            Comparison::Greater => format!(" AND @.{h} > {high} AND {low} <= {high}"),
            Comparison::Less => format!(" AND @.{l} < {low} AND {low} <= {high}"),
            Comparison::GreaterOrEqual => format!(" AND (@.{h} > {high} OR @.{l} >= {low})"),
            Comparison::LessOrEqual => format!(" AND (@.{l} < {low} OR @.{h} <= {high})"),
            Comparison::StartsAfter => format!(" AND @.{l} > {high} AND {low} <= {high}"),
            Comparison::EndsBefore => format!(" AND @.{h} < {low} AND {low} <= {high}"),
            Comparison::Approximately => format!(" AND @.{l} <= {high} AND @.{h} >= {low}"),
        }
    }

    fn composite(&mut self, first: &Test, second: &Test, third: Option<&Test>) -> Result<Option<String>, StoreError> {
        let Test::Token { system, code } = first else {
            return Ok(None);
        };
        let Some(mut condition) = self.token("code", "system", system, code.as_deref())? else {
            return Ok(None);
        };
        let more = match second {
            Test::Token { system, code } => self.token("text", "text_system", system, code.as_deref())?,
            Test::String { matching, text } => Some(self.string("text", *matching, text)),
            Test::Uri { matching, uri } => Some(self.uri("text", *matching, uri)),
            Test::Reference { kind, id } => {
                let text = match kind.as_deref() {
                    Some("") => self.bind(id.clone()),
                    Some(kind) => self.bind(format!("{kind}/{id}")),
                    None => {
                        let end = self.bind(format!("%/{id}"));
                        return Ok(Some(format!("{condition} AND @.text LIKE {end}")));
                    }
                };
                Some(format!(" AND @.text = {text}"))
            }
            Test::Date { comparison, low, high } => {
                let (low, high) = (*low as f64, *high as f64);
                Some(self.range("low", "high", *comparison, low.into(), high.into(), "<="))
            }
            Test::Number { comparison, low, high } => Some(self.numbers("low", "high", *comparison, *low, *high)),
            Test::Quantity {
                comparison,
                low,
                high,
                system,
                code,
            } => {
                let numbers = self.numbers("low", "high", *comparison, *low, *high);
                let unit = self.token("text", "text_system", system, code.as_deref())?;
                unit.map(|unit| numbers + &unit)
            }
            Test::Composite { .. } => None,
        };
        let Some(more) = more else {
            return Ok(None);
        };
        condition += &more;
        if let Some(Test::Number { comparison, low, high }) = third {
            condition += &self.numbers("low3", "high3", *comparison, *low, *high);
        }
        Ok(Some(condition))
    }
}

/// Returns the table of an index by one of its values. For tests of presence, by the kind of the parameter.
pub(super) fn table_of(kind: nilecare_fhir_model::ParameterKind) -> Option<(&'static str, &'static str)> {
    use nilecare_fhir_model::ParameterKind as Kind;
    Some(match kind {
        Kind::String => ("string_index", "folded"),
        Kind::Token => ("token_index", "code"),
        Kind::Reference => ("reference_index", "id"),
        Kind::Uri => ("uri_index", "uri"),
        Kind::Date => ("date_index", "low"),
        Kind::Number => ("number_index", "low"),
        Kind::Quantity => ("quantity_index", "low"),
        Kind::Composite => ("composite_index", "code"),
        Kind::Special => return None,
    })
}
