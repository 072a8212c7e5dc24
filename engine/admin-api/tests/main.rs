//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod configuration;
mod connections;
mod deployment;
mod events;
mod formats;
mod items;
mod messages;
mod support;
mod transfer;
mod trials;
