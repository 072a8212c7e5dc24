//! A message: the text as it came, the index of its segments, and the segments that were changed since.

use std::borrow::Cow;
use std::fmt;

use crate::index::{self, Entry};
use crate::place::{self, Place};
use crate::{Delimiters, Header, ParseError, Path, Segment, Text, escape};

/// One HL7 v2 message.
///
/// [`Message::text`] gives back the text that was parsed, byte for byte; after a change, all segments but the changed
/// ones and all line ends still are as they came. `Debug` prints sizes only, since the content may be a patient's.
#[derive(Clone)]
pub struct Message {
    pub(crate) source: Text,
    pub(crate) delimiters: Delimiters,
    pub(crate) entries: Vec<Entry>,
    /// The text of changed and added segments, without line ends.
    pub(crate) edits: Vec<String>,
    pub(crate) is_changed: bool,
    /// Bytes of `source` before the header: a byte order mark, blanks, framing.
    prefix: u32,
    suffix: u32,
}

impl Message {
    /// Reads a message: finds its segments and delimiters, in one pass.
    ///
    /// Segments may end with CR, LF or CR LF, also mixed; blank lines, indents, a byte order mark and framing bytes left
    /// at the ends are stepped over. Segments with odd ids are kept. All of it is written back as it came.
    ///
    /// # Errors
    ///
    /// [`ParseError`] when the text does not start with a usable MSH. Its size is the caller's to limit; above 4 GiB it
    /// is refused.
    pub fn parse(text: impl Into<Text>) -> Result<Message, ParseError> {
        let source: Text = text.into();
        let index = index::scan(&source)?;
        let prefix = index.entries[0].start;
        Ok(Message {
            delimiters: index.delimiters,
            entries: index.entries,
            edits: Vec::new(),
            is_changed: false,
            prefix,
            suffix: index.suffix,
            source,
        })
    }

