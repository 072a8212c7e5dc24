//! What a query asks of a resource.

use crate::registry::{Slot, TypeId};

/// How a range that is stored compares with the one asked for (FHIR R4 §3.1.1.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    StartsAfter,
    EndsBefore,
    Approximately,
}

/// How text is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringMatch {
    /// It begins with it, folded.
    Begins,
    /// It is it, as written.
    Exact,
    /// It holds it, folded.
    Contains,
}

/// How URIs are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UriMatch {
    /// The same.
    Exact,
    /// It, or what is below it: longer by whole segments.
    Below,
    /// It, or what is above it: shorter by whole segments.
    Above,
}

/// Which system a code has to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemTest {
    /// Any, or none.
    Any,
    /// None: `|code`.
    None,
    /// This one.
    Is(String),
}

/// One alternative of a parameter's values.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// Text.
    String {
        /// How.
        matching: StringMatch,
        /// Folded, unless it has to be exact.
        text: String,
    },
    /// A code.
    Token {
        /// Its system.
        system: SystemTest,
        /// The code; `None` for any of the system.
        code: Option<String>,
    },
    /// A reference.
    Reference {
        /// The type; `None` for any, empty for a URL.
        kind: Option<String>,
        /// The id or URL.
        id: String,
    },
    /// A URI.
    Uri {
        /// How.
        matching: UriMatch,
        /// The URI.
        uri: String,
    },
    /// A date.
    Date {
        /// How.
        comparison: Comparison,
        /// The first microsecond.
        low: i64,
        /// The last microsecond.
        high: i64,
    },
    /// A number.
    Number {
        /// How.
        comparison: Comparison,
        /// The least that counts as it.
        low: f64,
        /// The greatest that counts as it.
        high: f64,
    },
    /// A number with its unit.
    Quantity {
        /// How.
        comparison: Comparison,
        /// The least that counts as it.
        low: f64,
        /// The greatest that counts as it.
        high: f64,
        /// The system of the unit.
        system: SystemTest,
        /// The code of the unit or the unit; `None` for any.
        code: Option<String>,
    },
    /// A composite.
    Composite {
        /// The first part, a [`Test::Token`].
        first: Box<Test>,
        /// The second part.
        second: Box<Test>,
        /// The third part, a [`Test::Number`].
        third: Option<Box<Test>>,
    },
}

/// Whether a value is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// `:missing=false`.
    There,
    /// `:missing=true`.
    Missing,
}

/// What a query asks of a resource; several are joined by and.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// `_id`: one of these.
    Id(Vec<String>),
    /// `_lastUpdated`: one of these, each a [`Test::Date`].
    LastUpdated(Vec<Test>),
    /// One of these values is there.
    Value {
        /// The index.
        slot: Slot,
        /// The alternatives.
        tests: Vec<Test>,
    },
    /// None of these values is there (`:not`).
    NotValue {
        /// The index.
        slot: Slot,
        /// The alternatives.
        tests: Vec<Test>,
    },
    /// Whether there is any value.
    Presence {
        /// The index.
        slot: Slot,
        /// Which.
        presence: Presence,
    },
    /// A reference leads to a resource that passes a filter; alternatives by its type.
    Chain {
        /// The index of the reference.
        slot: Slot,
        /// The types that it may lead to, with what is asked there.
        targets: Vec<(TypeId, Filter)>,
    },
    /// Another resource refers to this one and passes a filter (`_has`).
    Has {
        /// The type of the other resource.
        source: TypeId,
        /// The index of its reference.
        slot: Slot,
        /// What is asked of it.
        filter: Box<Filter>,
    },
    /// One of these holds.
    AnyOf(Vec<Filter>),
}
