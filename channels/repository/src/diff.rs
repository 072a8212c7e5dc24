//! Differences between states, for people.

use serde::Serialize;
use similar::TextDiff;

use crate::Files;

/// A difference of more than so many bytes is cut.
const DIFF_LIMIT: usize = 256 << 10;
/// Files larger than this are compared, and their differences not shown.
const TEXT_LIMIT: usize = 2 << 20;

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileChange {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another content.
    Changed,
}

/// The difference of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileDiff {
    /// The file.
    pub path: String,
    /// What happened to it.
    pub change: FileChange,
    /// The unified difference; `None` when a side is no text or too large to be shown.
    pub text: Option<String>,
}

/// What two people did, both beginning from the same state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreeWayDiff {
    /// From the base to what is current now.
    pub theirs: Vec<FileDiff>,
    /// From the base to what was to be saved.
    pub yours: Vec<FileDiff>,
    /// Files that both changed, to different contents: these must be merged by hand.
    pub both: Vec<String>,
}

/// Compares two states, file by file.
pub fn diff_files(from: &Files, to: &Files) -> Vec<FileDiff> {
    let mut diffs = Vec::new();
    for path in paths(&[from, to]) {
        let (old, new) = (from.get(path), to.get(path));
        let change = match (old, new) {
            (Some(old), Some(new)) if old == new => continue,
            (Some(_), Some(_)) => FileChange::Changed,
            (None, _) => FileChange::Added,
            (_, None) => FileChange::Removed,
        };
        diffs.push(FileDiff {
            path: path.to_owned(),
            change,
            text: unified(path, old, new),
        });
    }
    diffs
}

impl ThreeWayDiff {
    pub(crate) fn new(base: &Files, theirs: &Files, yours: &Files) -> Self {
        let is_both = |path: &&str| {
            let (base, theirs, yours) = (base.get(path), theirs.get(path), yours.get(path));
            theirs != base && yours != base && theirs != yours
        };
        let both = paths(&[base, theirs, yours]).into_iter().filter(is_both);
        Self {
            theirs: diff_files(base, theirs),
            yours: diff_files(base, yours),
            both: both.map(str::to_owned).collect(),
        }
    }
}

fn paths<'a>(states: &[&'a Files]) -> Vec<&'a str> {
    let all = states.iter().flat_map(|files| files.iter().map(|(path, _)| path));
    let mut all = all.collect::<Vec<_>>();
    all.sort_unstable();
    all.dedup();
    all
}

fn unified(path: &str, old: Option<&[u8]>, new: Option<&[u8]>) -> Option<String> {
    let text = |side: Option<&'_ [u8]>| {
        let side = side.unwrap_or_default();
        let is_shown = side.len() <= TEXT_LIMIT && !side.contains(&0);
        std::str::from_utf8(side).ok().filter(|_| is_shown).map(str::to_owned)
    };
    let (from, to) = (text(old)?, text(new)?);
    let name = |side: Option<&[u8]>, prefix: &str| match side {
        Some(_) => format!("{prefix}/{path}"),
        None => "/dev/null".to_owned(),
    };
    // Two large texts with nothing in common would take long to compare exactly.
    let diff = TextDiff::configure()
        .timeout(std::time::Duration::from_secs(2))
        .diff_lines(from.as_str(), to.as_str());
    let mut unified = diff
        .unified_diff()
        .context_radius(3)
        .header(&name(old, "a"), &name(new, "b"))
        .to_string();
    if unified.len() > DIFF_LIMIT {
        let end = (0..=DIFF_LIMIT)
            .rev()
            .find(|at| unified.is_char_boundary(*at))
            .unwrap_or(0);
        unified.truncate(end);
        unified.push_str("\n… (cut)\n");
    }
    Some(unified)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(pairs: &[(&str, &[u8])]) -> Files {
        Files::from_history(
            pairs
                .iter()
                .map(|(path, text)| ((*path).to_owned(), text.to_vec()))
                .collect(),
        )
    }

    #[test]
    fn each_change_is_told_by_file() {
        let old = state(&[("a", b"1\n2\n3\n"), ("gone", b"x\n"), ("same", b"y\n")]);
        let new = state(&[("a", b"1\n2!\n3\n"), ("new", b"z\n"), ("same", b"y\n")]);
        let diffs = diff_files(&old, &new);
        let told = diffs
            .iter()
            .map(|diff| (diff.path.as_str(), diff.change))
            .collect::<Vec<_>>();
        assert_eq!(
            told,
            [
                ("a", FileChange::Changed),
                ("gone", FileChange::Removed),
                ("new", FileChange::Added)
            ]
        );
        let text = diffs[0].text.as_deref().expect("it is text");
        assert_eq!(text, "--- a/a\n+++ b/a\n@@ -1,3 +1,3 @@\n 1\n-2\n+2!\n 3\n");
    }

    #[test]
    fn what_is_no_text_is_told_without_its_content() {
        let diffs = diff_files(&state(&[("a", b"\0\xff")]), &state(&[("a", b"text")]));
        assert_eq!((diffs.len(), &diffs[0].text), (1, &None));
    }

    #[test]
    fn only_files_that_both_changed_differently_must_be_merged() {
        let base = state(&[("a", b"0"), ("b", b"0"), ("c", b"0")]);
        let theirs = state(&[("a", b"1"), ("b", b"1"), ("c", b"0")]);
        let yours = state(&[("a", b"2"), ("b", b"1"), ("c", b"2")]);
        assert_eq!(ThreeWayDiff::new(&base, &theirs, &yours).both, ["a"]);
    }
}
