//! The tables of the service. Nothing here decides.

pub(crate) mod account;
pub(crate) mod allocation;
pub(crate) mod charge;
pub(crate) mod gateway;
pub(crate) mod invoice;
pub(crate) mod ledger;
pub(crate) mod price;
pub(crate) mod records;
pub(crate) mod report;
pub(crate) mod stay;

use nilecare_sql::{DbError, json};
use serde::de::DeserializeOwned;

/// Reads the bodies of rows.
fn read<T: DeserializeOwned>(table: &'static str, rows: Vec<(String,)>) -> Result<Vec<T>, DbError> {
    rows.into_iter()
        .map(|(body,)| json::read(table, "body", &body))
        .collect()
}
