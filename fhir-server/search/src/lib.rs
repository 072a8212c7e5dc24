//! Searching in FHIR: from a resource to what is indexed of it, and from a query to what is looked for.
//!
//! Both sides meet in the same normal forms ([`IndexValue`], [`Test`]), so a store needs to know rows and comparisons and nothing of
//! FHIR. Search parameters are compiled once into a [`Registry`]. Nothing here does input or output.
//!
//! | part | what it holds |
//! |---|---|
//! | [`Registry`], [`SearchParameter`] | which parameters each type has, compiled |
//! | [`Registry::index`] | the [`IndexRow`]s of a resource |
//! | [`Search`], [`Filter`], [`Test`] | a query, typed |
//! | [`Query`] | the pairs of a query string to a [`Search`] |

mod composite;
mod date;
mod filter;
mod include;
mod index;
mod number;
mod parse_filter;
mod query;
mod registry;
mod test_value;
mod text;
mod value;

pub use date::{DateRange, date_range};
pub use filter::{Comparison, Filter, Presence, StringMatch, SystemTest, Test, UriMatch};
pub use include::{Direction, Include};
pub use index::{IndexRow, IndexValue, Second};
pub use query::{Query, QueryError, Search, SortBy, SortKey, Summary, Total, TypeSearch};
pub use registry::{Registry, SearchParameter, Slot, TypeId, Variant};
pub use text::fold;

/// The largest page.
pub const MAX_COUNT: usize = 1000;
/// The page when a query does not say.
pub const DEFAULT_COUNT: usize = 50;
/// The most values of one parameter, with commas between them.
pub const MAX_ALTERNATIVES: usize = 500;
/// The most filters of a query.
pub const MAX_FILTERS: usize = 50;
/// The most references that a chain or `_has` follows.
pub const MAX_CHAIN: usize = 5;
