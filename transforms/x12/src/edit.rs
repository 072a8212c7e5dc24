//! Changing an interchange. A change rewrites the text of its one segment; all others stay as they were read.

use std::ops::Range;

use crate::index::Entry;
use crate::place::{self, Place, write_padding};
use crate::segment::is_header;
use crate::{EditError, Interchange, Path, Segment};

impl Interchange {
    /// Sets the value at `path`; what is missing up to the place is added. Counts of the envelope are not touched.
    ///
    /// An empty value clears the place, and separators left at the end of the segment go with it (X12.6). A value for a
    /// text element of ISA is filled with blanks to its width.
    ///
    /// # Errors
    ///
    /// [`EditError`] when the segment is absent, the path names no element, or the value holds any separator of the
    /// interchange or a control character: X12 has no escapes, so the caller must replace them. ISA takes only values of
    /// its fixed widths, and its separators cannot be changed.
    pub fn set(&mut self, path: &Path, value: &str) -> Result<(), EditError> {
        let breaks = |byte: u8| self.separators.contains(byte) || byte.is_ascii_control();
        if value.bytes().any(breaks) {
            return Err(EditError::Separator { path: *path });
        }
        self.write(path, value)
    }

    /// Sets the text at `path` with the separators of the levels below it: a whole composite for `CLM-5`.
    ///
    /// # Errors
    ///
    /// As [`Interchange::set`], but of the separators only the terminator and those of the place's own level and above are
    /// refused.
    pub fn set_raw(&mut self, path: &Path, raw: &str) -> Result<(), EditError> {
        let separators = self.separators;
        let breaks = |byte: u8| {
            byte == separators.element
                || byte == separators.terminator
                || (path.repetition().is_some() && Some(byte) == separators.repetition)
                || (path.component().is_some() && byte == separators.component)
                || (byte.is_ascii_control() && !separators.contains(byte))
        };
        if raw.bytes().any(breaks) {
            return Err(EditError::Separator { path: *path });
        }
        self.write(path, raw)
    }

    /// Adds a segment, such as `REF*EA*77`, before the trailer of transaction set `number`, from 1, or at its end when the
    /// trailer is missing. SE01 is not touched; see [`Interchange::correct_counts`].
    ///
    /// # Errors
    ///
    /// [`EditError`] when there is no such transaction set, or the text is no segment in the interchange's separators.
    pub fn append_segment(&mut self, number: usize, text: &str) -> Result<(), EditError> {
        let absent = EditError::TransactionSetAbsent { number };
        let nth = number.checked_sub(1).ok_or(absent.clone())?;
        let set = self.transaction_sets().nth(nth).ok_or(absent)?;
        let n_trailers = usize::from(set.trailer().is_some());
        let position = set.range().end - n_trailers;
        self.insert(position, text)
    }

    /// Adds a segment after the one that `path` names. Counts are not touched; see [`Interchange::correct_counts`].
    ///
    /// # Errors
    ///
    /// [`EditError`] when that segment is absent, or the text is no segment in the interchange's separators.
    pub fn insert_segment_after(&mut self, path: &Path, text: &str) -> Result<(), EditError> {
        let position = self.position_of(path)?;
        self.insert(position + 1, text)
    }

    /// Removes the segment that `path` names, with its terminator and line end. Counts are not touched; see
    /// [`Interchange::correct_counts`].
    ///
    /// # Errors
    ///
    /// [`EditError`] when the segment is absent, or is the header ISA.
    pub fn delete_segment(&mut self, path: &Path) -> Result<(), EditError> {
        let position = self.position_of(path)?;
        if position == 0 {
            return Err(EditError::Header);
        }
        self.entries.remove(position);
        self.is_changed = true;
        Ok(())
    }

    /// Writes the counts that stand: SE01, GE01 and IEA01 of the trailers that are there. Right ones are not touched.
    pub fn correct_counts(&mut self) {
        let mut counts = Vec::new();
        for set in self.transaction_sets().filter(|set| set.trailer().is_some()) {
            counts.push((set.range().end - 1, set.segment_count()));
        }
        let mut n_groups = 0;
        for group in self.groups() {
            n_groups += 1;
            if group.trailer().is_some() {
                counts.push((group.range().end - 1, group.transaction_sets().count()));
            }
        }
        if let Some(position) = self.position("IEA", 1) {
            counts.push((position, n_groups));
        }
        for (position, count) in counts {
            self.correct_count(position, count);
        }
    }

