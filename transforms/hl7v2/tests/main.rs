//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod corpus;
mod fuzz_corpus;
mod properties;
mod samples;
mod scale;
#[path = "../fuzz/targets.rs"]
mod targets;
