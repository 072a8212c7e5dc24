//! The `nilecare` binary.
fn main() {}
