//! The tests of this crate from outside, in one binary: linking many is slow. Each file beside this one is a module here.

mod doors;
mod life;
mod resume;
mod rig;
mod rooms;
