//! What a conversion gives: a bundle as text, and the report.

use std::ops::Range;

use crate::Report;

/// A converted message.
#[derive(Debug, Clone)]
pub struct Conversion {
    /// The resources.
    pub bundle: Bundle,
    /// What was not carried over.
    pub report: Report,
}

/// A FHIR R4 `transaction` Bundle as JSON.
///
/// It is text and no tree, since a tree of JSON numbers would lose the zeros at the end of decimals, which FHIR keeps
/// (FHIR R4 §2.24.0.1). The same message gives the same bytes. `Debug` prints sizes only, since the content may be a
/// patient's.
#[derive(Clone, PartialEq, Eq)]
pub struct Bundle {
    json: String,
    resources: Vec<Range<usize>>,
}

impl Bundle {
    pub(crate) fn new(json: String, resources: Vec<Range<usize>>) -> Bundle {
        Bundle { json, resources }
    }

    /// Returns the bundle as JSON on one line.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Returns the bundle as JSON on one line.
    pub fn into_json(self) -> String {
        self.json
    }

    /// Iterates over the resources of the entries, each as JSON on one line.
    pub fn resources(&self) -> impl Iterator<Item = &str> {
        self.resources.iter().map(|range| &self.json[range.clone()])
    }

    /// Returns the bundle as JSON for reading: one element a line, indented by two blanks.
    pub fn pretty(&self) -> String {
        let mut pretty = String::with_capacity(self.json.len() * 2);
        let (mut depth, mut is_text, mut is_escaped) = (0usize, false, false);
        for character in self.json.chars() {
            if is_text {
                pretty.push(character);
                is_text = is_escaped || character != '"';
                is_escaped = !is_escaped && character == '\\';
                continue;
            }
            match character {
                '{' | '[' => depth += 1,
                '}' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if matches!(character, '}' | ']') {
                new_line(&mut pretty, depth);
            }
            pretty.push(character);
            match character {
                '{' | '[' | ',' => new_line(&mut pretty, depth),
                ':' => pretty.push(' '),
                '"' => is_text = true,
                _ => {}
            }
        }
        pretty.push('\n');
        pretty
    }
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    for _ in 0..depth {
        text.push_str("  ");
    }
}

impl std::fmt::Debug for Bundle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Bundle({} entries, {} bytes)", self.resources.len(), self.json.len())
    }
}
