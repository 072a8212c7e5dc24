//! Files that tell what was sent, acknowledged and received, one line each, appended in order.
//!
//! A line is a letter, a space and the control id: `S` sent, `A` acknowledged, `R` received. It is written with one
//! system call before the next step, so it survives the end of the process; with `sync` also the end of the machine.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// One open ledger. Several connections may write to it: each line or pair of lines is one append.
#[derive(Debug)]
struct Ledger {
    file: File,
    is_synced: bool,
}

impl Ledger {
    fn open(path: &Path, is_synced: bool) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { file, is_synced })
    }

    fn append(&self, lines: &[u8]) -> io::Result<()> {
        (&self.file).write_all(lines)?;
        if self.is_synced {
            self.file.sync_data()?;
        }
        Ok(())
    }
}

/// The sender's ledger.
#[derive(Debug)]
pub struct SourceLedger(Ledger);

impl SourceLedger {
    /// Opens or goes on with the file. With `is_synced` each append waits for the disk (`fdatasync`).
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(path: &Path, is_synced: bool) -> io::Result<Self> {
        Ledger::open(path, is_synced).map(Self)
    }

    /// Notes that a message is about to be sent.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn sent(&self, control_id: &[u8]) -> io::Result<()> {
        self.0.append(&line(b'S', control_id))
    }

    /// Notes that a message was acknowledged.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn acknowledged(&self, control_id: &[u8]) -> io::Result<()> {
        self.0.append(&line(b'A', control_id))
    }
}

/// The receiver's ledger.
#[derive(Debug)]
pub struct ReceiverLedger(Ledger);

impl ReceiverLedger {
    /// Opens or goes on with the file. With `is_synced` each append waits for the disk (`fdatasync`).
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(path: &Path, is_synced: bool) -> io::Result<Self> {
        Ledger::open(path, is_synced).map(Self)
    }

    /// Notes that a message was received.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn received(&self, control_id: &[u8]) -> io::Result<()> {
        self.0.append(&line(b'R', control_id))
    }
}

fn line(letter: u8, control_id: &[u8]) -> Vec<u8> {
    let mut line = Vec::with_capacity(control_id.len() + 3);
    line.extend_from_slice(&[letter, b' ']);
    line.extend_from_slice(control_id);
    line.push(b'\n');
    line
}

/// Goes through the whole lines of a ledger; a last line without its end was cut off by a crash and counts as unwritten.
/// `None` stands for a line that is none of a ledger.
pub(crate) fn lines(content: &[u8]) -> impl Iterator<Item = Option<(u8, &[u8])>> {
    let end = memchr::memrchr(b'\n', content).map_or(0, |last| last + 1);
    content[..end]
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| match line {
            [letter @ (b'S' | b'A' | b'R'), b' ', id @ .., b'\n'] if !id.is_empty() => Some((*letter, id)),
            _ => None,
        })
}
