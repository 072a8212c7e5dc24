//! What the VFS knows: its files, the recording, the rules. One lock guards it, and is held while the real operation
//! runs, so that the recorded order is the true one.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard};

use super::rule::{ActiveRule, FaultKind, FaultRule, Operation, result_code};
use super::trace::{Change, FileId, Trace, TracedFile};

/// How many operations were asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OperationCounts {
    /// Files opened.
    pub opens: u64,
    /// Writes.
    pub writes: u64,
    /// Bytes of those writes.
    pub bytes_written: u64,
    /// Syncs.
    pub syncs: u64,
    /// Truncations.
    pub truncates: u64,
    /// Deletions.
    pub deletes: u64,
}

#[derive(Debug, Default)]
pub(super) struct Shared(Mutex<State>);

impl Shared {
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        // A panic of a test while it holds the lock (`record` asserts) leaves the state whole.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[derive(Debug)]
struct FileState {
    path: PathBuf,
    size: u64,
    n_open: usize,
}

/// A result code of SQLite other than `SQLITE_OK`.
pub(super) type Refusal = i32;

#[derive(Debug, Default)]
pub(super) struct State {
    files: HashMap<FileId, FileState>,
    ids: HashMap<PathBuf, FileId>,
    n_files: u32,
    recording: Option<Trace>,
    rules: Vec<ActiveRule>,
    disk_limit: Option<u64>,
    counts: OperationCounts,
}

impl State {
    pub(super) fn start_recording(&mut self) {
        let n_open: usize = self.files.values().map(|file| file.n_open).sum();
        assert!(
            n_open == 0,
            "start the recording before opening a database: {n_open} files are open"
        );
        self.recording = Some(Trace::default());
    }

    pub(super) fn take_trace(&mut self) -> Trace {
        self.recording.take().unwrap_or_default()
    }

    pub(super) fn mark(&mut self, mark: u64) {
        if let Some(trace) = &mut self.recording {
            trace.push_mark(mark);
        }
    }

    pub(super) fn add_rule(&mut self, rule: FaultRule) {
        self.rules.push(ActiveRule::new(rule));
    }

    pub(super) fn clear_faults(&mut self) {
        self.rules.clear();
        self.disk_limit = None;
    }

    pub(super) fn set_disk_limit(&mut self, bytes: u64) {
        self.disk_limit = Some(bytes);
    }

    pub(super) fn disk_used(&self) -> u64 {
        self.ids.values().map(|id| self.files[id].size).sum()
    }

    pub(super) fn counts(&self) -> OperationCounts {
        self.counts
    }

    // Before the real operation: may it go ahead?

    pub(super) fn admit_open(&mut self, path: Option<&Path>) -> Result<(), Refusal> {
        self.counts.opens += 1;
        self.check_rules(Operation::Open, path)
    }

    pub(super) fn admit_write(&mut self, file: Option<FileId>, offset: u64, n_bytes: u64) -> Result<(), Refusal> {
        self.counts.writes += 1;
        self.counts.bytes_written += n_bytes;
        self.check_file_rules(Operation::Write, file)?;
        self.check_disk_limit(file, offset + n_bytes)
    }

    pub(super) fn admit_sync(&mut self, file: Option<FileId>) -> Result<(), Refusal> {
        self.counts.syncs += 1;
        let admitted = self.check_file_rules(Operation::Sync, file);
        if let (Err(_), Some(file)) = (admitted, file) {
            self.push(Change::FailedSync { file });
        }
        admitted
    }

    pub(super) fn admit_truncate(&mut self, file: Option<FileId>) -> Result<(), Refusal> {
        self.counts.truncates += 1;
        self.check_file_rules(Operation::Truncate, file)
    }

    pub(super) fn admit_delete(&mut self, path: &Path) -> Result<(), Refusal> {
        self.counts.deletes += 1;
        self.check_rules(Operation::Delete, Some(path))
    }

    fn check_file_rules(&mut self, operation: Operation, file: Option<FileId>) -> Result<(), Refusal> {
        let path = file.map(|file| self.files[&file].path.clone());
        self.check_rules(operation, path.as_deref())
    }

    fn check_rules(&mut self, operation: Operation, path: Option<&Path>) -> Result<(), Refusal> {
        // Every rule counts every operation, also one that an earlier rule refuses.
        let mut fault = None;
        for rule in &mut self.rules {
            let fired = rule.check(operation, path);
            fault = fault.or(fired);
        }
        fault.map_or(Ok(()), |kind| Err(result_code(operation, kind)))
    }

    fn check_disk_limit(&self, file: Option<FileId>, end: u64) -> Result<(), Refusal> {
        let (Some(limit), Some(file)) = (self.disk_limit, file) else {
            return Ok(());
        };
        let growth = end.saturating_sub(self.files[&file].size);
        if growth > 0 && self.disk_used() + growth > limit {
            return Err(result_code(Operation::Write, FaultKind::Enospc));
        }
        Ok(())
    }

    // After the real operation succeeded.

    /// Notes an open file. `is_new` says that the open created it; `content` is called when the recording meets an old
    /// file for the first time.
    pub(super) fn opened(&mut self, path: &Path, is_new: bool, size: u64, content: impl FnOnce() -> Vec<u8>) -> FileId {
        let known = self.ids.get(path).copied().filter(|_| !is_new);
        let file = known.unwrap_or_else(|| self.add_file(path));
        let state = self.files.get_mut(&file).expect("ids and files are kept together");
        state.n_open += 1;
        state.size = size;
        if let Some(trace) = &mut self.recording {
            let initial = if is_new { None } else { Some(content) };
            trace.files.entry(file).or_insert_with(|| TracedFile {
                path: path.to_path_buf(),
                initial: initial.map(|content| content()),
            });
        }
        if is_new {
            self.push(Change::Create { file });
        }
        file
    }

    fn add_file(&mut self, path: &Path) -> FileId {
        let file = FileId(self.n_files);
        self.n_files += 1;
        self.files.insert(
            file,
            FileState {
                path: path.to_path_buf(),
                size: 0,
                n_open: 0,
            },
        );
        self.ids.insert(path.to_path_buf(), file);
        file
    }

    pub(super) fn closed(&mut self, file: FileId) {
        let state = self.files.get_mut(&file).expect("an open file is known");
        state.n_open -= 1;
    }

    pub(super) fn wrote(&mut self, file: FileId, offset: u64, bytes: &[u8]) {
        let state = self.files.get_mut(&file).expect("an open file is known");
        state.size = state.size.max(offset + bytes.len() as u64);
        if self.recording.is_some() {
            self.push(Change::Write {
                file,
                offset,
                bytes: bytes.into(),
            });
        }
    }

    pub(super) fn synced(&mut self, file: FileId) {
        self.push(Change::Sync { file });
    }

    pub(super) fn truncated(&mut self, file: FileId, size: u64) {
        self.files.get_mut(&file).expect("an open file is known").size = size;
        self.push(Change::Truncate { file, size });
    }

    pub(super) fn deleted(&mut self, path: &Path) {
        let Some(file) = self.ids.remove(path) else {
            return;
        };
        let is_traced = self
            .recording
            .as_ref()
            .is_some_and(|trace| trace.files.contains_key(&file));
        if is_traced {
            self.push(Change::Delete { file });
        }
    }

    fn push(&mut self, change: Change) {
        if let Some(trace) = &mut self.recording {
            trace.changes.push(change);
        }
    }
}
