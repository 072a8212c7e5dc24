//! Changing a message. A change rewrites the text of its one segment; all others stay as they were read.

use crate::index::{Entry, is_framing, is_line_end};
use crate::place::{self, Place};
use crate::{Delimiters, Message, Path, escape};

/// Tells why a change was refused. Nothing was changed then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// The message has no such segment.
    #[error("the message has no segment {path}; add it with add_segment or insert_segment_after first")]
    SegmentAbsent {
        /// The segment that was named.
        path: String,
    },
    /// The path names a whole segment where a field is needed.
    #[error("{path} names a segment; name a field of it to set a value")]
    NotAField {
        /// The path as it was given.
        path: Path,
    },
    /// MSH-1 and MSH-2 hold the delimiters of the message as it stands.
    #[error("{path} holds the delimiters of the message and cannot be changed")]
    Delimiters {
        /// The path as it was given.
        path: Path,
    },
    /// A raw value or segment holds a line end or a framing character, which would break the segment or the frame.
    #[error("the text for {path} holds a line end or a framing character; set it decoded, so that it is escaped")]
    ControlCharacter {
        /// The place the text was for.
        path: String,
    },
    /// A raw value holds the delimiter of a level above its place.
    #[error("the text for {path} holds a delimiter of a level above it; escape it, or set the level above")]
    DelimiterOfLevelAbove {
        /// The path as it was given.
        path: Path,
    },
    /// The text of a segment does not start with a segment id and a field separator.
    #[error("the text is no segment; it must start with three letters or digits and the field separator")]
    NotASegment,
    /// A message has exactly one header, its first segment.
    #[error("the header MSH can be neither added nor removed; a message has exactly one")]
    Header,
}

impl Message {
    /// Sets the value at `path`; delimiters and line ends in it are escaped. Fields, repetitions and components before
    /// the place are made, empty, where they are missing. An empty value empties the place; `""` (two quotation marks)
    /// writes the HL7 null.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the segment is absent, the path names no field, or it names MSH-1 or MSH-2.
    pub fn set(&mut self, path: &Path, value: &str) -> Result<(), EditError> {
        let raw = escape::encode(value, &self.delimiters);
        self.write(path, &raw)
    }

    /// Sets the text at `path` as it stands, escape sequences and delimiters of lower levels included.
    ///
    /// # Errors
    ///
    /// As [`Message::set`]; also when the text holds a line end, a framing character (0x0B, 0x1C, 0x00, 0x1A), or a delimiter of the place's
    /// own level or above.
    pub fn set_raw(&mut self, path: &Path, raw: &str) -> Result<(), EditError> {
        if breaks_segment(raw) {
            return Err(EditError::ControlCharacter { path: path.to_string() });
        }
        let separators = separators_of(path, &self.delimiters);
        if raw.bytes().any(|byte| separators.contains(&byte)) {
            return Err(EditError::DelimiterOfLevelAbove { path: *path });
        }
        self.write(path, raw)
    }

    /// Removes what stands at `path` and tells whether anything did. A segment and a named repetition are taken out, so
    /// that the later ones move up; a field, a component and a subcomponent are emptied.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the path names the header or its delimiters.
    pub fn remove(&mut self, path: &Path) -> Result<bool, EditError> {
        if path.field().is_none() {
            return self.remove_segment(path.segment_id(), path.occurrence());
        }
        if self.names_delimiters(path) {
            return Err(EditError::Delimiters { path: *path });
        }
        let Some(position) = self.position(path.segment_id(), path.occurrence()) else {
            return Ok(false);
        };
        let text = self.segment_text(&self.entries[position]);
        let Place::Found(mut range) = place::find(text, &self.delimiters, path) else {
            return Ok(false);
        };
        let names_repetition = path.component().is_none() && path.repetition().is_some();
        if names_repetition {
            let repetition = self.delimiters.repetition;
            if text.as_bytes().get(range.end) == Some(&repetition) {
                range.end += 1;
            } else if range.start > 0 && text.as_bytes()[range.start - 1] == repetition {
                range.start -= 1;
            }
        }
        let is_anything_there = !range.is_empty();
        if is_anything_there {
            self.replace(position, range, "");
        }
        Ok(is_anything_there)
    }

    /// Adds a segment at the end. `text` is the segment as it is to be sent, with or without a line end after it.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the text is not one segment, or is a header.
    pub fn add_segment(&mut self, text: &str) -> Result<(), EditError> {
        self.insert(self.entries.len(), text)
    }

    /// Adds a segment after the segment number `occurrence`, from 1, of those with this id.
    ///
    /// # Errors
    ///
    /// [`EditError`] when that segment is absent, or the text is not one segment or is a header.
    pub fn insert_segment_after(&mut self, id: &str, occurrence: usize, text: &str) -> Result<(), EditError> {
        let position = self.position(id, occurrence).ok_or_else(|| EditError::SegmentAbsent {
            path: format!("{id}({occurrence})"),
        })?;
        self.insert(position + 1, text)
    }

