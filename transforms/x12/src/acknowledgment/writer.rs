//! Writing the segments of an answer in the separators of what is answered.

use jiff::civil::DateTime;

use super::ControlNumber;
use crate::Interchange;

/// Number and time of an interchange that we write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// ISA13 and IEA02.
    pub control_number: ControlNumber,
    /// ISA09 and ISA10 (GS04 and GS05), to the minute, in whichever time zone the partners agreed on.
    pub at: DateTime,
}

/// Writes segments one after another.
pub(super) struct Writer<'a> {
    received: &'a Interchange,
    text: String,
    n_segments: usize,
}

impl<'a> Writer<'a> {
    pub fn new(received: &'a Interchange) -> Writer<'a> {
        Writer {
            received,
            text: String::new(),
            n_segments: 0,
        }
    }

    /// Writes a segment; empty elements at its end are left out (X12.6), but not in ISA.
    pub fn segment(&mut self, id: &str, elements: &[&str]) {
        let n_elements = elements
            .iter()
            .rposition(|element| !element.is_empty())
            .map_or(0, |last| last + 1);
        self.text.push_str(id);
        for element in &elements[..n_elements] {
            self.text.push(char::from(self.received.separators().element));
            self.text.push_str(element);
        }
        self.received.write_terminator(&mut self.text);
        self.n_segments += 1;
    }

    /// Writes the ISA of the answer: sender and receiver exchanged, no acknowledgment requested (ISA14 = 0).
    pub fn header(&mut self, stamp: &Stamp) {
        let header = self.received.header();
        let control_number = format!("{:09}", stamp.control_number.get());
        let (date, time) = (short_date(stamp.at), time(stamp.at));
        let blank = " ".repeat(10);
        let elements = [
            "00",
            &blank,
            "00",
            &blank,
            header.value(7),
            header.value(8),
            header.value(5),
            header.value(6),
            &date,
            &time,
            header.value(11),
            header.value(12),
            &control_number,
            "0",
            header.value(15),
            header.value(16),
        ];
        self.segment("ISA", &elements);
    }

    /// Writes the IEA of the answer, with the number of its groups.
    pub fn trailer(&mut self, stamp: &Stamp, n_groups: usize) {
        let control_number = format!("{:09}", stamp.control_number.get());
        self.segment("IEA", &[&n_groups.to_string(), &control_number]);
    }

    /// Counts the segments written so far.
    pub fn n_segments(&self) -> usize {
        self.n_segments
    }

    pub fn into_text(self) -> String {
        self.text
    }
}

/// YYMMDD, as ISA09.
fn short_date(at: DateTime) -> String {
    format!("{:02}{:02}{:02}", at.year().rem_euclid(100), at.month(), at.day())
}

/// CCYYMMDD, as GS04.
pub(super) fn date(at: DateTime) -> String {
    format!("{:04}{:02}{:02}", at.year().unsigned_abs(), at.month(), at.day())
}

/// HHMM, as ISA10 and GS05.
pub(super) fn time(at: DateTime) -> String {
    format!("{:02}{:02}", at.hour(), at.minute())
}
