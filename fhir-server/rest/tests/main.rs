//! The REST API, request by request.

mod access;
mod bundles;
mod malformed;
mod read_write;
mod sample;
mod search;
mod support;