    /// Removes the segment number `occurrence`, from 1, of those with this id, with its line end; tells whether it was
    /// there.
    ///
    /// # Errors
    ///
    /// [`EditError::Header`] for the message's own MSH.
    pub fn remove_segment(&mut self, id: &str, occurrence: usize) -> Result<bool, EditError> {
        match self.position(id, occurrence) {
            None => Ok(false),
            Some(0) => Err(EditError::Header),
            Some(position) => {
                self.entries.remove(position);
                self.is_changed = true;
                Ok(true)
            }
        }
    }

    fn write(&mut self, path: &Path, raw: &str) -> Result<(), EditError> {
        if path.field().is_none() {
            return Err(EditError::NotAField { path: *path });
        }
        if self.names_delimiters(path) {
            return Err(EditError::Delimiters { path: *path });
        }
        let position = self
            .position(path.segment_id(), path.occurrence())
            .ok_or_else(|| EditError::SegmentAbsent {
                path: format!("{}({})", path.segment_id(), path.occurrence()),
            })?;
        let text = self.segment_text(&self.entries[position]);
        match place::find(text, &self.delimiters, path) {
            Place::Found(range) if text[range.clone()] == *raw => {}
            Place::Found(range) => self.replace(position, range, raw),
            Place::Missing { .. } if raw.is_empty() => {}
            Place::Missing { at, padding } => {
                let mut padded = String::with_capacity(raw.len() + 16);
                padding.write_to(&mut padded);
                padded.push_str(raw);
                self.replace(position, at..at, &padded);
            }
        }
        Ok(())
    }

    /// Replaces a range of one segment's text.
    fn replace(&mut self, position: usize, range: std::ops::Range<usize>, raw: &str) {
        self.is_changed = true;
        let entry = self.entries[position];
        if entry.edit != Entry::AS_READ {
            self.edits[entry.edit as usize].replace_range(range, raw);
            return;
        }
        let text = self.segment_text(&entry);
        // Room for a few more changes of the same segment.
        let mut edited = String::with_capacity(text.len() + raw.len() + 32);
        edited.push_str(&text[..range.start]);
        edited.push_str(raw);
        edited.push_str(&text[range.end..]);
        self.entries[position].edit = self.keep(edited);
    }

    fn insert(&mut self, position: usize, text: &str) -> Result<(), EditError> {
        let text = text.trim_end_matches(['\r', '\n']);
        let id = text
            .as_bytes()
            .get(..3)
            .and_then(|id| std::str::from_utf8(id).ok())
            .ok_or(EditError::NotASegment)?;
        let has_separator = text.as_bytes().get(3).is_none_or(|&byte| byte == self.delimiters.field);
        if Path::new(id).is_err() || !has_separator {
            return Err(EditError::NotASegment);
        }
        if id == "MSH" {
            return Err(EditError::Header);
        }
        if breaks_segment(text) {
            return Err(EditError::ControlCharacter { path: id.to_owned() });
        }
        let edit = self.keep(text.to_owned());
        self.entries.insert(position, Entry::added(edit));
        self.is_changed = true;
        Ok(())
    }

    fn keep(&mut self, edited: String) -> u32 {
        let edit = u32::try_from(self.edits.len()).expect("four billion changed segments do not fit in memory");
        self.edits.push(edited);
        edit
    }
}

fn breaks_segment(text: &str) -> bool {
    text.bytes().any(|byte| is_line_end(byte) || is_framing(byte))
}

