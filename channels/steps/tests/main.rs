//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod formats;
mod loops;
mod never_panics;
mod readme;
mod rules;
mod steps;
mod support;
mod templates;
mod traces;
