//! Auth through its HTTP API.

mod http;
mod passwords;
mod second_factor;
mod service_accounts;
mod sessions;
mod support;
