//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod faultfs_crash;
mod faultfs_injection;
mod faultfs_passthrough;