    /// Returns the delimiters that MSH-1 and MSH-2 state.
    pub fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// Returns the fields of MSH that every receiver looks at.
    pub fn header(&self) -> Header<'_> {
        Header::new(self.segment_at(0))
    }

    /// Iterates over all segments in order, MSH first.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        self.entries
            .iter()
            .map(|entry| Segment::new(self.segment_text(entry), self.delimiters))
    }

    /// Iterates over the segments with this id, in order.
    pub fn segments_named<'a>(&'a self, id: &'a str) -> impl Iterator<Item = Segment<'a>> {
        self.segments()
            .filter(move |segment| has_id(segment.raw(), id, &self.delimiters))
    }

    /// Returns the segment number `occurrence`, from 1, of those with this id.
    pub fn segment(&self, id: &str, occurrence: usize) -> Option<Segment<'_>> {
        self.position(id, occurrence).map(|position| self.segment_at(position))
    }

    /// Counts the segments with this id.
    pub fn segment_count(&self, id: &str) -> usize {
        self.segments_named(id).count()
    }

    /// Counts all segments; at least 1.
    #[expect(
        clippy::len_without_is_empty,
        reason = "a message has a header, so it is never empty"
    )]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns the value at `path` with its escape sequences resolved; `None` when the place is absent or empty.
    ///
    /// The HL7 null is the value `""` (two quotation marks); see [`Message::is_null`]. A path that stops above the
    /// deepest level gives all that stands there, inner delimiters included: `PID-5` may give `EVERYMAN^ADAM`. So name
    /// the subcomponent (`PID-5.1.1`) where a sender may divide the component; it is found also where he does not.
    pub fn get(&self, path: &Path) -> Option<Cow<'_, str>> {
        let raw = self.raw(path).filter(|raw| !raw.is_empty())?;
        let is_delimiter_field = self.names_delimiters(path);
        Some(if is_delimiter_field {
            Cow::Borrowed(raw)
        } else {
            escape::decode(raw, &self.delimiters)
        })
    }

    /// Returns the text at `path` as sent, escape sequences included; `None` when the place is absent, `Some("")` when it
    /// is there and empty.
    pub fn raw(&self, path: &Path) -> Option<&str> {
        self.raw_at(self.position(path.segment_id(), path.occurrence())?, path)
    }

    /// Returns the text at `path` as sent, in the segment at `position` among all segments, from 0; which segment the path
    /// names is not looked at. It saves who walks a long message the search for each segment.
    pub fn raw_at(&self, position: usize, path: &Path) -> Option<&str> {
        let text = self.segment_text(self.entries.get(position)?);
        match place::find(text, &self.delimiters, path) {
            Place::Found(range) => Some(&text[range]),
            Place::Missing { .. } => None,
        }
    }

    /// Tells whether `""` stands at `path`: the null that asks the receiver to delete his value (HL7 v2.5.1 §2.5.3.1).
    pub fn is_null(&self, path: &Path) -> bool {
        self.raw(path) == Some("\"\"")
    }

    /// Tells whether anything was changed since the message was parsed.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Returns the message as text. Unchanged, it is the very text that was parsed and costs nothing.
    pub fn text(&self) -> Text {
        if self.is_changed {
            Text::from(self.assemble())
        } else {
            self.source.clone()
        }
    }

    /// Writes the message from its segments and the gaps between them.
    pub(crate) fn assemble(&self) -> String {
        let line_end = self.line_end();
        let n_bytes_edited: usize = self.edits.iter().map(|edit| edit.len() + line_end.len()).sum();
        let mut text = String::with_capacity(self.source.len() + n_bytes_edited);
        text.push_str(&self.source[..self.prefix as usize]);
        for (position, entry) in self.entries.iter().enumerate() {
            text.push_str(self.segment_text(entry));
            text.push_str(self.gap(entry));
            let is_last = position + 1 == self.entries.len();
            if self.lacks_line_end(entry, is_last) {
                text.push_str(line_end);
            }
        }
        text.push_str(&self.source[self.suffix as usize..]);
        text
    }

    /// Returns what stood between the segment and the next one: its line end, and any blank lines.
    fn gap(&self, entry: &Entry) -> &str {
        if entry.is_added() {
            ""
        } else {
            &self.source[entry.end as usize..entry.after as usize]
        }
    }

    /// An added segment brings no line end, and the last segment of a text may have come without one.
    fn lacks_line_end(&self, entry: &Entry, is_last: bool) -> bool {
        let may_go_without = is_last && !entry.is_added();
        !may_go_without && !self.gap(entry).bytes().any(index::is_line_end)
    }

    /// Returns the line end that the header has; CR, the standard's, when it has none.
    fn line_end(&self) -> &str {
        let gap = self.gap(&self.entries[0]);
        let n_bytes = if gap.starts_with("\r\n") { 2 } else { 1 };
        gap.get(..n_bytes)
            .filter(|line_end| line_end.bytes().all(index::is_line_end))
            .unwrap_or("\r")
    }

    pub(crate) fn segment_text<'a>(&'a self, entry: &Entry) -> &'a str {
        if entry.edit == Entry::AS_READ {
            &self.source[entry.start as usize..entry.end as usize]
        } else {
            &self.edits[entry.edit as usize]
        }
    }

    pub(crate) fn segment_at(&self, position: usize) -> Segment<'_> {
        Segment::new(self.segment_text(&self.entries[position]), self.delimiters)
    }

    /// Finds the position among all segments of number `occurrence`, from 1, of those with this id.
    pub(crate) fn position(&self, id: &str, occurrence: usize) -> Option<usize> {
        let mut n_left = occurrence.checked_sub(1)?;
        for (position, entry) in self.entries.iter().enumerate() {
            if has_id(self.segment_text(entry), id, &self.delimiters) {
                if n_left == 0 {
                    return Some(position);
                }
                n_left -= 1;
            }
        }
        None
    }

    /// Tells whether `path` leads to MSH-1 or MSH-2 (or those of FHS and BHS), whose value is the delimiters.
    pub(crate) fn names_delimiters(&self, path: &Path) -> bool {
        matches!(path.segment_id(), "MSH" | "FHS" | "BHS") && matches!(path.field(), Some(1 | 2))
    }
}

fn has_id(segment: &str, id: &str, delimiters: &Delimiters) -> bool {
    let bytes = segment.as_bytes();
    bytes.starts_with(id.as_bytes()) && bytes.get(id.len()).is_none_or(|&byte| byte == delimiters.field)
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("segments", &self.entries.len())
            .field("source_bytes", &self.source.len())
            .field("is_changed", &self.is_changed)
            .finish()
    }
}

#[cfg(test)]
mod tests;
