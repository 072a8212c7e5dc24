//! Changing a message. A change rewrites the text of its one segment; all others stay as they were read.

use crate::index::{Entry, is_framing, is_line_end};
use crate::place::{self, Place};
use crate::{Delimiters, EditError, Message, Path, escape};

impl Message {
    /// Sets the value at `path`; delimiters and line ends in it are escaped. Fields, repetitions and components before
    /// the place are made, empty, where they are missing. A field named without a repetition is replaced with all its
    /// repetitions. An empty value empties the place; `""` (two quotation marks)
    /// writes the HL7 null.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the segment is absent, the path names no field, or it names MSH-1 or MSH-2.
    pub fn set(&mut self, path: &Path, value: &str) -> Result<(), EditError> {
        let raw = escape::encode(value, &self.delimiters);
        self.write(self.writable(path)?, path, &raw);
        Ok(())
    }

    /// As [`Message::set`], in the segment at `position` among all segments, from 0; `path` gives its id and the place in it.
    /// For who walks the segments and holds a [`SegmentKey`](crate::SegmentKey).
    ///
    /// # Errors
    ///
    /// As [`Message::set`].
    pub fn set_at(&mut self, position: usize, path: &Path, value: &str) -> Result<(), EditError> {
        let raw = escape::encode(value, &self.delimiters);
        self.write(self.writable_at(position, path)?, path, &raw);
        Ok(())
    }

    /// Sets the text at `path` as it stands, escape sequences and delimiters of lower levels included.
    ///
    /// # Errors
    ///
    /// As [`Message::set`]; also when the text holds a line end, a framing character (0x0B, 0x1C, 0x00, 0x1A), or a delimiter of the place's
    /// own level or above.
    pub fn set_raw(&mut self, path: &Path, raw: &str) -> Result<(), EditError> {
        ensure_fits(path, raw, &self.delimiters)?;
        self.write(self.writable(path)?, path, raw);
        Ok(())
    }

    /// As [`Message::set_raw`], in the segment at `position` among all segments, from 0.
    ///
    /// # Errors
    ///
    /// As [`Message::set_raw`].
    pub fn set_raw_at(&mut self, position: usize, path: &Path, raw: &str) -> Result<(), EditError> {
        ensure_fits(path, raw, &self.delimiters)?;
        self.write(self.writable_at(position, path)?, path, raw);
        Ok(())
    }

    /// Removes what stands at `path` and tells whether anything did. A segment and a named repetition are taken out, so
    /// that the later ones move up; a field, a component and a subcomponent are emptied.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the path names the header or its delimiters.
    pub fn remove(&mut self, path: &Path) -> Result<bool, EditError> {
        match self.position(path.segment_id(), path.occurrence()) {
            Some(position) => self.remove_at(position, path),
            None if self.names_delimiters(path) => Err(EditError::Delimiters { path: *path }),
            None => Ok(false),
        }
    }

    /// As [`Message::remove`], in the segment at `position` among all segments, from 0, or that segment itself.
    ///
    /// # Errors
    ///
    /// As [`Message::remove`].
    pub fn remove_at(&mut self, position: usize, path: &Path) -> Result<bool, EditError> {
        if position >= self.entries.len() {
            return Ok(false);
        }
        if path.field().is_none() {
            return self.remove_segment_at(position);
        }
        if self.names_delimiters(path) {
            return Err(EditError::Delimiters { path: *path });
        }
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
            Some(position) => self.remove_segment_at(position),
        }
    }

    fn remove_segment_at(&mut self, position: usize) -> Result<bool, EditError> {
        if position == 0 {
            return Err(EditError::Header);
        }
        self.entries.remove(position);
        self.is_changed = true;
        Ok(true)
    }

    /// Returns the position of the segment that a value for `path` belongs in.
    fn writable(&self, path: &Path) -> Result<usize, EditError> {
        let position = self.position(path.segment_id(), path.occurrence());
        self.writable_at(position.unwrap_or(usize::MAX), path)
    }

    fn writable_at(&self, position: usize, path: &Path) -> Result<usize, EditError> {
        if path.field().is_none() {
            return Err(EditError::NotAField { path: *path });
        }
        if self.names_delimiters(path) {
            return Err(EditError::Delimiters { path: *path });
        }
        if position >= self.entries.len() {
            return Err(EditError::SegmentAbsent {
                path: format!("{}({})", path.segment_id(), path.occurrence()),
            });
        }
        Ok(position)
    }

    fn write(&mut self, position: usize, path: &Path, raw: &str) {
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

/// Refuses a raw text that would end the place which `path` names.
fn ensure_fits(path: &Path, raw: &str, delimiters: &Delimiters) -> Result<(), EditError> {
    if breaks_segment(raw) {
        return Err(EditError::ControlCharacter { path: path.to_string() });
    }
    let separators = separators_of(path, delimiters);
    if raw.bytes().any(|byte| separators.contains(&byte)) {
        return Err(EditError::DelimiterOfLevelAbove { path: *path });
    }
    Ok(())
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
mod tests;
