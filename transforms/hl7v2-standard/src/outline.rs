//! Message structures as the standard writes them, the abstract message syntax (HL7 v2.5.1 §2.12.1), read into a tree.
//!
//! | written | means |
//! |---|---|
//! | `PID` | the segment, once |
//! | `[PD1]` | optional |
//! | `{OBX}`, `[{NTE}]` | once or more, any number |
//! | `[{INSURANCE: IN1 [IN2]}]` | a group with its name; without brackets of its own it stands in `( )` |
//! | `<OBR\|RQD\|RXO>` | one of them |
//! | `ANY` | any segment |

use std::borrow::Cow;

/// A segment or group of a structure, and how often it may come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Segment id or group name; empty for a group without a name.
    pub name: Cow<'static, str>,
    pub is_required: bool,
    pub repeats: bool,
    pub content: Content,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Content {
    Segment,
    Sequence(Vec<Item>),
    Choice(Vec<Item>),
}

/// Tells what is wrong with a text in abstract message syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OutlineError {
    /// Something else was expected at this character.
    #[error("expected {expected} at character {position}, as in MSH [{{NTE}}] {{ORDER: ORC [OBR]}}")]
    Unexpected {
        /// What should stand there.
        expected: &'static str,
        /// Position of the character, from 1.
        position: usize,
    },
    /// Groups stand in one another more deeply than any message needs.
    #[error("groups are nested more than {MAX_DEPTH} deep")]
    TooDeep,
    /// There are more segments and groups than any message needs.
    #[error("more than {MAX_ITEMS} segments and groups")]
    TooLong,
}

/// How deep groups may be nested; the standard's deepest is at 7.
pub(crate) const MAX_DEPTH: usize = 16;
/// How many segments and groups a structure may have; the standard's longest has about 200.
pub(crate) const MAX_ITEMS: usize = 2_000;

/// Reads the segments and groups of a structure.
pub(crate) fn parse(text: &str) -> Result<Vec<Item>, OutlineError> {
    let mut parser = Parser {
        bytes: text.as_bytes(),
        at: 0,
        n_items: 0,
    };
    let items = parser.sequence(0)?;
    if parser.at < parser.bytes.len() {
        return Err(parser.unexpected("a segment, [, { or <"));
    }
    Ok(items)
}

/// Counts segments and groups, at any depth.
pub(crate) fn count(items: &[Item]) -> usize {
    let mut n_items = 0;
    let mut open = vec![items];
    while let Some(items) = open.pop() {
        n_items += items.len();
        open.extend(items.iter().filter_map(parts_of));
    }
    n_items
}

/// Returns how deep groups are nested; 1 for segments alone.
pub(crate) fn depth(items: &[Item]) -> usize {
    let mut deepest = 0;
    let mut open = vec![(items, 1)];
    while let Some((items, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(items.iter().filter_map(parts_of).map(|parts| (parts, depth + 1)));
    }
    deepest
}

fn parts_of(item: &Item) -> Option<&[Item]> {
    match &item.content {
        Content::Sequence(parts) | Content::Choice(parts) => Some(parts),
        Content::Segment => None,
    }
}

struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
    n_items: usize,
}

