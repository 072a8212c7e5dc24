//! The REST API, request by request.

mod access;
mod bundles;
mod capability;
mod malformed;
mod operations;
mod read_write;
mod sample;
mod search;
mod support;
