//! What the service does: commands in, answers out. Routes call this, this calls model and store.

mod command;
mod events;
mod filing;
mod order_request;
mod patient;
mod read;
mod result_report;
