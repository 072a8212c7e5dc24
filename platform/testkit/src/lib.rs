//! What tests share: a disk that fails on demand, and the log lines a test produced.
//!
//! A dev-dependency only; nothing that ships may depend on it.
//!
//! - [`faultfs`]: a SQLite VFS that records every change, shows what a power loss at any point would leave, and makes
//!   writes, syncs and opens fail.
//! - [`LogCapture`]: collects log lines, for assertions such as "no patient data in the logs".

pub mod faultfs;
mod log_capture;

pub use log_capture::LogCapture;
