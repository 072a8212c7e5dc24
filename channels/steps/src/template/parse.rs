//! Reading templates: `${PLACE|CHANGE|…}` among text, `$${` for a literal `${`.

use nilecare_script::Environment;

use super::Part;
use super::change::{self, Change};
use crate::names::{self, ItemKind};

/// A template larger than this is a mistake.
const TEXT_BYTES: usize = 1 << 20;

/// Reads the parts of a template.
pub(super) fn parts(text: &str, loops: &[ItemKind], environment: &Environment) -> Result<Vec<Part>, String> {
    if text.len() > TEXT_BYTES {
        return Err(format!("a template may have {TEXT_BYTES} bytes"));
    }
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("${") {
        let is_escaped = rest[..at].ends_with('$');
        if is_escaped {
            literal.push_str(&rest[..at - 1]);
            literal.push_str("${");
            rest = &rest[at + 2..];
            continue;
        }
        literal.push_str(&rest[..at]);
        let (inner, after) = braced(&rest[at + 2..]).ok_or_else(|| {
            let begin = rest[at..].chars().take(20).collect::<String>();
            format!("{begin} is not closed with a brace; write $${{ for the characters themselves")
        })?;
        if !literal.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut literal)));
        }
        let part = value(&inner, loops, environment);
        parts.push(part.map_err(|problem| format!("${{{}}}: {problem}", inner.join("|")))?);
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(Part::Text(literal));
    }
    Ok(parts)
}

/// Takes what stands up to the closing brace, divided at `|`, and what comes after. `\|`, `\}` and `\\` stand for the
/// characters themselves.
fn braced(text: &str) -> Option<(Vec<String>, &str)> {
    let mut pieces = vec![String::new()];
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        let piece = pieces.last_mut()?;
        match character {
            '}' => return Some((pieces, &text[at + 1..])),
            '|' => pieces.push(String::new()),
            '\\' if text[at + 1..].starts_with(['|', '}', '\\']) => {
                piece.extend(characters.next().map(|(_, next)| next))
            }
            other => piece.push(other),
        }
    }
    None
}

fn value(pieces: &[String], loops: &[ItemKind], environment: &Environment) -> Result<Part, String> {
    let (name, changes) = pieces.split_first().ok_or("is empty")?;
    let place = names::place(name.trim(), loops)?;
    if let nilecare_script::Place::Configuration(name, _) = &place
        && environment.configuration.get().get(name).is_none()
    {
        return Err(format!(
            "there is no {name} in the configuration; add it in the settings"
        ));
    }
    let changes = changes.iter().map(|text| change::read(text, environment));
    Ok(Part::Value(place, changes.collect::<Result<Vec<Change>, String>>()?))
}
