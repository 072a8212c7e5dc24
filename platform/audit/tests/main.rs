//! The audit log through HTTP, and what its check finds.

mod record;
mod support;
mod verify;
