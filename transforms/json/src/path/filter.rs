//! Filters: what is asked of each member or element.

use regex::Regex;

use super::selector::Segment;
use serde_json::Value;

/// A question with the answer yes or no.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Or(Vec<Test>),
    And(Vec<Test>),
    Not(Box<Test>),
    /// Whether the query finds anything.
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    /// Whether a text matches an expression: whole (`match`) or somewhere (`search`).
    Matches {
        text: Operand,
        pattern: Pattern,
        is_whole: bool,
    },
}

/// A query within a filter.
#[derive(Debug, Clone)]
pub(super) struct Query {
    /// From the value that is asked about (`@`), not from the whole (`$`).
    pub is_relative: bool,
    pub segments: Vec<Segment>,
}

/// What is compared.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Literal(Value),
    /// The one value that a query finds: a query with names and indexes only, or the function `value`.
    Query(Query),
    Length(Box<Operand>),
    Count(Query),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A regular expression.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    /// Known beforehand.
    Compiled(Regex),
    /// Itself a value of the message.
    Found(Operand),
}
