//! The files of one state of an item.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::layout::file_name;
use crate::{ItemId, ItemKind};

/// All files of a channel or library together may have so many bytes; a lookup table may have twice as many.
pub const ITEM_SIZE_LIMIT: u64 = 32 << 20;
const LOOKUP_SIZE_LIMIT: u64 = 64 << 20;
const TEXT_SIZE_LIMIT: u64 = 1 << 20;
const N_FILES_LIMIT: usize = 1_000;
const DEPTH_LIMIT: usize = 5;
const COMPONENT_LIMIT: usize = 100;
const COMMENT_ON_NAMES: &str = "must be a path within the item: at most 5 parts of 1 to 100 characters, none beginning with \
                                '.' or ending with '~', no '\\'";

/// Files by their path within the item, with `/`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

/// Files that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilesError {
    /// A name that is not allowed.
    #[error("{path:?} {COMMENT_ON_NAMES}")]
    Path {
        /// The name given.
        path: String,
    },
    /// A name is that of a file and of a folder.
    #[error("{path:?} cannot be a file and a folder")]
    FileAndFolder {
        /// The name.
        path: String,
    },
    /// An item that is a single file got another one.
    #[error("{item} is the single file {expected:?}")]
    NotTheFile {
        /// The item.
        item: ItemId,
        /// The file that it is.
        expected: String,
    },
    /// There are no files.
    #[error("{0} has no files; delete it if that is meant")]
    Empty(ItemId),
    /// There are too many.
    #[error("{item} has more than {N_FILES_LIMIT} files")]
    TooMany {
        /// The item.
        item: ItemId,
    },
    /// They are too large.
    #[error("{item} is larger than {limit} bytes")]
    TooLarge {
        /// The item.
        item: ItemId,
        /// How much it may be.
        limit: u64,
    },
}

impl Files {
    /// Takes files for an item.
    ///
    /// # Errors
    /// When a name leads out of the item or is hidden, or the files are too many or too large.
    pub fn new(item: &ItemId, files: BTreeMap<String, Vec<u8>>) -> Result<Self, FilesError> {
        let item = item.clone();
        if files.is_empty() {
            return Err(FilesError::Empty(item));
        }
        if files.len() > N_FILES_LIMIT {
            return Err(FilesError::TooMany { item });
        }
        let limit = size_limit(item.kind());
        if files.values().map(|content| content.len() as u64).sum::<u64>() > limit {
            return Err(FilesError::TooLarge { item, limit });
        }
        match file_name(&item) {
            Some(expected) if files.len() != 1 || !files.contains_key(&expected) => {
                return Err(FilesError::NotTheFile { item, expected });
            }
            _ => {}
        }
        for path in files.keys() {
            let is_good = path.split('/').count() <= DEPTH_LIMIT && path.split('/').all(is_component);
            if !is_good {
                return Err(FilesError::Path { path: path.clone() });
            }
            let is_below_file = path.match_indices('/').any(|(at, _)| files.contains_key(&path[..at]));
            if is_below_file {
                return Err(FilesError::FileAndFolder { path: path.clone() });
            }
        }
        Ok(Self(files))
    }

    /// Takes the content of an item that is a single file.
    ///
    /// # Errors
    /// When the item is a folder, or the content is too large.
    pub fn single(item: &ItemId, content: Vec<u8>) -> Result<Self, FilesError> {
        let name = file_name(item).unwrap_or_default();
        Self::new(item, BTreeMap::from([(name, content)]))
    }

    /// Stands for an item that is not there.
    pub(crate) fn none() -> Self {
        Self::default()
    }

    /// Builds from what the history keeps, which was checked when it was kept.
    pub(crate) fn from_history(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self(files)
    }

    /// Walks the files by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// Returns the content of a file.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Returns the content of the only file.
    pub fn content(&self) -> &[u8] {
        self.0.values().next().map(Vec::as_slice).unwrap_or_default()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the plain map.
    pub fn into_map(self) -> BTreeMap<String, Vec<u8>> {
        self.0
    }

    /// Returns SHA-256 over names and contents, in hexadecimal; empty when there are no files.
    pub fn hash(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let mut hasher = Sha256::new();
        for (path, content) in &self.0 {
            // Lengths, so that no two lists of files give the same bytes.
            hasher.update((path.len() as u64).to_be_bytes());
            hasher.update(path.as_bytes());
            hasher.update((content.len() as u64).to_be_bytes());
            hasher.update(content);
        }
        hex(&hasher.finalize())
    }
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

pub(crate) fn size_limit(kind: ItemKind) -> u64 {
    match kind {
        ItemKind::Channel | ItemKind::Library => ITEM_SIZE_LIMIT,
        ItemKind::Lookup => LOOKUP_SIZE_LIMIT,
        ItemKind::Script | ItemKind::Alert | ItemKind::Connection | ItemKind::Configuration => TEXT_SIZE_LIMIT,
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Tells whether a name is left alone: what editors, git and operating systems leave behind.
pub(crate) fn is_ignored(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

fn is_component(name: &str) -> bool {
    let is_plain = |c: char| !c.is_control() && c != '\\';
    !name.is_empty() && name.len() <= COMPONENT_LIMIT && !is_ignored(name) && name.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Result<Files, FilesError> {
        let item = "channel/demo".parse().expect("it is a name");
        let files = paths.iter().map(|path| ((*path).to_owned(), b"x".to_vec()));
        Files::new(&item, files.collect())
    }

    #[test]
    fn no_name_leads_out_of_the_item() {
        for bad in [
            "../x",
            "/x",
            "a/../../x",
            "a//b",
            "",
            ".",
            "a/.",
            ".git/config",
            "a\\b",
            "a\0b",
            "x~",
            "a/b/c/d/e/f",
        ] {
            assert!(matches!(files(&[bad]), Err(FilesError::Path { .. })), "{bad:?}");
        }
        assert!(files(&["channel.yaml", "cases/admit/in.hl7"]).is_ok());
        assert!(matches!(files(&["a", "a/b"]), Err(FilesError::FileAndFolder { .. })));
        assert!(matches!(files(&[]), Err(FilesError::Empty(_))));
    }

    #[test]
    fn an_item_of_one_file_takes_no_other() {
        let item: ItemId = "lookup/wards".parse().expect("it is a name");
        assert!(Files::single(&item, b"code,name\n".to_vec()).is_ok());
        let other = BTreeMap::from([("other.csv".to_owned(), Vec::new())]);
        assert!(matches!(Files::new(&item, other), Err(FilesError::NotTheFile { .. })));
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let item: ItemId = "script/deploy".parse().expect("it is a name");
        let content = vec![b' '; usize::try_from(TEXT_SIZE_LIMIT).expect("it is small") + 1];
        assert!(matches!(
            Files::single(&item, content),
            Err(FilesError::TooLarge { .. })
        ));
    }

    #[test]
    fn the_hash_tells_names_from_contents() {
        let item: ItemId = "channel/demo".parse().expect("it is a name");
        let hash = |pairs: &[(&str, &str)]| {
            let files = pairs
                .iter()
                .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
            Files::new(&item, files.collect()).expect("they are good").hash()
        };
        assert_ne!(hash(&[("a", "bc")]), hash(&[("ab", "c")]));
        assert_ne!(hash(&[("a", ""), ("b", "x")]), hash(&[("a", "x"), ("b", "")]));
    }
}
