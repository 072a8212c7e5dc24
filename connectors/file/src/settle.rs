//! What becomes of a file whose message is on disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::listing::Found;
use crate::names::numbered;

/// So many names are tried for a file that is moved.
const NAMES: usize = 10_000;

/// Where a file goes.
#[derive(Debug, Clone)]
pub(crate) enum Fate {
    Delete,
    MoveTo(PathBuf),
}

/// Removes or moves a file. One that is not there any more is no error.
///
/// # Errors
/// When it stays where it is.
pub(crate) fn settle(folder: &Path, found: &Found, fate: &Fate) -> io::Result<()> {
    let from = found.path(folder);
    let settled = match fate {
        Fate::Delete => fs::remove_file(&from),
        Fate::MoveTo(to) => move_to(&from, &to.join(&found.below), found),
    };
    match settled {
        Err(error) if error.kind() == io::ErrorKind::NotFound && fs::symlink_metadata(&from).is_err() => Ok(()),
        settled => settled,
    }
}

fn move_to(from: &Path, folder: &Path, found: &Found) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let name = found.name.to_string_lossy();
    for number in 0..NAMES {
        let to = match number {
            0 => folder.join(&found.name),
            number => folder.join(numbered(&name, number)),
        };
        match link(from, &to) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(()) => return fs::remove_file(from),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

/// Gives a file a second name, which must be free; where that cannot be (another file system, or one without links), copies
/// it whole.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        Err(_) => copy(from, to),
        Ok(()) => Ok(()),
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut source = fs::File::open(from)?;
    let mut target = fs::File::create_new(to)?;
    let copied = io::copy(&mut source, &mut target).and_then(|_| target.sync_all());
    if copied.is_err() {
        // A half copy is nothing that anybody should find.
        let _ = fs::remove_file(to);
    }
    copied
}
