//! The connector over real databases, in one binary.

mod common;
mod config;
mod mariadb;
mod postgresql;
mod sqlite;
