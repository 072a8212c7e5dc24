//! What happened to the files, in order.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::cursor::{CrashMode, Cursor};

/// One file of a trace. A path that is deleted and created again is a new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub(super) u32);

/// One change of the files.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "the fields are what their names say; offsets and sizes are bytes"
)]
pub enum Change {
    /// A new, empty file appeared at its path.
    Create { file: FileId },
    /// Bytes were written.
    Write {
        file: FileId,
        offset: u64,
        bytes: Box<[u8]>,
    },
    /// All earlier writes and truncations of this file became durable.
    Sync { file: FileId },
    /// A sync failed: earlier writes not yet durable never will be.
    FailedSync { file: FileId },
    /// The file got this size, shorter or (with zeros) longer.
    Truncate { file: FileId, size: u64 },
    /// The file left its path.
    Delete { file: FileId },
}

/// A file as it was when the recording first met it.
#[derive(Debug)]
pub(super) struct TracedFile {
    pub(super) path: PathBuf,
    /// The content before the recording; `None` for a file that the recording saw created.
    pub(super) initial: Option<Vec<u8>>,
}

/// The recorded changes and markers of one run.
///
/// Crash points are `0..=crash_points()`: point `p` is a power loss just before change `p`, that is with the changes
/// `0..p` done.
#[derive(Debug, Default)]
pub struct Trace {
    pub(super) changes: Vec<Change>,
    pub(super) files: BTreeMap<FileId, TracedFile>,
    /// Number of changes before each marker; never decreases.
    mark_points: Vec<usize>,
    marks: Vec<u64>,
}

impl Trace {
    /// Returns the number of changes, which is also the last crash point.
    pub fn crash_points(&self) -> usize {
        self.changes.len()
    }

    /// Returns the changes in order.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Returns where the file was.
    ///
    /// # Panics
    /// When the file is of another trace.
    pub fn path(&self, file: FileId) -> &Path {
        &self
            .files
            .get(&file)
            .expect("a file id is used with the trace it came from")
            .path
    }

    /// Returns the markers set before a crash at `point`, oldest first, including those set right before it.
    pub fn marks_before(&self, point: usize) -> &[u64] {
        let n_marks = self.mark_points.partition_point(|&marked_at| marked_at <= point);
        &self.marks[..n_marks]
    }

    /// Returns all markers, oldest first.
    pub fn marks(&self) -> &[u64] {
        &self.marks
    }

    /// Starts at point 0 with the empty or missing folder `into`, which then belongs to the cursor.
    ///
    /// # Errors
    /// When the folder cannot be made or is not empty.
    pub fn cursor(&self, mode: CrashMode, into: &Path) -> io::Result<Cursor<'_>> {
        Cursor::new(self, mode, into)
    }

    /// Writes the files as a crash at `point` could leave them, into the empty or missing folder `into`. For many
    /// points use a [`cursor`](Self::cursor).
    ///
    /// # Errors
    /// When the folder cannot be written or is not empty.
    pub fn materialize(&self, point: usize, mode: CrashMode, into: &Path) -> io::Result<()> {
        self.cursor(mode, into)?.seek(point).map(|_| ())
    }

    pub(super) fn push_mark(&mut self, mark: u64) {
        self.mark_points.push(self.changes.len());
        self.marks.push(mark);
    }

    /// Returns the folder that all files have in common.
    pub(super) fn root(&self) -> PathBuf {
        let mut folders = self.files.values().filter_map(|file| file.path.parent());
        let mut root = folders.next().unwrap_or(Path::new("")).to_path_buf();
        for folder in folders {
            while !folder.starts_with(&root) && root.pop() {}
        }
        root
    }
}
