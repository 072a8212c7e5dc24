//! A repository in a folder of its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use nilecare_channel_repository::{
    Files, ItemId, Layout, ModelCheck, Repository, RepositoryError, RepositoryOptions, RevisionId, Save, Saved,
    SecretKey,
};
use nilecare_types::{FixedClock, Secret, Timestamp};

pub const CHANNEL: &str = "version: 1\nid: demo\nname: Demo\nsource:\n  connector: { type: mllp, bind: '127.0.0.1:0' }\n  \
    filter: [{ name: only A01, file: filter.rhai }]\ndestinations:\n- id: out\n  connector: { type: mllp, address: 'x:1' }\n";

pub struct Folder {
    pub root: tempfile::TempDir,
}

impl Folder {
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        Self { root }
    }

    pub fn tree(&self) -> PathBuf {
        self.root.path().join("tree")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.tree().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it is in the tree")).expect("the folder is ours");
        fs::write(path, text).expect("the folder is ours");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("it is there")
    }

    pub fn options(&self) -> RepositoryOptions {
        // Far from the files' time stamps, which are of the machine's clock: all files are old.
        let now = "2100-01-01T00:00:00Z".parse::<Timestamp>().expect("it is a time");
        RepositoryOptions {
            layout: Layout::new(self.tree()),
            database: self.root.path().join("configuration.db"),
            key: SecretKey::parse(&Secret::new("0f".repeat(32))).expect("it is a key"),
            clock: Arc::new(FixedClock::at(now)),
            check: Arc::new(ModelCheck),
        }
    }

    pub fn open(&self) -> Repository {
        Repository::open(self.options()).expect("the folder is ours")
    }
}

pub fn demo() -> ItemId {
    "channel/demo".parse().expect("it is a name")
}

pub fn channel(filter: &str) -> Files {
    files(&[("channel.yaml", CHANNEL), ("filter.rhai", filter)])
}

pub fn files(pairs: &[(&str, &str)]) -> Files {
    let files = pairs
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    Files::new(&demo(), files.collect::<BTreeMap<_, _>>()).expect("they are good")
}

pub fn save(repository: &Repository, files: &Files, base: Option<i64>, author: &str) -> Result<Saved, RepositoryError> {
    repository.save(Save {
        item: demo(),
        files: files.clone(),
        base: base.map(RevisionId),
        author: author.to_owned(),
        comment: "because".to_owned(),
        is_draft: false,
    })
}
