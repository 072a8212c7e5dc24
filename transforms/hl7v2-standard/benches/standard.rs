//! How fast trees are made.

fn main() {
    divan::main();
}
