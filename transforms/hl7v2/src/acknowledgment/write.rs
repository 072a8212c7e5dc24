//! Writing an acknowledgment: the header swapped, MSA, and ERR in the form of the sender's version.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::salvage;
use super::{AcknowledgmentCode, ErrorDetail};
use crate::{Delimiters, Message, Path, escape};

/// What to reply.
#[derive(Debug, Clone, Copy)]
pub struct Reply<'a> {
    /// What became of the message (MSA-1).
    pub code: AcknowledgmentCode,
    /// A text for people (MSA-3). When there is none, the text of the first error stands there for versions to 2.4, which
    /// have no other place for it.
    pub text: Option<&'a str>,
    /// The errors (ERR).
    pub errors: &'a [ErrorDetail],
}

/// When a reply is made and its own control id; given, so that the result depends on nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// The time for MSH-7, written in UTC with the offset `+0000`, to the second.
    pub now: Timestamp,
    /// MSH-10 of the reply, unique for this receiver. HL7 allows 20 characters (199 from v2.7 on).
    pub control_id: &'a str,
}

/// Writes the acknowledgment of a message.
///
/// MSH: sender and receiver change places, delimiters, processing id, version and character set are as received, the type
/// is `ACK^event^ACK` (the structure from v2.3.1 on). MSA names the received control id. Errors are one ERR with a
/// repetition each to v2.4 (ERR-1), and one ERR each from v2.5 on (ERR-2, 3, 4, 7 and 8). Each segment ends with CR.
///
/// Whether a reply is wanted is [`super::AcknowledgmentMode`]'s to say; an acknowledgment is never acknowledged.
pub fn acknowledge(received: &Message, reply: &Reply<'_>, stamp: &Stamp<'_>) -> String {
    write(&Received::of(received), reply, stamp)
}

/// Writes an acknowledgment for bytes that are no message, with what can be found of their header: MSH-10 above all. The
/// delimiters are the standard ones.
pub fn acknowledge_unparseable(raw: &[u8], reply: &Reply<'_>, stamp: &Stamp<'_>) -> String {
    let header = salvage::header(raw);
    write(&Received::salvaged(&header), reply, stamp)
}

