//! An interchange: the text as it came, the index of its segments, and the segments that were changed since.

use std::fmt;

use bytestring::ByteString;

use crate::index::{self, Entry};
use crate::place::{self, Place};
use crate::segment::is_header;
use crate::{Description, EnvelopeReport, FunctionalGroup, ParseError, Path, Segment, Separators, TransactionSet};
use crate::{description, envelope, structure};

/// One X12 interchange, ISA to IEA.
///
/// [`Interchange::text`] gives back the text that was parsed, byte for byte; after a change, all segments but the
/// changed ones and all line ends still are as they came. `Debug` prints sizes only, since the content may be a
/// patient's.
#[derive(Clone)]
pub struct Interchange {
    pub(crate) source: ByteString,
    pub(crate) separators: Separators,
    pub(crate) entries: Vec<Entry>,
    /// The text of changed and added segments, without terminators.
    pub(crate) edits: Vec<String>,
    pub(crate) is_changed: bool,
}

impl Interchange {
    /// Reads an interchange: finds its separators and segments, in one pass.
    ///
    /// CR, LF and blanks after a terminator, a byte order mark or blanks before ISA, empty segments and a missing last
    /// terminator are stepped over and written back as they came. Whether the envelope is sound is not looked at; see
    /// [`Interchange::check_envelope`]. Binary segments (BIN, BDS of the 275), whose data may hold any byte, are not
    /// known.
    ///
    /// # Errors
    ///
    /// [`ParseError`] when the text does not start with a usable ISA. Its size is the caller's to limit; above 4 GiB it
    /// is refused.
    pub fn parse(text: impl Into<ByteString>) -> Result<Interchange, ParseError> {
        let source: ByteString = text.into();
        let index = index::scan(&source)?;
        Ok(Interchange {
            source,
            separators: index.separators,
            entries: index.entries,
            edits: Vec::new(),
            is_changed: false,
        })
    }

    /// Returns the separators that ISA states.
    pub fn separators(&self) -> Separators {
        self.separators
    }

