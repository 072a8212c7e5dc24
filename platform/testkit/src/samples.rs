//! Data of others, kept beside the project and never in it.

use std::path::{Path, PathBuf};

/// Returns a folder of `shared`, which stands beside the project, or tells that the test is not run.
#[expect(clippy::print_stderr, reason = "the way of a test to say that it was not run")]
pub fn shared(part: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(part);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("not run: there is no shared/{part} beside the project");
    None
}

/// Returns the files of a folder and of those in it, sorted.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
