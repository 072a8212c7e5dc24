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
        self.component(3, 1)
    }

    /// Returns MSH-4.1, the sending facility.
    pub fn sending_facility(&self) -> Option<Cow<'a, str>> {
        self.component(4, 1)
    }

    /// Returns MSH-5.1, the receiving application.
    pub fn receiving_application(&self) -> Option<Cow<'a, str>> {
        self.component(5, 1)
    }

    /// Returns MSH-6.1, the receiving facility.
    pub fn receiving_facility(&self) -> Option<Cow<'a, str>> {
        self.component(6, 1)
    }

    /// Returns MSH-7.1, when the message was made, as sent: `YYYYMMDDHHMMSS[.ssss][+ZZZZ]`, maybe cut short.
    pub fn date_time(&self) -> Option<Cow<'a, str>> {
        self.component(7, 1)
    }

    /// Returns MSH-9.1, the message type: `ADT`.
    pub fn message_type(&self) -> Option<Cow<'a, str>> {
        self.component(9, 1)
    }

    /// Returns MSH-9.2, the trigger event: `A01`.
    pub fn trigger_event(&self) -> Option<Cow<'a, str>> {
        self.component(9, 2)
    }

    /// Returns MSH-9.3, the message structure: `ADT_A01`.
    pub fn structure(&self) -> Option<Cow<'a, str>> {
        self.component(9, 3)
    }

    /// Returns MSH-10, the message control id.
    pub fn control_id(&self) -> Option<Cow<'a, str>> {
        self.field(10)
    }

    /// Returns MSH-11.1, the processing id: `P`, `T` or `D`.
    pub fn processing_id(&self) -> Option<Cow<'a, str>> {
        self.component(11, 1)
    }

    /// Returns MSH-12.1, the version: `2.5.1`.
    pub fn version(&self) -> Option<Cow<'a, str>> {
        self.component(12, 1)
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

    fn component(&self, field: usize, number: usize) -> Option<Cow<'a, str>> {
        let component = self.segment.field(field)?.component(number)?;
        Some(component.value()).filter(|value| !value.is_empty())
    }
}
