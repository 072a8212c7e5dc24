//! What an evaluation has to know of FHIR.

use std::borrow::Cow;

/// Where an element stands in JSON and of which type it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'m> {
    /// The name of the member, such as `valueQuantity` for a `value`.
    pub member: &'m str,
    /// The type, such as `Quantity`, `code`, or `Patient.contact` for a part of a resource. `Resource` for any resource.
    pub kind: &'m str,
}

/// The elements of FHIR's types.
pub trait Model {
    /// Returns the members that an element of the type may stand in: several for a choice of types, none when there is no such element.
    fn elements(&self, kind: &str, name: &str) -> Cow<'_, [Element<'_>]>;

    /// Tells whether `kind` is `of` or a specialisation of it.
    fn is_a(&self, kind: &str, of: &str) -> bool;
}

/// Knows nothing: elements are members, and types are what JSON tells.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoModel;

impl Model for NoModel {
    fn elements(&self, _: &str, _: &str) -> Cow<'_, [Element<'_>]> {
        Cow::Borrowed(&[])
    }

    fn is_a(&self, kind: &str, of: &str) -> bool {
        kind == of
    }
}