/// Returns the delimiters that would end the place which `path` names; unused entries repeat the field separator.
fn separators_of(path: &Path, delimiters: &Delimiters) -> [u8; 4] {
    let or_field = |is_used: bool, delimiter: u8| if is_used { delimiter } else { delimiters.field };
    [
        delimiters.field,
        or_field(path.repetition().is_some(), delimiters.repetition),
        or_field(path.component().is_some(), delimiters.component),
        or_field(path.subcomponent().is_some(), delimiters.subcomponent),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5";

    fn message(rest: &str) -> Message {
        Message::parse(format!("{HEADER}\r{rest}")).expect("the header is valid")
    }

    fn path(text: &str) -> Path {
        text.parse().expect("a valid path")
    }

    /// Makes one change to `before` and returns what follows the header.
    fn after(before: &str, change: impl FnOnce(&mut Message) -> Result<(), EditError>) -> String {
        let mut message = message(before);
        change(&mut message).expect("the change is allowed");
        message.text()[HEADER.len() + 1..].to_owned()
    }

    #[test]
    fn set_makes_what_is_missing() {
        for (before, place, value, expected) in [
            ("PID|1\r", "PID-5.2", "ADAM", "PID|1||||^ADAM\r"),
            ("PID|1||A~B|\r", "PID-3(2)", "C", "PID|1||A~C|\r"),
            ("PID|1||A\r", "PID-3(3).2.2", "C", "PID|1||A~~^&C\r"),
            ("PID\r", "PID-1", "1", "PID|1\r"),
            ("PID|1||A^B&C\r", "PID-3.2", "X|Y", "PID|1||A^X\\F\\Y\r"),
            ("PID|1||A^B~C\r", "PID-3", "", "PID|1||\r"),
            ("PID|1||A\r", "PID-30", "", "PID|1||A\r"),
            (
                "PID|1\rOBX|1\rOBX|2\r",
                "OBX(2)-5",
                "a\nb",
                "PID|1\rOBX|1\rOBX|2||||a\\.br\\b\r",
            ),
        ] {
            assert_eq!(
                after(before, |message| message.set(&path(place), value)),
                expected,
                "{place}"
            );
        }
    }

    #[test]
    fn header_fields_can_be_set_but_not_the_delimiters() {
        let mut message = message("");
        message
            .set(&path("MSH-10"), "NEW")
            .expect("MSH-10 is an ordinary field");
        assert_eq!(message.header().control_id().as_deref(), Some("NEW"));
        for place in ["MSH-1", "MSH-2", "MSH-2.1"] {
            let refused = Err(EditError::Delimiters { path: path(place) });
            assert_eq!(message.set(&path(place), "#"), refused);
            assert_eq!(message.remove(&path(place)).map(|_| ()), refused);
        }
    }

    #[test]
    fn setting_what_is_there_changes_nothing() {
        let mut message = message("PID|1||77\r");
        message.set(&path("PID-3"), "77").expect("the segment is there");
        message.set(&path("PID-9"), "").expect("the segment is there");
        assert!(!message.is_changed());
        message.set(&path("PID-3"), "78").expect("the segment is there");
        assert!(message.is_changed());
    }

    #[test]
    fn raw_values_cannot_break_out_of_their_place() {
        let mut message = message("PID|1\r");
        message
            .set_raw(&path("PID-3"), "A^B&C~D")
            .expect("a field may hold all levels below");
        for (place, raw) in [
            ("PID-3", "A|B"),
            ("PID-3(1)", "A~B"),
            ("PID-3.1", "A^B"),
            ("PID-3.1.1", "A&B"),
        ] {
            let refused = Err(EditError::DelimiterOfLevelAbove { path: path(place) });
            assert_eq!(message.set_raw(&path(place), raw), refused);
        }
        for raw in ["A\rB", "A\nB", "A\x1C"] {
            assert!(matches!(
                message.set_raw(&path("PID-3"), raw),
                Err(EditError::ControlCharacter { .. })
            ));
        }
        assert_eq!(message.raw(&path("PID-3")), Some("A^B&C~D"));
    }

    #[test]
    fn remove_empties_parts_and_takes_out_repetitions_and_segments() {
        for (place, expected) in [
            ("PID-3", "PID|1||\rPV1|1\r"),
            ("PID-3(1)", "PID|1||B^C~D\rPV1|1\r"),
            ("PID-3(2)", "PID|1||A~D\rPV1|1\r"),
            ("PID-3(3)", "PID|1||A~B^C\rPV1|1\r"),
            ("PID-3(2).1", "PID|1||A~^C~D\rPV1|1\r"),
            ("PID", "PV1|1\r"),
            ("PID-9", "PID|1||A~B^C~D\rPV1|1\r"),
            ("ZZZ", "PID|1||A~B^C~D\rPV1|1\r"),
        ] {
            let text = after("PID|1||A~B^C~D\rPV1|1\r", |message| {
                message.remove(&path(place)).map(|_| ())
            });
            assert_eq!(text, expected, "{place}");
        }
    }

    #[test]
    fn added_segments_take_the_line_end_of_the_message() {
        let mut message = Message::parse("MSH|^~\\&|A\r\nPID|1\x1C\r").expect("the header is valid");
        message.add_segment("ZZ1|1\r").expect("one segment");
        message
            .insert_segment_after("MSH", 1, "EVN|A01")
            .expect("the header is there");
        assert_eq!(&*message.text(), "MSH|^~\\&|A\r\nEVN|A01\r\nPID|1\r\nZZ1|1\r\n\x1C\r");
        assert_eq!(message.remove_segment("PID", 1), Ok(true));
        assert_eq!(message.remove_segment("PID", 1), Ok(false));
        assert_eq!(&*message.text(), "MSH|^~\\&|A\r\nEVN|A01\r\nZZ1|1\r\n\x1C\r");
    }

    #[test]
    fn what_is_not_one_segment_is_refused() {
        let mut message = message("PID|1\r");
        assert_eq!(message.add_segment("MSH|^~\\&|"), Err(EditError::Header));
        assert_eq!(message.remove_segment("MSH", 1), Err(EditError::Header));
        for text in ["", "PI", "PID1|", "pé|", "1ID|x"] {
            assert_eq!(message.add_segment(text), Err(EditError::NotASegment), "{text}");
        }
        assert!(matches!(
            message.add_segment("PV1|\rPV2|"),
            Err(EditError::ControlCharacter { .. })
        ));
        assert!(matches!(
            message.set(&path("PV1-2"), "I"),
            Err(EditError::SegmentAbsent { .. })
        ));
        assert!(matches!(
            message.set(&path("PID"), "I"),
            Err(EditError::NotAField { .. })
        ));
        assert!(!message.is_changed());
    }
}
