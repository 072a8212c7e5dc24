//! A channel's folder: `channel.yaml`, script files, `README.md`, `cases/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::{Channel, ModelProblem, Script, ScriptText};

/// The file that makes a folder a channel.
const CHANNEL_FILE: &str = "channel.yaml";
/// A script larger than this is a mistake.
const SCRIPT_SIZE_LIMIT: u64 = 1 << 20;

/// A channel as read from its folder.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelFolder {
    /// Where it was read.
    pub path: PathBuf,
    /// The configuration.
    pub channel: Channel,
    /// The text of every script file that is used, by name.
    pub files: BTreeMap<String, String>,
    /// Changes when the configuration or a script changes.
    pub revision: String,
}

/// A folder that is no channel.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file cannot be read.
    #[error("reading {path}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// `channel.yaml` is no channel; the text tells line and column.
    #[error("{path}: {detail}")]
    Parse {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// The channel contradicts itself.
    #[error("{path}: {}", .problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong.
        problems: Vec<ModelProblem>,
    },
}

impl ChannelFolder {
    /// Reads a folder.
    ///
    /// # Errors
    /// When a file is missing, the YAML is no channel, or the channel contradicts itself.
    pub fn load(path: &Path) -> Result<Self, FolderError> {
        let file = path.join(CHANNEL_FILE);
        let text = read(&file)?;
        let channel = parse(&file, &text)?;
        let mut problems = channel.validate();
        let is_named_after_id = path.file_name().is_none_or(|name| name == channel.id.as_str());
        if !is_named_after_id {
            problems.push(ModelProblem::new("/id", "must be the name of the channel's folder"));
        }
        if !problems.is_empty() {
            return Err(FolderError::Invalid { path: file, problems });
        }
        let files = read_scripts(path, &channel)?;
        let revision = revision(&text, &files);
        Ok(Self {
            path: path.to_owned(),
            channel,
            files,
            revision,
        })
    }

    /// Takes the texts of a folder's files by name, for a channel that is not saved yet. The folder is named after the
    /// channel's id; files that it does not use are left out.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn from_files(files: &BTreeMap<String, String>) -> Result<Self, FolderError> {
        let file = PathBuf::from(CHANNEL_FILE);
        let missing = |path: &Path| FolderError::Read {
            path: path.to_owned(),
            source: std::io::ErrorKind::NotFound.into(),
        };
        let text = files.get(CHANNEL_FILE).ok_or_else(|| missing(&file))?;
        let channel = parse(&file, text)?;
        let mut problems = channel.validate();
        let mut used = BTreeMap::new();
        for (place, script) in channel.scripts() {
            let Some(name) = &script.file else { continue };
            match files.get(name) {
                Some(text) if text.len() as u64 <= SCRIPT_SIZE_LIMIT => drop(used.insert(name.clone(), text.clone())),
                Some(_) => {
                    let message = format!("{name} must have at most {SCRIPT_SIZE_LIMIT} bytes");
                    problems.push(ModelProblem::new(format!("{place}/file"), message));
                }
                None => problems.push(ModelProblem::new(
                    format!("{place}/file"),
                    format!("there is no file {name}"),
                )),
            }
        }
        if !problems.is_empty() {
            return Err(FolderError::Invalid { path: file, problems });
        }
        Ok(Self {
            path: PathBuf::from(channel.id.as_str()),
            revision: revision(text, &used),
            channel,
            files: used,
        })
    }

    /// Finds the channel folders in a folder, by name.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(root: &Path) -> Result<Vec<PathBuf>, FolderError> {
        let error = |source| FolderError::Read {
            path: root.to_owned(),
            source,
        };
        let mut folders = Vec::new();
        for entry in std::fs::read_dir(root).map_err(error)? {
            let path = entry.map_err(error)?.path();
            if path.join(CHANNEL_FILE).is_file() {
                folders.push(path);
            }
        }
        folders.sort();
        Ok(folders)
    }

    /// Returns the text behind a script of this folder, which was validated, so it is there. Scripts that are no files are
    /// called by `name`.
    pub fn script(&self, script: &ScriptText, name: &str) -> Script {
        let file = script
            .file
            .as_ref()
            .and_then(|file| Some((file, self.files.get(file)?)));
        match file {
            Some((name, text)) => Script {
                name: name.clone(),
                text: text.clone(),
            },
            None => Script {
                name: name.to_owned(),
                text: script.script.clone().unwrap_or_default(),
            },
        }
    }
}

fn parse(file: &Path, text: &str) -> Result<Channel, FolderError> {
    serde_saphyr::from_str(text).map_err(|error| FolderError::Parse {
        path: file.to_owned(),
        detail: error.to_string(),
    })
}

fn read(path: &Path) -> Result<String, FolderError> {
    std::fs::read_to_string(path).map_err(|source| FolderError::Read {
        path: path.to_owned(),
        source,
    })
}

