//! How two versions of a note differ, field by field and line by line.

use nilecare_contracts::ehr::{SoapChange, SoapChangeKind, SoapFieldDifference, SoapNoteRequest};
use nilecare_sql::json;
use serde_json::Value;

/// Beyond so many pairs of lines a field is shown as wholly replaced; it bounds time and memory.
const MOST_PAIRS: usize = 1_000_000;

/// Compares two contents; fields that are the same are left out.
pub(crate) fn contents(from: &SoapNoteRequest, to: &SoapNoteRequest) -> Vec<SoapFieldDifference> {
    let (from, to) = (fields(from), fields(to));
    let mut found = Vec::new();
    for (field, later) in &to {
        let earlier = from.iter().find(|(name, _)| name == field);
        let earlier = earlier.map(|(_, text)| text.as_str()).unwrap_or_default();
        if earlier != later {
            found.push(SoapFieldDifference {
                field: field.clone(),
                changes: lines(earlier, later),
            });
        }
    }
    for (field, earlier) in from
        .iter()
        .filter(|(field, _)| !to.iter().any(|(name, _)| name == field))
    {
        found.push(SoapFieldDifference {
            field: field.clone(),
            changes: lines(earlier, ""),
        });
    }
    found
}

/// Writes each field as text: what is no text as JSON, an entry a line.
fn fields(content: &SoapNoteRequest) -> Vec<(String, String)> {
    let Ok(Value::Object(fields)) = serde_json::to_value(content) else {
        return Vec::new();
    };
    let text = |value: Value| match value {
        Value::String(text) => text,
        Value::Array(entries) => {
            let entries: Vec<String> = entries.iter().map(entry).collect();
            entries.join("\n")
        }
        other => json::write(&other),
    };
    fields.into_iter().map(|(name, value)| (name, text(value))).collect()
}

fn entry(value: &Value) -> String {
    value.as_str().map_or_else(|| json::write(value), str::to_owned)
}

/// Compares two texts by their longest common subsequence of lines.
fn lines(from: &str, to: &str) -> Vec<SoapChange> {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.lines().collect(), to.lines().collect());
    let change = |kind, text: &str| SoapChange {
        kind,
        text: text.to_owned(),
    };
    if from.len().saturating_mul(to.len()) > MOST_PAIRS {
        let removed = from.iter().map(|line| change(SoapChangeKind::Removed, line));
        let added = to.iter().map(|line| change(SoapChangeKind::Added, line));
        return removed.chain(added).collect();
    }
    let lengths = common_lengths(&from, &to);
    let (mut at, mut other, mut changes) = (0, 0, Vec::new());
    while at < from.len() || other < to.len() {
        let is_same = at < from.len() && other < to.len() && from[at] == to[other];
        if is_same {
            changes.push(change(SoapChangeKind::Same, from[at]));
            (at, other) = (at + 1, other + 1);
        } else if other == to.len() || (at < from.len() && lengths[at + 1][other] >= lengths[at][other + 1]) {
            changes.push(change(SoapChangeKind::Removed, from[at]));
            at += 1;
        } else {
            changes.push(change(SoapChangeKind::Added, to[other]));
            other += 1;
        }
    }
    changes
}

/// Returns for each pair of places how many lines the rests have in common.
fn common_lengths(from: &[&str], to: &[&str]) -> Vec<Vec<u32>> {
    let mut lengths = vec![vec![0; to.len() + 1]; from.len() + 1];
    for at in (0..from.len()).rev() {
        for other in (0..to.len()).rev() {
            lengths[at][other] = if from[at] == to[other] {
                lengths[at + 1][other + 1] + 1
            } else {
                lengths[at + 1][other].max(lengths[at][other + 1])
            };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(from: &str, to: &str) -> Vec<String> {
        let sign = |kind| match kind {
            SoapChangeKind::Same => ' ',
            SoapChangeKind::Removed => '-',
            SoapChangeKind::Added => '+',
        };
        let changes = lines(from, to);
        changes
            .iter()
            .map(|change| format!("{}{}", sign(change.kind), change.text))
            .collect()
    }

    #[test]
    fn lines_that_stay_are_told_as_the_same() {
        assert_eq!(told("a\nb\nc", "a\nx\nc\nd"), [" a", "-b", "+x", " c", "+d"]);
        assert_eq!(told("", "a"), ["+a"]);
        assert_eq!(told("a", ""), ["-a"]);
    }

    proptest! {
        /// Without what was added the difference is the earlier text, and without what was removed the later one.
        #[test]
        fn both_texts_can_be_read_back(from in "[ab\n]{0,30}", to in "[ab\n]{0,30}") {
            let changes = lines(&from, &to);
            let without = |left_out: SoapChangeKind| -> Vec<String> {
                let kept = changes.iter().filter(|change| change.kind != left_out);
                kept.map(|change| change.text.clone()).collect()
            };
            let expected = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
            prop_assert_eq!(without(SoapChangeKind::Added), expected(&from));
            prop_assert_eq!(without(SoapChangeKind::Removed), expected(&to));
        }
    }
}