    fn correct_count(&mut self, position: usize, count: usize) {
        let stated = self.segment_at(position).value(1);
        if stated.parse() == Ok(count) {
            return;
        }
        let path = Path::new("SE").and_then(|path| path.with_element(1));
        let path = path.expect("SE-1 is a path");
        self.write_at(position, &path, &count.to_string());
    }

    fn position_of(&self, path: &Path) -> Result<usize, EditError> {
        self.position(path.segment_id(), path.occurrence())
            .ok_or(EditError::SegmentAbsent { path: *path })
    }

    fn write(&mut self, path: &Path, raw: &str) -> Result<(), EditError> {
        if path.element().is_none() {
            return Err(EditError::NotAnElement { path: *path });
        }
        if path.repetition() > Some(1) && self.separators.repetition.is_none() {
            return Err(EditError::NoRepetitions { path: *path });
        }
        let position = self.position_of(path)?;
        if is_header(self.segment_text(position), &self.separators) {
            let filled = self.fit_header(position, path, raw)?;
            self.write_at(position, path, &filled);
        } else {
            self.write_at(position, path, raw);
        }
        Ok(())
    }

    /// Fills a value for ISA to the width of its element. Authorization and security information, sender and receiver
    /// (ISA02, ISA04, ISA06, ISA08) are text of up to that width; the others have it always (X12.5).
    fn fit_header(&self, position: usize, path: &Path, value: &str) -> Result<String, EditError> {
        if matches!(path.element(), Some(11 | 16)) {
            return Err(EditError::HoldsSeparator { path: *path });
        }
        let n_characters = self.raw_at(position, path).map_or(0, str::len);
        let is_text = matches!(path.element(), Some(2 | 4 | 6 | 8));
        let fits = value.is_ascii() && (value.len() == n_characters || (is_text && value.len() < n_characters));
        if !fits || n_characters == 0 {
            return Err(EditError::FixedWidth {
                path: *path,
                n_characters,
            });
        }
        Ok(format!("{value:<n_characters$}"))
    }

    fn write_at(&mut self, position: usize, path: &Path, raw: &str) {
        match place::find(self.segment_text(position), &self.separators, path) {
            Place::Found(range) => self.replace(position, range, raw),
            Place::Missing { .. } if raw.is_empty() => {}
            Place::Missing { at, padding } => {
                let mut padded = String::with_capacity(raw.len() + 16);
                write_padding(&padding, &mut padded);
                padded.push_str(raw);
                self.replace(position, at..at, &padded);
            }
        }
    }

    /// Replaces a range of one segment's text.
    fn replace(&mut self, position: usize, range: Range<usize>, raw: &str) {
        let clears_end = raw.is_empty() && range.end == self.segment_text(position).len();
        let mut edited = self.segment_text(position).to_owned();
        edited.replace_range(range, raw);
        if clears_end {
            let separators = self.separators;
            let kept = edited.trim_end_matches(|c: char| c.is_ascii() && separators.contains(c as u8));
            edited.truncate(kept.len());
        }
        let entry = self.entries[position];
        self.is_changed = true;
        if entry.edit == Entry::AS_READ {
            self.entries[position].edit = self.keep(edited);
        } else {
            self.edits[entry.edit as usize] = edited;
        }
    }

    fn insert(&mut self, position: usize, text: &str) -> Result<(), EditError> {
        let segment = Segment::new(text, self.separators);
        let breaks = |byte: u8| {
            byte == self.separators.terminator || (byte.is_ascii_control() && !self.separators.contains(byte))
        };
        if Path::new(segment.id()).is_err() || text.bytes().any(breaks) {
            return Err(EditError::NotASegment);
        }
        if segment.id() == "ISA" {
            return Err(EditError::Header);
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

#[cfg(test)]
mod tests;
