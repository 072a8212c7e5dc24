//! The tables of auth.

pub(crate) mod api_key;
pub(crate) mod challenge;
pub(crate) mod factor;
pub(crate) mod refresh;
pub(crate) mod user;
