//! What can be wrong with an expression.

/// Why an expression does not compile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// It is not FHIRPath.
    #[error("not FHIRPath at character {at}: expected {expected}")]
    Syntax {
        /// The place, counted in bytes from 0.
        at: usize,
        /// What was expected there.
        expected: &'static str,
    },
    /// It is longer or nested deeper than is taken.
    #[error(
        "the expression is longer than {} bytes or nested deeper than {} levels",
        crate::MAX_LENGTH,
        crate::MAX_DEPTH
    )]
    TooLarge,
    /// It calls a function that is not there.
    #[error("the function {name}() is not there; see docs/fhir.md for those that are")]
    UnknownFunction {
        /// Its name.
        name: String,
    },
    /// A function is called with too few or too many arguments.
    #[error("the function {name}() does not take {n_arguments} arguments")]
    Arguments {
        /// Its name.
        name: String,
        /// How many were given.
        n_arguments: usize,
    },
}

/// Why an evaluation gave no answer. The resource is not repeated in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluateError {
    /// One item was needed and there were several.
    #[error("{what} takes one item and got several")]
    SeveralItems {
        /// The operator or function.
        what: &'static str,
    },
    /// An item is of a type that cannot be taken.
    #[error("{what} does not take this type")]
    WrongType {
        /// The operator or function.
        what: &'static str,
    },
    /// Numbers grew too large.
    #[error("a number became too large")]
    Overflow,
    /// There are more items than are kept.
    #[error("more than {} items", crate::MAX_ITEMS)]
    TooManyItems,
    /// A variable is not known.
    #[error("the variable %{name} is not known")]
    UnknownVariable {
        /// Its name.
        name: String,
    },
}
