//! What scripts can use, as data: for completion and hover help of an editor. The texts are those of the README, whose
//! examples are run as tests; so there is one text for people and for programs.

use std::sync::LazyLock;

use serde::Serialize;

const README: &str = include_str!("../README.md");

/// What scripts can use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// The variables.
    pub variables: Vec<Entry>,
    /// The functions and properties. A name stands once for each kind of value that has it.
    pub functions: Vec<Entry>,
}

/// A variable, function or property.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its name, such as `hl7_date`; `[]` for what stands in square brackets.
    pub name: String,
    /// How it is written, such as `hl7_time(text, zone)`, `msg.get(path)`.
    pub signature: String,
    /// What it is about, such as `Dates and times`; empty for variables.
    pub section: String,
    /// What it is, gives or does, in Markdown.
    pub description: String,
    /// Examples; each was run.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
}

/// A script and what it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The script.
    pub code: String,
    /// Its value as text; `error: …` when it fails.
    pub result: String,
}

/// Returns what scripts can use.
pub fn reference() -> &'static Reference {
    static REFERENCE: LazyLock<Reference> = LazyLock::new(|| read(README));
    &REFERENCE
}

fn read(text: &str) -> Reference {
    let mut reference = Reference::default();
    for chapter in text.split("\n## ").skip(1) {
        if let Some(rest) = chapter.strip_prefix("Variables\n") {
            reference.variables = rows(rest, "");
        }
        if chapter.starts_with("Examples\n") {
            for section in chapter.split("\n### ").skip(1) {
                let (title, body) = section.split_once('\n').unwrap_or((section, ""));
                let examples = examples(body);
                let mut entries = rows(body, title);
                for entry in &mut entries {
                    entry.examples = examples
                        .iter()
                        .filter(|example| shows(example, &entry.name))
                        .cloned()
                        .collect();
                }
                reference.functions.append(&mut entries);
            }
        }
    }
    reference
}

/// Reads the rows of the tables: each piece of code in the first cell is an entry.
fn rows(text: &str, section: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let rows = text.lines().filter_map(|line| line.strip_prefix("| `"));
    for row in rows {
        let Some((codes, description)) = row.split_once(" | ") else {
            continue;
        };
        // Behind the first tick, code and text take turns.
        for signature in codes.split('`').step_by(2).filter(|code| !code.trim().is_empty()) {
            entries.push(Entry {
                name: name(signature).to_owned(),
                signature: signature.to_owned(),
                section: section.to_owned(),
                description: description.trim_end_matches([' ', '|']).to_owned(),
                examples: Vec::new(),
            });
        }
    }
    entries
}

/// Returns the name in a signature: `get` of `msg.get(path)`, `[]` of `msg[path] = value`.
fn name(signature: &str) -> &str {
    let call = signature.split(" = ").next().unwrap_or(signature);
    if call.ends_with(']') {
        return "[]";
    }
    let before = call.split('(').next().unwrap_or(call);
    before.rsplit('.').next().unwrap_or(before).trim()
}

fn examples(text: &str) -> Vec<Example> {
    let blocks = text.split("\n```rhai").skip(1);
    let lines = blocks.flat_map(|block| block.split("\n```").next().unwrap_or_default().lines().skip(1));
    let examples = lines.filter_map(|line| {
        let (code, result) = line.rsplit_once("//")?;
        Some(Example {
            code: code.trim().to_owned(),
            result: result.strip_prefix(' ').unwrap_or(result).to_owned(),
        })
    });
    examples.collect()
}

fn shows(example: &Example, name: &str) -> bool {
    if name == "[]" {
        return example.code.contains('[');
    }
    let is_part_of_name = |character: char| character.is_alphanumeric() || character == '_';
    example.code.match_indices(name).any(|(at, _)| {
        let before = example.code[..at].chars().next_back();
        let after = example.code[at + name.len()..].chars().next();
        !before.is_some_and(is_part_of_name) && !after.is_some_and(is_part_of_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_signatures() {
        for (signature, expected) in [
            ("hl7_time(text, zone)", "hl7_time"),
            ("msg.get(path)", "get"),
            ("msg.type", "type"),
            ("msg[\"PID-8\"] = \"F\"", "[]"),
            ("msg[path]", "[]"),
            ("now()", "now"),
            ("channel_map", "channel_map"),
        ] {
            assert_eq!(name(signature), expected);
        }
    }

    #[test]
    fn variables_and_functions_have_their_texts_and_examples() {
        let reference = reference();
        let variable = |name: &str| reference.variables.iter().find(|entry| entry.name == name);
        assert!(variable("msg").is_some() && variable("index").is_some());
        let function = reference.functions.iter().find(|entry| entry.name == "hl7_date");
        let function = function.expect("it is in the README");
        assert_eq!(function.section, "Dates and times");
        assert_eq!(function.examples[0].result, "1970-03-05");
        let sections = reference.functions.iter().filter(|entry| entry.name == "get");
        assert!(sections.count() >= 3, "each format has one");
    }
}
