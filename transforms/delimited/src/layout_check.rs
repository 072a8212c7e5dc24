//! What is wrong with a layout: everything at once, each with its place, so that a form can mark the fields.

use std::collections::HashSet;
use std::fmt;

use crate::{DelimitedLayout, Escape, FixedWidthLayout, Layout, MAX_COLUMNS};

/// One thing that is wrong with a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutProblem {
    /// JSON pointer to the setting, such as `/delimited/quote`.
    pub path: String,
    /// What would be right.
    pub message: String,
}

impl fmt::Display for LayoutProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

const MAX_DELIMITER: usize = 16;
const MAX_WIDTH: u32 = 10_000;

impl Layout {
    /// Tells everything that is wrong and that the types cannot say; empty when the layout can be used.
    pub fn validate(&self) -> Vec<LayoutProblem> {
        let mut problems = Problems(Vec::new());
        match self {
            Layout::Delimited(layout) => problems.delimited(layout),
            Layout::FixedWidth(layout) => problems.fixed_width(layout),
        }
        problems.0
    }
}

struct Problems(Vec<LayoutProblem>);

impl Problems {
    fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.0.push(LayoutProblem {
            path: path.into(),
            message: message.into(),
        });
    }

    fn delimited(&mut self, layout: &DelimitedLayout) {
        self.length("/delimited/column_delimiter", &layout.column_delimiter);
        if let Some(delimiter) = &layout.record_delimiter {
            self.length("/delimited/record_delimiter", delimiter);
        }
        self.delimiters_apart(layout);
        self.marks_apart(layout);
        let names = layout.columns.iter().map(String::as_str);
        self.names(names, |number| format!("/delimited/columns/{number}"));
        self.number_of_columns("/delimited/columns", layout.columns.len());
    }

    fn length(&mut self, path: &str, delimiter: &str) {
        let n_characters = delimiter.chars().count();
        if n_characters == 0 || n_characters > MAX_DELIMITER {
            self.add(path, format!("expected 1 to {MAX_DELIMITER} characters"));
        }
        if delimiter.contains('\u{FEFF}') {
            self.add(path, "a byte order mark cannot be part of a delimiter");
        }
    }

    fn delimiters_apart(&mut self, layout: &DelimitedLayout) {
        let column = &layout.column_delimiter;
        let collides = match &layout.record_delimiter {
            Some(record) => {
                let is_either_empty = column.is_empty() || record.is_empty();
                !is_either_empty && (column.contains(record.as_str()) || record.contains(column.as_str()))
            }
            None => column.contains(['\r', '\n']),
        };
        if collides {
            let message = "the delimiters of columns and records must not contain one another";
            self.add("/delimited/column_delimiter", message);
        }
    }

    /// Quote and escape must differ from each other and from every character of the delimiters.
    fn marks_apart(&mut self, layout: &DelimitedLayout) {
        let escape = match layout.escape {
            Escape::Doubled => None,
            Escape::Character(escape) => Some(escape),
        };
        let record = layout.record_delimiter.as_deref().unwrap_or("\r\n");
        let marks = [("/delimited/quote", layout.quote), ("/delimited/escape", escape)];
        for (path, mark) in marks {
            let Some(mark) = mark else { continue };
            if layout.column_delimiter.contains(mark) || record.contains(mark) || mark == '\u{FEFF}' {
                self.add(path, "expected a character that is not part of a delimiter");
            }
        }
        if escape.is_some() && escape == layout.quote {
            self.add("/delimited/escape", "the quote itself is the escape: choose doubled");
        }
    }

    fn fixed_width(&mut self, layout: &FixedWidthLayout) {
        if layout.columns.is_empty() {
            self.add("/fixed_width/columns", "expected at least one column");
        }
        self.number_of_columns("/fixed_width/columns", layout.columns.len());
        if let Some(delimiter) = &layout.record_delimiter {
            self.length("/fixed_width/record_delimiter", delimiter);
        }
        let record = layout.record_delimiter.as_deref().unwrap_or("\r\n");
        for (number, column) in layout.columns.iter().enumerate() {
            if column.width == 0 || column.width > MAX_WIDTH {
                self.add(
                    format!("/fixed_width/columns/{number}/width"),
                    format!("expected 1 to {MAX_WIDTH} characters"),
                );
            }
            if record.contains(column.pad) || column.pad == '\u{FEFF}' {
                self.add(
                    format!("/fixed_width/columns/{number}/pad"),
                    "expected a character that is not part of the record delimiter",
                );
            }
        }
        if record.contains(' ') {
            self.add("/fixed_width/record_delimiter", "expected a delimiter without blanks");
        }
        let names = layout.columns.iter().map(|column| column.name.as_str());
        self.names(names, |number| format!("/fixed_width/columns/{number}/name"));
    }

    fn number_of_columns(&mut self, path: &str, n_columns: usize) {
        if n_columns > MAX_COLUMNS {
            self.add(path, format!("expected at most {MAX_COLUMNS} columns"));
        }
    }

    fn names<'a>(&mut self, names: impl Iterator<Item = &'a str>, path: impl Fn(usize) -> String) {
        let mut seen = HashSet::new();
        for (number, name) in names.enumerate() {
            if name.is_empty() {
                self.add(path(number), "expected a name");
            } else if name.bytes().all(|byte| byte.is_ascii_digit()) {
                self.add(
                    path(number),
                    "expected a name with more than digits, which count columns",
                );
            } else if !seen.insert(name) {
                self.add(path(number), "expected a name that no column before has");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::FixedColumn;

    fn paths(layout: &str) -> Vec<String> {
        let layout: Layout = serde_json::from_str(layout).expect("the layout is well-formed");
        layout.validate().into_iter().map(|problem| problem.path).collect()
    }

    #[test]
    fn all_problems_are_told_with_their_places() {
        let layout = r#"{"delimited": {"column_delimiter": "", "quote": "\n", "columns": ["A", "7", "A", ""]}}"#;
        assert_eq!(
            paths(layout),
            [
                "/delimited/column_delimiter",
                "/delimited/quote",
                "/delimited/columns/1",
                "/delimited/columns/2",
                "/delimited/columns/3",
            ]
        );
    }

    #[test]
    fn marks_and_delimiters_must_differ() {
        assert_eq!(
            paths(r#"{"delimited": {"column_delimiter": "|", "record_delimiter": "||"}}"#),
            ["/delimited/column_delimiter"]
        );
        assert_eq!(
            paths(r#"{"delimited": {"escape": {"character": "\""}}}"#),
            ["/delimited/escape"]
        );
        assert_eq!(paths(r#"{"delimited": {"quote": ","}}"#), ["/delimited/quote"]);
    }

    #[test]
    fn fixed_columns_need_names_and_widths() {
        let layout = Layout::FixedWidth(FixedWidthLayout {
            columns: vec![FixedColumn::new("MRN", 0), FixedColumn::new("", 3).right('\n')],
            ..FixedWidthLayout::default()
        });
        let found: Vec<String> = layout.validate().into_iter().map(|problem| problem.path).collect();
        assert_eq!(
            found,
            [
                "/fixed_width/columns/0/width",
                "/fixed_width/columns/1/pad",
                "/fixed_width/columns/1/name"
            ]
        );
    }

    #[test]
    fn unknown_settings_are_refused_and_defaults_are_csv() {
        assert!(serde_json::from_str::<Layout>(r#"{"delimited": {"qoute": "x"}}"#).is_err());
        let layout: Layout = serde_json::from_str(r#"{"delimited": {}}"#).expect("all settings have defaults");
        assert_eq!(layout, Layout::Delimited(DelimitedLayout::default()));
        assert!(layout.validate().is_empty());
        let text = serde_json::to_string(&layout).expect("a layout is JSON");
        assert_eq!(serde_json::from_str::<Layout>(&text).expect("it is read back"), layout);
    }

    #[test]
    fn schema_has_the_titles_of_the_form() {
        let schema = schemars::schema_for!(Layout).to_value().to_string();
        for title in ["Column delimiter", "Line ends in values", "Fixed-width column", "Pad"] {
            assert!(schema.contains(&format!("\"title\":\"{title}\"")), "{title}");
        }
    }
}