/// What a reply takes over from the message, as sent (so escaped already).
struct Received<'a> {
    delimiters: Delimiters,
    encoding_characters: &'a str,
    sending: [&'a str; 2],
    receiving: [&'a str; 2],
    trigger_event: &'a str,
    control_id: &'a str,
    processing_id: &'a str,
    version: &'a str,
    character_set: &'a str,
}

impl<'a> Received<'a> {
    fn of(message: &'a Message) -> Received<'a> {
        let mut fields = [""; 19];
        for (field, number) in message.segment_at(0).fields().zip(1..fields.len()) {
            fields[number] = field.raw();
        }
        let delimiters = message.delimiters();
        let trigger_event = fields[9].split(char::from(delimiters.component)).nth(1).unwrap_or("");
        Received {
            delimiters,
            encoding_characters: fields[2],
            sending: [fields[3], fields[4]],
            receiving: [fields[5], fields[6]],
            trigger_event,
            control_id: fields[10],
            processing_id: fields[11],
            version: fields[12],
            character_set: fields[18],
        }
    }

    fn salvaged(header: &'a salvage::SalvagedHeader) -> Received<'a> {
        Received {
            delimiters: Delimiters::default(),
            encoding_characters: "^~\\&",
            sending: [&header.sending_application, &header.sending_facility],
            receiving: [&header.receiving_application, &header.receiving_facility],
            trigger_event: &header.trigger_event,
            control_id: &header.control_id,
            processing_id: &header.processing_id,
            version: &header.version,
            character_set: "",
        }
    }

    fn is_at_least(&self, wanted: [u32; 3]) -> bool {
        let version = self
            .version
            .split(char::from(self.delimiters.component))
            .next()
            .unwrap_or("");
        // A message that names no version is answered in the newer form.
        version.is_empty() || version_numbers(version) >= wanted
    }
}

/// Reads `2.5.1`; what is no number counts as 0, as in the `2.3.z` that some send.
fn version_numbers(version: &str) -> [u32; 3] {
    let mut numbers = [0; 3];
    for (number, part) in numbers.iter_mut().zip(version.split('.')) {
        *number = part.trim().parse().unwrap_or(0);
    }
    numbers
}

fn write(received: &Received<'_>, reply: &Reply<'_>, stamp: &Stamp<'_>) -> String {
    let mut writer = Writer {
        text: String::with_capacity(256),
        received,
    };
    writer.header(stamp);
    writer.acknowledgment(reply);
    if received.is_at_least([2, 5, 0]) {
        reply.errors.iter().for_each(|error| writer.error(error));
    } else if !reply.errors.is_empty() {
        writer.errors_in_one(reply.errors);
    }
    writer.text
}

struct Writer<'a> {
    text: String,
    received: &'a Received<'a>,
}

impl Writer<'_> {
    fn header(&mut self, stamp: &Stamp<'_>) {
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

    fn acknowledgment(&mut self, reply: &Reply<'_>) {
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
    fn error(&mut self, error: &ErrorDetail) {
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
    fn errors_in_one(&mut self, errors: &[ErrorDetail]) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acknowledgment::{ErrorCode, Severity, read};

    const STAMP: &str = "R1";

    fn reply_to(header: &str, reply: &Reply<'_>) -> String {
        let received = Message::parse(header).expect("the header is valid");
        acknowledge(&received, reply, &stamp())
    }

    fn stamp() -> Stamp<'static> {
        Stamp {
            now: "2024-03-05T14:12:01.9Z".parse().expect("a valid time stamp"),
            control_id: STAMP,
        }
    }

    fn accept() -> Reply<'static> {
        Reply {
            code: AcknowledgmentCode::AA,
            text: None,
            errors: &[],
        }
    }

    fn errors() -> [ErrorDetail; 2] {
        let location = "PID-3.4".parse().expect("a valid path");
        let missing = ErrorDetail::new(ErrorCode::RequiredFieldMissing)
            .at(location)
            .with_diagnostic("authority|missing")
            .with_user_message("Call us");
        let internal = ErrorDetail {
            severity: Severity::Warning,
            ..ErrorDetail::new(ErrorCode::ApplicationInternalError)
        };
        [missing, internal]
    }

    #[test]
    fn header_is_swapped_and_the_rest_is_as_received() {
        let received = "MSH|^~\\&|LAB^1.2^ISO|N|HUB|H|20240305||ORU^R01^ORU_R01|ID 7|T^A|2.5.1^USA||||||8859/1\rPID|1";
        let expected = "MSH|^~\\&|HUB|H|LAB^1.2^ISO|N|20240305141201+0000||ACK^R01^ACK|R1|T^A|2.5.1^USA||||||8859/1\r\
                        MSA|AA|ID 7\r";
        assert_eq!(reply_to(received, &accept()), expected);
    }

    #[test]
    fn own_delimiters_and_short_headers_are_answered() {
        let expected = "MSH$%*!@$$$A$$20240305141201+0000$$ACK$R1$$\rMSA$AR$$no type!F!!S!\r";
        let reply = Reply {
            code: AcknowledgmentCode::AR,
            text: Some("no type$%"),
            errors: &[],
        };
        assert_eq!(reply_to("MSH$%*!@$A", &reply), expected);
    }

    #[test]
    fn structure_is_left_out_before_version_2_3_1() {
        for (version, expected) in [
            ("2.3", "|ACK^A01|"),
            ("2.3.1", "|ACK^A01^ACK|"),
            ("2.3.z", "|ACK^A01|"),
            ("", "^ACK|"),
        ] {
            let text = reply_to(&format!("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|{version}"), &accept());
            assert!(text.contains(expected), "{version}: {text}");
        }
    }

    #[test]
    fn errors_since_2_5_are_a_segment_each() {
        let reply = Reply {
            code: AcknowledgmentCode::AE,
            text: Some("Two errors"),
            errors: &errors(),
        };
        let text = reply_to("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5", &reply);
        let expected = "MSA|AE|1|Two errors\r\
            ERR||PID^1^3^1^4|101^Required field missing^HL70357|E|||authority\\F\\missing|Call us\r\
            ERR|||207^Application internal error^HL70357|W\r";
        assert!(text.ends_with(expected), "{text}");
    }

    #[test]
    fn errors_to_2_4_are_repetitions_and_the_text_is_in_msa() {
        let reply = Reply {
            code: AcknowledgmentCode::AE,
            text: None,
            errors: &errors(),
        };
        let text = reply_to("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.4", &reply);
        let expected = "MSA|AE|1|Call us\r\
            ERR|PID^1^3^101&Required field missing&HL70357~^^^207&Application internal error&HL70357\r";
        assert!(text.ends_with(expected), "{text}");
    }

    #[test]
    fn reply_is_read_again() {
        for version in ["2.5.1", "2.8"] {
            let reply = Reply {
                code: AcknowledgmentCode::CE,
                text: Some("a^b"),
                errors: &errors(),
            };
            let text = reply_to(&format!("MSH|^~\\&|A|B|C|D|1||ADT^A01|X1|P|{version}"), &reply);
            let read = read(&Message::parse(text).expect("a reply is a message")).expect("a reply has MSA");
            assert_eq!((read.code, read.control_id.as_str()), (AcknowledgmentCode::CE, "X1"));
            assert_eq!(
                (read.text.as_deref(), read.errors.as_slice()),
                (Some("a^b"), &errors()[..])
            );
        }
    }

    #[test]
    fn unparseable_bytes_are_answered_with_what_was_found() {
        let reply = Reply {
            code: AcknowledgmentCode::AR,
            text: Some("no message"),
            errors: &[],
        };
        let text = acknowledge_unparseable(b"\x0BMSH|^^\\&|LAB|N|HUB|H|1||ADT^A01|ID7|P|2.3\rPID", &reply, &stamp());
        let expected = "MSH|^~\\&|HUB|H|LAB|N|20240305141201+0000||ACK^A01|R1|P|2.3\rMSA|AR|ID7|no message\r";
        assert_eq!(text, expected);
        let nothing = acknowledge_unparseable(b"\xFF\x00", &reply, &stamp());
        assert_eq!(
            nothing,
            "MSH|^~\\&|||||20240305141201+0000||ACK|R1|P|2.5.1\rMSA|AR||no message\r"
        );
    }
}
