//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod booking;
mod calendar;
mod common;
mod due;
mod exclusion;
mod free;
mod life;
mod moving;
mod series;
mod waitlist;
