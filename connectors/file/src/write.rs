//! A file written whole, or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;

use crate::config::IfExists;
use crate::names::numbered;

/// So many names are tried.
const NAMES: usize = 10_000;

/// A file to write.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub folder: &'a Path,
    pub name: &'a str,
    /// Tells the file that is being written from those of other messages.
    pub key: &'a str,
    pub content: &'a [u8],
    pub if_exists: IfExists,
    pub separator: &'a str,
    /// Whether an earlier attempt may have written it.
    pub is_possible_duplicate: bool,
}

impl Sheet<'_> {
    /// Writes it, and returns the name that it has. When it returns, file and name are on disk.
    ///
    /// # Errors
    /// What the system tells; nothing but the `.part` file is left then. `AlreadyExists`: a file of the name is there.
    pub fn write(&self) -> io::Result<String> {
        let name = match self.if_exists {
            IfExists::Append => self.append()?,
            _ => self.write_new()?,
        };
        File::open(self.folder)?.sync_all()?;
        Ok(name)
    }

    fn write_new(&self) -> io::Result<String> {
        let part = self.folder.join(format!(".{}.part", self.key));
        let mut file = File::create(&part)?;
        let written = file.write_all(self.content).and_then(|()| file.sync_all());
        let named = written.and_then(|()| self.give_name(&part));
        if named.is_err() || self.if_exists != IfExists::Replace {
            // With a second name, or none, it is not wanted any more.
            let _ = fs::remove_file(&part);
        }
        named
    }

    /// Gives the written file its name.
    fn give_name(&self, part: &Path) -> io::Result<String> {
        if self.if_exists == IfExists::Replace {
            fs::rename(part, self.folder.join(self.name))?;
            return Ok(self.name.to_owned());
        }
        for number in 0..NAMES {
            let name = match number {
                0 => self.name.to_owned(),
                number => numbered(self.name, number),
            };
            let path = self.folder.join(&name);
            // A link, unlike a new name, never takes the place of a file.
            match fs::hard_link(part, &path) {
                Ok(()) => return Ok(name),
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return self.rename_free(part, name),
                Err(_) if self.is_possible_duplicate && self.is_written(&path) => return Ok(name),
                Err(error) if self.if_exists == IfExists::Reject => return Err(error),
                Err(_) => {}
            }
        }
        Err(io::Error::from(io::ErrorKind::AlreadyExists))
    }

    /// For file systems without links.
    fn rename_free(&self, part: &Path, name: String) -> io::Result<String> {
        let path = self.folder.join(&name);
        if fs::symlink_metadata(&path).is_ok() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        fs::rename(part, path)?;
        Ok(name)
    }

    fn is_written(&self, path: &Path) -> bool {
        let is_file =
            fs::symlink_metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() == self.content.len() as u64);
        is_file && fs::read(path).is_ok_and(|content| content == self.content)
    }

    /// Writes to the end of the file; what was written of a message that could not be written whole is taken back.
    fn append(&self) -> io::Result<String> {
        let mut file = OpenOptions::new()
            .append(true)
            .create(true)
            .custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed())
            .open(self.folder.join(self.name))?;
        let facts = file.metadata()?;
        if !facts.is_file() {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        let text = [self.content, self.separator.as_bytes()].concat();
        if let Err(error) = file.write_all(&text).and_then(|()| file.sync_all()) {
            let _ = file.set_len(facts.len()).and_then(|()| file.sync_all());
            return Err(error);
        }
        Ok(self.name.to_owned())
    }
}
