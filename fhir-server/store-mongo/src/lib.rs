//! The FHIR store on MongoDB, for several hubs that share one (docs/adr/0027).
//!
//! [`MongoFhirStore`] promises what [`nilecare_fhir_store::FhirStore`] does: what was answered is on the disks of a majority of the
//! replica set; a batch is one transaction; conditions hold across hubs. It answers
//! [`nilecare_fhir_store::StoreError::Unavailable`] while no primary does, waits for nothing longer than its bounds, and goes on by itself
//! when the database is there again.
//!
//! ```text
//! resource   the current versions, each with what is indexed of it     ◄── searches, reads
//! version    every version, in the order of writing                    ◄── histories
//! meta       schema, rules of the indexes, the last number, locks of conditions
//! ```

mod apply;
mod condition;
mod document;
mod error;
mod history;
mod label;
mod number;
mod open;
mod order;
mod range;
mod session;
mod source;
mod store;
mod transaction;
mod url;

pub use store::{MongoFhirStore, MongoOptions};
pub use url::{MongoUrl, MongoUrlError};
