//! Tables of messages: the structure of a message, and which resources its segments make.
//!
//! ```text
//! message ADT_A01  ADT^A01 ADT^A04
//!   PID
//!     => Patient : PID[Patient] put
//!     => Account : PID[Account] when PID-18 valued
//!        link Account.subject -> Patient
//!   NK1*
//!   PROCEDURE* {
//!     PR1
//!   }
//! ```
//!
//! A resource is known again by its first identifier with a system. `key PID-3.1 AL1-3` lets it be known by these places
//! instead, and `else PID-3.1` where it has no such identifier. With `put` it replaces the one that is known; without, that
//! one is kept as it is.
//!
//! `?` means may be absent, `*` any number, `+` one or more. A row makes a resource, or adds to the one of the same name.
//! That lives as long as the innermost group that holds all segments which write to it: each ORDER has its own.

use super::error::{Place, TableError};
use super::target::{self, Step};
use super::words::{Word, words};
use super::{Condition, Source, condition};

/// A table of a message structure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MessageTable {
    /// The messages that have this structure: `ADT^A01`.
    pub events: Vec<String>,
    /// What the structure consists of, in order.
    pub items: Vec<Item>,
}

/// A segment or a group of segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The segment's id or the group's name.
    pub name: String,
    /// Whether it may be absent.
    pub is_optional: bool,
    /// Whether there may be several.
    pub is_repeating: bool,
    /// Of a group, what it consists of.
    pub group: Option<Vec<Item>>,
    /// Of a segment, what it makes.
    pub rows: Vec<MessageRow>,
    /// Of a segment, which resources then refer to each other.
    pub links: Vec<Link>,
}

/// The name of a resource within a message: `Patient`, `Observation[result]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Handle {
    /// The resource's type.
    pub resource: String,
    /// Tells several of a type apart; empty when there is no need.
    pub label: String,
}

impl std::fmt::Display for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.resource)?;
        if self.label.is_empty() {
            return Ok(());
        }
        write!(f, "[{}]", self.label)
    }
}

/// One resource that a segment makes or adds to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageRow {
    /// Where it stands.
    pub place: Place,
    /// The resource.
    pub handle: Handle,
    /// The table that says how.
    pub map: String,
    /// Whether an existing resource is replaced (`put`); else it is kept as it is.
    pub is_put: bool,
    /// The places whose values tell this resource from others of its type, beyond the message.
    pub key: Vec<Source>,
    /// Whether the key counts only where the resource has no identifier with a system (`else` instead of `key`).
    pub is_key_last: bool,
    /// When it applies.
    pub condition: Option<Condition>,
}

/// An element of one resource that refers to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub place: Place,
    /// The resource that refers.
    pub from: Handle,
    /// The element.
    pub path: Vec<Step>,
    /// The resource that is referred to.
    pub to: Handle,
    /// When it applies.
    pub condition: Option<Condition>,
}

/// Groups may lie in one another so deep.
const MAX_DEPTH: usize = 8;

/// Reads a structure line by line.
#[derive(Debug, Default)]
pub struct Reader {
    /// The groups that are open, the outermost first, each with its items so far.
    open: Vec<(Item, Vec<Item>)>,
    items: Vec<Item>,
}

impl Reader {
    /// Reads one line.
    pub fn read(&mut self, line: &str, place: &Place) -> Result<(), TableError> {
        self.read_line(line, place)
            .map_err(|problem| TableError::new(place, problem))
    }

    fn read_line(&mut self, line: &str, place: &Place) -> Result<(), String> {
        let words = words(line)?;
        match words.as_slice() {
            [] => Ok(()),
            [end] if end.text == "}" => self.close(),
            [name, brace] if brace.text == "{" => self.open(name.text),
            [arrow, ..] if arrow.text == "=>" => {
                let row = read_row(line, &words, place)?;
                self.last()?.rows.push(row);
                Ok(())
            }
            [link, ..] if link.text == "link" => {
                let link = read_link(line, &words, place)?;
                self.last()?.links.push(link);
                Ok(())
            }
            [segment] => {
                let item = item(segment.text)?;
                self.items_now().push(item);
                Ok(())
            }
            _ => Err("expected a segment, a group `NAME {`, `=> Resource : TABLE`, `link` or `}`".to_owned()),
        }
    }

    /// Ends the structure and returns it.
    pub fn finish(self, place: &Place) -> Result<Vec<Item>, TableError> {
        match self.open.last() {
            None => Ok(self.items),
            Some((group, _)) => Err(TableError::new(
                place,
                format!("expected `}}` after the group {}", group.name),
            )),
        }
    }

    fn items_now(&mut self) -> &mut Vec<Item> {
        match self.open.last_mut() {
            Some((_, items)) => items,
            None => &mut self.items,
        }
    }

    fn last(&mut self) -> Result<&mut Item, String> {
        let last = self.items_now().last_mut().filter(|item| item.group.is_none());
        last.ok_or_else(|| "expected a segment before this line".to_owned())
    }

    fn open(&mut self, name: &str) -> Result<(), String> {
        if self.open.len() == MAX_DEPTH {
            return Err(format!("expected at most {MAX_DEPTH} groups within one another"));
        }
        self.open.push((item(name)?, Vec::new()));
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        let (mut group, items) = self.open.pop().ok_or("expected a group before `}`")?;
        group.group = Some(items);
        self.items_now().push(group);
        Ok(())
    }
}

