//! Second deliveries at one receiver, and whether the hub shows them as possible duplicates.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::Value;

use crate::HubApi;

/// Reads a receiver's ledger on from where it was read before.
pub(super) struct Repeats {
    destination: &'static str,
    ledger: PathBuf,
    n_read: u64,
    seen: HashSet<String>,
}

/// What was new since the last look.
pub(super) struct NewRepeats {
    pub n_repeats: usize,
    /// `destination control-id` of each repeat that the hub does not mark.
    pub unmarked: Vec<String>,
}

impl Repeats {
    pub(super) fn new(destination: &'static str, ledger: &Path) -> Self {
        Self {
            destination,
            ledger: ledger.to_path_buf(),
            n_read: 0,
            seen: HashSet::new(),
        }
    }

    pub(super) async fn look(&mut self, api: &HubApi, channel: &str) -> Result<NewRepeats> {
        let repeats = self.new_repeats()?;
        let mut unmarked = Vec::new();
        for id in &repeats {
            let page: Value = api
                .get(&format!("/channels/{channel}/messages?control_id={id}"))
                .await?;
            if !is_marked(&page, self.destination) {
                unmarked.push(format!("{} {id}", self.destination));
            }
        }
        Ok(NewRepeats {
            n_repeats: repeats.len(),
            unmarked,
        })
    }

    fn new_repeats(&mut self) -> Result<Vec<String>> {
        let mut file = File::open(&self.ledger)?;
        file.seek(SeekFrom::Start(self.n_read))?;
        let mut text = String::new();
        self.n_read += file.read_to_string(&mut text)? as u64;
        let ids = text.lines().filter_map(|line| line.strip_prefix("R "));
        Ok(ids
            .filter(|id| !self.seen.insert((*id).to_owned()))
            .map(str::to_owned)
            .collect())
    }
}

/// Tells whether every message of the list is shown as a possible duplicate at the destination. The sender never repeats
/// a message here, so there is one message for one id.
fn is_marked(page: &Value, destination: &str) -> bool {
    let items = page["items"].as_array().map_or(&[] as &[Value], Vec::as_slice);
    let marked = |message: &Value| {
        let connectors = message["connectors"].as_array().map_or(&[] as &[Value], Vec::as_slice);
        connectors
            .iter()
            .any(|at| at["id"] == destination && at["possible_duplicate"] == true)
    };
    !items.is_empty() && items.iter().all(marked)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_repeat_is_found_once_and_across_looks() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("received");
        let mut repeats = Repeats::new("first", &path);
        std::fs::write(&path, "R a\nR b\nR a\n").expect("it is ours");
        assert_eq!(repeats.new_repeats().expect("it is there"), ["a"]);
        std::fs::write(&path, "R a\nR b\nR a\nR c\nR b\n").expect("it is ours");
        assert_eq!(repeats.new_repeats().expect("it is there"), ["b"]);
    }

    #[test]
    fn a_mark_counts_at_its_own_destination_only() {
        let page = json!({ "items": [{ "connectors": [
            { "id": "first", "possible_duplicate": true }, { "id": "second", "possible_duplicate": false },
        ] }] });
        assert!(is_marked(&page, "first"));
        assert!(!is_marked(&page, "second"));
        assert!(!is_marked(&json!({ "items": [] }), "first"));
    }
}
