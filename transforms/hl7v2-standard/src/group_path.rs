//! The name of a place by the groups that lead to it: `ORDER_OBSERVATION(2).OBSERVATION(3).OBX-5.1`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use nilecare_hl7v2::{Message, Path, PathError};

use crate::tree::{Group, Tree};

/// The name of a group, or of a place in the segments of a group.
///
/// Groups are named from the outside in, each with its number, from 1, in round brackets or, from 0, in square ones;
/// without a number the first is meant. Levels may be left out: `OBSERVATION(3)` counts all groups of this name in what
/// was named before, at any depth. The segment and what is in it are written as in [`Path`]; its number counts within
/// the group. A path without groups is within the message, as a [`Path`] is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct GroupPath {
    groups: Vec<(String, u32)>,
    place: Option<Path>,
}

/// Tells why a text names no place by groups.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GroupPathError {
    /// Something else was expected at the character with this number, from 1.
    #[error("expected {expected} at character {position} of the path, as in ORDER_OBSERVATION(2).OBX-5.1")]
    Unexpected {
        /// What should stand there.
        expected: &'static str,
        /// Position of the character, from 1.
        position: usize,
    },
    /// More groups are named than any structure nests.
    #[error("the path names more than {MAX_GROUPS} groups")]
    TooDeep,
    /// The last part is no path within a segment.
    #[error("the part after the groups is no place in a segment")]
    Place(#[source] PathError),
}

const MAX_GROUPS: usize = crate::outline::MAX_DEPTH;
const MAX_NUMBER: u32 = 1_000_000;

/// A place that was found.
#[derive(Debug, Clone, Copy)]
pub struct GroupPlace<'t> {
    /// The innermost group that the path names.
    pub group: Group<'t>,
    /// The position of the segment among all segments, from 0, when the path names one.
    pub position: Option<usize>,
    /// The place in the segment; its own number means nothing here. [`Message::raw_at`] and
    /// [`Message::set_at`] take it with the position.
    pub place: Option<Path>,
}

impl GroupPath {
    /// Iterates over the groups that are named, from the outside in, each with its number from 1.
    pub fn groups(&self) -> impl Iterator<Item = (&str, usize)> {
        self.groups
            .iter()
            .map(|(name, number)| (name.as_str(), *number as usize))
    }

    /// Returns the place in a segment, when one is named.
    pub fn place(&self) -> Option<Path> {
        self.place
    }
}

impl Tree {
    /// Finds a place; `None` when the message has no such group or segment.
    pub fn find(&self, path: &GroupPath) -> Option<GroupPlace<'_>> {
        let mut group = self.root();
        for (name, number) in path.groups() {
            group = group.group(name, number)?;
        }
        let position = match &path.place {
            Some(place) => Some(group.segment(place.segment_id(), place.occurrence())?),
            None => None,
        };
        Some(GroupPlace {
            group,
            position,
            place: path.place,
        })
    }

    /// Returns the value at a place of the message that the tree was made of, as [`Message::get`] does; `None` when it is
    /// absent or empty, or when the path names a group.
    pub fn get<'m>(&self, message: &'m Message, path: &GroupPath) -> Option<Cow<'m, str>> {
        let place = self.find(path)?;
        let (position, path) = (place.position?, place.place?);
        let raw = message.raw_at(position, &path).filter(|raw| !raw.is_empty())?;
        let holds_delimiters = path.segment_id() == "MSH" && matches!(path.field(), Some(1 | 2));
        Some(match holds_delimiters {
            true => Cow::Borrowed(raw),
            false => nilecare_hl7v2::escape::decode(raw, &message.delimiters()),
        })
    }
}

impl FromStr for GroupPath {
    type Err = GroupPathError;

    fn from_str(text: &str) -> Result<GroupPath, GroupPathError> {
        let mut groups = Vec::new();
        let mut at = 0;
        loop {
            let word = word(&text[at..]);
            // Names of groups are longer than the three characters of a segment id.
            if word.len() == 3 {
                let place = text[at..].parse().map_err(GroupPathError::Place)?;
                return Ok(GroupPath {
                    groups,
                    place: Some(place),
                });
            }
            if word.is_empty() {
                return Err(unexpected("a group or a segment", at));
            }
            if groups.len() == MAX_GROUPS {
                return Err(GroupPathError::TooDeep);
            }
            let name = word.to_ascii_uppercase();
            at += word.len();
            let number = number(text, &mut at)?;
            groups.push((name, number));
            match text.as_bytes().get(at) {
                None => return Ok(GroupPath { groups, place: None }),
                Some(b'.' | b'/') => at += 1,
                Some(_) => return Err(unexpected("a point", at)),
            }
        }
    }
}

