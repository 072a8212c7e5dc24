//! The names of the columns, and how a column is told.

use std::borrow::Cow;
use std::collections::HashMap;

/// A column of a table: its number, from 1, or its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column<'a> {
    /// The number, from 1.
    Number(usize),
    /// The name, exactly as the header or the layout has it.
    Name(&'a str),
}

impl From<usize> for Column<'_> {
    fn from(number: usize) -> Self {
        Column::Number(number)
    }
}

impl<'a> From<&'a str> for Column<'a> {
    fn from(name: &'a str) -> Self {
        Column::Name(name)
    }
}

/// Names in the order of their columns. An empty name, one of digits alone and one that an earlier column has name nothing.
#[derive(Debug, Default)]
pub(crate) struct Names {
    list: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Names {
    pub fn new(list: Vec<String>) -> Names {
        let mut numbers = HashMap::with_capacity(list.len());
        for (position, name) in list.iter().enumerate() {
            let counts_columns = name.bytes().all(|byte| byte.is_ascii_digit());
            if !counts_columns {
                numbers.entry(name.clone()).or_insert(position + 1);
            }
        }
        Names { list, numbers }
    }

    pub fn list(&self) -> &[String] {
        &self.list
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the number of the column, from 1; `None` when no column has the name.
    pub fn number(&self, column: Column<'_>) -> Option<usize> {
        match column {
            Column::Number(number) => Some(number),
            Column::Name(name) => self.numbers.get(name).copied(),
        }
    }

    /// Returns the name that leads to the column, from 1, or else its number in digits.
    pub fn key(&self, number: usize) -> Cow<'_, str> {
        let name = number.checked_sub(1).and_then(|position| self.list.get(position));
        match name {
            Some(name) if self.numbers.get(name) == Some(&number) => Cow::Borrowed(name),
            _ => Cow::Owned(number.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_lead_back() {
        let names = Names::new(["MRN", "", "MRN", "7"].map(str::to_owned).to_vec());
        let keys: Vec<_> = (1..=5).map(|number| names.key(number)).collect();
        assert_eq!(keys, ["MRN", "2", "3", "4", "5"]);
        assert_eq!(names.number(Column::Name("MRN")), Some(1));
        assert_eq!(names.number(Column::Name("7")), None);
        assert_eq!(names.number(Column::Number(4)), Some(4));
    }
}
