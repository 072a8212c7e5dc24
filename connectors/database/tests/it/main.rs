//! The connector over real databases, in one binary.

#![allow(clippy::unwrap_used, reason = "a test says by its panic what went wrong")]

mod common;
mod config;
mod mariadb;
mod postgresql;
mod sqlite;
