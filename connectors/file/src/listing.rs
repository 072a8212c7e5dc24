//! What is in a folder.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::config::{FileOrder, FileSourceConfig, SortBy, SortDirection};
use crate::names::NamePatterns;

/// So many files are told of at once, so that a folder with millions takes no memory for them all.
pub(crate) const MOST: usize = 1_000;
const DEEPEST: usize = 16;

/// A file that may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The folder below the one that is read; empty for itself.
    pub below: PathBuf,
    pub name: OsString,
    pub size: u64,
    pub modified: SystemTime,
}

impl Found {
    pub fn path(&self, folder: &Path) -> PathBuf {
        folder.join(&self.below).join(&self.name)
    }
}

/// What is looked for.
#[derive(Debug, Clone)]
pub(crate) struct Listing {
    folder: PathBuf,
    names: NamePatterns,
    except: NamePatterns,
    order: FileOrder,
    is_recursive: bool,
    /// Folders that are not looked into: where files are moved to.
    left_out: Vec<PathBuf>,
}

struct Ranked(Found, FileOrder);

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        let (one, two) = (&self.0, &other.0);
        let by = match self.1.by {
            SortBy::Modified => one.modified.cmp(&two.modified),
            SortBy::Size => one.size.cmp(&two.size),
            SortBy::Name => Ordering::Equal,
        };
        let by = by.then_with(|| (&one.name, &one.below).cmp(&(&two.name, &two.below)));
        match self.1.direction {
            SortDirection::Ascending => by,
            SortDirection::Descending => by.reverse(),
        }
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}

impl Listing {
    /// Takes what the settings say; they were found to be right.
    pub fn new(config: &FileSourceConfig, left_out: Vec<PathBuf>) -> Result<Self, String> {
        Ok(Self {
            folder: config.folder.clone(),
            names: NamePatterns::parse(&config.names)?,
            except: NamePatterns::parse(&config.except)?,
            order: config.order,
            is_recursive: config.recursive,
            left_out,
        })
    }

    /// Returns the first files by the order that were not changed after `before`.
    ///
    /// # Errors
    /// When the folder cannot be read. A folder below that cannot be is passed over.
    pub fn find(&self, before: SystemTime) -> io::Result<Vec<Found>> {
        let mut ranked = BTreeSet::new();
        let mut open = vec![(PathBuf::new(), 0)];
        while let Some((below, depth)) = open.pop() {
            let entries = match fs::read_dir(self.folder.join(&below)) {
                Ok(entries) => entries,
                Err(error) if depth == 0 => return Err(error),
                Err(_) => continue,
            };
            for entry in entries {
                let Ok(entry) = entry else { continue };
                // Of a symbolic link it is the kind of the link.
                let Ok(kind) = entry.file_type() else { continue };
                if kind.is_dir() && self.is_recursive && depth < DEEPEST {
                    let below = below.join(entry.file_name());
                    if !self.left_out.contains(&self.folder.join(&below)) {
                        open.push((below, depth + 1));
                    }
                } else if kind.is_file() {
                    self.rank(&entry, &below, before, &mut ranked);
                }
            }
        }
        Ok(ranked.into_iter().map(|ranked| ranked.0).collect())
    }

    fn rank(&self, entry: &fs::DirEntry, below: &Path, before: SystemTime, ranked: &mut BTreeSet<Ranked>) {
        let name = entry.file_name();
        if !self.names.matches(name.as_bytes()) || self.except.matches(name.as_bytes()) {
            return;
        }
        // It may have gone since.
        let Ok(facts) = entry.metadata() else { return };
        let Ok(modified) = facts.modified() else { return };
        if modified > before {
            return;
        }
        let found = Found {
            below: below.to_owned(),
            name,
            size: facts.len(),
            modified,
        };
        ranked.insert(Ranked(found, self.order));
        if ranked.len() > MOST {
            ranked.pop_last();
        }
    }
}