fn word(text: &str) -> &str {
    let is_of_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    &text[..text.bytes().position(|byte| !is_of_word(byte)).unwrap_or(text.len())]
}

/// Reads `(n)`, counted from 1, or `[n]`, counted from 0; 1 when neither stands here.
fn number(text: &str, at: &mut usize) -> Result<u32, GroupPathError> {
    let (close, base) = match text.as_bytes().get(*at) {
        Some(b'(') => (b')', 0),
        Some(b'[') => (b']', 1),
        _ => return Ok(1),
    };
    let start = *at + 1;
    let n_digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
    let number = text[start..start + n_digits].parse::<u32>().unwrap_or(u32::MAX);
    let number = number.saturating_add(base);
    if n_digits == 0 || !(1..=MAX_NUMBER).contains(&number) {
        return Err(unexpected("a number from 1 to 1,000,000", start));
    }
    *at = start + n_digits;
    if text.as_bytes().get(*at) != Some(&close) {
        return Err(unexpected("a closing bracket of the same kind", *at));
    }
    *at += 1;
    Ok(number)
}

fn unexpected(expected: &'static str, at: usize) -> GroupPathError {
    GroupPathError::Unexpected {
        expected,
        position: at + 1,
    }
}

impl fmt::Display for GroupPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (name, number)) in self.groups.iter().enumerate() {
            let separator = if n > 0 { "." } else { "" };
            write!(f, "{separator}{name}({number})")?;
        }
        match &self.place {
            Some(place) if self.groups.is_empty() => write!(f, "{place}"),
            Some(place) => write!(f, ".{place}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Standard;

    fn path(text: &str) -> GroupPath {
        text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn forms_are_read() {
        for (form, expected) in [
            (
                "ORDER_OBSERVATION(2).OBSERVATION(3).OBX-5.1",
                "ORDER_OBSERVATION(2).OBSERVATION(3).OBX-5.1",
            ),
            ("order_observation[1].OBX[1].5", "ORDER_OBSERVATION(2).OBX(2)-5"),
            ("PATIENT/PID-3(2).1", "PATIENT(1).PID-3(2).1"),
            ("ORDER(4)", "ORDER(4)"),
            ("PID-5.1", "PID-5.1"),
        ] {
            assert_eq!(path(form).to_string(), expected);
            assert_eq!(path(expected).to_string(), expected);
        }
    }

    #[test]
    fn malformed_paths_are_refused() {
        for text in [
            "",
            ".",
            "ORDER(",
            "ORDER(0)",
            "ORDER(1]",
            "ORDER(x).PID",
            "ORDER.",
            "ORDER-PID",
            "ÖRDER",
            "ORDER.PID-0",
        ] {
            assert!(text.parse::<GroupPath>().is_err(), "{text}");
        }
        assert_eq!("ORDER.".repeat(20).parse::<GroupPath>(), Err(GroupPathError::TooDeep));
        assert_eq!(
            "ORDER(1000001)".parse::<GroupPath>(),
            Err(unexpected("a number from 1 to 1,000,000", 6))
        );
    }

    #[test]
    fn values_are_found_by_group() {
        let text = "MSH|^~\\&|LAB|N|HUB|N|20240305||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||77||EVERYMAN^ADAM\r\
                    OBR|1|||A\rOBX|1|NM|X||1\rOBX|2|NM|X||2\rOBR|2|||B\rNTE|1||order\rOBX|1|NM|X||3\rNTE|1||result\rOBX|2|ST|X||a\\T\\b\r";
        let message = Message::parse(text).expect("it is a message");
        let tree = Tree::of(&message, Standard::for_message(&message));
        let get = |text: &str| tree.get(&message, &path(text)).map(Cow::into_owned);
        assert_eq!(get("ORDER_OBSERVATION(2).OBSERVATION(2).OBX-5").as_deref(), Some("a&b"));
        assert_eq!(
            get("PATIENT_RESULT.ORDER_OBSERVATION(1).OBX(2)-5").as_deref(),
            Some("2")
        );
        assert_eq!(get("OBSERVATION(3).OBX-5").as_deref(), Some("3"));
        assert_eq!(get("ORDER_OBSERVATION(2).NTE-3").as_deref(), Some("order"));
        assert_eq!(get("ORDER_OBSERVATION(2).OBSERVATION.NTE-3").as_deref(), Some("result"));
        assert_eq!(get("ORDER_OBSERVATION(1).NTE-3"), None);
        assert_eq!(get("PID-5.1").as_deref(), Some("EVERYMAN"));
        assert_eq!(get("MSH-2").as_deref(), Some("^~\\&"));
        assert_eq!(get("ORDER_OBSERVATION(3).OBR-1"), None);
        assert!(
            tree.find(&path("ORDER_OBSERVATION(2)"))
                .is_some_and(|place| place.position.is_none())
        );
    }
}
