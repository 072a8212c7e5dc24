//! Libraries of functions that channels share: read, compiled once, tested.

mod library;
mod set;
mod testing;

pub use library::{All, Library, LibraryChannels, LibraryFile, LibraryProblem, LibrarySettings};
pub use set::{ChannelLibraries, LibraryFunction, LibrarySet};
pub use testing::LibraryTest;