fn item(text: &str) -> Result<Item, String> {
    let name = text.trim_end_matches(['?', '*', '+']);
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    let (is_optional, is_repeating) = match &text[name.len()..] {
        "" => (false, false),
        "?" => (true, false),
        "*" => (true, true),
        "+" => (false, true),
        other => return Err(format!("expected ?, * or + after {name}, found `{other}`")),
    };
    if !is_name {
        return Err(format!("expected the name of a segment or a group, found `{text}`"));
    }
    Ok(Item {
        name: name.to_owned(),
        is_optional,
        is_repeating,
        group: None,
        rows: Vec::new(),
        links: Vec::new(),
    })
}

/// Reads `=> Patient : PID[Patient] put key PID-3.1 when …`.
pub fn read_row(line: &str, words: &[Word<'_>], place: &Place) -> Result<MessageRow, String> {
    let (words, condition) = split_condition(line, words)?;
    let [_, handle, colon, map, rest @ ..] = words else {
        return Err("expected `=> Resource : TABLE`".to_owned());
    };
    if colon.text != ":" {
        return Err(format!("expected `:` after {}, found `{}`", handle.text, colon.text));
    }
    let (is_put, rest) = match rest {
        [put, rest @ ..] if put.text == "put" => (true, rest),
        rest => (false, rest),
    };
    let (key, is_key_last) = match rest {
        [] => (Vec::new(), false),
        [key, sources @ ..] if ["key", "else"].contains(&key.text) && !sources.is_empty() => (
            sources.iter().map(key_source).collect::<Result<_, _>>()?,
            key.text == "else",
        ),
        [other, ..] => return Err(format!("expected put, key, else or when, found `{}`", other.text)),
    };
    Ok(MessageRow {
        place: place.clone(),
        handle: read_handle(handle.text)?,
        map: map.text.to_owned(),
        is_put,
        key,
        is_key_last,
        condition,
    })
}

fn key_source(word: &Word<'_>) -> Result<Source, String> {
    Source::parse(word.text)
        .filter(Source::is_field)
        .ok_or_else(|| format!("expected a place such as PID-3.1, found `{}`", word.text))
}

/// Reads `link Encounter.subject -> Patient when …`.
pub fn read_link(line: &str, words: &[Word<'_>], place: &Place) -> Result<Link, String> {
    let (words, condition) = split_condition(line, words)?;
    let [_, from, .., arrow, to] = words else {
        return Err("expected `link Encounter.subject -> Patient`".to_owned());
    };
    if arrow.text != "->" {
        return Err(format!("expected `->`, found `{}`", arrow.text));
    }
    let from_text = &line[from.start..arrow.start];
    let (handle, path) = from_text
        .trim()
        .split_once('.')
        .ok_or("expected an element after the resource, as in `Encounter.subject`")?;
    Ok(Link {
        place: place.clone(),
        from: read_handle(handle)?,
        path: target::parse(path)?,
        to: read_handle(to.text)?,
        condition,
    })
}

fn split_condition<'w, 'a>(
    line: &'a str,
    words: &'w [Word<'a>],
) -> Result<(&'w [Word<'a>], Option<Condition>), String> {
    let Some(when) = words.iter().position(|word| word.text == "when") else {
        return Ok((words, None));
    };
    let end = words.last().map_or(line.len(), Word::end);
    let condition = condition::parse(&line[words[when].end()..end])?;
    Ok((&words[..when], Some(condition)))
}

/// Reads `Patient` or `Observation[result]`.
pub fn read_handle(text: &str) -> Result<Handle, String> {
    let (resource, label) = match text.strip_suffix(']') {
        Some(rest) => rest.split_once('[').unwrap_or(("", "")),
        None => (text, ""),
    };
    let is_type = resource.starts_with(|c: char| c.is_ascii_uppercase()) && resource.chars().all(char::is_alphanumeric);
    if !is_type {
        return Err(format!(
            "expected a resource such as Patient or Observation[result], found `{text}`"
        ));
    }
    Ok(Handle {
        resource: resource.to_owned(),
        label: label.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<Item>, TableError> {
        let place = Place::default();
        let mut reader = Reader::default();
        for line in text.lines() {
            reader.read(line, &place)?;
        }
        reader.finish(&place)
    }

    #[test]
    fn groups_rows_and_links_are_read() {
        let items = read(
            "PID\n=> Patient : PID[Patient] put key PID-3.1 PID-3.4 when PID-3 valued\n\
             ORDER* {\nORC\nDETAIL? {\nOBR+\n=> ServiceRequest : OBR[ServiceRequest]\n\
             link ServiceRequest.subject -> Patient\n}\n}\n",
        )
        .expect("it is a structure");
        assert_eq!(items.len(), 2);
        assert!(items[0].rows[0].is_put && items[0].rows[0].key.len() == 2 && items[0].rows[0].condition.is_some());
        let order = items[1].group.as_ref().expect("it is a group");
        assert!(items[1].is_repeating && order[1].is_optional);
        let detail = order[1].group.as_ref().expect("it is a group");
        assert_eq!(detail[0].links[0].path.len(), 1);
    }

    #[test]
    fn what_is_no_structure_is_refused() {
        for text in [
            "}",
            "A {",
            "=> Patient : PID[Patient]",
            "pid",
            "PID!",
            "PID\n=> Patient PID",
            "PID\nlink a -> b",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&"G {\n".repeat(99)).is_err());
    }
}
