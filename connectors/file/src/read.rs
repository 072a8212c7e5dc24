//! A file read whole, or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use bytes::Bytes;
use rustix::fs::OFlags;

use crate::listing::Found;

/// Of a file that is too large so much is kept.
pub(crate) const BEGINNING: usize = 64 * 1024;

/// What a file holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Whole(Bytes),
    /// It is larger than allowed; this is its beginning.
    Beginning(Bytes),
    /// Somebody is changing it, or it has gone.
    InChange,
}

/// Reads a file that was found, unless it changed since or changes meanwhile.
///
/// # Errors
/// When it is there and cannot be read.
pub(crate) fn read(folder: &Path, found: &Found, max_size: usize) -> io::Result<Content> {
    let path = found.path(folder);
    // No link is followed, and no pipe waited for.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags(flags.bits().cast_signed())
        .open(&path);
    let mut file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Content::InChange),
        // What was a file is a link now.
        Err(error) if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) => {
            return Ok(Content::InChange);
        }
        Err(error) => return Err(error),
    };
    if !is_as_found(&file.metadata()?, found) {
        return Ok(Content::InChange);
    }
    let is_too_large = found.size > max_size as u64;
    let wanted = if is_too_large {
        BEGINNING.min(max_size)
    } else {
        usize::try_from(found.size).unwrap_or(max_size)
    };
    let content = read_up_to(&mut file, wanted)?;
    if content.len() < wanted || !is_as_found(&file.metadata()?, found) {
        return Ok(Content::InChange);
    }
    Ok(match is_too_large {
        true => Content::Beginning(content),
        false => Content::Whole(content),
    })
}

fn read_up_to(file: &mut File, length: usize) -> io::Result<Bytes> {
    let mut content = Vec::with_capacity(length);
    file.take(length as u64).read_to_end(&mut content)?;
    Ok(content.into())
}

fn is_as_found(facts: &fs::Metadata, found: &Found) -> bool {
    facts.is_file() && facts.len() == found.size && facts.modified().is_ok_and(|modified| modified == found.modified)
}
