//! The segments of a reply: MSH, MSA and ERR.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::{Received, Reply, Stamp};
use crate::acknowledgment::ErrorDetail;
use crate::{Path, escape};

/// Appends segment after segment to the reply.
pub(super) struct Writer<'a> {
    text: String,
    received: &'a Received<'a>,
}

impl<'a> Writer<'a> {
    pub fn new(received: &'a Received<'a>) -> Writer<'a> {
        Writer {
            text: String::with_capacity(256),
            received,
        }
    }

    pub fn into_text(self) -> String {
        self.text
    }

    pub fn header(&mut self, stamp: &Stamp<'_>) {
        let received = self.received;
        self.text.push_str("MSH");
        self.field(received.encoding_characters);
        for raw in received.receiving.iter().chain(&received.sending) {
            self.field(raw);
        }
        self.field("");
        self.push_time(stamp.now);
        self.field(""); // MSH-8, security.
        self.field("ACK");
        self.push_trigger_event();
        self.field("");
        self.push_value(stamp.control_id);
        self.field(received.processing_id);
        self.field(received.version);
        if !received.character_set.is_empty() {
            self.skip_fields(5);
            self.field(received.character_set);
        }
        self.end_segment();
    }

    fn push_time(&mut self, now: Timestamp) {
        let now = Offset::UTC.to_datetime(now);
        write!(
            self.text,
            "{:04}{:02}{:02}{:02}{:02}{:02}+0000",
            now.year(),
            now.month(),
            now.day(),
            now.hour(),
            now.minute(),
            now.second()
        )
        .expect("writing to a string cannot fail");
    }

    fn push_trigger_event(&mut self) {
        if self.received.trigger_event.is_empty() {
            return;
        }
        self.component(self.received.trigger_event);
        if self.received.is_at_least([2, 3, 1]) {
            self.component("ACK");
        }
    }

    pub fn acknowledgment(&mut self, reply: &Reply<'_>) {
        self.text.push_str("MSA");
        self.field(reply.code.as_str());
        self.field(self.received.control_id);
        let has_own_place_for_error_texts = self.received.is_at_least([2, 5, 0]);
        let text = match (reply.text, reply.errors.first()) {
            (Some(text), _) => text,
            (None, Some(error)) if !has_own_place_for_error_texts => text_of(error),
            (None, _) => "",
        };
        if !text.is_empty() {
            self.field("");
            self.push_value(text);
        }
        self.end_segment();
    }

    /// Writes ERR as from v2.5 on: `ERR||PID^1^3|101^Required field missing^HL70357|E|||diagnostic|user message`.
    pub fn error(&mut self, error: &ErrorDetail) {
        self.text.push_str("ERR");
        self.skip_fields(1);
        self.field("");
        if let Some(location) = error.location {
            self.push_location(&location);
        }
        self.field(error.code.as_str());
        self.component(error.code.text());
        self.component("HL70357");
        self.field(error.severity.as_str());
        if error.diagnostic.is_some() || error.user_message.is_some() {
            self.skip_fields(2);
            self.field("");
            self.push_value(error.diagnostic.as_deref().unwrap_or(""));
        }
        if let Some(user_message) = &error.user_message {
            self.field("");
            self.push_value(user_message);
        }
        self.end_segment();
    }

    /// Writes the location as ERL: segment, its number, field, repetition, component, subcomponent.
    fn push_location(&mut self, location: &Path) {
        write!(self.text, "{}", location.segment_id()).expect("writing to a string cannot fail");
        self.component_number(location.occurrence());
        let Some(field) = location.field() else { return };
        self.component_number(field);
        for number in [location.repetition(), location.component(), location.subcomponent()]
            .into_iter()
            .flatten()
        {
            self.component_number(number);
        }
    }

    /// Writes ERR as to v2.4: `ERR|PID^1^3^101&Required field missing&HL70357~…`.
    pub fn errors_in_one(&mut self, errors: &[ErrorDetail]) {
        self.text.push_str("ERR");
        self.field("");
        let repetition = char::from(self.received.delimiters.repetition);
        let subcomponent = char::from(self.received.delimiters.subcomponent);
        for (n, error) in errors.iter().enumerate() {
            if n > 0 {
                self.text.push(repetition);
            }
            if let Some(location) = error.location {
                self.text.push_str(location.segment_id());
                self.component_number(location.occurrence());
                self.component("");
                self.text
                    .push_str(&location.field().map(|field| field.to_string()).unwrap_or_default());
            } else {
                self.component("");
                self.component("");
            }
            self.component(error.code.as_str());
            self.text.push(subcomponent);
            self.text.push_str(error.code.text());
            self.text.push(subcomponent);
            self.text.push_str("HL70357");
        }
        self.end_segment();
    }

    /// Writes a field separator and a text that needs no escape sequences.
    fn field(&mut self, raw: &str) {
        self.text.push(char::from(self.received.delimiters.field));
        self.text.push_str(raw);
    }

    fn component(&mut self, raw: &str) {
        self.text.push(char::from(self.received.delimiters.component));
        self.text.push_str(raw);
    }

    fn component_number(&mut self, number: usize) {
        self.component("");
        write!(self.text, "{number}").expect("writing to a string cannot fail");
    }

    fn skip_fields(&mut self, n_fields: usize) {
        (0..n_fields).for_each(|_| self.field(""));
    }

    fn push_value(&mut self, value: &str) {
        self.text.push_str(&escape::encode(value, &self.received.delimiters));
    }

    fn end_segment(&mut self) {
        self.text.push('\r');
    }
}

/// Returns the best text an error has for people.
fn text_of(error: &ErrorDetail) -> &str {
    error
        .user_message
        .as_deref()
        .or(error.diagnostic.as_deref())
        .unwrap_or(error.code.text())
}
