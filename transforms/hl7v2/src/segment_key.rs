//! Names for segments that hold while segments come and go.

use crate::index::Entry;
use crate::{Message, Segment};

/// Names one segment of a message for as long as it is there, wherever others being added and removed move it. It means
/// nothing in another message; a copy of the message keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SegmentKey(u64);

impl SegmentKey {
    fn of(entry: &Entry) -> Self {
        // A segment that was read keeps its place in the source, one that was added its text among the edits.
        let (number, kind) = if entry.is_added() {
            (entry.edit, 1)
        } else {
            (entry.start, 0)
        };
        Self(u64::from(number) << 1 | kind)
    }
}

impl Message {
    /// Returns the key of the segment at `position` among all segments, from 0.
    pub fn segment_key(&self, position: usize) -> Option<SegmentKey> {
        self.entries.get(position).map(SegmentKey::of)
    }

    /// Returns where the segment with this key is now among all segments, from 0; `None` when it was removed.
    pub fn position_of(&self, key: SegmentKey) -> Option<usize> {
        self.entries.iter().position(|entry| SegmentKey::of(entry) == key)
    }

    /// Returns the segment at `position` among all segments, from 0.
    pub fn nth_segment(&self, position: usize) -> Option<Segment<'_>> {
        (position < self.entries.len()).then(|| self.segment_at(position))
    }

    /// Returns where segment number `occurrence`, from 1, of those with this id is among all segments, from 0.
    pub fn position_of_segment(&self, id: &str, occurrence: usize) -> Option<usize> {
        self.position(id, occurrence)
    }

    /// Counts which of the segments with its id the one at `position` is, from 1.
    pub fn occurrence_at(&self, position: usize) -> usize {
        let Some(segment) = self.nth_segment(position) else {
            return 0;
        };
        let before = self.segments().take(position);
        1 + before.filter(|other| other.id() == segment.id()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stays_with_its_segment() {
        let mut message = Message::parse("MSH|^~\\&|A\rOBX|1\rOBX|2\rNTE|x\r").expect("it is a message");
        let key = message.segment_key(2).expect("OBX|2 is there");
        message.add_segment("OBX|3").expect("it is a segment");
        let added = message.segment_key(4).expect("it was added");
        message.remove_segment("OBX", 1).expect("it is no header");
        message
            .set(&"OBX(1)-3".parse().expect("it is a path"), "y")
            .expect("it is there");
        let position = message.position_of(key).expect("it is still there");
        assert_eq!(
            message.nth_segment(position).map(|segment| segment.raw()),
            Some("OBX|2||y")
        );
        assert_eq!((position, message.occurrence_at(position)), (1, 1));
        assert_eq!(message.position_of(added), Some(3));
        message.remove_segment("OBX", 1).expect("it is no header");
        assert_eq!(message.position_of(key), None);
    }

    #[test]
    fn a_segment_is_changed_where_it_is() {
        let mut message = Message::parse("MSH|^~\\&|A\rOBX|1\rOBX|2\r").expect("it is a message");
        let path = "OBX-2".parse().expect("it is a path");
        message.set_at(2, &path, "a&b").expect("it is there");
        message.set_raw_at(1, &path, "c^d").expect("it is there");
        assert!(message.set_raw_at(1, &path, "c|d").is_err() && message.set_at(9, &path, "x").is_err());
        assert_eq!(&*message.text(), "MSH|^~\\&|A\rOBX|1|c^d\rOBX|2|a\\T\\b\r");
        assert_eq!(message.remove_at(1, &"OBX".parse().expect("it is a path")), Ok(true));
        assert_eq!(message.remove_at(1, &path), Ok(true));
        assert_eq!(&*message.text(), "MSH|^~\\&|A\rOBX|2|\r");
    }
}
