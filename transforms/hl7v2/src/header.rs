//! The fields of MSH (HL7 v2.5.1 §2.15.9) that decide what happens to a message.

use std::borrow::Cow;

use crate::Segment;

/// A view of MSH. Each value is decoded; `None` means absent or empty.
#[derive(Debug, Clone, Copy)]
pub struct Header<'a> {
    segment: Segment<'a>,
}

impl<'a> Header<'a> {
    pub(crate) fn new(segment: Segment<'a>) -> Header<'a> {
        Header { segment }
    }

    /// Returns MSH itself.
    pub fn segment(&self) -> Segment<'a> {
        self.segment
    }

    /// Returns MSH-1, the field separator.
    pub fn field_separator(&self) -> &'a str {
        self.segment.field(1).map_or("", |field| field.raw())
    }

    /// Returns MSH-2, the encoding characters.
    pub fn encoding_characters(&self) -> &'a str {
        self.segment.field(2).map_or("", |field| field.raw())
    }

    /// Returns MSH-3.1, the sending application.
    pub fn sending_application(&self) -> Option<Cow<'a, str>> {
        self.segment.value(3, 1)
    }

    /// Returns MSH-4.1, the sending facility.
    pub fn sending_facility(&self) -> Option<Cow<'a, str>> {
        self.segment.value(4, 1)
    }

    /// Returns MSH-5.1, the receiving application.
    pub fn receiving_application(&self) -> Option<Cow<'a, str>> {
        self.segment.value(5, 1)
    }

    /// Returns MSH-6.1, the receiving facility.
    pub fn receiving_facility(&self) -> Option<Cow<'a, str>> {
        self.segment.value(6, 1)
    }

    /// Returns MSH-7.1, when the message was made, as sent: `YYYYMMDDHHMMSS[.ssss][+ZZZZ]`, maybe cut short.
    pub fn date_time(&self) -> Option<Cow<'a, str>> {
        self.segment.value(7, 1)
    }

    /// Returns MSH-9.1, the message type: `ADT`.
    pub fn message_type(&self) -> Option<Cow<'a, str>> {
        self.segment.value(9, 1)
    }

    /// Returns MSH-9.2, the trigger event: `A01`.
    pub fn trigger_event(&self) -> Option<Cow<'a, str>> {
        self.segment.value(9, 2)
    }

    /// Returns MSH-9.3, the message structure: `ADT_A01`.
    pub fn structure(&self) -> Option<Cow<'a, str>> {
        self.segment.value(9, 3)
    }

    /// Returns MSH-10, the message control id.
    pub fn control_id(&self) -> Option<Cow<'a, str>> {
        self.field(10)
    }

    /// Returns MSH-11.1, the processing id: `P`, `T` or `D`.
    pub fn processing_id(&self) -> Option<Cow<'a, str>> {
        self.segment.value(11, 1)
    }

    /// Returns MSH-12.1, the version: `2.5.1`.
    pub fn version(&self) -> Option<Cow<'a, str>> {
        self.segment.value(12, 1)
    }

    /// Returns MSH-13, the sequence number, where the two sides agreed on one.
    pub fn sequence_number(&self) -> Option<Cow<'a, str>> {
        self.field(13)
    }

    /// Returns MSH-15, when an accept acknowledgment is wanted: `AL`, `NE`, `ER` or `SU`.
    pub fn accept_acknowledgment(&self) -> Option<Cow<'a, str>> {
        self.field(15)
    }

    /// Returns MSH-16, when an application acknowledgment is wanted: `AL`, `NE`, `ER` or `SU`.
    pub fn application_acknowledgment(&self) -> Option<Cow<'a, str>> {
        self.field(16)
    }

    /// Returns MSH-18, the character sets, all repetitions: `UNICODE UTF-8` or `~ISO IR87`.
    pub fn character_set(&self) -> Option<Cow<'a, str>> {
        self.field(18)
    }

    fn field(&self, number: usize) -> Option<Cow<'a, str>> {
        self.segment
            .field(number)
            .map(|field| field.value())
            .filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use crate::Message;

    #[test]
    fn each_value_is_read_from_its_field() {
        let message = Message::parse(
            "MSH|^~\\&|LAB^1.2^ISO|N \\T\\ S|HUB|H|20240305||ORU^R01^ORU_R01|ID7|P^A|2.5.1^USA|13||AL|NE||~ISO IR87\r",
        )
        .expect("the header is valid");
        let header = message.header();
        assert_eq!((header.field_separator(), header.encoding_characters()), ("|", "^~\\&"));
        let found = [
            header.sending_application(),
            header.sending_facility(),
            header.receiving_application(),
            header.receiving_facility(),
            header.date_time(),
            header.message_type(),
            header.trigger_event(),
            header.structure(),
            header.control_id(),
            header.processing_id(),
            header.version(),
            header.sequence_number(),
            header.accept_acknowledgment(),
            header.application_acknowledgment(),
            header.character_set(),
        ];
        let expected = [
            "LAB",
            "N & S",
            "HUB",
            "H",
            "20240305",
            "ORU",
            "R01",
            "ORU_R01",
            "ID7",
            "P",
            "2.5.1",
            "13",
            "AL",
            "NE",
            "~ISO IR87",
        ];
        assert_eq!(found.map(|value| value.unwrap_or_default().into_owned()), expected);
    }

    #[test]
    fn short_header_has_no_values() {
        let message = Message::parse("MSH|^~\\&||").expect("the header is valid");
        assert_eq!(message.header().sending_application(), None);
        assert_eq!(message.header().control_id(), None);
    }
}
