//! The bytes of one file in memory, and which of them its copy on disk lacks.

use std::fs::{File, OpenOptions};
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// The modification time given to every file written here. Whoever changes the file after us gives it the present
/// time, so a file that still has this one is as we left it.
const UNTOUCHED: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
pub(super) struct Image {
    bytes: Vec<u8>,
    /// What changed since the last flush, in the order of the changes; may reach beyond the end.
    dirty: Vec<Range<usize>>,
    flushed_len: usize,
}

impl Image {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut image = Self::default();
        image.write(0, bytes);
        image
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Overwrites or extends; a gap before `offset` becomes zeros.
    pub(super) fn write(&mut self, offset: usize, bytes: &[u8]) {
        let end = offset + bytes.len();
        if end > self.bytes.len() {
            self.mark_dirty(self.bytes.len()..end);
            self.bytes.resize(end, 0);
        }
        let target = &mut self.bytes[offset..end];
        if target != bytes {
            target.copy_from_slice(bytes);
            self.mark_dirty(offset..end);
        }
    }

    /// Shortens, or extends with zeros.
    pub(super) fn set_len(&mut self, len: usize) {
        if len > self.bytes.len() {
            self.mark_dirty(self.bytes.len()..len);
        }
        self.bytes.resize(len, 0);
    }

    /// Brings the file at `path` up to date, whatever a reader did to it in between. Returns whether the image had
    /// changed since the last flush.
    pub(super) fn flush(&mut self, path: &Path) -> io::Result<bool> {
        let has_changed = !self.dirty.is_empty() || self.flushed_len != self.bytes.len();
        if !is_untouched(path) {
            self.rewrite(path)?;
        } else if has_changed {
            self.patch(path)?;
        }
        self.dirty.clear();
        self.flushed_len = self.bytes.len();
        Ok(has_changed)
    }

    fn rewrite(&self, path: &Path) -> io::Result<()> {
        // Not truncated first: writing over what is there is several times faster than giving up its pages.
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(path)?;
        file.write_all_at(&self.bytes, 0)?;
        file.set_len(self.bytes.len() as u64)?;
        stamp(&file)
    }

    fn patch(&self, path: &Path) -> io::Result<()> {
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(self.bytes.len() as u64)?;
        for range in &self.dirty {
            let range = range.start.min(self.bytes.len())..range.end.min(self.bytes.len());
            file.write_all_at(&self.bytes[range.clone()], range.start as u64)?;
        }
        stamp(&file)
    }

    fn mark_dirty(&mut self, range: Range<usize>) {
        match self.dirty.last_mut() {
            Some(last) if last.start <= range.start && range.start <= last.end => last.end = last.end.max(range.end),
            _ => self.dirty.push(range),
        }
    }
}

fn stamp(file: &File) -> io::Result<()> {
    file.set_modified(SystemTime::UNIX_EPOCH + UNTOUCHED)
}

fn is_untouched(path: &Path) -> bool {
    let modified = path.metadata().and_then(|metadata| metadata.modified());
    modified.is_ok_and(|modified| modified == SystemTime::UNIX_EPOCH + UNTOUCHED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flush_repairs_what_a_reader_changed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        let mut image = Image::new(b"abcdef");
        assert!(image.flush(&path).expect("flush"));
        std::fs::write(&path, b"xyz").expect("write");
        assert!(!image.flush(&path).expect("flush"), "the image itself has not changed");
        assert_eq!(std::fs::read(&path).expect("read"), b"abcdef");
    }

    #[test]
    fn flush_writes_shrunk_and_regrown_parts() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        let mut image = Image::new(b"abcdef");
        image.flush(&path).expect("flush");
        image.set_len(2);
        image.write(5, b"z");
        assert!(image.flush(&path).expect("flush"));
        assert_eq!(std::fs::read(&path).expect("read"), b"ab\0\0\0z");
        image.write(5, b"z");
        assert!(!image.flush(&path).expect("flush"), "equal bytes are no change");
    }
}