    /// Returns the interchange header, ISA.
    pub fn header(&self) -> Segment<'_> {
        self.segment_at(0)
    }

    /// Describes the interchange: who sent what to whom.
    pub fn description(&self) -> Description<'_> {
        description::describe(self)
    }

    /// Checks control numbers, counts, trailers and order of the envelope segments, in one pass.
    pub fn check_envelope(&self) -> EnvelopeReport {
        envelope::check(self)
    }

    /// Iterates over all segments in order, ISA first.
    pub fn segments(&self) -> impl Iterator<Item = Segment<'_>> {
        (0..self.entries.len()).map(|position| self.segment_at(position))
    }

    /// Returns the segment number `occurrence`, from 1, of those with this id.
    pub fn segment(&self, id: &str, occurrence: usize) -> Option<Segment<'_>> {
        self.position(id, occurrence).map(|position| self.segment_at(position))
    }

    /// Counts the segments with this id.
    pub fn segment_count(&self, id: &str) -> usize {
        self.segments().filter(|segment| segment.id() == id).count()
    }

    /// Counts all segments; at least 1.
    #[expect(
        clippy::len_without_is_empty,
        reason = "an interchange has a header, so it is never empty"
    )]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Iterates over the functional groups, each from its GS.
    pub fn groups(&self) -> impl Iterator<Item = FunctionalGroup<'_>> {
        structure::groups(self)
    }

    /// Iterates over all transaction sets, each from its ST, in whichever group; also over those outside of any group.
    pub fn transaction_sets(&self) -> impl Iterator<Item = TransactionSet<'_>> {
        structure::transaction_sets(self, 0..structure::end(self))
    }

    /// Returns the value at `path`; `None` when the place is absent or empty.
    ///
    /// Blanks at the end of an element of ISA only fill its fixed width (X12.5) and are left out. A path that stops above
    /// the deepest level gives all that stands there, inner separators included: `CLM-5` may give `11:B:1`.
    pub fn get(&self, path: &Path) -> Option<&str> {
        let position = self.position(path.segment_id(), path.occurrence())?;
        let raw = self.raw_at(position, path)?;
        let is_padded = is_header(self.segment_text(position), &self.separators);
        let value = if is_padded { raw.trim_end_matches(' ') } else { raw };
        Some(value).filter(|value| !value.is_empty())
    }

    /// Returns the text at `path` as sent; `None` when the place is absent, `Some("")` when it is there and empty.
    pub fn raw(&self, path: &Path) -> Option<&str> {
        self.raw_at(self.position(path.segment_id(), path.occurrence())?, path)
    }

    /// Returns the text at `path` as sent, in the segment at `position` among all segments, from 0; which segment the path
    /// names is not looked at.
    pub fn raw_at(&self, position: usize, path: &Path) -> Option<&str> {
        if position >= self.entries.len() {
            return None;
        }
        let text = self.segment_text(position);
        match place::find(text, &self.separators, path) {
            Place::Found(range) => Some(&text[range]),
            Place::Missing { .. } => None,
        }
    }

    /// Tells whether anything was changed since the interchange was parsed.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Returns the interchange as text. Unchanged, it is the very text that was parsed and costs nothing.
    pub fn text(&self) -> ByteString {
        if !self.is_changed {
            return self.source.clone();
        }
        let n_bytes_edited: usize = self.edits.iter().map(|edit| edit.len() + 3).sum();
        let mut text = String::with_capacity(self.source.len() + n_bytes_edited);
        text.push_str(&self.source[..self.entries[0].start as usize]);
        for position in 0..self.entries.len() {
            let is_last = position + 1 == self.entries.len();
            self.write_segment(position, is_last, &mut text);
        }
        ByteString::from(text)
    }

    /// Appends a segment and the gap after it. A terminator is added where it is missing, but not after the last segment
    /// of a text that came without.
    pub(crate) fn write_segment(&self, position: usize, may_go_without_terminator: bool, text: &mut String) {
        let entry = &self.entries[position];
        text.push_str(self.segment_text(position));
        let gap = self.gap(entry);
        text.push_str(gap);
        let lacks_terminator = gap.as_bytes().first() != Some(&self.separators.terminator);
        if lacks_terminator && (entry.is_added() || !may_go_without_terminator) {
            self.write_terminator(text);
        }
    }

    /// Appends a terminator and the line end that follows ISA's, if any.
    pub(crate) fn write_terminator(&self, text: &mut String) {
        text.push(char::from(self.separators.terminator));
        let gap = self.gap(&self.entries[0]).get(1..).unwrap_or_default();
        if gap.starts_with("\r\n") {
            text.push_str("\r\n");
        } else if gap.starts_with(['\r', '\n']) {
            text.push_str(&gap[..1]);
        }
    }

    /// Returns what stood between the segment and the next one: its terminator, and any line ends.
    fn gap(&self, entry: &Entry) -> &str {
        if entry.is_added() {
            ""
        } else {
            &self.source[entry.end as usize..entry.after as usize]
        }
    }

    pub(crate) fn segment_text(&self, position: usize) -> &str {
        let entry = &self.entries[position];
        if entry.edit == Entry::AS_READ {
            &self.source[entry.start as usize..entry.end as usize]
        } else {
            &self.edits[entry.edit as usize]
        }
    }

    pub(crate) fn segment_at(&self, position: usize) -> Segment<'_> {
        Segment::new(self.segment_text(position), self.separators)
    }

    /// Finds the position among all segments of number `occurrence`, from 1, of those with this id.
    pub(crate) fn position(&self, id: &str, occurrence: usize) -> Option<usize> {
        let n_before = occurrence.checked_sub(1)?;
        let mut positions = (0..self.entries.len()).filter(|&position| self.segment_at(position).id() == id);
        positions.nth(n_before)
    }
}

impl fmt::Debug for Interchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Interchange")
            .field("segments", &self.entries.len())
            .field("source_bytes", &self.source.len())
            .field("is_changed", &self.is_changed)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = include_str!("../samples/837p-claim.x12");

    fn get(text: &str, path: &str) -> Option<String> {
        let interchange = Interchange::parse(text).expect("the text is an interchange");
        interchange.get(&path.parse().expect("a valid path")).map(str::to_owned)
    }

    #[test]
    fn values_are_found_on_each_level() {
        for (path, expected) in [
            ("ISA-6", Some("NORTHCLINIC")),
            ("ISA-16", Some(":")),
            ("NM1(3)-3", Some("NORTH CLINIC")),
            ("CLM-5.1", Some("11")),
            ("CLM-5-2", Some("B")),
            ("HI-2.2", Some("J029")),
            ("CLM-3", None),
            ("CLM(9)-1", None),
        ] {
            assert_eq!(get(SAMPLE, path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn untouched_text_is_shared() {
        let source = ByteString::from(SAMPLE);
        let interchange = Interchange::parse(source.clone()).expect("the sample is an interchange");
        assert_eq!(interchange.text().as_ptr(), source.as_ptr());
    }

    #[test]
    fn debug_hides_the_content() {
        let interchange = Interchange::parse(SAMPLE).expect("the sample is an interchange");
        assert!(!format!("{interchange:?}").contains("EVERYMAN"));
    }
}
