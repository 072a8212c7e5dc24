//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod common;
mod cosigning;
mod documents;
mod entries;
mod handover;
mod notes;
mod summary;
