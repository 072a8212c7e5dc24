//! An expression as a tree.

use rust_decimal::Decimal;

use crate::functions::Function;

/// A node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expr {
    /// `$this`.
    This,
    /// `$index`.
    Index,
    /// A name that stands alone: an element of the focus, or the type of the resource.
    Name(String),
    /// `%name`.
    Variable(String),
    /// A value; no value is `{}`.
    Literal(Option<Literal>),
    /// `a.name`.
    Member(Box<Expr>, String),
    /// `a.function(arguments)`; without `a` it is the focus.
    Call(Option<Box<Expr>>, Function, Vec<Expr>),
    /// `a[b]`.
    Item(Box<Expr>, Box<Expr>),
    /// `-a`.
    Negate(Box<Expr>),
    /// `a op b`.
    Binary(Operator, Box<Expr>, Box<Expr>),
    /// `a is T`.
    Is(Box<Expr>, TypeName),
    /// `a as T`.
    As(Box<Expr>, TypeName),
}

/// A value written in an expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    Boolean(bool),
    Text(String),
    Integer(i64),
    Decimal(Decimal),
    /// A date, a time or both, as written without `@`.
    Moment(String),
    Quantity(Decimal, String),
}

/// The name of a type; `System` and `FHIR` in front of it are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypeName(pub String);

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Implies,
    Or,
    Xor,
    And,
    In,
    Contains,
    Equal,
    Equivalent,
    NotEqual,
    NotEquivalent,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Union,
    Add,
    Subtract,
    Concatenate,
    Multiply,
    Divide,
    Div,
    Mod,
}