fn read_scripts(folder: &Path, channel: &Channel) -> Result<BTreeMap<String, String>, FolderError> {
    let mut files = BTreeMap::new();
    for (place, script) in channel.scripts() {
        let Some(name) = &script.file else { continue };
        let path = folder.join(name);
        let error = |source| FolderError::Read {
            path: path.clone(),
            source,
        };
        let metadata = std::fs::symlink_metadata(&path).map_err(error)?;
        // A link could lead out of the folder.
        if !metadata.is_file() || metadata.len() > SCRIPT_SIZE_LIMIT {
            let message = format!("{name} must be a plain file of at most {SCRIPT_SIZE_LIMIT} bytes");
            let problems = vec![ModelProblem::new(format!("{place}/file"), message)];
            return Err(FolderError::Invalid {
                path: folder.join(CHANNEL_FILE),
                problems,
            });
        }
        files.insert(name.clone(), read(&path)?);
    }
    Ok(files)
}

fn revision(channel: &str, files: &BTreeMap<String, String>) -> String {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(channel.as_bytes());
    for (name, text) in files {
        hasher.update(name.as_bytes());
        hasher.update(&[0]);
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    }
    format!("{:08x}", hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RuleKind;

    const MINIMAL: &str = "version: 1\nid: demo\nname: Demo\nsource:\n  connector: { type: mllp, bind: '127.0.0.1:0' }\n  \
        filter: [{ name: only A01, file: filter.rhai }]\ndestinations:\n- id: out\n  connector: { type: mllp, address: 'x:1' }\n";

    fn folder(yaml: &str, script: Option<&str>) -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        let path = root.path().join("demo");
        std::fs::create_dir(&path).expect("it is empty");
        std::fs::write(path.join(CHANNEL_FILE), yaml).expect("it is ours");
        if let Some(script) = script {
            std::fs::write(path.join("filter.rhai"), script).expect("it is ours");
        }
        (root, path)
    }

    #[test]
    fn a_channel_is_read_with_its_scripts_and_defaults() {
        let (_root, path) = folder(MINIMAL, Some("true"));
        let folder = ChannelFolder::load(&path).expect("it is valid");
        let RuleKind::Script(script) = &folder.channel.source.filter[0].kind else {
            panic!("it is a script");
        };
        assert_eq!(folder.script(script, "").text, "true");
        assert_eq!(folder.channel.source.connector.config["bind"], "127.0.0.1:0");
        assert_eq!(folder.channel.destinations[0].queue.mode, crate::QueueMode::OnFailure);
    }

    #[test]
    fn a_channel_that_is_not_saved_reads_like_its_folder() {
        let (_root, path) = folder(MINIMAL, Some("true"));
        let saved = ChannelFolder::load(&path).expect("it is valid");
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let mut files = BTreeMap::from([file(CHANNEL_FILE, MINIMAL), file("filter.rhai", "true")]);
        let unsaved = ChannelFolder::from_files(&files).expect("it is valid");
        assert_eq!(
            (&unsaved.channel, &unsaved.files, &unsaved.revision),
            (&saved.channel, &saved.files, &saved.revision)
        );
        files.remove("filter.rhai");
        let error = ChannelFolder::from_files(&files)
            .expect_err("a file is missing")
            .to_string();
        assert!(error.contains("/source/filter/0/file: there is no file"), "{error}");
        files.remove(CHANNEL_FILE);
        let error = ChannelFolder::from_files(&files)
            .expect_err("it is no channel")
            .to_string();
        assert!(error.contains("channel.yaml"), "{error}");
    }

    #[test]
    fn the_revision_follows_the_scripts() {
        let (_root, path) = folder(MINIMAL, Some("true"));
        let before = ChannelFolder::load(&path).expect("it is valid").revision;
        std::fs::write(path.join("filter.rhai"), "false").expect("it is ours");
        assert_ne!(ChannelFolder::load(&path).expect("it is valid").revision, before);
    }

    #[test]
    fn everything_wrong_is_told_at_once_with_its_place() {
        let yaml = MINIMAL
            .replace("version: 1", "version: 2")
            .replace("filter.rhai", "../secret");
        let (_root, path) = folder(&yaml, None);
        let error = ChannelFolder::load(&path).expect_err("it is not valid").to_string();
        assert!(
            error.contains("/version") && error.contains("/source/filter/0/file"),
            "{error}"
        );
    }

    #[test]
    fn an_unknown_key_is_refused_by_name_and_line() {
        let (_root, path) = folder(&MINIMAL.replace("name: Demo", "nmae: Demo"), Some("true"));
        let error = ChannelFolder::load(&path).expect_err("it is not valid").to_string();
        assert!(error.contains("nmae"), "{error}");
    }

    #[test]
    fn writing_a_channel_and_reading_it_gives_the_same() {
        let channel: Channel = serde_saphyr::from_str(MINIMAL).expect("it is valid");
        let yaml = serde_saphyr::to_string(&channel).expect("it has only plain values");
        assert_eq!(
            serde_saphyr::from_str::<Channel>(&yaml).expect("it was written by us"),
            channel
        );
    }
}
