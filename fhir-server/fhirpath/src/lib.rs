//! FHIRPath (2.0.0) over FHIR resources in JSON: the whole grammar, and those functions that search parameters and simple invariants need.
//!
//! An [`Expression`] is compiled once and evaluated often; it borrows from the resource and copies nothing of it. What elements there
//! are and of which type they are is asked of a [`Model`], so that `value` finds `valueQuantity` and `ofType(Quantity)` knows it.
//! A function that is not there is told by [`compile`], not when it is met in an evaluation. `resolve()` reads no other
//! resource: it gives an item of the type that the reference names.
//!
//! | part | what it holds |
//! |---|---|
//! | [`compile`] | text to an [`Expression`] |
//! | [`Expression::evaluate`] | the items that it finds in a resource |
//! | [`Item`], [`Node`] | what is found |
//! | [`Model`] | what has to be known of FHIR |

mod ast;
mod compare;
mod error;
mod eval;
mod expression;
mod functions;
mod item;
mod lexer;
mod model;
mod parser;

pub use error::{CompileError, EvaluateError};
pub use expression::{Expression, compile};
pub use item::{Item, Node};
pub use model::{Element, Model, NoModel};

/// The longest expression that is compiled, in bytes.
pub const MAX_LENGTH: usize = 16 * 1024;
/// The deepest nesting of an expression.
pub const MAX_DEPTH: usize = 64;
/// The most items that one step may give.
pub const MAX_ITEMS: usize = 100_000;
