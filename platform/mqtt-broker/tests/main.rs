//! The broker from outside: by Mosquitto's clients, by packets of our own, by bytes that are no packets.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod access;
mod client;
mod foreign;
mod hostile;
mod promise;
mod sessions;
