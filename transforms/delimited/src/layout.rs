//! How a text is laid out: what an analyst states once for a channel. The doc comments are the form and the manual.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// # Layout
/// How records and their columns are told apart. [`Layout::validate`] says what is wrong with one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// # Delimited
    /// A delimiter stands between two columns: CSV, TSV, pipe-separated text.
    Delimited(DelimitedLayout),
    /// # Fixed width
    /// Each column has a width in characters.
    FixedWidth(FixedWidthLayout),
}

/// # Delimited text
/// As it stands this is CSV in the form of RFC 4180, without a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DelimitedLayout {
    /// # Column delimiter
    /// What stands between two columns, 1 to 16 characters: `,`, `|`, a tab (`"\t"`), `~|~`.
    pub column_delimiter: String,
    /// # Record delimiter
    /// What ends a record, 1 to 16 characters. When it is left out, CR, LF and CR LF do, also mixed. Records without any
    /// character are stepped over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_delimiter: Option<String>,
    /// # Quote
    /// The character around values that hold delimiters, as the first and last of the value. `null` for none: then
    /// quotation marks are text like any other.
    pub quote: Option<char>,
    /// # Escape
    /// How a quotation mark within quotation marks is told from the closing one.
    pub escape: Escape,
    /// # Line ends in values
    /// Within quotation marks, or after an escape character, a record delimiter is part of the value (RFC 4180 §2.6). When
    /// it is off, every record delimiter ends a record, so that a stray quotation mark cannot join records.
    pub line_ends_in_values: bool,
    /// # Header
    /// The first record after those skipped holds the names of the columns (RFC 4180 §2.3).
    pub header: bool,
    /// # Columns
    /// Names of the columns, in order. With a header they take the place of its names. Digits alone are no name, since
    /// they count columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// # Skip records
    /// This many record delimiters from the start are stepped over with all before them, blank lines and quotation marks
    /// in any number: titles above the table. They are kept.
    pub skip_records: u32,
    /// # Mode
    pub mode: Mode,
}

impl Default for DelimitedLayout {
    fn default() -> Self {
        Self {
            column_delimiter: ",".to_owned(),
            record_delimiter: None,
            quote: Some('"'),
            escape: Escape::Doubled,
            line_ends_in_values: true,
            header: false,
            columns: Vec::new(),
            skip_records: 0,
            mode: Mode::Lenient,
        }
    }
}

/// # Escape
/// How a character that means something is written as part of a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Escape {
    /// # Doubled
    /// The quotation mark is written twice (RFC 4180 §2.7).
    #[default]
    Doubled,
    /// # Character
    /// The one character after this one is part of the value, within quotation marks and without. So a CR LF in a value
    /// without quotation marks needs it twice.
    Character(char),
}

/// # Mode
/// What is done with records that do not keep to the layout.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// # Lenient
    /// Records may be shorter or longer than the others, and quotation marks may stand in odd places. Only one that is not
    /// closed is an error, where it could join records.
    #[default]
    Lenient,
    /// # Strict
    /// All records have the same number of columns (RFC 4180 §2.4) and quotation marks stand only around values (§2.5);
    /// fixed-width records have their exact width. Anything else is an error.
    Strict,
}

/// # Fixed width
/// Records whose columns are told apart by their position.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixedWidthLayout {
    /// # Columns
    /// All columns in order; fillers are columns too.
    pub columns: Vec<FixedColumn>,
    /// # Record delimiter
    /// What ends a record, 1 to 16 characters. When it is left out, CR, LF and CR LF do, also mixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record_delimiter: Option<String>,
    /// # Skip records
    /// This many record delimiters from the start are stepped over with all before them. They are kept.
    #[serde(default)]
    pub skip_records: u32,
    /// # Mode
    #[serde(default)]
    pub mode: Mode,
}

/// # Fixed-width column
/// One column of a fixed-width record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixedColumn {
    /// # Name
    pub name: String,
    /// # Width
    /// In characters (Unicode scalar values), 1 to 10,000.
    pub width: u32,
    /// # Align
    #[serde(default)]
    pub align: Align,
    /// # Pad
    /// The character that fills the column, on the right of a left-aligned value and on the left of a right-aligned one.
    /// It is not part of the value. An empty value is written as blanks, whatever it is.
    #[serde(default = "blank")]
    pub pad: char,
}

/// # Align
/// Where in its column a value stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// # Left
    #[default]
    Left,
    /// # Right
    Right,
}

fn blank() -> char {
    ' '
}

impl FixedColumn {
    /// States a left-aligned column that is filled with blanks.
    pub fn new(name: impl Into<String>, width: u32) -> FixedColumn {
        FixedColumn {
            name: name.into(),
            width,
            align: Align::Left,
            pad: blank(),
        }
    }

    /// States the same column right-aligned and filled with `pad`.
    pub fn right(self, pad: char) -> FixedColumn {
        FixedColumn {
            align: Align::Right,
            pad,
            ..self
        }
    }
}

impl Layout {
    /// Returns the layout of CSV whose first record holds the names of the columns.
    pub fn csv_with_header() -> Layout {
        Layout::Delimited(DelimitedLayout {
            header: true,
            ..DelimitedLayout::default()
        })
    }

    pub(crate) fn mode(&self) -> Mode {
        match self {
            Layout::Delimited(layout) => layout.mode,
            Layout::FixedWidth(layout) => layout.mode,
        }
    }

    pub(crate) fn has_header(&self) -> bool {
        matches!(self, Layout::Delimited(layout) if layout.header)
    }

    pub(crate) fn skip_records(&self) -> u32 {
        match self {
            Layout::Delimited(layout) => layout.skip_records,
            Layout::FixedWidth(layout) => layout.skip_records,
        }
    }

    /// Returns the names that the layout states; empty when it states none.
    pub(crate) fn names(&self) -> Vec<String> {
        match self {
            Layout::Delimited(layout) => layout.columns.clone(),
            Layout::FixedWidth(layout) => layout.columns.iter().map(|column| column.name.clone()).collect(),
        }
    }

    /// Returns the layout of a text of which nothing is skipped.
    pub(crate) fn without_skipping(mut self) -> Layout {
        match &mut self {
            Layout::Delimited(layout) => layout.skip_records = 0,
            Layout::FixedWidth(layout) => layout.skip_records = 0,
        }
        self
    }
}
