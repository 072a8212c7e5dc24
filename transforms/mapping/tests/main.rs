//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod common;
mod guide;
mod mutations;
mod overlay;
mod samples;
mod scale;
mod shared_pairs;
mod shared_samples;
#[path = "../fuzz/targets.rs"]
mod targets;
