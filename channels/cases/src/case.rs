//! One case on disk: its message and the files that are expected.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::CasesError;

/// File contents by file name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What stands between a destination's id and the extension of the file with its answer.
const ANSWER: &str = ".response.";

/// A case as read from its folder.
pub(crate) struct Case {
    pub name: String,
    pub path: PathBuf,
    /// The message as the file has it.
    pub message: Vec<u8>,
    pub expected: Files,
    /// What destinations answer, by their ids.
    pub answers: Files,
}

impl Case {
    /// Reads all cases of a channel in the order of their names; none when there is no folder `cases`.
    pub fn read_all(channel: &Path) -> Result<Vec<Self>, CasesError> {
        let root = channel.join("cases");
        if !root.exists() {
            return Ok(Vec::new());
        }
        let mut folders = entries(&root)?;
        folders.retain(|path| path.is_dir());
        folders.iter().map(|path| Self::read(path)).collect()
    }

    /// Takes all cases out of the files of a channel, by their paths in its folder, in the order of their names.
    pub fn of_files(files: &Files) -> Result<Vec<Self>, CasesError> {
        let mut cases = BTreeMap::<&str, Files>::new();
        for (path, content) in files {
            let within = path.strip_prefix("cases/").and_then(|path| path.split_once('/'));
            // What lies deeper is no part of a case.
            if let Some((case, name)) = within.filter(|(_, name)| !name.contains('/')) {
                cases.entry(case).or_default().insert(name.to_owned(), content.clone());
            }
        }
        let read = |(name, files)| Self::of(&Path::new("cases").join(name), files);
        cases.into_iter().map(read).collect()
    }

    fn read(path: &Path) -> Result<Self, CasesError> {
        let mut files = Files::new();
        for file in entries(path)? {
            let name = name_of(&file);
            if name.ends_with(".md") || file.is_dir() {
                continue;
            }
            let content = fs::read(&file).map_err(|source| CasesError::Read { path: file, source })?;
            files.insert(name, content);
        }
        Self::of(path, files)
    }

    fn of(path: &Path, files: Files) -> Result<Self, CasesError> {
        let mut messages = Vec::new();
        let mut expected = Files::new();
        let mut answers = Files::new();
        for (name, content) in files {
            if name.ends_with(".md") {
                continue;
            }
            if name.starts_with("in.") {
                messages.push(content);
            } else if let Some((destination, _)) = name.split_once(ANSWER) {
                answers.insert(destination.to_owned(), content);
            } else {
                expected.insert(name, content);
            }
        }
        let [message] = <[Vec<u8>; 1]>::try_from(messages).map_err(|_| CasesError::Input { path: path.to_owned() })?;
        Ok(Self {
            name: name_of(path),
            path: path.to_owned(),
            message,
            expected,
            answers,
        })
    }

    /// Makes the files of the case those that are given.
    pub fn write(&self, files: &Files) -> Result<(), CasesError> {
        for name in self.expected.keys().filter(|name| !files.contains_key(*name)) {
            let path = self.path.join(name);
            fs::remove_file(&path).map_err(|source| CasesError::Write { path, source })?;
        }
        for (name, content) in files {
            if self.expected.get(name) != Some(content) {
                let path = self.path.join(name);
                fs::write(&path, content).map_err(|source| CasesError::Write { path, source })?;
            }
        }
        Ok(())
    }
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, CasesError> {
    let error = |source| CasesError::Read {
        path: folder.to_owned(),
        source,
    };
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        paths.push(entry.map_err(error)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Turns the line ends of a file into those of HL7.
pub(crate) fn to_carriage_returns(content: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(content.len());
    for (at, &byte) in content.iter().enumerate() {
        let follows_return = at > 0 && content[at - 1] == b'\r';
        match byte {
            b'\n' if follows_return => {}
            b'\n' => message.push(b'\r'),
            other => message.push(other),
        }
    }
    message
}

/// Turns carriage returns into line feeds, so that a difference is shown by segments.
pub(crate) fn to_line_feeds(content: &[u8]) -> Vec<u8> {
    content
        .iter()
        .map(|&byte| if byte == b'\r' { b'\n' } else { byte })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_line_end_becomes_one_carriage_return() {
        assert_eq!(
            to_carriage_returns(b"MSH\nPID\r\nPV1\rOBX\xe9\n"),
            b"MSH\rPID\rPV1\rOBX\xe9\r"
        );
        assert_eq!(to_line_feeds(b"MSH\rPID\r"), b"MSH\nPID\n");
    }
}
