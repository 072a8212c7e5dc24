//! Steps through the crash points of a trace and keeps a folder as a crash there would leave it.
//!
//! Only what changed from one point to the next is written, and what the reader of the last image changed is put
//! right, so a step costs little more than its bytes.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk_file::DiskFile;
use super::trace::{Change, FileId, Trace};

/// What becomes of writes and truncations that no sync had covered when the power went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CrashMode {
    /// None of them reached the disk.
    DropUnsynced,
    /// All of them did; also what a killed process leaves, as the operating system still has them.
    KeepAll,
    /// Of each write, every 512-byte sector reached the disk or not, each on its own; so did each truncation. The same
    /// seed gives the same outcome at the same point.
    Random(u64),
    /// None of them, except this many first bytes of the newest write (if that is un-synced).
    TornLast {
        /// Bytes of the newest write that reached the disk; more than it has means all of it.
        bytes: usize,
    },
}

/// Makes a temporary folder for crash images, in memory where the system has such a place: tens of thousands of images
/// are opened there, each with syncs that a real disk would make slow.
///
/// # Errors
/// When no temporary folder can be made.
pub fn crash_folder() -> io::Result<tempfile::TempDir> {
    let memory = Path::new("/dev/shm");
    tempfile::tempdir_in(memory).or_else(|_| tempfile::tempdir())
}

/// The folder as it is at one crash point.
#[derive(Debug, Clone, Copy)]
pub struct CrashImage<'t> {
    /// Number of changes done.
    pub point: usize,
    /// Whether any file may differ from the image before; if not, and there are as many marks, checking again tells
    /// nothing new.
    pub changed: bool,
    /// The markers set so far.
    pub marks: &'t [u64],
}

/// Lays out one crash image after the other in a folder of its own. Files keep their paths below the folder that all
/// files of the trace have in common; anything else found in the folder is removed at each step.
///
/// Close every connection to the folder before the next step.
#[derive(Debug)]
pub struct Cursor<'t> {
    trace: &'t Trace,
    mode: CrashMode,
    root: PathBuf,
    into: PathBuf,
    /// Changes done; `None` before the first image.
    point: Option<usize>,
    files: BTreeMap<FileId, DiskFile>,
    last_write: Option<usize>,
    has_new_names: bool,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(trace: &'t Trace, mode: CrashMode, into: &Path) -> io::Result<Self> {
        fs::create_dir_all(into)?;
        if fs::read_dir(into)?.next().is_some() {
            return Err(io::Error::new(
                io::ErrorKind::DirectoryNotEmpty,
                "a crash image needs an empty folder",
            ));
        }
        let old_files = trace
            .files
            .iter()
            .filter_map(|(id, file)| Some((*id, file.initial.clone()?)));
        let files = old_files.map(|(id, content)| (id, DiskFile::new(content))).collect();
        Ok(Self {
            trace,
            mode,
            root: trace.root(),
            into: into.to_path_buf(),
            point: None,
            files,
            last_write: None,
            has_new_names: true,
        })
    }

    /// Goes to the next crash point, the first time to point 0; `None` after the last.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn advance(&mut self) -> io::Result<Option<CrashImage<'t>>> {
        let point = self.point.map_or(0, |point| point + 1);
        if point > self.trace.crash_points() {
            return Ok(None);
        }
        self.seek(point).map(Some)
    }

    /// Goes forward to `point`, or stays where it is and puts the files right.
    ///
    /// # Errors
    /// When the folder cannot be written, or `point` lies behind or past the end.
    pub fn seek(&mut self, point: usize) -> io::Result<CrashImage<'t>> {
        let done = self.point.unwrap_or(0);
        if point < done || point > self.trace.crash_points() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!(
                    "no way from crash point {done} to {point} of {}",
                    self.trace.crash_points()
                ),
            ));
        }
        for position in done..point {
            self.step(position);
        }
        self.point = Some(point);
        for file in self.files.values_mut() {
            file.refresh(self.mode, point, self.last_write, &self.trace.changes);
        }
        let changed = self.flush()?;
        Ok(CrashImage {
            point,
            changed,
            marks: self.trace.marks_before(point),
        })
    }

    fn step(&mut self, position: usize) {
        let change = &self.trace.changes[position];
        match change {
            Change::Create { file } => {
                self.files.insert(*file, DiskFile::new(Vec::new()));
                self.has_new_names = true;
            }
            Change::Delete { file } => {
                self.files.remove(file);
                self.has_new_names = true;
            }
            Change::Write { file, .. } | Change::Truncate { file, .. } => {
                // A file deleted while open has no path any more: what is written to it dies with it.
                if let Some(disk_file) = self.files.get_mut(file) {
                    disk_file.push(position, change, self.mode);
                }
            }
            Change::Sync { file } => {
                if let Some(disk_file) = self.files.get_mut(file) {
                    disk_file.sync(&self.trace.changes);
                }
            }
            Change::FailedSync { file } => {
                if let Some(disk_file) = self.files.get_mut(file) {
                    disk_file.fail_sync();
                }
            }
        }
        if matches!(change, Change::Write { .. }) {
            self.last_write = Some(position);
        }
    }

    fn flush(&mut self) -> io::Result<bool> {
        let mut changed = std::mem::take(&mut self.has_new_names);
        let mut paths = Vec::with_capacity(self.files.len());
        for id in self.files.keys() {
            let path = self.trace.path(*id);
            paths.push(
                self.into
                    .join(path.strip_prefix(&self.root).expect("the root is common to all files")),
            );
        }
        remove_strangers(&self.into, &paths)?;
        for (file, path) in self.files.values_mut().zip(&paths) {
            fs::create_dir_all(path.parent().expect("a file is below the folder"))?;
            changed |= file.image.flush(path)?;
        }
        Ok(changed)
    }
}

/// Removes whatever a crash would not have left: the shared-memory index, files that recovery made.
fn remove_strangers(folder: &Path, keep: &[PathBuf]) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            remove_strangers(&path, keep)?;
        } else if !keep.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
