//! Where the resources of the FHIR server are kept: every version, and indexes of the current ones.
//!
//! [`FhirStore`] promises: what [`FhirStore::apply`] has answered is on disk; a batch is applied whole or not at all; conditions
//! are looked at in the same transaction that writes, so two requests with one condition give one resource; a search sees all
//! that was answered before. The embedded store is [`SqliteFhirStore`] (docs/adr/0013). [`backend`] is
//! what another is made with (docs/adr/0027).
//!
//! | part | what it holds |
//! |---|---|
//! | [`Change`], [`Target`], [`Draft`] | what is to be done |
//! | [`Changed`], [`ChangeError`] | what was done, or why nothing was |
//! | [`Stored`] | a version of a resource |
//! | [`HistoryQuery`] | which versions are asked for |

mod ahead;
mod batch;
mod change;
mod cursor;
mod error;
mod links;
mod prepare;
mod search;
mod sqlite;
mod store;

pub use change::{Change, Changed, Draft, Outcome, PatchFunction, Target, VersionWanted};
pub use error::{ChangeError, StoreError};
pub use sqlite::{SqliteFhirStore, SqliteOptions};
pub use store::{FhirStore, Found, History, HistoryQuery, HistoryScope, Method, Stored};

/// What back ends do alike: preparing, the order of a batch, the steps of a search.
pub mod backend {
    pub use crate::ahead::prepare;
    pub use crate::batch::{Current, Transaction, apply};
    pub use crate::cursor::{Hit, OrderValue};
    pub use crate::prepare::Prepared;
    pub use crate::search::{Place, SearchSource, first_ids, search};
}