impl Parser<'_> {
    fn sequence(&mut self, depth: usize) -> Result<Vec<Item>, OutlineError> {
        let mut items = Vec::new();
        loop {
            self.skip_blanks();
            match self.bytes.get(self.at) {
                None | Some(b']' | b'}' | b')' | b'>' | b'|') => break,
                Some(_) => items.push(self.item(depth)?),
            }
        }
        if items.is_empty() {
            return Err(self.unexpected("a segment, [, { or <"));
        }
        Ok(items)
    }

    fn item(&mut self, depth: usize) -> Result<Item, OutlineError> {
        self.n_items += 1;
        if self.n_items > MAX_ITEMS {
            return Err(OutlineError::TooLong);
        }
        if depth >= MAX_DEPTH {
            return Err(OutlineError::TooDeep);
        }
        match self.bytes[self.at] {
            b'[' => {
                let inner = self.bracketed(b']', depth)?;
                Ok(Item {
                    is_required: false,
                    ..inner
                })
            }
            b'{' => {
                let inner = self.bracketed(b'}', depth)?;
                Ok(Item { repeats: true, ..inner })
            }
            b'(' => self.bracketed(b')', depth),
            b'<' => self.choice(depth),
            _ => self.segment(),
        }
    }

    /// Reads what stands in brackets: one item, or a group with or without a name.
    fn bracketed(&mut self, close: u8, depth: usize) -> Result<Item, OutlineError> {
        self.at += 1;
        let name = self.group_name();
        let mut items = self.sequence(depth + 1)?;
        self.expect(close)?;
        let is_single = name.is_none() && items.len() == 1;
        match items.pop() {
            Some(only) if is_single => Ok(only),
            last => {
                items.extend(last);
                Ok(group(name.unwrap_or_default(), Content::Sequence(items)))
            }
        }
    }

    fn choice(&mut self, depth: usize) -> Result<Item, OutlineError> {
        self.at += 1;
        let name = self.group_name();
        let mut items = Vec::new();
        loop {
            let mut alternative = self.sequence(depth + 1)?;
            match alternative.pop() {
                Some(only) if alternative.is_empty() => items.push(only),
                last => {
                    alternative.extend(last);
                    items.push(group(String::new(), Content::Sequence(alternative)));
                }
            }
            if self.bytes.get(self.at) != Some(&b'|') {
                break;
            }
            self.at += 1;
        }
        self.expect(b'>')?;
        Ok(group(name.unwrap_or_default(), Content::Choice(items)))
    }

    /// Reads `NAME:`, if it stands here.
    fn group_name(&mut self) -> Option<String> {
        self.skip_blanks();
        let word = self.word();
        let is_name = !word.is_empty() && self.bytes.get(self.at + word.len()) == Some(&b':');
        if !is_name {
            return None;
        }
        let name = String::from_utf8_lossy(word).into_owned();
        self.at += word.len() + 1;
        Some(name)
    }

    fn segment(&mut self) -> Result<Item, OutlineError> {
        let word = self.word();
        let is_id = matches!(word, [first, _, _] if first.is_ascii_uppercase());
        if !is_id {
            return Err(self.unexpected("a segment id of three capitals or digits"));
        }
        let name = String::from_utf8_lossy(word).into_owned();
        self.at += word.len();
        Ok(Item {
            name: name.into(),
            is_required: true,
            repeats: false,
            content: Content::Segment,
        })
    }

    fn word(&self) -> &[u8] {
        let rest = &self.bytes[self.at..];
        let is_of_word = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
        &rest[..rest.iter().position(|byte| !is_of_word(byte)).unwrap_or(rest.len())]
    }

    fn skip_blanks(&mut self) {
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn expect(&mut self, byte: u8) -> Result<(), OutlineError> {
        if self.bytes.get(self.at) != Some(&byte) {
            return Err(self.unexpected("a closing bracket"));
        }
        self.at += 1;
        Ok(())
    }

    fn unexpected(&self, expected: &'static str) -> OutlineError {
        OutlineError::Unexpected {
            expected,
            position: self.at + 1,
        }
    }
}

fn group(name: String, content: Content) -> Item {
    Item {
        name: name.into(),
        is_required: true,
        repeats: false,
        content,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::STRUCTURES;

    #[test]
    fn brackets_are_read() {
        let items = parse("MSH [{NTE}] [PATIENT: PID [PD1]] {<OBR|RXO>}").expect("it is an outline");
        let seen: Vec<_> = items
            .iter()
            .map(|item| (&*item.name, item.is_required, item.repeats))
            .collect();
        assert_eq!(
            seen,
            [
                ("MSH", true, false),
                ("NTE", false, true),
                ("PATIENT", false, false),
                ("", true, true)
            ]
        );
        assert!(matches!(&items[2].content, Content::Sequence(items) if items.len() == 2));
        assert!(matches!(&items[3].content, Content::Choice(items) if items.len() == 2));
    }

    #[test]
    fn errors_say_where() {
        assert_eq!(
            parse("MSH [PID"),
            Err(OutlineError::Unexpected {
                expected: "a closing bracket",
                position: 9
            })
        );
        assert!(parse("MSH []").is_err() && parse("").is_err() && parse("MSH]").is_err() && parse("msh").is_err());
        assert!(parse("MSH [PID}").is_err() && parse("MSHX").is_err() && parse("<OBR|>").is_err());
        assert_eq!(parse(&"[".repeat(100_000)), Err(OutlineError::TooDeep));
        assert_eq!(parse(&"PID ".repeat(3_000)), Err(OutlineError::TooLong));
    }

    #[test]
    fn items_and_levels_are_counted() {
        let items = parse("MSH [PATIENT: PID [VISIT: PV1 [PV2]]] <OBR|RXO>").expect("it is an outline");
        assert_eq!((count(&items), depth(&items)), (9, 3));
    }

    #[test]
    fn all_shipped_structures_are_outlines() {
        let mut n_structures = 0;
        for line in include_str!("../data/structures.txt").lines() {
            let outline = line.split('\t').nth(2).expect("a row has three columns");
            let items = parse(outline).unwrap_or_else(|error| panic!("{line}: {error}"));
            assert!(items[0].name == "MSH" && items.len() > 1, "{line}");
            n_structures += 1;
        }
        assert!(n_structures >= STRUCTURES.keys().count());
    }
}
